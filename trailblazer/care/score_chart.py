"""The chart of one questionnaire: points joined, the band of no change, and the line where improvement is reliable."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.care.numbers import Line
from trailblazer.domain.entered_scores import Change
from trailblazer.ui.charts import chart
from trailblazer.ui.environment import day

BLUE, GREEN, DARK_GREEN, BAND, QUIET = "#005eb8", "#007f3b", "#00662f", "#e8edee", "#4c6272"


class Size(NamedTuple):
    width: int
    height: int


WIDE, SMALL = Size(680, 230), Size(255, 210)


class Drawn(NamedTuple):
    """The chart in the two sizes that a page switches between, and the sentence beneath it."""

    wide: Markup
    small: Markup
    words: str


def drawn(line: Line, sessions: Mapping[int, int], planned: int) -> Drawn | None:
    """The chart of a line of scores; None with fewer than two. `sessions` are session numbers by key of contact."""
    if len(line.points) < 2:
        return None
    at, title = _places(line, sessions)
    last = max(at[-1], planned if title == "Session" else at[-1])
    label = _label(line)
    return Drawn(
        wide=chart(_spec(line, at, last, title, WIDE), label),
        small=chart(_spec(line, at, last, title, SMALL), label),
        words=words_of(line),
    )


def _places(line: Line, sessions: Mapping[int, int]) -> tuple[list[int], str]:
    """Where each point stands: at its session where every one is known and they follow each other, else in order."""
    first, *rest = (sessions.get(one.contact_id or 0) for one in line.points)
    at = [first or 0, *(number or 0 for number in rest)]
    if all(one < other for one, other in pairwise(at)):
        return at, "Session"
    return list(range(len(line.points))), "Scores in order"


def _spec(line: Line, at: Sequence[int], last: int, title: str, size: Size) -> dict[str, Any]:
    one = line.measure
    points = [{"s": place, "v": point.value} for place, point in zip(at, line.points, strict=True)]
    y = {"type": "quantitative", "scale": {"domain": [one.lowest, one.highest], "nice": False}, "title": None}
    y |= {"axis": {"values": _steps(one.lowest, one.highest)}}
    x = {
        "field": "s",
        "type": "quantitative",
        "scale": {"domain": [at[0], last], "nice": False},
        "title": title,
    }
    every = max(1, -(-(last - at[0]) // (8 if size.width > SMALL.width else 4)))
    x |= {
        "axis": {"values": list(range(at[0], last + 1, every)), "labelExpr": _START if at[0] == 0 else None}
    }
    value = y | {"field": "v"}
    shown = {"data": {"values": points}}
    ends = {"values": [points[0], points[-1]]}
    line_of_scores = [
        {"mark": {"type": "line", "color": BLUE}} | shown,
        {"mark": {"type": "point", "color": BLUE}} | shown,
        {"mark": {"type": "text", "dy": -14, "fontSize": 16, "fontWeight": 600}, "data": ends},
    ]
    for layer in line_of_scores:
        layer["encoding"] = {"x": x, "y": value}
    line_of_scores[2]["encoding"] |= {"text": {"field": "v"}}
    return {
        "width": size.width,
        "height": size.height,
        "layer": [*_band(line, at[0], last, y), *line_of_scores],
    }


_START = "datum.value == 0 ? 'Start' : datum.label"


def _band(line: Line, first: int, last: int, y: dict[str, Any]) -> list[dict[str, Any]]:
    """Less than the reliable change from the first score, and where a reliable improvement begins."""
    one, change = line.measure, line.measure.change
    begin = line.first
    if change is None or begin is None:
        return []
    low, high = max(one.lowest, begin - change), min(one.highest, begin + change)
    x = {"type": "quantitative", "field": "a"}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": [{"a": first, "b": last, "lo": low, "hi": high}]},
            "mark": {"type": "rect", "color": BAND},
            "encoding": {"x": x, "x2": {"field": "b"}, "y": y | {"field": "lo"}, "y2": {"field": "hi"}},
        },
        _text(last, high, f"Less than {change:g} points from the first score", y, dy=14, colour=QUIET),
    ]
    better = one.reliably_better_from(begin)
    if better is None:
        return layers
    is_lower = one.better == "lower"
    rule = {"data": {"values": [{"v": better}]}, "mark": {"type": "rule", "color": GREEN}}
    layers.append(rule | {"encoding": {"y": y | {"field": "v"}}})
    words = f"Reliably better: {better:g} or {'less' if is_lower else 'more'}"
    layers.append(_text(last, better, words, y, dy=14 if is_lower else -10, colour=DARK_GREEN))
    return layers


def _text(x: int, y_at: float, words: str, y: dict[str, Any], *, dy: int, colour: str) -> dict[str, Any]:
    mark = {"type": "text", "align": "right", "dx": -6, "dy": dy, "color": colour}
    if colour == DARK_GREEN:
        mark["fontWeight"] = 600
    return {
        "data": {"values": [{"a": x, "v": y_at, "t": words}]},
        "mark": mark,
        "encoding": {
            "x": {"field": "a", "type": "quantitative"},
            "y": y | {"field": "v"},
            "text": {"field": "t"},
        },
    }


def _steps(lowest: int, highest: int) -> list[int]:
    """Four or five round numbers, and both ends; none so near the top that two stand on each other."""
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1000) if (highest - lowest) / one <= 5)
    inner = [n for n in range(lowest - lowest % step + step, highest, step) if highest - n > step / 2]
    return [lowest, *inner, highest]


def words_of(line: Line) -> str:
    """First 16 on 1 October, latest 14 on 19 November: 2 points better. Reliable change needs 4."""
    first, latest = line.points[0], line.points[-1]
    said = (
        f"First {first.value} on {day(first.on)}, latest {latest.value} on {day(latest.on)}: {_gain(line)}."
    )
    change = line.measure.change
    if change is None:
        return f"{said} No threshold of reliable change is published for it."
    grey = f" Grey band: less than {change:g} points from the first score."
    return (
        f"{said} {line.change.value}: that needs {change:g} points.{grey}"
        if _is_change(line)
        else (f"{said} Reliable change needs {change:g}.{grey}")
    )


def _is_change(line: Line) -> bool:
    return line.change in (Change.BETTER, Change.WORSE)


def _gain(line: Line) -> str:
    gained = line.points[0].value - line.points[-1].value
    if line.measure.better == "higher":
        gained = -gained
    if gained == 0:
        return "no change"
    points = "point" if abs(gained) == 1 else "points"
    return f"{abs(gained)} {points} {'better' if gained > 0 else 'worse'}"


def _label(line: Line) -> str:
    numbers = ", ".join(str(one.value) for one in line.points)
    return f"{line.label} scores in order: {numbers}. {words_of(line)}"
