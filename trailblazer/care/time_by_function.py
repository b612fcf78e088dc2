"""Reading time by function: a member's week, and a team between two days, in the same few queries however much work.

Whose minutes count is the rule of `domain.time_by_function`; here the records are read and handed to it. Work stays
with the team whose work it was, so it is counted by its `team`, wherever a young person has gone since.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet

from trailblazer.access.models import Membership, Organisation
from trailblazer.care.models import Activity, AgreedSplit, Contact, Group, GroupSession
from trailblazer.domain import time_by_function as rule
from trailblazer.domain.contacts import moment
from trailblazer.domain.terms import london_day
from trailblazer.domain.time_by_function import FUNCTIONS, Split, Work
from trailblazer.teams.models import Post, open_on

ONE_WEEK = timedelta(days=7)
COLOURS = {1: "#005eb8", 2: "#00a499", 3: "#7c2855"}
NO_SCHOOL = "Not in a school"
Rows = TypeVar("Rows", bound=QuerySet[Any])
GAP = 2  # between the parts of a bar, in pixels


@dataclass(frozen=True)
class FunctionRow:
    """One function of a table: its hours, its share of all, and the share that was agreed (None: none agreed)."""

    function: int
    minutes: int
    share: int
    agreed: int | None

    @property
    def name(self) -> str:
        return f"{self.function} {rule.NAMES[self.function]}"

    @property
    def in_full(self) -> str:
        return rule.IN_FULL[self.function]

    @property
    def colour(self) -> str:
        return COLOURS[self.function]

    @property
    def hours(self) -> str:
        return f"{self.minutes / 60:.1f}"


@dataclass(frozen=True)
class Portion:
    """A part of a bar: where it begins and how wide it is, in pixels."""

    colour: str
    x: float
    width: float


@dataclass(frozen=True)
class Week:
    """The week of one member."""

    first: date
    split: Split
    agreed: AgreedSplit | None
    whole_time: float | None  # hours of their posts; None where no post is known

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    @property
    def rows(self) -> list[FunctionRow]:
        return rows_of(self.split, self.agreed)

    @property
    def hours(self) -> str:
        return hours_in_words(self.split.total)

    @property
    def of_hours(self) -> str:
        return "" if self.whole_time is None else f"{self.whole_time:g}"

    @property
    def hours_recorded(self) -> str:
        return hours_in_words(self.split.total_recorded)

    def bar(self, width: int = 296) -> list[Portion]:
        return portions(self.split, width)


@dataclass(frozen=True)
class TeamTime:
    """A team's time between two days, whole and sorted by member, by school and by week."""

    first: date
    last: date
    split: Split
    agreed: AgreedSplit | None
    by_member: list[tuple[Membership, Split]]
    by_school: list[tuple[str, Split]]
    by_week: list[tuple[date, Split]]

    @property
    def rows(self) -> list[FunctionRow]:
        return rows_of(self.split, self.agreed)

    def bar(self, width: int = 296) -> list[Portion]:
        return portions(self.split, width)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(member: Membership, day: date) -> Week:
    """The week that holds this day, as it is written down and planned. Eight queries."""
    first = monday_of(day)
    works = works_between(first, first + timedelta(days=6), member=member)
    agreed = agreed_on(member.team_id, day)
    return Week(first, rule.split(works, of=member.pk), agreed, _whole_time(member, day))


def team_between(team: Organisation, first: date, last: date) -> TeamTime:
    """The team's time from one day to another, both included. Ten queries."""
    works = works_between(first, last, team=team)
    people = rule.by_person(works)
    members = {
        one.pk: one
        for one in Membership.objects.filter(
            pk__in=[key for key in people if isinstance(key, int)]
        ).select_related("user")
    }
    named = [(members[key], one) for key, one in people.items() if isinstance(key, int) and key in members]
    places = rule.by(works, lambda work: work.place)
    weeks = rule.by(works, lambda work: monday_of(work.day))
    return TeamTime(
        first,
        last,
        rule.split(works),
        agreed_on(team.pk, last),
        sorted(named, key=lambda pair: pair[0].user.name),
        sorted(
            ((NO_SCHOOL if key is None else str(key), one) for key, one in places.items() if one.total),
            key=_most_first,
        ),
        [(week, weeks.get(week, Split())) for week in _weeks(first, last)],
    )


def _most_first(pair: tuple[str, Split]) -> tuple[bool, int, str]:
    return pair[0] == NO_SCHOOL, -pair[1].total, pair[0]


def _weeks(first: date, last: date) -> Iterable[date]:
    week = monday_of(first)
    while week <= last:
        yield week
        week += ONE_WEEK


def agreed_on(team_id: int | None, day: date) -> AgreedSplit | None:
    """The split in force on a day: the newest that began by then."""
    return AgreedSplit.objects.filter(team=team_id, from_on__lte=day).first()


def rows_of(split: Split, agreed: AgreedSplit | None) -> list[FunctionRow]:
    shares = split.shares()
    wanted = {1: agreed.one, 2: agreed.two, 3: agreed.three} if agreed else {}
    return [FunctionRow(n, split.minutes(n), shares[n], wanted.get(n)) for n in FUNCTIONS]


def portions(split: Split, width: int) -> list[Portion]:
    """The parts of a bar in the order of the functions. A function without minutes has none."""
    kept = [(n, split.minutes(n)) for n in FUNCTIONS if split.minutes(n)]
    room, x, found = width - GAP * max(len(kept) - 1, 0), 0.0, []
    for function, minutes in kept:
        wide = room * minutes / split.total
        found.append(Portion(COLOURS[function], round(x, 1), round(wide, 1)))
        x += wide + GAP
    return found


def hours_in_words(minutes: int) -> str:
    """15.5, and 25 rather than 25.0"""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def _whole_time(member: Membership, day: date) -> float | None:
    held = Post.objects.filter(open_on(day), holder=member).values_list("whole_time_equivalent", flat=True)
    parts = list(held)
    return float(sum(parts)) * rule.WHOLE_TIME_HOURS if parts else None


@dataclass(frozen=True)
class _Whose:
    """Whose work is read, and by what its place is known: the name of a school, or its URN."""

    team: Organisation | None = None
    member: Membership | None = None
    urn: int | None = None
    by_urn: bool = False

    def place(self, school: str = "school") -> F:
        return F(f"{school}_id" if self.by_urn else f"{school}__name")

    def of_team_and_school(self, found: Rows, school: str = "school") -> Rows:
        if self.team is not None:
            found = found.filter(team=self.team)
        return found if self.urn is None else found.filter(**{school: self.urn})


def works_between(
    first: date,
    last: date,
    *,
    team: Organisation | None = None,
    member: Membership | None = None,
    urn: int | None = None,
    by_urn: bool = False,
) -> list[Work]:
    """All work of a team, in a school, or that one member took part in, from one day to another."""
    from_, until = moment(first, time()), moment(last + timedelta(days=1), time())
    whose = _Whose(team, member, urn, by_urn)
    return [
        *_of_contacts(from_, until, whose),
        *_of_sessions(from_, until, whose),
        *_of_activities(first, last, whose),
    ]


def contacts_between(first: date, last: date, *, urn: int) -> list[Work]:
    """Of the work in a school from one day to another, what was with or for somebody in particular, alone."""
    from_, until = moment(first, time()), moment(last + timedelta(days=1), time())
    return _of_contacts(from_, until, _Whose(urn=urn, by_urn=True))


def _of_contacts(from_: datetime, until: datetime, whose: _Whose) -> list[Work]:
    found = Contact.objects.filter(
        starts_at__gte=from_, starts_at__lt=until, group_session=None, is_in_error=False
    )
    found = whose.of_team_and_school(found)
    if whose.member is not None:
        joined = Contact.staff.through.objects.filter(membership=whose.member).values("contact")
        found = found.filter(Q(lead=whose.member) | Q(pk__in=joined))
    staff = _people(Contact.staff.through.objects.filter(contact__in=found), "contact")
    rows = (
        found.order_by()
        .values("pk", "starts_at", "ends_at", "function", "attendance", "minutes", "lead")
        .annotate(place=whose.place())
    )
    works = (
        rule.of_contact(
            day=london_day(row["starts_at"]),
            function=row["function"],
            attendance=row["attendance"],
            minutes=row["minutes"],
            booked=_minutes(row),
            people={row["lead"], *staff[row["pk"]]} - {None},
            place=row["place"],
        )
        for row in rows
    )
    return [work for work in works if work is not None]


def _of_sessions(from_: datetime, until: datetime, whose: _Whose) -> list[Work]:
    found = GroupSession.objects.exclude(state=GroupSession.State.CANCELLED)
    found = found.filter(starts_at__gte=from_, starts_at__lt=until)
    found = whose.of_team_and_school(found, "group__school")
    if whose.member is not None:
        led = GroupSession.leaders.through.objects.filter(membership=whose.member).values("groupsession")
        found = found.filter(Q(pk__in=led) | Q(group__in=whose.member.groups_led.all()))
    led_it = _people(GroupSession.leaders.through.objects.filter(groupsession__in=found), "groupsession")
    leads = _people(Group.leaders.through.objects.filter(group__in=found.order_by().values("group")), "group")
    rows = (
        found.order_by()
        .values("pk", "group", "starts_at", "ends_at", "state", "minutes")
        .annotate(function=F("group__function"), place=whose.place("group__school"))
    )
    return [_of_session(row, led_it, leads) for row in rows]


def _of_session(row: Any, led_it: dict[int, set[int]], leads: dict[int, set[int]]) -> Work:
    is_held = row["state"] == GroupSession.State.HELD
    return rule.of_session(
        day=london_day(row["starts_at"]),
        function=row["function"],
        is_held=is_held,
        minutes=row["minutes"],
        booked=_minutes(row),
        leaders=led_it[row["pk"]] if is_held else leads[row["group"]],
        place=row["place"],
    )


def _of_activities(first: date, last: date, whose: _Whose) -> list[Work]:
    found = Activity.objects.filter(happened_on__range=(first, last), is_in_error=False)
    found = whose.of_team_and_school(found)
    if whose.member is not None:
        found = found.filter(staff=whose.member)
    took_part = _people(Activity.staff.through.objects.filter(activity__in=found), "activity")
    rows = found.order_by().values("pk", "happened_on", "function", "minutes").annotate(place=whose.place())
    return [
        Work(
            row["happened_on"],
            row["function"],
            row["minutes"],
            frozenset(took_part[row["pk"]]),
            False,
            row["place"],
        )
        for row in rows
    ]


def _people(through: QuerySet[Any], of: str) -> dict[int, set[int]]:
    """Who stands in a many-to-many table, by the record they stand with."""
    found: dict[int, set[int]] = defaultdict(set)
    for record, member in through.values_list(f"{of}_id", "membership_id"):
        found[record].add(member)
    return found


def _minutes(row: Any) -> int:
    return int((row["ends_at"] - row["starts_at"]).total_seconds() // 60)
