from django.db import migrations

from trailblazer.access.append_only import keep_as_written
from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("joint_working", "0001_initial")]
    operations = [
        raise_wall(
            "joint_working_actionlook",
            "joint_working_actionowner",
            "joint_working_cohort",
            "joint_working_jointaction",
            "joint_working_mapnote",
            "joint_working_participant",
            "joint_working_rating",
            "joint_working_reminder",
        ),
        keep_as_written("joint_working_actionlook"),
    ]
