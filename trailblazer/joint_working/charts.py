"""The charts of ratings: for each sector an open ring before, a filled dot after, joined by a grey bar."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.domain.joint_ratings import Change, Line
from trailblazer.domain.joint_working import Framework, Sector
from trailblazer.ui.charts import BAR, before_and_after, chart

STEP = 32


class Drawn(NamedTuple):
    wide: Markup
    phone: Markup


def dumbbells(lines: Sequence[Line], of: Framework) -> Drawn | None:
    """The sectors that are shown, side by side or, on a phone, one above the other. None where none is."""
    shown = [sector for sector in Sector if any(line.groups[sector].is_shown for line in lines)]
    if not shown:
        return None
    label = f"Dumbbell chart. {_in_words(lines, shown)} The same figures are in the table."
    # So narrow that three stand in one row beside the names; fewer sectors take the room that there is.
    width = {1: 700, 2: 440}.get(len(shown), 288)
    wide = [_of_sector(lines, sector, of, width, has_names=place == 0) for place, sector in enumerate(shown)]
    small = [_of_sector(lines, sector, of, 118, has_names=True) for sector in shown]
    return Drawn(
        chart({"hconcat": wide, "spacing": 40}, label), chart({"vconcat": small, "spacing": 20}, label)
    )


def gaps(lines: Sequence[Line], of: Framework) -> Drawn | None:
    """For the room: one dot for each sector on one line for each area, as large as a wall needs."""
    shown = [sector for sector in Sector if any(line.groups[sector].is_shown for line in lines)]
    if not shown:
        return None
    label = f"Dot chart. {_in_words(lines, shown)} The same figures are in the table."
    return Drawn(chart(_one_line(lines, of, 940, 44), label), chart(_one_line(lines, of, 118, 36), label))


def _in_words(lines: Sequence[Line], shown: Sequence[Sector]) -> str:
    said = []
    for sector in shown:
        given = [
            f"{line.asked.name.lower()} {_said(line.groups[sector])}"
            for line in lines
            if line.groups[sector].is_shown
        ]
        said.append(f"{sector.words}: {', '.join(given)}.")
    return " ".join(said)


def _said(change: Change) -> str:
    return f"{change.before} then {change.after}" if isinstance(change.before, float) else f"{change.after}"


def _across(of: Framework) -> dict[str, Any]:
    steps = list(range(of.lowest, of.highest + 1))
    return {
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [of.lowest - 0.25, of.highest + 0.1], "nice": False, "zero": False},
        "axis": {"values": steps, "grid": True, "format": "d", "domain": False, "ticks": False},
    }


def _down(lines: Sequence[Line], *, has_names: bool) -> dict[str, Any]:
    axis: dict[str, Any] = {"labelColor": "#212b32", "grid": True}
    if not has_names:
        axis["labels"] = False
    return {
        "field": "area",
        "type": "nominal",
        "sort": [line.asked.name for line in lines],
        "title": None,
        "axis": axis,
    }


def _of_sector(
    lines: Sequence[Line], sector: Sector, of: Framework, width: int, *, has_names: bool
) -> dict[str, Any]:
    values = [
        {"area": line.asked.name, "before": _number(one.before), "after": _number(one.after)}
        for line in lines
        if (one := line.groups[sector]).is_shown
    ]
    across, down = _across(of), _down(lines, has_names=has_names)
    return {
        "title": {"text": sector.words, "anchor": "start"},
        "width": width,
        "height": STEP * len(lines),
        "data": {"values": values},
        "layer": before_and_after(values, down, across),
    }


def _number(shown: object) -> float | None:
    """A mean that is shown; nothing where it is hidden or was not asked."""
    return shown if isinstance(shown, float) else None


def _one_line(lines: Sequence[Line], of: Framework, width: int, step: int) -> dict[str, Any]:
    values = [
        {"area": line.asked.name, "sector": sector.words, "value": value}
        for line in lines
        for sector in Sector
        if isinstance(value := line.groups[sector].after, float)
    ]
    ends = [
        {"area": line.asked.name, "low": line.ends[0][0], "high": line.ends[1][0]}
        for line in lines
        if line.ends
    ]
    across, down = _across(of), _down(lines, has_names=True)
    names = [sector.words for sector in Sector]
    field: dict[str, Any] = {"field": "sector", "type": "nominal", "legend": None}
    colour = field | {"scale": {"domain": names, "range": ["#005eb8", "#00767a", "#7c2855"]}}
    shape = field | {"scale": {"domain": names, "range": ["circle", "square", "triangle-up"]}}
    dot = {"y": down, "x": {"field": "value", **across}, "color": colour, "shape": shape}
    bar = {"y": down, "x": {"field": "low", **across}, "x2": {"field": "high"}}
    return {
        "width": width,
        "height": step * len(lines),
        "layer": [
            {
                "data": {"values": ends},
                "mark": {"type": "rule", "color": BAR, "strokeWidth": 6},
                "encoding": bar,
            },
            {
                "data": {"values": values},
                "mark": {"type": "point", "filled": True, "size": 230, "opacity": 1},
                "encoding": dot,
            },
        ],
    }
