from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0003_school_routes")]
    operations = [raise_wall("safeguarding_schoolroute")]
