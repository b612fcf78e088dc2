from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("school_leads", "0001_who_leads_in_schools")]
    operations = [
        raise_wall(
            "school_leads_schoolrole",
            "school_leads_confirmation",
            "school_leads_leadhandover",
            "school_leads_responsibilityreview",
            "school_leads_leadtraining",
        )
    ]
