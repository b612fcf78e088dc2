from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("team_part", "0001_initial")]
    operations = [raise_wall("team_part_tiedwork")]
