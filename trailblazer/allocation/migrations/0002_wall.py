from django.db import migrations

from trailblazer.access.append_only import keep_as_written
from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("allocation", "0001_initial")]
    operations = [
        raise_wall(
            "allocation_timeallocation",
            "allocation_allocationline",
            "allocation_allocationchange",
            "allocation_allocationdecision",
        ),
        keep_as_written(
            "allocation_allocationline", "allocation_allocationchange", "allocation_allocationdecision"
        ),
    ]
