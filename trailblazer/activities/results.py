"""What people said of an activity, as far as it may be told: averages and words rest on at least 10 answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.activities.models import Feedback, SchoolActivity
from trailblazer.domain.activity_feedback import HIGHEST, SMALLEST_TOLD, Question, questions_of, told_up_to
from trailblazer.domain.disclosure import Figure, Level, Table, gathered, protect_count, protect_line
from trailblazer.statistics.publications import Publication
from trailblazer.ui.environment import day as in_words

ANSWERS, AVERAGE = "Answers", f"Average, of {HIGHEST}"


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


def results_of(activity: SchoolActivity, member: Membership, today: date) -> Results:
    """One query. The words are in the order of the alphabet, so that none tells who came first."""
    found = visible(Feedback, member).filter(activity=activity).order_by()
    rows = list(found.values_list("given_on", "marks", "change"))
    up_to = told_up_to((given_on for given_on, _, _ in rows), today)
    if up_to is None:
        return Results(activity)
    told = [(marks, words) for given_on, marks, words in rows if given_on <= up_to]
    marks = [given for given, _ in told]
    lines = {one.short: _line(one, marks) for one in questions_of(activity.kind)}
    changes = sorted({words for _, words in told if words}, key=str.casefold)
    answers = protect_count(len(told), level=Level.SCHOOL)
    return Results(activity, up_to, answers, gathered(lines, ANSWERS), tuple(changes))


def _line(question: Question, marks: Sequence[Mapping[str, int]]) -> Table:
    """How many answered this question, and their average."""
    given = [one[question.code] for one in marks if question.code in one]
    line = protect_line({ANSWERS: len(given)}, heading=ANSWERS, level=Level.SCHOOL)
    return line.with_means(AVERAGE, lambda _: given, of=ANSWERS)
