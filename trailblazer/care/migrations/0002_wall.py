from django.db import migrations

from trailblazer.access.append_only import keep_as_written
from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("care", "0001_initial")]
    operations = [
        raise_wall(
            "care_activity",
            "care_allocation",
            "care_assessment",
            "care_awayday",
            "care_calendarfeed",
            "care_contact",
            "care_course",
            "care_educationcheck",
            "care_ending",
            "care_goal",
            "care_goalrating",
            "care_group",
            "care_groupmember",
            "care_groupsession",
            "care_handover",
            "care_handoverstep",
            "care_historicalassessment",
            "care_historicalcontact",
            "care_historicalcourse",
            "care_historicalplan",
            "care_note",
            "care_plan",
            "care_planpart",
            "care_savedview",
            "care_score",
            "care_task",
            "care_transfer",
            "care_transition",
            "care_unsent",
            "care_visit",
            "care_whilewaiting",
        ),
        keep_as_written("care_note", "care_allocation", "care_handoverstep", "care_goalrating", "care_score"),
    ]
