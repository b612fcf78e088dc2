"""Each hour the caseloads are added up: a young person who is in none of them is somebody's alert."""

from datetime import timedelta
from typing import Any

from trailblazer.access.models import Organisation
from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.care.caseloads import account_of
from trailblazer.tasks.work import work

KIND = "caseloads_do_not_add_up"


@work("add up the caseloads", every=timedelta(hours=1))
def add_up_the_caseloads(progress: Any) -> int:
    """Raises one open alert for each team whose sum is wrong. Gives how many are wrong."""
    wrong = 0
    for team in Organisation.objects.filter(kind=Organisation.Kind.TEAM).select_related("provider"):
        account = account_of(team, today())
        if account.is_right:
            continue
        wrong += 1
        if Alert.objects.open().filter(kind=KIND, team=team).exists():
            continue
        assert team.provider is not None, "a team has a provider"
        raise_alert(
            KIND,
            words=f"The caseloads do not add up: {account.words}",
            provider=team.provider,
            team=team,
            by=Service(),
            about=team.ref,
            about_address="/caseload/team",
        )
    return wrong
