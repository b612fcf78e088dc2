from django.db import migrations

from trailblazer.access.append_only import keep_as_written
from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("whole_school", "0001_initial")]
    operations = [
        raise_wall(
            "whole_school_agreed",
            "whole_school_evidence",
            "whole_school_plannedaction",
            "whole_school_planline",
            "whole_school_policy",
            "whole_school_reopening",
            "whole_school_respondent",
            "whole_school_review",
        ),
        keep_as_written("whole_school_planline", "whole_school_reopening"),
    ]
