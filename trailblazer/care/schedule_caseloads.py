"""Each hour the caseloads are added up: a young person who is in none of them is somebody's alert."""

from datetime import timedelta
from typing import Any

from trailblazer.access.models import Organisation
from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.care.caseload_sum import account_of, astray
from trailblazer.tasks.work import work

KIND = "caseloads_do_not_add_up"


@work("add up the caseloads", every=timedelta(hours=1))
def add_up_the_caseloads(progress: Any) -> int:
    """Raises one open alert for each team whose sum is wrong, and for each provider with somebody whom no team has.

    Gives how many are wrong.
    """
    return len([*_wrong_sums(), *_without_a_team()])


def _wrong_sums() -> list[Organisation]:
    wrong = []
    for team in Organisation.objects.filter(kind=Organisation.Kind.TEAM).select_related("provider"):
        account = account_of(team, today())
        if account.is_right:
            continue
        wrong.append(team)
        assert team.provider is not None, "a team has a provider"
        _tell(team.provider, team, f"The caseloads do not add up: {account.words}")
    return wrong


def _without_a_team() -> list[Organisation]:
    wrong = []
    for provider in Organisation.objects.filter(kind=Organisation.Kind.PROVIDER):
        if count := astray(provider):
            wrong.append(provider)
            _tell(provider, None, f"{count} open courses are of young people whom no team has")
    return wrong


def _tell(provider: Organisation, team: Organisation | None, words: str) -> None:
    """Once, until somebody closes it: not an alert each hour."""
    if Alert.objects.open().filter(kind=KIND, provider=provider, team=team).exists():
        return
    about = (team or provider).ref
    raise_alert(
        KIND,
        words=words,
        provider=provider,
        team=team,
        by=Service(),
        about=about,
        about_address="/caseload/team",
    )
