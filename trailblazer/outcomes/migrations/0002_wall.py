from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_initial")]
    operations = [raise_wall("outcomes_ask")]
