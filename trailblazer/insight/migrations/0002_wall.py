from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_reports_of_terms")]
    operations = [raise_wall("insight_termreport")]
