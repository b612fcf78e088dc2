"""The alerts of risk and concerns: raised, and closed by what answers them."""

from trailblazer.access.records import Actor
from trailblazer.alerts.actions import close as close_alert
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.safeguarding.models import Concern
from trailblazer.safeguarding.reading import page_of

REVIEW = "risk_review"
CONCERN = "safeguarding"


def close_alerts(about: str, kind: str, by: Actor, words: str) -> None:
    for alert in Alert.objects.open().filter(kind=kind, about=about):
        close_alert(alert, by=by, what_was_done=words)


def watch(concern: Concern, by: Actor) -> None:
    """Somebody is to see to it that a shared concern is told and confirmed."""
    person = concern.young_person
    raise_alert(
        CONCERN,
        words="A concern is to be told, and its receipt to be had",
        provider=concern.provider,
        team=concern.team,
        school=person.school,
        young_person=person,
        by=by,
        about=concern.ref,
        about_address=page_of(person),
    )


def watch_once(concern: Concern, by: Actor) -> None:
    """The same, unless somebody is to see to it already."""
    if not Alert.objects.open().filter(kind=CONCERN, about=concern.ref).exists():
        watch(concern, by)
