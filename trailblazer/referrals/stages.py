"""The stages a request passes, as the list's sub-menu shows them, and the figures above it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, Min, Q, When

from trailblazer.access.records import with_nobody
from trailblazer.domain.clock import FOUR_WEEKS, SOON_FROM
from trailblazer.referrals.models import Referral, ReferralQuerySet
from trailblazer.referrals.models.referral import UNANSWERED, WAITING_FOR_HELP, WATCHED

State = Referral.State
HAS_SEND = Q(has_send=True) | Q(young_person__send="yes")


@dataclass(frozen=True)
class Stage:
    """Some of the requests: which, in which states they can be, and what to say when there are none."""

    code: str
    label: str
    holds: Q
    states: tuple[State, ...]
    empty: str
    is_counted: bool = True


STAGES: Mapping[str, Stage] = {
    stage.code: stage
    for stage in (
        Stage(
            "to_match",
            "To match",
            Q(state__in=Referral.OPEN, young_person=None),
            Referral.OPEN,
            "Nothing to match. Every open request belongs to a child’s record.",
        ),
        Stage(
            "to_decide",
            "To decide",
            Q(state__in=Referral.UNDECIDED),
            Referral.UNDECIDED,
            "Nothing to decide.",
        ),
        Stage(
            "waiting",
            "Waiting for help",
            WAITING_FOR_HELP,
            Referral.WAITING,
            "Nobody waits for help to start.",
        ),
        Stage(
            "missing_middle",
            "Missing middle",
            Q(state=State.MISSING_MIDDLE),
            (State.MISSING_MIDDLE,),
            "Nobody is in the missing middle.",
        ),
        Stage(
            "handed_over",
            "Following a hand-over",
            Q(state=State.HANDED_OVER),
            (State.HANDED_OVER,),
            "No hand-over to follow.",
        ),
        Stage(
            "closed",
            "Closed",
            Q(state__in=Referral.ENDED),
            Referral.ENDED,
            "No request is closed yet.",
            is_counted=False,
        ),
        Stage("all", "All", Q(), tuple(State), "No requests yet.", is_counted=False),
    )
}
FIRST = "waiting"


def only(today: date) -> dict[str, tuple[str, Q]]:
    """What the list can be narrowed to, beside its stage. Whose owner has left is with nobody, too."""
    return {
        "risk": ("Risk to look at", Q(names_risk=True)),
        "send": ("SEND", HAS_SEND),
        "young_person": ("Asked by the young person", Q(source="young_person")),
        "unanswered": ("Not answered yet", UNANSWERED),
        "nobody": ("With nobody", with_nobody(today)),
    }


def waited(code: str, today: date) -> Q:
    """Requests by the days since they were received."""
    late, soon = today - timedelta(days=FOUR_WEEKS), today - timedelta(days=SOON_FROM)
    return {
        "late": Q(received_on__lte=late),
        "soon": Q(received_on__gt=late, received_on__lte=soon),
        "ok": Q(received_on__gt=soon),
    }[code]


def counts(requests: ReferralQuerySet, stage: Stage, today: date, end_of_week: date) -> dict[str, Any]:
    """Every count of the page in one question: stages, figures, and what the filters would leave.

    Counted are open requests and those that nobody has answered: the closed ones only grow.
    """
    late_by = WAITING_FOR_HELP & waited("late", today)
    this_week = WAITING_FOR_HELP & Q(
        received_on__gt=today - timedelta(days=FOUR_WEEKS),
        received_on__lte=end_of_week - timedelta(days=FOUR_WEEKS),
    )
    facets = {
        **{f"state_{s}": Count("pk", filter=stage.holds & Q(state=s)) for s in stage.states},
        **{f"only_{code}": Count("pk", filter=stage.holds & q) for code, (_, q) in only(today).items()},
    }
    asked = {
        **{f"stage_{s.code}": Count("pk", filter=s.holds) for s in STAGES.values() if s.is_counted},
        **(facets if stage.is_counted else {}),
        "late": Count("pk", filter=late_by),
        "this_week": Count("pk", filter=this_week),
        "no_owner_this_week": Count("pk", filter=this_week & with_nobody(today)),
        "overdue": Count("pk", filter=UNANSWERED & Q(answer_due_on__lt=today)),
        "first_received_on": Min("received_on", filter=WAITING_FOR_HELP),
    }
    return requests.filter(WATCHED).order_by().aggregate(**asked)


@dataclass(frozen=True)
class Waiting:
    """How many children wait since each day, with SEND or without: enough to work out every middle from."""

    since: Mapping[tuple[date, bool], int]

    def median(self, today: date, *, send: bool | None = None) -> int | None:
        """The days that the middle one has waited; the later one of two middles; None where nobody waits."""
        counted = sorted((day, n) for (day, is_send), n in self.since.items() if send in (None, is_send))
        before, middle = 0, self.count(send) // 2
        for day, count in counted:
            before += count
            if before > middle:
                return (today - day).days
        return None

    def count(self, send: bool | None = None) -> int:
        return sum(n for (_, is_send), n in self.since.items() if send in (None, is_send))


def waiting_since(requests: ReferralQuerySet) -> Waiting:
    """Who waits for help to start, counted by day and by SEND in one question, however many they are."""
    with_send = Case(When(HAS_SEND, then=True), default=False, output_field=BooleanField())
    days = requests.filter(WAITING_FOR_HELP).annotate(is_send=with_send).order_by()
    counted = days.values_list("received_on", "is_send").annotate(Count("pk"))
    return Waiting({(day, is_send): count for day, is_send, count in counted})
