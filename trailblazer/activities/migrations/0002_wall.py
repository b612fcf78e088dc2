from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]
    operations = [
        raise_wall(
            "activities_feedback",
            "activities_material",
            "activities_menuitem",
            "activities_order",
            "activities_schoolactivity",
        ),
    ]
