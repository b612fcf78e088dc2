from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("advice", "0001_initial")]
    operations = [
        raise_wall(
            "advice_advice",
            "advice_advicebooking",
            "advice_adviceslot",
            "advice_advicetimes",
            "advice_historicaladvice",
            "advice_historicalmeetinground",
            "advice_indirectactivity",
            "advice_liaison",
            "advice_meetinground",
            "advice_outsideaction",
        ),
    ]
