from django.db import migrations

from trailblazer.access.append_only import keep_as_written
from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("allocation", "0003_hours_read")]
    operations = [raise_wall("allocation_hoursread"), keep_as_written("allocation_hoursread")]
