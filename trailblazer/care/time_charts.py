"""A team's weeks by function as a chart, and what it shows in words."""

from datetime import date
from typing import Any

from markupsafe import Markup

from trailblazer.care.time_by_function import COLOURS
from trailblazer.domain.time_by_function import FUNCTIONS, NAMES, Split
from trailblazer.ui.charts import chart
from trailblazer.ui.environment import short_day

Weeks = list[tuple[date, Split]]
SIZES = {"wide": 1060, "phone": 280}
MOST_LABELS = {"wide": 13, "phone": 4}


def week_charts(weeks: Weeks) -> list[tuple[str, Markup]]:
    """The same weeks drawn for a wide screen and for a phone."""
    return [(kind, chart(_spec(weeks, kind), in_words(weeks))) for kind in SIZES]


def in_words(weeks: Weeks) -> str:
    """The finding: how many hours a week, and between which weeks."""
    if not weeks:
        return "No weeks."
    hours = [split.total / 60 for _, split in weeks]
    busiest = max(weeks, key=lambda pair: pair[1].total)
    return (
        f"Hours of each week by function, from {short_day(weeks[0][0])} to {short_day(weeks[-1][0])}: "
        f"on average {sum(hours) / len(hours):.1f} hours, most in the week of {short_day(busiest[0])} "
        f"({busiest[1].total / 60:.1f} hours). The same figures are in the table."
    )


def _spec(weeks: Weeks, kind: str) -> dict[str, Any]:
    names = [f"{n} {NAMES[n]}" for n in FUNCTIONS]
    rows = [
        {
            "week": short_day(week),
            "function": names[n - 1],
            "order": n,
            "hours": round(split.minutes(n) / 60, 2),
        }
        for week, split in weeks
        for n in FUNCTIONS
    ]
    labels = [short_day(week) for week, _ in weeks]
    every = -(-len(labels) // MOST_LABELS[kind]) or 1
    return {
        "width": SIZES[kind] - 60,
        "height": 200,
        "data": {"values": rows},
        "mark": {"type": "bar", "size": max(6, min(36, (SIZES[kind] - 100) // max(len(labels), 1) - 6))},
        "encoding": {
            "x": {
                "field": "week",
                "type": "ordinal",
                "sort": labels,
                "title": None,
                "axis": {"values": labels[::every]},
            },
            "y": {"field": "hours", "type": "quantitative", "title": None},
            "color": {
                "field": "function",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": names, "range": [COLOURS[n] for n in FUNCTIONS]},
            },
            "order": {"field": "order", "type": "quantitative"},
        },
    }
