"""What somebody holds, of every kind: said before they leave, listed in their pack, given to a colleague."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.holdings import Holding, add_holding
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Contact, Course, Group, HandOver, Task, Transition, Visit
from trailblazer.referrals.models import Referral

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Kind:
    """One kind of thing that somebody holds: what it is called, and which field says who holds it."""

    code: str
    one: str
    many: str
    holder: str
    open: Callable[[Membership, date], Rows]  # what is open of it, and visible to whoever asks

    def held_by(self, member: Membership, by: Membership, today: date) -> Rows:
        return self.open(by, today).filter(**{self.holder: member})

    def words(self, count: int) -> str:
        return f"{count} {self.one if count == 1 else self.many}"


def _courses(by: Membership, today: date) -> Rows:
    return visible(Course, by).filter(state__in=Course.OPEN)


def _contacts(by: Membership, today: date) -> Rows:
    """Booked with somebody who has not the course itself: those of a course go with it, those of a group stay there."""
    own = Course.objects.open().filter(pk=OuterRef("course"), lead=OuterRef("lead"))
    coming = visible(Contact, by).filter(attendance="", is_in_error=False, starts_at__gte=now())
    return coming.filter(~Exists(own), group_session=None)


def _visits(by: Membership, today: date) -> Rows:
    return visible(Visit, by).filter(day__gte=today).exclude(state=Visit.State.CANCELLED)


def _groups(by: Membership, today: date) -> Rows:
    return visible(Group, by).filter(ended_on=None)


def _hand_overs(by: Membership, today: date) -> Rows:
    found: Any = visible(HandOver, by)
    return found.open()


def _transitions(by: Membership, today: date) -> Rows:
    return visible(Transition, by).filter(state__in=Transition.OPEN)


def _tasks(by: Membership, today: date) -> Rows:
    """The task of a hand-over or of a change to come goes with that, where the same person has both."""
    with_it = [
        Exists(followed.filter(ref=OuterRef("about"), owner=OuterRef("owner")))
        for followed in (HandOver.objects.open(), Transition.objects.open())
    ]
    return visible(Task, by).filter(*(~one for one in with_it), done_on=None)


def _requests(by: Membership, today: date) -> Rows:
    """A request goes with its course, where there is one."""
    goes_on = Course.objects.open().filter(referral=OuterRef("pk"))
    return visible(Referral, by).filter(~Exists(goes_on), state__in=Referral.OPEN)


def _alerts(by: Membership, today: date) -> Rows:
    return visible(Alert, by).filter(closed_at=None)


# In the order in which they are said and listed.
KINDS = (
    Kind("courses", "open course", "open courses", "lead", _courses),
    Kind("contacts", "contact for a colleague", "contacts for colleagues", "lead", _contacts),
    Kind("visits", "visit to come", "visits to come", "member", _visits),
    Kind("groups", "group", "groups", "leaders", _groups),
    Kind("requests", "request without a course", "requests without a course", "owner", _requests),
    Kind("hand_overs", "hand-over", "hand-overs", "owner", _hand_overs),
    Kind("transitions", "change to come", "changes to come", "owner", _transitions),
    Kind("tasks", "task", "tasks", "owner", _tasks),
    Kind("alerts", "alert", "alerts", "owner", _alerts),
)


def counts(by: Membership, today: date, members: Iterable[Any] | Rows) -> dict[int, dict[str, int]]:
    """How many of each kind each of these members holds, by the member's key: one query for each kind."""
    found: dict[int, dict[str, int]] = {}
    for kind in KINDS:
        rows = kind.open(by, today).filter(**{f"{kind.holder}__in": members}).order_by()
        for holder, count in rows.values_list(kind.holder).annotate(count=Count("pk", distinct=True)):
            found.setdefault(holder, {})[kind.code] = count
    return found


def in_words(held: Mapping[str, int]) -> str:
    """4 open courses, 2 hand-overs and 1 group"""
    parts = [kind.words(held[kind.code]) for kind in KINDS if held.get(kind.code)]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


@dataclass(frozen=True)
class LeftBehind:
    """Somebody who has left, and what of theirs nobody was given yet."""

    member: Membership
    words: str


def left_behind(teams: Iterable[Organisation], by: Membership, today: date) -> list[LeftBehind]:
    """Everybody who left these teams and whose things are still theirs, by name, in a fixed number of queries."""
    gone = Membership.objects.filter(organisation__in=list(teams)).gone(today)
    held = counts(by, today, gone.values("pk"))
    members = Membership.objects.filter(pk__in=held).select_related("user", "organisation")
    return [LeftBehind(one, in_words(held[one.pk])) for one in members.order_by("user__name", "pk")]


def _said(member: Membership, by: Membership, today: date) -> Holding | None:
    held = counts(by, today, [member.pk]).get(member.pk)
    if not held:
        return None
    may_give = by.may(Permission.ALLOCATE_COURSES)
    return Holding(in_words(held), reverse("care:pack", args=[member.ref]) if may_give else "")


add_holding(_said)
