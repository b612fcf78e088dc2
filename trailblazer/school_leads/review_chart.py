"""The chart of a self-review: for each responsibility an open ring before and a filled dot now, joined by a bar."""

from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.domain.lead_role import HIGHEST, LEVELS
from trailblazer.domain.terms import SchoolYear
from trailblazer.school_leads.review_of import Review
from trailblazer.ui.charts import before_and_after, chart

WORDS = list(LEVELS.values())
LABELS = f"{WORDS}[datum.value]".replace("'", '"')


class Drawn(NamedTuple):
    wide: Markup
    phone: Markup


def drawn(review: Review) -> Drawn | None:
    """The chart in its two sizes; None before anything is reviewed in two years."""
    before = review.before
    if before is None or not review.done:
        return None
    values = [value for row in review.rows if (value := _value(row, before, review.year))]
    label = "; ".join(
        f"{one['name']}: {one['before_words']} in {before}, {one['now_words']} in {review.year}"
        for one in values
    )
    return Drawn(chart(_spec(values, 380, 36, 320), label), chart(_spec(values, 100, 48, 160), label))


def _value(row: Any, before: SchoolYear, year: SchoolYear) -> dict[str, Any] | None:
    then, now = row.in_year(before), row.in_year(year)
    if now is None and then is None:
        return None
    return {
        "name": row.of.name,
        "before": then.height if then else None,
        "now": now.height if now else None,
        "before_words": then.get_level_display() if then else "not reviewed",
        "now_words": now.get_level_display() if now else "not reviewed",
    }


def _spec(values: list[dict[str, Any]], width: int, step: int, label_limit: int) -> dict[str, Any]:
    is_small = label_limit < 200
    across: dict[str, Any] = {
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, HIGHEST], "nice": False, "padding": 10},
        "axis": {
            "values": [0, HIGHEST] if is_small else list(range(HIGHEST + 1)),
            "labelExpr": LABELS,
            "grid": True,
            "labelFlush": False,
            "labelAlign": {"expr": "datum.value == 0 ? 'left' : 'right'"} if is_small else "center",
        },
    }
    down: dict[str, Any] = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": label_limit, "grid": True, "domain": False, "ticks": False},
    }
    if is_small:
        down["axis"]["labelExpr"] = "split(replace(datum.label, /^(.{1,19}) (.*)$/, '$1|$2'), '|')"
    return {
        "width": width,
        "height": {"step": step},
        "data": {"values": values},
        "layer": before_and_after(values, down, across, after="now"),
    }
