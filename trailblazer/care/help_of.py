"""The help of one young person, read once for a page: requests with their courses, contacts, scores and goals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Value

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.models import Contact, Course, GroupMember, HandOver, Transition
from trailblazer.care.numbers import NO_DAY, SCORE, Fact, Line, as_lines, numbers_of
from trailblazer.domain import codes, contacts
from trailblazer.domain.instruments.facts import Rater
from trailblazer.domain.on_track import Rule, rule
from trailblazer.domain.pathways import name_of
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson

CONTACT = "contact"
# What else there may be of a young person, by the relation that leads to them: asked for only where there is any.
KINDS: dict[str, tuple[Any, str]] = {
    "groups": (GroupMember, "young_person"),
    "hand_overs": (HandOver, "young_person"),
    "transitions": (Transition, "young_person"),
}


def add_kind(name: str, model: Any, leads_to: str) -> None:
    """Has `may_have` answer for records of another app too. Called from an app's `ready`."""
    KINDS[name] = (model, leads_to)


RULE = "courses__team__team__on_track_rule"
OF_COURSE = ("ref", "pathway", "state", "sessions_planned", "started_on", "ended_on", "opened_on")
ATTENDANCE_TAGS = {"5": ("Attended", "white"), "6": ("Attended", "white")}
ATTENDANCE_TAGS |= {"3": ("Did not come", "orange"), "7": ("Did not come", "orange")}
ATTENDANCE_TAGS |= {"2": ("Cancelled", "grey"), "4": ("Cancelled", "grey"), "": ("Booked", "blue")}


@dataclass(frozen=True)
class CourseLine:
    """A course of support as the summary says it."""

    pk: int
    ref: str
    pathway: str
    state: str
    sessions_planned: int
    started_on: Any
    ended_on: Any
    opened_on: Any
    lead: str
    referral: Any
    rule: Rule

    @property
    def is_open(self) -> bool:
        return self.state in Course.OPEN

    @property
    def name(self) -> str:
        return name_of(self.pathway)


@dataclass(frozen=True)
class ContactLine:
    """A contact as a row of the table of a course."""

    pk: int
    ref: str
    starts_at: datetime
    attendance: str
    plan: str
    place: str
    number: int | None
    referral: int | None
    course: int | None
    in_group: bool

    @property
    def tag(self) -> tuple[str, str]:
        return ATTENDANCE_TAGS.get(self.attendance, ("Not known", "grey"))

    @property
    def took_place(self) -> bool:
        return contacts.is_attended(self.attendance)

    @property
    def attendance_words(self) -> str:
        known = codes.load("attendance")
        return known.words(self.attendance) if self.attendance in known else "booked"


@dataclass
class Help:
    """Everything about the help of one young person that this member may see."""

    requests: list[Any] = field(default_factory=list)  # newest first
    courses: list[CourseLine] = field(default_factory=list)  # the open ones first, then the newest
    contacts: list[ContactLine] = field(default_factory=list)  # newest first
    lines: list[Line] = field(default_factory=list)
    kinds: frozenset[str] = field(default_factory=lambda: frozenset(KINDS))

    def may_have(self, kind: str) -> bool:
        """Whether there is any of these records, so that a section need not ask for what is not there."""
        return kind in self.kinds

    @property
    def course(self) -> CourseLine | None:
        """The course the summary is about: the open one, else the last."""
        return next(iter(self.courses), None)

    @property
    def sessions(self) -> dict[int, int]:
        """Session numbers by key of contact, of those that took place."""
        return {one.pk: one.number for one in self.contacts if one.number is not None and one.took_place}

    def contacts_of(self, course: CourseLine) -> list[ContactLine]:
        return [one for one in self.contacts if one.course == course.pk]

    def lines_of(self, referral_id: int, kind: str) -> list[Line]:
        return [one for one in self.lines if one.referral_id == referral_id and one.kind == kind]

    @property
    def without_a_course(self) -> list[Any]:
        """Accepted requests for which nothing has begun, or of which every course has ended."""
        goes_on = {one.referral.pk for one in self.courses if one.is_open}
        accepted = [one for one in self.requests if one.state == Referral.State.ACCEPTED]
        return [one for one in accepted if one.pk not in goes_on]

    def main_score(self, referral_id: int) -> Line | None:
        """The questionnaire that matters most: the one with the most scores, the young person's own first."""
        found = self.lines_of(referral_id, SCORE)
        return max(found, key=lambda one: (len(one.points), one.rater == Rater.SELF), default=None)


def help_of(person: YoungPerson, member: Membership) -> Help:
    """In two queries however much there is; asked again for the same page, in none."""
    kept: dict[int, Help] = person.__dict__.setdefault("_help_of", {})
    if member.pk not in kept:
        kept[member.pk] = _read(person, member) if member.may(Permission.SEE_CARE) else Help()
    return kept[member.pk]


def _read(person: YoungPerson, member: Membership) -> Help:
    requests, courses, kinds = _requests_and_courses(person, member)
    booked = visible(Contact, member).filter(young_person=person, is_in_error=False).order_by()
    rows = numbers_of(person, member).union(
        booked.values_list(
            Value(CONTACT),
            "attendance",
            "plan",
            "place",
            "ref",
            "referral",
            NO_DAY,
            "starts_at",
            "pk",
            "course",
            "group_session",
            "session_number",
        ),
        all=True,
    )
    facts = [Fact(*row) for row in rows]
    return Help(requests, courses, list(_contacts(facts)), as_lines(facts), kinds)


def _contacts(facts: Iterable[Fact]) -> Iterator[ContactLine]:
    found = [one for one in facts if one.kind == CONTACT and one.at is not None and one.pk is not None]
    for one in sorted(found, key=lambda fact: (fact.at, fact.pk), reverse=True):
        assert one.at is not None
        assert one.pk is not None
        yield ContactLine(
            pk=one.pk,
            ref=one.ref,
            starts_at=one.at,
            attendance=one.code,
            plan=one.words,
            place=one.who,
            number=one.number,
            referral=one.referral,
            course=None if one.value is None else int(one.value),
            in_group=one.contact is not None,
        )


def _requests_and_courses(
    person: YoungPerson, member: Membership
) -> tuple[list[Any], list[CourseLine], frozenset[str]]:
    """Each request once, the courses that followed from them, and what else there is, in one query."""
    is_there = {
        f"has_{kind}": Exists(model.objects.filter(**{leads_to: person.pk}))
        for kind, (model, leads_to) in KINDS.items()
    }
    of_course = {f"course_{name}": F(f"courses__{name}") for name in (*OF_COURSE, "pk")}
    rows = (
        visible(Referral, member)
        .filter(young_person=person)
        .annotate(**of_course, **is_there, course_lead=F("courses__lead__user__name"), course_rule=F(RULE))
    )
    requests: dict[int, Any] = {}
    courses = []
    for row in rows.select_related("school").order_by(
        "-received_on", "-pk", "-courses__opened_on", "-courses__pk"
    ):
        one: Any = row
        requests.setdefault(one.pk, one)
        if one.course_pk is not None:
            values = {name: getattr(one, f"course_{name}") for name in OF_COURSE}
            values |= {"pk": one.course_pk, "lead": one.course_lead or "", "rule": rule(one.course_rule)}
            courses.append(CourseLine(referral=requests[one.pk], **values))
    first: Any = next(iter(requests.values()), None)
    kinds = frozenset(kind for kind in KINDS if first is None or getattr(first, f"has_{kind}"))
    return list(requests.values()), sorted(courses, key=lambda one: not one.is_open), kinds
