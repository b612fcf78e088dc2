from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0003_you_said_we_did")]
    operations = [raise_wall("outcomes_yousaid")]
