from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]
    operations = [
        raise_wall(
            "referrals_referral",
            "referrals_event",
            "referrals_decision",
            "referrals_answer",
            "referrals_addition",
            "referrals_statuslink",
            "referrals_draft",
        )
    ]
