from django.db import migrations

from trailblazer.access.append_only import keep_as_written
from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_asking_without_a_name")]
    operations = [
        raise_wall("surveys_survey", "surveys_wayin", "surveys_surveyanswer"),
        keep_as_written("surveys_surveyanswer"),
    ]
