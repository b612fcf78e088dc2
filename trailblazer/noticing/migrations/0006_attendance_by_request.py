import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("noticing", "0005_attendance_with_a_request"),
        ("referrals", "0008_read_first_and_doubts_of_the_lead"),
    ]

    operations = [
        migrations.RemoveField(model_name="attendancecount", name="young_person"),
        migrations.AlterField(
            model_name="attendancecount",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendance_counts",
                to="referrals.referral",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendancecount",
            constraint=models.UniqueConstraint(
                fields=("referral", "from_on"), name="attendance_counted_once_from_a_day"
            ),
        ),
    ]
