from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("noticing", "0003_who_helps_whom")]
    operations = [raise_wall("noticing_schoolhelp", "noticing_attendancecount")]
