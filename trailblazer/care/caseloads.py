"""Who has whom: the rows of caseloads, what each is owed, and what nobody has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.today import now
from trailblazer.care import education
from trailblazer.care.models import Contact, Course, GroupSession, Plan, Score
from trailblazer.care.staff import HELPS
from trailblazer.domain.clock import FOUR_WEEKS, SOON_FROM
from trailblazer.domain.contacts import moment
from trailblazer.domain.entered_scores import outcomes
from trailblazer.domain.owed import MEASURE_EVERY, PLAN_WITHIN, Facts, Owed, Owes, in_sessions, owed
from trailblazer.domain.pathways import name_of
from trailblazer.domain.terms import london_day
from trailblazer.referrals.models import Referral

ATTENDED = Q(contacts__attendance__in=("5", "6"), contacts__is_in_error=False)


@dataclass(frozen=True)
class CourseRow:
    """One course of a caseload."""

    course: Course
    pathway: str
    next_at: datetime | None
    sessions: str
    done: int
    owed: tuple[Owed, ...]
    lead: Membership | None
    where: str = ""  # school year and school
    clock: str = ""  # while help has not started, and nothing of it is owed yet

    @property
    def person(self) -> Any:
        return self.course.young_person

    @property
    def in_sessions(self) -> str:
        return in_sessions(self.done, self.course.sessions_planned)


def with_facts(courses: "QuerySet[Course]") -> "QuerySet[Course]":
    """Each course with what its row says: however many there are, in one query."""
    from_ = moment(london_day(now()), time(0))  # what is booked for today is next until it is recorded
    coming = Contact.objects.planned().filter(course=OuterRef("pk"), starts_at__gte=from_)
    of_group = GroupSession.objects.filter(
        state=GroupSession.State.PLANNED,
        starts_at__gte=from_,
        group__members__course=OuterRef("pk"),
        group__members__left_on=None,
    )
    filled_in = Score.objects.filter(Score.FILLED_IN, referral=OuterRef("referral"), measure__in=outcomes())
    plans = Plan.objects.filter(referral=OuterRef("referral"))
    return courses.annotate(
        next_contact_at=Subquery(coming.order_by("starts_at").values("starts_at")[:1]),
        next_session_at=Subquery(of_group.order_by("starts_at").values("starts_at")[:1]),
        next_at=_earlier("next_contact_at", "next_session_at"),
        sessions_done=Count("contacts", filter=ATTENDED, distinct=True),
        scored_on=Subquery(filled_in.order_by("-scored_on").values("scored_on")[:1]),
        plan_agreed_on=Subquery(plans.values("agreed_on")[:1]),
        **education.facts(),
    ).select_related("young_person__school", "referral", "lead__user")


def _earlier(one: str, other: str) -> Least:
    """The earlier of two moments of which either may be missing."""
    return Least(Coalesce(one, other), Coalesce(other, one))


def facts_of(course: Any) -> Facts:
    """What the rules need, of a course that `with_facts` read."""
    return Facts(
        received_on=course.referral.received_on,
        help_started_on=course.referral.help_started_on,
        answered_on=course.referral.answered_on,
        started_on=course.started_on,
        next_contact_on=london_day(course.next_at) if course.next_at else None,
        sessions_done=course.sessions_done,
        sessions_planned=course.sessions_planned,
        plan_agreed_on=course.plan_agreed_on,
        scored_on=course.scored_on,
        is_school_kept=course.is_school_kept,
        school_at_start=course.school_at_start,
    )


def row_of(course: Any, today: date) -> CourseRow:
    return CourseRow(
        course=course,
        pathway=name_of(course.pathway),
        next_at=course.next_at,
        sessions=f"{course.sessions_done} of {course.sessions_planned}",
        done=course.sessions_done,
        owed=owed(facts_of(course), today) if course.is_open else (),
        lead=course.lead,
        where=_where(course.young_person, today),
        clock=_clock(course, today),
    )


def _clock(course: Any, today: date) -> str:
    day = (today - course.referral.received_on).days
    runs = course.is_open and course.referral.help_started_on is None and day < SOON_FROM
    return f"Day {day} of {FOUR_WEEKS}" if runs else ""


def _where(person: Any, today: date) -> str:
    return ", ".join(filter(None, (person.year_on(today), person.school.name if person.school else "")))


def rows(courses: Iterable[Any], today: date) -> list[CourseRow]:
    return [row_of(course, today) for course in courses]


def owing(code: str, today: date) -> Q:
    """The courses, read by `with_facts`, that owe this: the same rules as a question to the database."""
    day = today.toordinal()
    late = date.fromordinal(day - FOUR_WEEKS)
    return {
        Owes.NEXT_CONTACT: Q(next_at=None),
        Owes.PAST_SESSIONS: Q(sessions_done__gte=F("sessions_planned")),
        Owes.PLAN: Q(plan_agreed_on=None, started_on__lte=date.fromordinal(day - PLAN_WITHIN)),
        Owes.MEASURE: Q(started_on__isnull=False)
        & (Q(scored_on=None) | Q(scored_on__lt=date.fromordinal(day - MEASURE_EVERY))),
        Owes.EDUCATION: Q(started_on__isnull=False, is_school_kept=True, school_at_start=False),
        Owes.ANSWER: Q(referral__answered_on=None),
        Owes.CLOCK_LATE: Q(referral__help_started_on=None, referral__received_on__lte=late),
    }[Owes(code)]


# Who has whom. Each of these is what a page shows, so the sum of caseload_sum.py proves the pages.


def helpers_of(team: Organisation, today: date) -> "QuerySet[Membership]":
    """Everybody of a team who can be given a course today, by name."""
    found = Membership.objects.current(today).filter(organisation=team, role__in=HELPS)
    return found.select_related("user", "organisation").order_by("user__name", "pk")


def held_by(member: Membership, courses: "QuerySet[Course] | None" = None) -> "QuerySet[Course]":
    """The open courses of one caseload."""
    return (Course.objects.all() if courses is None else courses).filter(state__in=Course.OPEN, lead=member)


def in_nobodys_hands(courses: "QuerySet[Course]", today: date) -> "QuerySet[Course]":
    """Open courses that nobody of their team has: given to nobody, or to somebody who left or is of another team."""
    here = Membership.objects.current(today).filter(
        pk=OuterRef("lead"), organisation=OuterRef("team"), role__in=HELPS
    )
    return courses.filter(state__in=Course.OPEN).filter(Q(lead=None) | ~Exists(here))


def without_a_course(referrals: "QuerySet[Referral]") -> "QuerySet[Referral]":
    """Accepted requests for which nothing has begun, or of which every course has ended while they are still open."""
    goes_on = Course.objects.filter(referral=OuterRef("pk"), state__in=Course.OPEN)
    return referrals.filter(state=Referral.State.ACCEPTED).filter(~Exists(goes_on))


def closed(courses: "QuerySet[Course]") -> "QuerySet[Course]":
    return courses.filter(state=Course.State.ENDED)


def held_by_any(courses: "QuerySet[Course]", members: "QuerySet[Membership]") -> "QuerySet[Course]":
    return courses.filter(state__in=Course.OPEN, lead__in=members)
