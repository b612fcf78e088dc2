"""Each school's hours by function as bars, with a mark where they should be by now."""

from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.allocation.given import Had, Term
from trailblazer.care.time_by_function import COLOURS
from trailblazer.domain.time_by_function import FUNCTIONS, NAMES
from trailblazer.ui.charts import chart

DARK = "#212b32"
FUNCTION_NAMES = [f"{n} {NAMES[n]}" for n in FUNCTIONS]


class Drawn(NamedTuple):
    """The chart in the two sizes that a page switches between."""

    wide: Markup
    small: Markup


def bars(term: Term) -> Drawn:
    rows = term.rows
    label = f"Hours given to each school by function, and agreed by now. {in_words(rows)}"
    return Drawn(
        chart(_spec(rows, 740, 26, names_above=False), label),
        chart(_spec(rows, 262, 50, names_above=True), label),
    )


def in_words(rows: list[Had]) -> str:
    """Each school with its numbers."""
    said = (f"{had.school.name}: given {had.all.given:.0f}, agreed by now {had.all.due:.0f}" for had in rows)
    return f"{'; '.join(said)}."


def _spec(rows: list[Had], width: int, step: int, *, names_above: bool) -> dict[str, Any]:
    # Two schools may have the same name, so each row is known by its URN and labelled by its name.
    keys = [str(had.school.pk) for had in rows]
    names = {str(had.school.pk): had.school.name for had in rows}
    label = " : ".join(f"datum.value == '{key}' ? {_quoted(name)}" for key, name in names.items()) + " : ''"
    axis = None if names_above else {"labelExpr": label, "labelLimit": 300, "labelPadding": 10}
    up: dict[str, Any] = {"field": "key", "type": "nominal", "sort": keys, "title": None, "axis": axis}
    given = [
        {
            "key": str(had.school.pk),
            "function": FUNCTION_NAMES[n - 1],
            "order": n,
            "hours": round(had.given[n], 2),
        }
        for had in rows
        for n in FUNCTIONS
    ]
    due = [{"key": str(had.school.pk), "due": round(had.all.due, 2), "name": had.school.name} for had in rows]
    across = {"type": "quantitative", "title": "Hours", "axis": {"grid": True}}
    bar = {
        "data": {"values": given},
        "mark": {"type": "bar", "height": 14},
        "encoding": {
            "y": up,
            "x": across | {"field": "hours", "stack": "zero"},
            "color": {
                "field": "function",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": FUNCTION_NAMES, "range": [COLOURS[n] for n in FUNCTIONS]},
            },
            "order": {"field": "order", "type": "quantitative"},
        },
    }
    mark = {
        "data": {"values": due},
        "mark": {"type": "tick", "color": DARK, "thickness": 3, "size": 22},
        "encoding": {"y": up, "x": across | {"field": "due"}},
    }
    layers = [bar, mark]
    if names_above:
        layers.append(
            {
                "data": {"values": due},
                "mark": {"type": "text", "align": "left", "dy": -18, "limit": width},
                "encoding": {"y": up, "x": {"value": 0}, "text": {"field": "name"}},
            }
        )
    return {"width": width, "height": {"step": step}, "layer": layers}


def _quoted(name: str) -> str:
    plain = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{plain}'"
