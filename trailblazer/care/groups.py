"""Reading groups: their rows in a list, who could join, and when somebody's group meets next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.today import now, today
from trailblazer.care.models import Course, Group, GroupMember, GroupSession
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson

State = GroupSession.State
MOST_OFFERED = 60


def in_group_on(day: date, prefix: str = "") -> Q:
    """That somebody is in their group on a day. The day they leave on is the first without them."""
    still_in = Q(**{f"{prefix}left_on": None}) | Q(**{f"{prefix}left_on__gt": day})
    return Q(**{f"{prefix}joined_on__lte": day}) & still_in


@dataclass(frozen=True)
class GroupRow:
    """One group of the list."""

    group: Group
    leaders: list[Membership]
    members: int
    held: int
    planned: int
    to_record: GroupSession | None  # the first that was held and is not recorded
    next: GroupSession | None

    @property
    def session(self) -> GroupSession | None:
        """The one whose register comes next."""
        return self.to_record or self.next


def groups_of(member: Membership, chosen: dict[str, Any]) -> Any:
    """The groups that this member may see and that fit every answer of the filters."""
    found: Any = visible(Group, member)
    only = chosen.get("only", ())
    waiting = to_record(member).values("group")
    if "ended" in only:
        found = found.exclude(ended_on=None)
    else:
        found = found.filter(Q(ended_on=None) | Q(ended_on__gte=today()) | Q(pk__in=waiting))
    if "q" in chosen:
        found = found.filter(name__icontains=chosen["q"])
    for name, field in (("kind", "kind"), ("school", "school"), ("leader", "leaders")):
        if name in chosen:
            found = found.filter(**{field: chosen[name]})
    if "mine" in only:
        found = found.filter(leaders=member)
    if "to_record" in only:
        found = found.filter(pk__in=waiting)
    return found


def to_record(member: Membership) -> Any:
    """The sessions that this member may see, that have begun, and that nobody has recorded. A group that has ended
    keeps those up to its last day: the later ones were cancelled."""
    begun = visible(GroupSession, member).filter(state=State.PLANNED, starts_at__lte=now())
    return begun.order_by("starts_at")


def registers_waiting(member: Membership) -> Any:
    """The registers of this member's own groups that wait to be recorded, for the menu to count."""
    return to_record(member).filter(group__leaders=member)


def rows(groups: Any, today: date) -> list[GroupRow]:
    """A row for each group of a page, in four queries however many there are."""
    sessions = GroupSession.objects.exclude(state=State.CANCELLED).order_by("starts_at")
    belongs = in_group_on(today, "members__")
    counted = groups.select_related("school").annotate(
        members_now=Count("members", filter=belongs, distinct=True)
    )
    found = counted.prefetch_related("leaders__user", Prefetch("sessions", sessions, to_attr="kept_sessions"))
    return [_row(group, now()) for group in found]


def _row(group: Any, moment: datetime) -> GroupRow:
    kept: list[GroupSession] = group.kept_sessions
    waiting = [session for session in kept if session.state == State.PLANNED]
    return GroupRow(
        group=group,
        leaders=sorted(group.leaders.all(), key=lambda one: one.user.name),
        members=group.members_now,
        held=sum(session.state == State.HELD for session in kept),
        planned=len(kept),
        to_record=next((session for session in waiting if session.starts_at <= moment), None),
        next=next((session for session in waiting if session.starts_at > moment), None),
    )


@dataclass(frozen=True)
class Candidate:
    """Somebody with an accepted request who is not in the group."""

    person: YoungPerson
    received_on: date
    course: Course | None
    is_in_another: bool


def candidates(group: Group, member: Membership, typed: str = "") -> list[Candidate]:
    """Who could join: an accepted request, and not in this group now. Those of its school first."""
    requests = (
        visible(Referral, member)
        .filter(state=Referral.State.ACCEPTED, young_person__isnull=False)
        .exclude(
            young_person__in=GroupMember.objects.filter(group=group, left_on=None).values("young_person")
        )
        .select_related("young_person__school")
        .order_by("received_on", "pk")
    )
    if typed:
        people = visible(YoungPerson, member).searched(typed)  # type: ignore[attr-defined]
        requests = requests.filter(young_person__in=people)
    elif group.school_id:
        requests = requests.filter(young_person__school=group.school_id)
    by_person: dict[int, Referral] = {}
    for referral in requests[:MOST_OFFERED]:
        assert referral.young_person_id is not None
        by_person.setdefault(referral.young_person_id, referral)
    return _with_courses(by_person, group, member)


def _with_courses(found: dict[int, Referral], group: Group, member: Membership) -> list[Candidate]:
    courses: dict[int, Course] = {}
    for course in visible(Course, member).filter(young_person__in=found).select_related("lead__user"):
        if course.is_open and (course.young_person_id not in courses or course.pathway == group.pathway):
            courses[course.young_person_id] = course
    others = visible(GroupMember, member).filter(young_person__in=found, left_on=None)
    elsewhere = set(others.values_list("young_person", flat=True))
    return [
        Candidate(referral.young_person, referral.received_on, courses.get(key), key in elsewhere)
        for key, referral in found.items()
        if referral.young_person is not None
    ]


def next_sessions(people: Iterable[int], member: Membership) -> dict[int, GroupSession]:
    """When the group of each of these young people meets next, by their key, in two queries."""
    kept = list(visible(GroupMember, member).filter(young_person__in=list(people)))
    coming = (
        visible(GroupSession, member)
        .filter(group__in={one.group_id for one in kept}, state=State.PLANNED, starts_at__gt=now())
        .select_related("group")
        .order_by("starts_at")
    )
    found: dict[int, GroupSession] = {}
    for session in coming:
        for one in kept:
            if one.group_id == session.group_id and one.is_in_on(session.day):
                found.setdefault(one.young_person_id, session)
    return found
