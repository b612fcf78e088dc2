"""A day as it is worked: a box for each place in the order of the day, and in it who is seen when.

However many visits, contacts and sessions there are, the questions to the database are the same few.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.also_down import AlsoDown, also_down
from trailblazer.care.collected import Collected, collected_of, to_collect
from trailblazer.care.group_visits import day_of
from trailblazer.care.models import Contact, Group, GroupSession, Visit
from trailblazer.care.planning import where
from trailblazer.care.team_schools import may_plan_for
from trailblazer.domain import codes
from trailblazer.domain.contacts import LONDON
from trailblazer.domain.pathways import name_of
from trailblazer.domain.terms import london_day

NOT_CANCELLED = ~Q(state=GroupSession.State.CANCELLED)
CALLS = ("telephone", "video")
SEEN = {"carer": "You see a parent or carer", "both": "With a parent or carer"}


@dataclass
class Row:
    """One contact, one session of a group, or what another part put into the day, as a line of its box."""

    starts_at: datetime
    ends_at: datetime
    contact: Contact | None = None
    session: GroupSession | None = None
    collected: Collected = field(default_factory=Collected)
    number: int | None = None  # which session of the course it is
    also: AlsoDown | None = None

    @property
    def at(self) -> str:
        """When, with its minutes, so that a column of times lines up: 9:00am"""
        local = self.starts_at.astimezone(LONDON)
        return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"

    @property
    def label(self) -> str:
        if self.also is not None:
            return self.also.title
        return (
            self.contact.young_person.name
            if self.contact
            else self.session.group.name
            if self.session
            else ""
        )

    @property
    def plan(self) -> str:
        if self.also is not None:
            return self.also.plan
        if self.session is not None:
            return f"Session {self.session.number} of {self.session.group.sessions_planned}"
        course = self.contact.course if self.contact else None
        if course is None or self.number is None:
            return (self.contact.plan if self.contact else "") or "No plan yet"
        return f"Session {self.number} of {course.sessions_planned}"

    @property
    def plan_more(self) -> str:
        if self.also is not None:
            return self.also.plan_more
        if self.session is not None:
            return self.session.plan
        if self.contact is None or self.contact.course is None:
            return ""
        return name_of(self.contact.course.pathway)

    def sub(self, today: date) -> str:
        """What tells people apart: the year, and who is seen."""
        if self.also is not None:
            return self.also.sub
        if self.session is not None:
            return _of_group(self.session)
        assert self.contact is not None
        year = self.contact.young_person.year_on(today)
        parts = (_year(year), SEEN.get(self.contact.seen, ""))
        return ". ".join(part for part in parts if part)

    @property
    def measure(self) -> tuple[str, str]:
        """What to collect, and the last of it."""
        if self.also is not None:
            return "", ""
        if self.session is not None:
            is_named = self.session.group.kind == Group.Kind.GROUP
            return ("Goal of each member", "From 0 to 10") if is_named else ("How many came", "")
        return to_collect(self.collected)

    @property
    def is_done(self) -> bool:
        if self.also is not None:
            return bool(self.also.done)
        if self.session is not None:
            return self.session.state != GroupSession.State.PLANNED
        return self.contact is not None and self.contact.is_recorded

    @property
    def done_words(self) -> str:
        if self.also is not None:
            return self.also.done
        if self.session is not None:
            return self.session.get_state_display()
        return codes.load("attendance").words(self.contact.attendance) if self.contact else ""


@dataclass
class Box:
    """One place on one day: a visit, or what is booked outside any."""

    day: date
    title: str
    starts_at: datetime
    ends_at: datetime
    visit: Visit | None = None
    member: Membership | None = None
    is_call: bool = False
    may_plan: bool = False  # whoever looks may change this visit
    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        self.rows.append(row)
        self.rows.sort(key=lambda one: one.starts_at)


def boxes_of_visits(visits: Iterable[Visit], member: Membership) -> list[Box]:
    """The visits with what is booked in each, in the order of the day, as this member may know of it."""
    found = list(visits)
    boxes = {visit.pk: _box(visit, member) for visit in found}
    rows = _rows(
        visible(Contact, member).filter(visit__in=found),
        visible(GroupSession, member).filter(_sessions_in(found)).distinct(),
        member,
    )
    for row in rows:
        if (box := _box_for(row, boxes)) is not None:
            box.add(row)
    return sorted(boxes.values(), key=lambda box: (box.starts_at, box.title))


def _sessions_in(visits: Sequence[Visit]) -> Q:
    """The sessions of these visits; of a group that two lead, those of the visit of the other there too."""
    schools = {visit.school_id for visit in visits if visit.school_id}
    if not schools:
        return Q(visit__in=visits)
    first, last = min(visit.day for visit in visits), max(visit.day for visit in visits)
    return Q(visit__in=visits) | NOT_CANCELLED & Q(
        group__leaders__in={visit.member_id for visit in visits},
        group__school__in=schools,
        starts_at__gte=day_of(first)[0],
        starts_at__lt=day_of(last)[1],
    )


def _box_for(row: Row, boxes: Mapping[int, Box]) -> Box | None:
    """The box of the visit of a row; for a session, else that of another of its leaders who is there that day."""
    own = boxes.get(_visit_id(row))
    if own is not None or row.session is None:
        return own
    leaders = {leader.pk for leader in row.session.group.leaders.all()}
    school, day = row.session.group.school_id, row.session.day
    beside = (
        box
        for box in boxes.values()
        if box.visit is not None and (box.visit.school_id, box.day) == (school, day) and school
    )
    return next((box for box in beside if box.visit and box.visit.member_id in leaders), None)


def box_of_visit(visit: Visit, member: Membership) -> Box:
    return boxes_of_visits([visit], member)[0]


def boxes_of(of: Sequence[Membership], first: datetime, until: datetime, member: Membership) -> list[Box]:
    """Everything these members do between two moments, as `member` may know of it."""
    visits = visible(Visit, member).filter(member__in=of, starts_at__gte=first, starts_at__lt=until)
    visits = visits.exclude(state=Visit.State.CANCELLED).select_related(
        "school", "member__user", "member__organisation"
    )
    boxes = {visit.pk: _box(visit, member) for visit in visits}
    span = Q(starts_at__gte=first, starts_at__lt=until)
    contacts = visible(Contact, member).filter(span, Q(lead__in=of) | Q(visit__in=boxes))
    # One that was moved to another day and then cancelled is not shown where it no longer belongs.
    sessions = visible(GroupSession, member).filter(
        span, Q(visit__in=boxes) | NOT_CANCELLED & Q(group__leaders__in=of)
    )
    others: dict[Any, Box] = {}
    for row in _rows(contacts, sessions.distinct(), member):
        (_box_for(row, boxes) or _box_outside(others, row)).add(row)
    for one in also_down(of, first, until, member):
        (_box_around(one, boxes) or _box_beside(others, one)).add(Row(one.starts_at, one.ends_at, also=one))
    return sorted([*boxes.values(), *others.values()], key=lambda box: (box.starts_at, box.title))


def _rows(contacts: Any, sessions: Any, member: Membership) -> list[Row]:
    """Contacts of a group stand in the register of its session, not beside it."""
    single = list(
        contacts.filter(group_session=None, is_in_error=False).select_related(
            "young_person__school", "course", "lead__user", "school", "visit"
        )
    )
    with_members = Count("group__members", filter=Q(group__members__left_on=None), distinct=True)
    groups = list(
        sessions.select_related("group__school", "visit")
        .prefetch_related(Prefetch("group__leaders", Membership.objects.select_related("user")))
        .annotate(member_count=with_members)
    )
    collected = collected_of(single, member)
    numbers = _numbers(single, member)
    rows = [
        Row(
            one.starts_at,
            one.ends_at,
            contact=one,
            collected=collected.get(one.young_person_id, Collected()),
            number=numbers.get(one.pk),
        )
        for one in single
    ]
    rows += [Row(one.starts_at, one.ends_at, session=one) for one in groups]
    return sorted(rows, key=lambda row: row.starts_at)


def _numbers(contacts: Sequence[Contact], member: Membership) -> dict[int, int]:
    """Which session of its course each is: as it was counted, else the next after those that were attended."""
    courses = {one.course_id for one in contacts if one.course_id and one.session_number is None}
    attended: dict[int, int] = {}
    if courses:
        counted = visible(Contact, member).filter(course__in=courses, attendance__in=("5", "6"))
        attended = dict(counted.order_by().values_list("course").annotate(Count("pk")))
    return {
        one.pk: one.session_number or attended.get(one.course_id, 0) + 1
        for one in contacts
        if one.course_id is not None
    }


def _visit_id(row: Row) -> int:
    of = row.contact or row.session
    assert of is not None, "a row is a contact or a session"
    return of.visit_id or 0


def _box(visit: Visit, member: Membership) -> Box:
    return Box(
        visit.day,
        where(visit),
        visit.starts_at,
        visit.ends_at,
        visit,
        visit.member,
        visit.state == Visit.State.CALLS,
        may_plan_for(member, visit.member) and visit.state != Visit.State.CANCELLED,
    )


def _box_outside(others: dict[Any, Box], row: Row) -> Box:
    """One box for all calls of a day, and one for each other place that no visit was planned to."""
    of = row.contact
    place = of.place if of else "school_room"
    school = of.school if of else row.session.group.school if row.session else None
    title = school.name if school else codes.load("places_of_contact").words(place)
    lead = of.lead if of else None
    key = (london_day(row.starts_at), title, lead.pk if lead else 0)
    if key not in others:
        is_call = place in CALLS
        others[key] = Box(key[0], title, row.starts_at, row.ends_at, None, lead, is_call)
    box = others[key]
    box.ends_at = max(box.ends_at, row.ends_at)
    return box


def _box_around(one: AlsoDown, boxes: Mapping[int, Box]) -> Box | None:
    """The box of the visit of the member within which it lies, where it is a call or in the same school."""
    for box in boxes.values():
        visit = box.visit
        if visit is None or visit.member_id != one.member.pk:
            continue
        is_there = one.place in CALLS or visit.school_id == one.school_id
        if is_there and visit.starts_at <= one.starts_at and one.ends_at <= visit.ends_at:
            return box
    return None


def _box_beside(others: dict[Any, Box], one: AlsoDown) -> Box:
    """One box for all calls of a member's day, and one for each school that no visit was planned to."""
    is_call = one.place in CALLS
    title = codes.load("places_of_contact").words(one.place) if is_call else one.school_name
    key = (london_day(one.starts_at), title, one.member.pk)
    box = others.setdefault(key, Box(key[0], title, one.starts_at, one.ends_at, None, one.member, is_call))
    box.starts_at, box.ends_at = min(box.starts_at, one.starts_at), max(box.ends_at, one.ends_at)
    return box


def _of_group(session: Any) -> str:
    leaders = ", ".join(leader.user.name for leader in session.group.leaders.all())
    count = session.member_count
    members = (
        f"{count} {'member' if count == 1 else 'members'}" if count else session.group.get_kind_display()
    )
    return f"{members}, with {leaders}" if leaders else members


def _year(year: str) -> str:
    return f"Year {year}" if year.isdigit() else year
