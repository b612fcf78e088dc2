from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("noticing", "0001_own_help_and_thoughts")]
    operations = [raise_wall("noticing_schoolsupport", "noticing_thought")]
