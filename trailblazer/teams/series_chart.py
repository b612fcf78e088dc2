"""The country's published coverage as a chart, and the same figures as rows of a table."""

from calendar import month_name
from typing import Any

from markupsafe import Markup

from trailblazer.teams.series import Figure, figures
from trailblazer.ui.charts import chart

LINES = {"pupils_pct": "Pupils", "settings_pct": "Schools"}
COUNTED, FORESEEN = "actual", ("forecast", "target")
STATUS_WORDS = {"actual": "counted", "forecast": "foreseen", "target": "aimed at"}
MONTHS = list(month_name)[1:]
END_OF_SCHOOL_YEAR = "2030-08"


def when(figure: Figure) -> str:
    """The period of a figure as people read it: May 2022, or the school year 2029/30."""
    year, _, rest = figure.period.partition("-")
    return f"{year}/{rest}" if int(rest) > len(MONTHS) else f"{MONTHS[int(rest) - 1]} {year}"


def published() -> list[Figure]:
    """The shares of pupils and of schools, oldest first."""
    return [figure for figure in figures() if figure.measure in LINES]


def coverage_chart(width: int) -> Markup:
    """Counted shares joined by a line, foreseen ones by a broken line to the aim."""
    return chart(_spec(width), f"Line chart. {in_words()} The same figures are in the table.")


def in_words() -> str:
    """The finding, from the newest counted figure of each line and the aim."""
    newest = {figure.measure: figure for figure in published() if figure.status == COUNTED}
    aimed_at = next(figure for figure in published() if figure.status == "target")
    pupils, schools = newest["pupils_pct"], newest["settings_pct"]
    return (
        f"In {when(pupils)} teams covered {pupils.value}% of pupils and {schools.value}% of schools and "
        f"colleges; the aim is {aimed_at.value}% in {when(aimed_at)}."
    )


def _spec(width: int) -> dict[str, Any]:
    rows = [_row(figure) for figure in published()]
    counted = [row for row in rows if row["status"] == COUNTED]
    last = [max((r for r in counted if r["line"] == line), key=lambda r: r["day"]) for line in LINES.values()]
    foreseen = last + [row for row in rows if row["status"] in FORESEEN]
    colour = {"field": "line", "type": "nominal", "legend": None, "sort": list(LINES.values())}
    shared = {"x": _x(width), "y": _y(), "color": colour}
    return {
        "width": width - 60,
        "height": 240,
        "layer": [
            {"data": {"values": counted}, "mark": "line", "encoding": shared},
            {
                "data": {"values": foreseen},
                "mark": {"type": "line", "strokeDash": [6, 5]},
                "encoding": shared,
            },
            {"data": {"values": rows}, "mark": "point", "encoding": shared},
            *(_label(row, shared) for row in last),
        ],
    }


def _label(row: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """A line's name beside its last counted point: the upper line's above it, the lower one's below."""
    above = row["line"] == LINES["pupils_pct"]
    place = {"align": "right", "dx": -8, "dy": -14} if above else {"align": "left", "dx": 4, "dy": 20}
    encoding = {"x": shared["x"], "y": shared["y"], "text": {"value": f"{row['line']} {row['value']}%"}}
    return {"data": {"values": [row]}, "mark": {"type": "text", **place}, "encoding": encoding}


def _x(width: int) -> dict[str, Any]:
    years = [2022, 2026, 2030] if width < 400 else [2022, 2024, 2026, 2028, 2030]
    axis = {"format": "%Y", "values": [f"{year}-01" for year in years]}
    return {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": axis,
        "scale": {"domain": ["2022-01", "2030-12"]},
    }


def _y() -> dict[str, Any]:
    return {
        "field": "value",
        "type": "quantitative",
        "title": "Covered, %",
        "scale": {"domain": [0, 100]},
        "axis": {"titleY": -14},
    }


def _row(figure: Figure) -> dict[str, Any]:
    day = END_OF_SCHOOL_YEAR if figure.status == "target" else figure.period
    return {"day": day, "value": figure.value, "line": LINES[figure.measure], "status": figure.status}
