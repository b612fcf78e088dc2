"""Questionnaire scores and goals of one young person as lines of numbers, and the numbers of one contact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import DateField, DateTimeField, FloatField, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.care.goals import rate
from trailblazer.care.models import Contact, Goal, Score
from trailblazer.care.scores import enter_score
from trailblazer.domain.entered_scores import Change, EnteredMeasure, fitting, goal, measures, outcomes, whole
from trailblazer.domain.instruments.facts import Rater
from trailblazer.domain.terms import london_day
from trailblazer.young_people.models import YoungPerson

SCORE, GOAL = "score", "goal"
OTHER_RATERS = {Rater.PARENT: "parent or carer", Rater.TEACHER: "school", Rater.CLINICIAN: "practitioner"}


class Point(NamedTuple):
    """One number that stands, on a day, given at a contact or by itself."""

    on: date
    pk: int
    value: float
    contact_id: int | None


@dataclass
class Line:
    """One questionnaire, or one goal in their own words, with its numbers in the order of their days."""

    kind: str
    code: str  # of the measure, or the reference of the goal
    label: str
    measure: EnteredMeasure
    referral_id: int
    rater: str = Rater.SELF
    points: list[Point] = field(default_factory=list)
    without_total: list[date] = field(default_factory=list)  # short of an answer that the total needs
    marks: tuple[tuple[float, str], ...] = ()  # where a band of the scale begins, and its words
    ends: tuple[float, float] | None = None  # the first and the last, where they are shown rounded

    @property
    def name(self) -> str:
        """What its box in a form is called."""
        return f"{self.kind}_{self.code}" if self.kind == GOAL else f"{self.kind}_{self.code}_{self.rater}"

    @property
    def first(self) -> float | None:
        return self.points[0].value if self.points else None

    @property
    def latest(self) -> float | None:
        return self.points[-1].value if self.points else None

    @property
    def change(self) -> Change:
        """What became of it since the first, by the published threshold."""
        if len(self.points) < 2:
            return Change.SAME
        return self.measure.since(*self.first_and_last)

    @property
    def first_and_last(self) -> tuple[float, float]:
        """As they are compared: not as they are shown."""
        return self.ends or (self.points[0].value, self.points[-1].value)

    @property
    def is_reliably_better(self) -> bool:
        return self.change is Change.BETTER

    def at(self, contact: Contact) -> float | None:
        """The number that was given at this contact."""
        return next((one.value for one in reversed(self.points) if one.contact_id == contact.pk), None)

    def before(self, contact: Contact) -> list[Point]:
        day = london_day(contact.starts_at)
        return [one for one in self.points if one.contact_id != contact.pk and one.on <= day]


@dataclass(frozen=True)
class Row:
    """Something to be given a number at a contact, with the last and the first beside it."""

    name: str
    label: str
    lowest: int
    highest: int
    last: float | None = None
    first: float | None = None
    now: float | None = None  # as this contact has it already

    @property
    def beside(self) -> str:
        return "None yet" if self.last is None else f"Last {self.last}, first {self.first}"


NONE = Value("")
NO_MOMENT = Cast(Value(None), DateTimeField())
NO_DAY = Cast(Value(None), DateField())
NO_NUMBER = Cast(Value(None), IntegerField())


class Fact(NamedTuple):
    """One row of what is known: a score, a goal with a rating of it or with none yet, or (care.help_of) a contact."""

    kind: str
    code: str
    words: str
    who: str
    ref: str
    referral: int | None
    on: date | None
    at: datetime | None
    pk: int | None
    value: float | None
    contact: int | None
    number: int | None


def numbers_of(person: YoungPerson, member: Membership) -> QuerySet[Any]:
    """Scores and goals as one query of rows in the order of `Fact`, to which others may be joined."""
    of_a_line = Score.STANDING | (Score.FILLED_IN & Q(measure__in=outcomes()))
    scores = visible(Score, member).filter(of_a_line, young_person=person).order_by()
    goals = visible(Goal, member).filter(young_person=person, ended_on=None).order_by()
    return scores.values_list(
        Value(SCORE),
        "measure",
        NONE,
        "rater",
        "ref",
        "referral",
        "scored_on",
        NO_MOMENT,
        "pk",
        "total",
        "contact",
        NO_NUMBER,
    ).union(
        goals.filter(ratings__superseded_by=None).values_list(
            Value(GOAL),
            NONE,
            "words",
            Value(Rater.SELF.value),
            "ref",
            "referral",
            "ratings__rated_on",
            NO_MOMENT,
            "ratings__pk",
            Cast("ratings__rating", FloatField()),
            "ratings__contact",
            "number",
        ),
        all=True,
    )


def lines_of(person: YoungPerson, member: Membership) -> list[Line]:
    """Every questionnaire that was scored and every goal in force, in one query however many numbers there are."""
    return as_lines(Fact(*row) for row in numbers_of(person, member))


def as_lines(facts: Iterable[Fact]) -> list[Line]:
    lines: dict[tuple[Any, ...], Line] = {}
    known = [one for one in facts if one.kind in (SCORE, GOAL) and one.referral is not None]
    in_order = sorted(
        known, key=lambda one: (one.kind != SCORE, one.number or 0, one.on or date.min, one.pk or 0)
    )
    for one in in_order:
        key = (one.kind, one.code or one.ref, one.who, one.referral)
        if key not in lines:
            lines[key] = _line_of(one)
        if one.value is not None and one.on is not None:
            lines[key].points.append(Point(one.on, one.pk or 0, whole(one.value), one.contact))
        elif one.kind == SCORE and one.on is not None:
            lines[key].without_total.append(one.on)
    return list(lines.values())


def _line_of(one: Fact) -> Line:
    assert one.referral is not None
    if one.kind == GOAL:
        return goal_line(one.ref, one.words, one.referral)
    return score_line(one.code, one.who, one.referral)


def goal_line(ref: str, words: str, referral: int) -> Line:
    return Line(GOAL, ref, words, goal(), referral)


def score_line(code: str, rater: str, referral: int) -> Line:
    """A line of a questionnaire; one that the file no longer knows is shown by its code."""
    one = measures().get(code) or EnteredMeasure(code, code.upper(), "Score", 0, 999, "lower")
    label = f"{one.name}, {OTHER_RATERS[Rater(rater)]}" if rater != Rater.SELF else one.name
    return Line(SCORE, code, label, one, referral, rater)


def asked_at(contact: Contact, lines: Iterable[Line], age: int) -> list[Line]:
    """What is asked at a contact: what was scored before in this request, or the first that fits; and its goals."""
    if contact.referral_id is None:
        return []
    own = [one for one in lines if one.referral_id == contact.referral_id]
    scores = [one for one in own if one.kind == SCORE and one.points]
    if not scores:
        rater = rater_of(contact.seen)
        scores = [score_line(one.code, rater, contact.referral_id) for one in fitting(age, rater)[:1]]
    return [*scores, *(one for one in own if one.kind == GOAL)]


def rater_of(seen: str) -> str:
    """Who fills in a questionnaire at a contact: a parent or carer where only they were seen."""
    return Rater.PARENT if seen == "carer" else Rater.SELF


def row_of(line: Line, contact: Contact) -> Row:
    """What the form of a contact asks."""
    before = line.before(contact)
    return Row(
        name=line.name,
        label=line.label,
        lowest=line.measure.lowest,
        highest=line.measure.highest,
        last=before[-1].value if before else None,
        first=before[0].value if before else None,
        now=line.at(contact),
    )


def write_numbers(contact: Contact, numbers: Mapping[str, int], *, by: Actor) -> None:
    """Keeps the numbers of a contact by the names of their rows; other ones than before correct those.

    Called inside an action. A name that belongs to no goal of this request is passed over.
    """
    referral, day = contact.referral, london_day(contact.starts_at)
    if referral is None or not numbers:
        return
    goals = {one.ref: one for one in Goal.objects.filter(referral=referral)}
    for name, number in numbers.items():
        kind, _, rest = name.partition("_")
        if kind == GOAL and rest in goals:
            rate(goals[rest], number, by=by, on=day, contact=contact)
        elif kind == SCORE:
            measure, rater = _measure_and_rater(rest)
            enter_score(referral, measure, number, by=by, on=day, contact=contact, rater=rater)


def _measure_and_rater(rest: str) -> tuple[str, str]:
    measure, _, rater = rest.rpartition("_")
    return measure, rater
