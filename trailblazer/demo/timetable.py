"""Who is in which school on which weekday, and a free time for each contact: nobody is in two places at once."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

from trailblazer.access.models import Membership
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.contacts import moment
from trailblazer.domain.school_days import Terms, terms_of
from trailblazer.domain.terms import is_working_day
from trailblazer.places import terms
from trailblazer.places.models import School

SATURDAY = 5
SECONDARY_FROM = 11
MORNING = (time(9), time(10), time(11), time(12))
AFTERNOON = (time(13, 30), time(14, 30))
AFTER_SCHOOL = (time(15, 45), time(16, 30))  # by telephone
CHRISTMAS, NEW_TERM, AUGUST = (12, 20), (1, 4), 8


@dataclass(frozen=True)
class Slot:
    """When somebody is seen, and whether that is in school."""

    starts_at: datetime
    day: date
    in_school: bool


@dataclass
class Timetable:
    """One team's weeks. The first practitioner is in two schools on the day of the demonstration: secondary schools are
    given out first, so that everyone has one.
    """

    made: InventedTeam
    practitioners: list[Membership]
    taken: dict[tuple[int, date], set[time]] = field(default_factory=lambda: defaultdict(set))
    of_school: dict[int, tuple[Membership, int, bool]] = field(default_factory=dict)
    order: list[School] = field(default_factory=list)

    def __post_init__(self) -> None:
        count, first = len(self.practitioners), self.made.today.weekday() % SATURDAY
        self.order = sorted(self.made.schools[:-1], key=lambda one: (one.low_age or 0) < SECONDARY_FROM)
        self.order.append(self.made.schools[-1])  # it is only joining
        for number, school in enumerate(self.order):
            nth = number // count  # of this practitioner's schools: two a day
            weekday = (first + number % count + nth // 2) % SATURDAY
            self.of_school[school.urn] = (self.practitioners[number % count], weekday, nth % 2 == 0)

    def lead_of(self, school: School) -> Membership:
        return self.of_school[school.urn][0]

    def visited_first(self) -> list[School]:
        """The two schools in which the first practitioner is on the day of the demonstration."""
        return self.order[:: len(self.practitioners)][:2]

    def slot(self, school: School, week: date, not_before: date) -> Slot:
        """A free time in the week of this day, or in one of the next, from a day on."""
        lead, weekday, is_morning = self.of_school[school.urn]
        day = week + timedelta(days=weekday - week.weekday())
        while True:
            if day >= not_before and is_working_day(day):
                times = () if is_holiday(school, day) else lessons(MORNING if is_morning else AFTERNOON, day)
                for at in (*times, *AFTER_SCHOOL):
                    if at not in self.taken[lead.pk, day]:
                        self.taken[lead.pk, day].add(at)
                        return Slot(moment(day, at), day, at in times)
            day += timedelta(days=7)


def lessons(times: tuple[time, ...], day: date) -> tuple[time, ...]:
    """The times of a morning or afternoon, from another one each week, so that nobody always misses the same lesson."""
    first = day.isocalendar().week % len(times)
    return (*times[first:], *times[:first])


def working_day_by(day: date) -> date:
    """The day itself where people work on it, else the last one before on which they do."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def is_holiday(school: School, day: date) -> bool:
    """Whether the school is closed by the sample dates; where they do not reach, in August and over Christmas."""
    if sample_terms(school.la_code).why_closed(day):
        return True
    return day.month == AUGUST or (day.month, day.day) >= CHRISTMAS or (day.month, day.day) <= NEW_TERM


@cache
def sample_terms(la_code: str) -> Terms:
    """The invented term dates of an authority."""
    sample = terms.from_text(terms.SAMPLE.read_text(encoding="utf-8"))
    return terms_of((), sample.by_authority.get(la_code, ()), sample.source)
