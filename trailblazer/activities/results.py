"""What people said of an activity, as far as it may be told: averages and words rest on at least 10 answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.activities.models import Feedback, SchoolActivity
from trailblazer.domain.activity_feedback import (
    HIGHEST,
    LOWEST,
    SMALLEST_TOLD,
    Question,
    may_be_told,
    questions_of,
)
from trailblazer.domain.disclosure import Figure, Level, mean_of, protect_count
from trailblazer.ui.charts import chart

STEP = 34


@dataclass(frozen=True)
class Line:
    """One question: its average, and how many answered it, both as they may be seen."""

    question: Question
    average: Figure
    answers: Figure


@dataclass(frozen=True)
class Results:
    """What may be told of one activity. With fewer than 10 answers: only that there are fewer."""

    is_told: bool
    answers: Figure
    lines: tuple[Line, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        if not self.is_told:
            return f"Fewer than {SMALLEST_TOLD} answers so far. Averages and words are shown from {SMALLEST_TOLD} on"
        said = [f"{one.question.short.lower()} {one.average} of {HIGHEST}" for one in self.lines]
        return f"About {self.answers} answers: {', '.join(said)}"

    @property
    def drawn(self) -> tuple[Markup, Markup] | None:
        """The chart for a wide screen and for a phone."""
        shown = [one for one in self.lines if not one.average.is_hidden]
        if not shown:
            return None
        label = f"Bar chart. {self.in_words}. The same figures are in the table."
        return chart(_bars(shown, 560), label), chart(_bars(shown, 110), label)


def results_of(activity: SchoolActivity, member: Membership) -> Results:
    """One query. The words are in the order of the alphabet, so that none tells who came first."""
    rows = list(visible(Feedback, member).filter(activity=activity).order_by().values_list("marks", "change"))
    answers = protect_count(len(rows), level=Level.SCHOOL)
    if not may_be_told(len(rows)):
        return Results(False, answers)
    marks = [given for given, _ in rows]
    lines = tuple(_line(one, marks) for one in questions_of(activity.kind))
    changes = sorted({words for _, words in rows if words}, key=str.casefold)
    return Results(True, answers, lines, tuple(changes))


def _line(question: Question, marks: Sequence[Mapping[str, int]]) -> Line:
    given = [one[question.code] for one in marks if question.code in one]
    base = protect_count(len(given), level=Level.SCHOOL)
    return Line(question, mean_of(given, base=base), base)


def _bars(lines: Sequence[Line], width: int) -> dict[str, Any]:
    values = [
        {"name": one.question.short, "value": one.average.value, "words": one.average.in_words}
        for one in lines
    ]
    down = {
        "field": "name",
        "type": "nominal",
        "sort": [one.question.short for one in lines],
        "title": None,
        "axis": {"grid": False, "labelColor": "#212b32"},
    }
    across = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, HIGHEST], "nice": False},
        "axis": {"values": list(range(LOWEST, HIGHEST + 1)), "format": "d"},
    }
    words = {"type": "text", "align": "left", "dx": 6, "baseline": "middle"}
    return {
        "width": width,
        "height": STEP * len(lines),
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "height": 18}, "encoding": {"x": across, "y": down}},
            {"mark": words, "encoding": {"x": across, "y": down, "text": {"field": "words"}}},
        ],
    }
