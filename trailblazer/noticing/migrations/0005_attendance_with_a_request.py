import django.db.models.deletion
from django.db import migrations, models


def find_the_request(apps, schema_editor) -> None:
    """Each count goes to the newest request about its pupil from its school. Without one nobody could see it."""
    count, referral = apps.get_model("noticing", "AttendanceCount"), apps.get_model("referrals", "Referral")
    about = referral.objects.filter(
        young_person=models.OuterRef("young_person"), school=models.OuterRef("school")
    )
    newest = models.Subquery(about.order_by("-received_on", "-pk").values("pk")[:1])
    count.objects.update(referral=newest)
    count.objects.filter(referral=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("noticing", "0004_wall_of_who_helps_whom"),
        ("referrals", "0008_read_first_and_doubts_of_the_lead"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="attendancecount", name="attendance_counted_once_from_a_day"),
        migrations.AddField(
            model_name="attendancecount",
            name="referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendance_counts",
                to="referrals.referral",
            ),
        ),
        migrations.RunPython(find_the_request, migrations.RunPython.noop),
    ]
