"""What is done about hand-overs and transitions by the clock."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.care.actions.transitions import find_transitions, move_on_the_day
from trailblazer.care.models import HandOver, Transition
from trailblazer.tasks.work import work

FOLLOW_UP = "hand_over_follow_up"


@work("find transitions", every=timedelta(days=1))
def find_them(progress: Any) -> int:
    """A term ahead, every day. What is known already is not found again."""
    return int(find_transitions(by=Service()))


@work("move those whose change is due", every=timedelta(hours=1))
def move_those_due(progress: Any) -> int:
    """Whoever was accepted by another team for a day that has come goes there now."""
    due = Transition.objects.filter(
        state=Transition.State.HANDED_OVER,
        due_on__lte=today(),
        hand_over__state=HandOver.State.ACCEPTED,
        hand_over__to_team__isnull=False,
    )
    moved = 0
    for transition in due.select_related("hand_over"):
        assert transition.hand_over is not None, "what was handed over has its hand-over"
        move_on_the_day(transition.hand_over, by=Service())
        moved += 1
    return moved


@work("say which hand-overs to ask about", every=timedelta(hours=1))
def say_which_to_ask_about(progress: Any) -> int:
    """An alert for each hand-over whose day to ask again is over, unless one is open already."""
    said = Alert.objects.open().filter(kind=FOLLOW_UP).values("about")
    late = HandOver.objects.open().filter(follow_up_on__lt=today()).exclude(ref__in=said)
    found = list(late.select_related("provider", "team", "young_person", "owner__user"))
    for hand_over in found:
        raise_alert(
            FOLLOW_UP,
            words=f"The day to ask {hand_over.to_name} again is over",
            provider=hand_over.provider,
            team=hand_over.team,
            young_person=hand_over.young_person,
            by=Service(),
            about=hand_over.ref,
            about_address=reverse("care:hand_over", args=[hand_over.ref]),
            owner=hand_over.owner,
        )
    return len(found)
