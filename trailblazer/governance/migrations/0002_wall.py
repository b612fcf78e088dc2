from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [
        raise_wall(
            "governance_agendaitem",
            "governance_board",
            "governance_boarddecision",
            "governance_boardmeeting",
            "governance_boardmember",
            "governance_boardpaper",
            "governance_escalation",
        )
    ]
