from django.db import migrations

from trailblazer.access.append_only import keep_as_written
from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("letters", "0005_templates_in_a_teams_words")]
    operations = [raise_wall("letters_lettertemplate"), keep_as_written("letters_lettertemplate")]
