"""What can be done with alerts: raise, take on, close. One that nobody looks at goes up."""

from datetime import datetime

from trailblazer.access import account_letters, today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.alerts.kinds import kind_of
from trailblazer.alerts.models import Alert
from trailblazer.alerts.owners import owner_for, who_hears
from trailblazer.places.models import School
from trailblazer.young_people.models import YoungPerson


@action(Permission.RAISE_ALERTS, logged_as="alert raised")
def raise_alert(
    kind: str,
    *,
    words: str,
    provider: Organisation,
    by: Actor,
    about: str = "",
    about_address: str = "",
    team: Organisation | None = None,
    school: School | None = None,
    young_person: YoungPerson | None = None,
    due_at: datetime | None = None,
    owner: Membership | None = None,
) -> Alert:
    """Raises an alert in the caller's transaction. `kind` is a code of data/alerts.toml; `about` the reference of the
    record it is about and `about_address` the page of it. Without an owner, or where that owner has left, it goes to
    the team's supervisor on duty.
    """
    if about_address and not about_address.startswith("/"):
        raise ValueError("The address of an alert is a page of ours, beginning with /")
    raised_at = today.now()
    alert = Alert.objects.create(
        kind=kind,
        words=words[:300],
        provider=provider,
        team=team,
        school=school,
        young_person=young_person,
        about=about,
        about_address=about_address,
        raised_at=raised_at,
        due_at=due_at or kind_of(kind).due_at(raised_at),
        owner=owner_for(team) if owner is None or owner.has_left(today.today()) else owner,
    )
    if alert.owner is not None:
        account_letters.queue_alert(alert.owner.user, f"{kind_of(kind).words}: an alert is yours")
    return alert


@action(Permission.RAISE_ALERTS, logged_as="alert added to")
def say_more(alert: Alert, *, by: Actor, words: str, about_address: str) -> Alert:
    """What it is about went on: its words and page say so while it is open. What was closed stays as it was."""
    if alert.closed_at is None:
        alert.words, alert.about_address = words[:300], about_address
        alert.save()
    return alert


@action(Permission.ANSWER_ALERTS, logged_as="alert taken on")
def take_on(alert: Alert, *, by: Actor) -> Alert:
    """Makes this member its owner, whoever it was."""
    _is_open(alert)
    alert.owner = by.membership
    alert.save()
    return alert


@action(Permission.ANSWER_ALERTS, logged_as="alert closed")
def close(alert: Alert, *, by: Actor, what_was_done: str) -> Alert:
    """Closes an alert with what was done. Raises NotPossible where nothing is said."""
    _is_open(alert)
    if not what_was_done.strip():
        raise NotPossible("Say what was done")
    alert.what_was_done = what_was_done.strip()
    alert.closed_at, alert.closed_by = today.now(), by.membership
    alert.save()
    return alert


@action(Permission.RUN_WORK, logged_as="alert went up")
def send_up(alert: Alert, *, by: Actor) -> Alert:
    """Nobody owns this alert, or its time is over: those who lead the team are told, once."""
    if alert.closed_at is not None or alert.escalated_at is not None:
        return alert
    alert.escalated_at = today.now()
    alert.save()
    is_nobodys = alert.owner is None or alert.owner.has_left(today.today())
    reason = "nobody has taken it on" if is_nobodys else "its time is over"
    may = kind_of(alert.kind).only_for or Permission.SEE_ALERTS
    for member in who_hears(alert.team, alert.provider, may=may):
        account_letters.queue_alert(member.user, f"{kind_of(alert.kind).words}: {reason}")
    return alert


def _is_open(alert: Alert) -> None:
    if alert.closed_at is not None:
        raise NotPossible("This alert is closed already")
