"""What the page of a day says around its boxes: the sentence at its head, what comes next, what is still to collect."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.today import now
from trailblazer.care.calendars import away_of, terms_of_schools
from trailblazer.care.days import Box
from trailblazer.care.models import Contact, Course, Score, Task, Visit
from trailblazer.care.planning import where
from trailblazer.care.scores import by_scale
from trailblazer.care.team_schools import schools_of
from trailblazer.domain import codes, contacts
from trailblazer.domain.school_days import why_away
from trailblazer.domain.terms import london_day
from trailblazer.ui.environment import clock_time, long_day

TWO_WEEKS = timedelta(days=14)
ONE_DAY = timedelta(days=1)
SHOWN = 5


def span_of(day: date, days: int = 1) -> tuple[datetime, datetime]:
    """The moments between which a London day lies, or several."""
    first, after = contacts.moment(day, time(0)), contacts.moment(day + timedelta(days=days), time(0))
    return first.astimezone(UTC), after.astimezone(UTC)


def summary_of(boxes: Sequence[Box], is_own: bool) -> str:
    """2 schools, 4 sessions and 1 group. You start at Greenshaw High School at 9am."""
    if not boxes:
        return ""
    schools = {box.title for box in boxes if box.visit is not None and box.visit.school_id}
    rows = [row for box in boxes for row in box.rows]
    groups = sum(row.session is not None for row in rows)
    also = Counter((row.also.one, row.also.many) for row in rows if row.also is not None)
    parts = [
        _count(len(schools), "school"),
        _count(len(rows) - groups - also.total(), "session"),
        _count(groups, "group"),
        *(f"{number} {one if number == 1 else many}" for (one, many), number in also.items()),
    ]
    said = [part for part in parts if part]
    sentence = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
    if not is_own:
        return f"{sentence or 'Nothing booked'}."
    first, at = boxes[0], clock_time(boxes[0].starts_at)
    start = f"You start with a call at {at}." if first.is_call else f"You start at {first.title} at {at}."
    return f"{sentence}. {start}" if sentence else start


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def next_visit(member: Membership, day: date) -> Visit | None:
    """The member's first visit after a day."""
    coming = visible(Visit, member).filter(member=member, day__gt=day, state=Visit.State.PLANNED)
    return coming.select_related("school").order_by("starts_at").first()


def contacts_by_themselves(member: Membership, day: date) -> QuerySet[Contact]:
    """The member's contacts after a day that are in no visit: calls, and those booked where no visit is planned."""
    _, after = span_of(day)
    coming = visible(Contact, member).filter(
        lead=member, visit=None, group_session=None, starts_at__gte=after
    )
    return (
        coming.filter(attendance="", is_in_error=False).select_related("school").order_by("starts_at", "pk")
    )


def _place_of(contact: Contact) -> str:
    return contact.school.name if contact.school else codes.load("places_of_contact").words(contact.place)


@dataclass(frozen=True)
class Coming:
    """A day to come and what is on it."""

    day: date
    words: str
    address: str = ""


def coming_up(member: Membership, day: date) -> tuple[list[Coming], str]:
    """The next days elsewhere, days away and the last day of term; and why the member's schools are closed on the day,
    or nothing where one of them is open."""
    visits = visible(Visit, member).filter(
        member=member, day__gt=day, day__lte=day + TWO_WEEKS, state=Visit.State.PLANNED
    )
    found = [
        Coming(visit.day, where(visit), visit.ref)
        for visit in visits.select_related("school").order_by("starts_at")[:3]
    ]
    until = span_of(day, TWO_WEEKS.days + 1)[1]
    alone = contacts_by_themselves(member, day).filter(starts_at__lt=until)[:3]
    placed = {(one.day, one.words) for one in found}
    others = {(london_day(one.starts_at), _place_of(one)) for one in alone} - placed
    found += [Coming(*one) for one in sorted(others)]
    away = away_of([member], day).get(member.pk, [])
    ahead = (day + timedelta(days=n) for n in range(1, TWO_WEEKS.days + 1))
    found += [Coming(one, why_away(one, away)) for one in ahead if why_away(one, away)][:1]
    terms = list(terms_of_schools(schools_of(member, day)).values())
    last_days = [last for one in terms if (last := one.last_day_after(day)) and last > day]
    if last_days:
        found.append(Coming(min(last_days), "Last day before the holiday"))
    whys = [one.why_closed(day) for one in terms if one.whose]
    closed = whys[0] if whys and all(whys) and day.weekday() < 5 else ""
    return sorted(found, key=lambda one: one.day)[:SHOWN], closed


@dataclass(frozen=True)
class ToCollect:
    """A course that ends soon without a second score."""

    course: Course
    last_on: date


def to_collect_before_closing(member: Membership, day: date) -> list[ToCollect]:
    """Courses of the member whose last session is in the next two weeks, and that have no second score."""
    planned = Q(contacts__attendance="", contacts__is_in_error=False)
    attended = Q(contacts__attendance__in=("5", "6"), contacts__is_in_error=False)
    courses: Any = visible(Course, member).filter(lead=member, state=Course.State.UNDER_WAY)
    courses = courses.annotate(
        last_at=Max("contacts__starts_at", filter=planned),
        booked=Count("contacts", filter=planned, distinct=True),
        held=Count("contacts", filter=attended, distinct=True),
    )
    first, until = span_of(day, TWO_WEEKS.days + 1)
    courses = courses.filter(last_at__gte=first, last_at__lt=until).select_related("young_person")
    ending = [one for one in courses.order_by("last_at") if one.held + one.booked >= one.sessions_planned]
    paired = _with_two_scores(visible(Score, member), [one.referral_id for one in ending])
    return [ToCollect(one, london_day(one.last_at)) for one in ending if one.referral_id not in paired]


def _with_two_scores(scores: QuerySet[Score], referrals: list[int]) -> set[int]:
    """The requests of these with two scores of one scale from one rater."""
    forms: dict[int, list[Score]] = {}
    for form in scores.filter(Score.FILLED_IN, referral__in=referrals).order_by():
        forms.setdefault(form.referral_id, []).append(form)
    found = set()
    for referral, kept in forms.items():
        counts = Counter((one.measure, one.rater, one.scale) for one in by_scale(kept))
        if any(count > 1 for count in counts.values()):
            found.add(referral)
    return found


def own_tasks(member: Membership, day: date) -> list[Task]:
    """What is to be done by this member within a week, the late first."""
    found = visible(Task, member).filter(owner=member, done_on=None, due_on__lte=day + timedelta(days=7))
    return list(found.select_related("young_person").order_by("due_on", "pk")[:SHOWN])


def unrecorded_before(member: Membership, day: date) -> QuerySet[Contact]:
    """Contacts of the member before this day about which nobody has said yet whether they came."""
    before, _ = span_of(day)
    return visible(Contact, member).filter(
        lead=member, attendance="", is_in_error=False, starts_at__lt=before, group_session=None
    )


def nothing_on(member: Membership, day: date) -> str:
    """What the page says where there is nothing on a day: when the next is."""
    is_today = day == london_day(now())
    here = "No visits today." if is_today else f"No visits on {long_day(day)}."
    visit, contact = next_visit(member, day), contacts_by_themselves(member, day).first()
    coming = [(visit.starts_at, where(visit))] if visit else []
    coming += [(contact.starts_at, _place_of(contact))] if contact else []
    if not coming:
        return f"{here} None is planned after it either."
    starts_at, place = min(coming)
    return f"{here} Your next is {place}, {long_day(starts_at)} at {clock_time(starts_at)}."
