"""Attendance over time with the time of help shaded: is the pupil back in school?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.domain.attendance import PERSISTENT, Count
from trailblazer.ui.charts import chart

BLUE, SHADE, QUIET = "#005eb8", "#e8edee", "#4c6272"
SIZES = ((680, 230), (255, 210))


class Drawn(NamedTuple):
    """The chart in two widths, and whether it reaches the time of help."""

    wide: Markup
    phone: Markup
    has_help: bool


def drawn(counts: Sequence[Count], began_on: date | None, ended_on: date | None, words: str) -> Drawn | None:
    """None with fewer than two counts that know anything. `ended_on` None: help goes on."""
    known = [count for count in counts if count.possible]
    if len(known) < 2:
        return None
    wide, phone = (chart(_spec(known, began_on, ended_on, size), f"{words}.") for size in SIZES)
    of_help = _of_help(known[0].from_on, known[-1].to_on, began_on, ended_on)
    return Drawn(wide, phone, of_help is not None)


def _spec(
    counts: Sequence[Count], began_on: date | None, ended_on: date | None, size: tuple[int, int]
) -> dict[str, Any]:
    first, last = counts[0].from_on, counts[-1].to_on
    ends = [first.isoformat(), (last + timedelta(days=1)).isoformat()]
    across = {
        "type": "temporal",
        "title": None,
        "scale": {"domain": ends, "nice": False},
        "axis": {"format": "%-d %b", "tickCount": 6 if size == SIZES[0] else 3, "labelFlush": True},
    }
    up = {
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, 100]},
        "axis": {"values": [0, 25, 50, 75, 100]},
    }
    line = {"x": across | {"field": "at"}, "y": up | {"field": "share"}}
    points = [{"at": _middle(count), "share": count.share} for count in counts]
    label = {"type": "text", "dy": -14, "fontSize": 16, "fontWeight": 600}
    text = {"text": {"field": "share", "type": "quantitative"}}
    layers = [
        *_shade(_of_help(first, last, began_on, ended_on), across, up),
        _rule(up),
        {"data": {"values": points}, "mark": {"type": "line", "color": BLUE}, "encoding": line},
        {
            "data": {"values": points},
            "mark": {"type": "point", "color": BLUE, "opacity": 1},
            "encoding": line,
        },
        {"data": {"values": [points[0], points[-1]]}, "mark": label, "encoding": line | text},
    ]
    return {"width": size[0], "height": size[1], "layer": layers}


def _of_help(
    first: date, last: date, began_on: date | None, ended_on: date | None
) -> tuple[date, date] | None:
    """From when until when help was given, as far as the chart reaches."""
    until = min(ended_on or last, last) + timedelta(days=1)
    if began_on is None or began_on >= until or until <= first:
        return None
    return max(began_on, first), until


def _shade(of_help: tuple[date, date] | None, across: Any, up: Any) -> list[dict[str, Any]]:
    if of_help is None:
        return []
    from_on, until = of_help
    values = [
        {"a": from_on.isoformat(), "b": until.isoformat(), "lo": 0, "hi": 100, "t": "Help", "v": 6},
    ]
    box = {
        "x": across | {"field": "a"},
        "x2": {"field": "b"},
        "y": up | {"field": "lo"},
        "y2": {"field": "hi"},
    }
    words = {"x": across | {"field": "a"}, "y": up | {"field": "v"}, "text": {"field": "t"}}
    mark = {"type": "text", "align": "left", "dx": 6, "fontWeight": 600, "color": QUIET}
    return [
        {"data": {"values": values}, "mark": {"type": "rect", "color": SHADE}, "encoding": box},
        {"data": {"values": values}, "mark": mark, "encoding": words},
    ]


def _rule(up: Any) -> dict[str, Any]:
    values = [{"v": PERSISTENT}]
    mark = {"type": "rule", "color": QUIET, "strokeWidth": 1.5, "strokeDash": [6, 5]}
    return {"data": {"values": values}, "mark": mark, "encoding": {"y": up | {"field": "v"}}}


def _middle(count: Count) -> str:
    return (count.from_on + (count.to_on - count.from_on) / 2).isoformat()
