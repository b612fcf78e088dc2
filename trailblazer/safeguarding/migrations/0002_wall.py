from django.db import migrations

from trailblazer.access.append_only import keep_as_written
from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0001_initial")]
    operations = [
        raise_wall(
            "safeguarding_concern",
            "safeguarding_historicalsafetyplan",
            "safeguarding_riskassessment",
            "safeguarding_safetyplan",
            "safeguarding_told",
        ),
        keep_as_written("safeguarding_riskassessment"),
    ]
