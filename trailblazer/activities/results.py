"""What people said of an activity, as far as it may be told: averages and words rest on at least 10 answers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.activities.models import Feedback, SchoolActivity
from trailblazer.domain.activity_feedback import HIGHEST, SMALLEST_TOLD, Question, questions_of, told_up_to
from trailblazer.domain.disclosure import (
    Figure,
    Level,
    Table,
    gathered,
    protect_count,
    protect_line,
    side_by_side,
)
from trailblazer.domain.school_terms import Term
from trailblazer.places.models import School
from trailblazer.statistics.publications import Publication
from trailblazer.ui.environment import day as in_words
from trailblazer.ui.environment import short_day

ANSWERS, AVERAGE = "Answers", f"Average, of {HIGHEST}"
BEFORE, NOW = "Before", "Now"


@dataclass(frozen=True)
class Results:
    """What may be told of one activity; nothing where too few answered on the days before."""

    activity: SchoolActivity
    up_to: date | None = None
    answers: Figure | None = None
    table: Table | None = None
    changes: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        return self.table is not None

    @property
    def questions(self) -> tuple[Question, ...]:
        return questions_of(self.activity.kind)

    @property
    def in_words(self) -> str:
        if self.table is None:
            return f"Averages and words are shown from {SMALLEST_TOLD} answers on, on the day after: so far none are"
        said = [f"{row.name.lower()} {row.figures[-1]} of {HIGHEST}" for row in self.table.rows]
        return f"About {self.answers} answers up to {in_words(self.up_to)}: {', '.join(said)}"

    @property
    def publication(self) -> Publication | None:
        """The table with its chart, as the page and every file have it."""
        if self.table is None:
            return None
        of, up_to = self.activity, in_words(self.up_to)
        people = "" if of.people is None else f", {_people(of.people)}"
        return Publication(
            f"How people found it: {of.title}",
            self.table,
            f"{of.school.name}, {in_words(of.day)}: {of.kind_name.lower()} for {of.for_whom.lower()}{people}. "
            f"Answers without a name, up to {up_to}. Whoever answered chose to, so this is no measure of everybody.",
            "Question",
            chart_of=AVERAGE if any(not row.figures[-1].is_hidden for row in self.table.rows) else "",
            most=HIGHEST,
        )


def _people(count: int) -> str:
    came = protect_count(count, level=Level.SCHOOL)
    return "few people came" if came.is_hidden else f"about {came} people came"


@dataclass(frozen=True)
class Told:
    """The answers of one activity that are told: of days that are over, and ten at a time."""

    up_to: date
    marks: tuple[Mapping[str, int], ...]
    words: tuple[str, ...]


def results_of(activity: SchoolActivity, member: Membership, today: date) -> Results:
    """One query. The words are in the order of the alphabet, so that none tells who came first."""
    told = _told([activity], member, today).get(activity.pk)
    if told is None:
        return Results(activity)
    lines = {one.short: _line(one, told.marks) for one in questions_of(activity.kind)}
    changes = sorted({words for words in told.words if words}, key=str.casefold)
    answers = protect_count(len(told.marks), level=Level.SCHOOL)
    return Results(activity, told.up_to, answers, gathered(lines, ANSWERS), tuple(changes))


def _told(activities: Sequence[SchoolActivity], member: Membership, today: date) -> dict[int, Told]:
    """By activity, those of which something is told. One query."""
    found = visible(Feedback, member).filter(activity__in=[one.pk for one in activities]).order_by()
    rows: dict[int, list[tuple[date, Mapping[str, int], str]]] = defaultdict(list)
    for activity, *row in found.values_list("activity", "given_on", "marks", "change"):
        rows[activity].append((row[0], row[1], row[2]))
    told = {}
    for activity, given in rows.items():
        up_to = told_up_to((given_on for given_on, _, _ in given), today)
        if up_to is not None:
            counted = [(marks, words) for given_on, marks, words in given if given_on <= up_to]
            told[activity] = Told(
                up_to, tuple(marks for marks, _ in counted), tuple(words for _, words in counted)
            )
    return told


def _line(question: Question, marks: Sequence[Mapping[str, int]]) -> Table:
    """How many answered this question, and their average."""
    given = [one[question.code] for one in marks if question.code in one]
    line = protect_line({ANSWERS: len(given)}, heading=ANSWERS, level=Level.SCHOOL)
    return line.with_means(AVERAGE, lambda _: given, of=ANSWERS)


def before_and_now(
    school: School, term: Term, held: Sequence[SchoolActivity], member: Membership, today: date
) -> Publication | None:
    """How sure people felt before each training of a term, and now: the figures of its own page. One query."""
    told = _told(held, member, today)
    lines: dict[str, dict[str, Table]] = {BEFORE: {}, NOW: {}}
    for one in sorted(held, key=lambda one: (one.day, one.pk)):
        asked = [question for question in questions_of(one.kind) if question.only_with_certificate]
        if one.pk not in told or not asked:
            continue
        name = f"{one.title}, {short_day(one.day)}"
        while name in lines[BEFORE]:
            name += ", again"
        for heading, question in zip(lines, asked, strict=True):
            lines[heading][name] = _line(question, told[one.pk].marks)
    if not lines[BEFORE]:
        return None
    return Publication(
        f"How sure people felt, {term}",
        side_by_side({heading: gathered(rows, ANSWERS) for heading, rows in lines.items()}, AVERAGE),
        f"{school.name}, {term}: training, from 1, not at all sure, to {HIGHEST}, very. Averages of "
        f"{SMALLEST_TOLD} answers or more, of both at the end, without a name; whoever answered chose to.",
        "Training",
        is_trend=True,
        most=HIGHEST,
    )
