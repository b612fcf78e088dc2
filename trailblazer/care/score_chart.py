"""The chart of one questionnaire: points joined, the band of no change, and the line where improvement is reliable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


SESSION = "Session"
POINT = {"type": "point", "color": BLUE, "opacity": 1}
WIDE, SMALL = Size(680, 230), Size(255, 210)
LINE_OF_WORDS = 16  # its height
WORDS_OF_A_BAND = 150  # how wide the longest are
NUMBER_OVER_WORDS = 1.4  # how much higher a score with its number is


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
    last = max(at[-1], planned if title == SESSION else at[-1])
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
        return at, SESSION
    return list(range(1, len(line.points) + 1)), "Scores in order"


@dataclass(frozen=True)
class Frame:
    """The two axes that every layer shares, and the ends of the one across."""

    first: int
    last: int
    across: dict[str, Any]
    up: dict[str, Any]

    def at(self, across: str, up: str) -> dict[str, Any]:
        return {"x": self.across | {"field": across}, "y": self.up | {"field": up}}


def _frame(line: Line, first: int, last: int, title: str, size: Size) -> Frame:
    one = line.measure
    every = max(1, -(-(last - first) // (8 if size.width > SMALL.width else 4)))
    axis: dict[str, Any] = {"values": list(range(first, last + 1, every)), "format": "d"}
    if first == 0 and title == SESSION:
        axis["labelExpr"] = "datum.value == 0 ? 'Start' : datum.label"
    scale: dict[str, Any] = {"domain": [first, last], "nice": False, "zero": False}
    across = {"type": "quantitative", "title": title, "scale": scale, "axis": axis}
    up: dict[str, Any] = {
        "type": "quantitative",
        "title": None,
        "axis": {"values": _steps(one.lowest, one.highest)},
    }
    up |= {"scale": {"domain": [one.lowest, one.highest], "nice": False}}
    return Frame(first, last, across, up)


def _spec(line: Line, at: Sequence[int], last: int, title: str, size: Size) -> dict[str, Any]:
    frame = _frame(line, at[0], last, title, size)
    points = [{"s": place, "v": point.value} for place, point in zip(at, line.points, strict=True)]
    place = frame.at("s", "v")
    label = {"type": "text", "dy": -14, "fontSize": 16, "fontWeight": 600}
    layers = [
        *_band(line, frame),
        *_marks(line, frame, size, _at_the_left(line, at, frame, size)),
        {"data": {"values": points}, "mark": {"type": "line", "color": BLUE}, "encoding": place},
        {"data": {"values": points}, "mark": POINT, "encoding": place},
        {
            "data": {"values": [points[0], points[-1]]},
            "mark": label,
            "encoding": place | {"text": {"field": "v"}},
        },
    ]
    return {"width": size.width, "height": size.height, "layer": layers}


def _band(line: Line, frame: Frame) -> list[dict[str, Any]]:
    """Less than the reliable change from the first score, and where a reliable improvement begins."""
    one, change, begin = line.measure, line.measure.change, line.first
    if change is None or begin is None:
        return []
    low, high = max(one.lowest, begin - change), min(one.highest, begin + change)
    ends = {"a": frame.first, "b": frame.last, "lo": low, "hi": high}
    box = frame.at("a", "lo") | {"x2": {"field": "b"}, "y2": {"field": "hi"}}
    layers = [
        {"data": {"values": [ends]}, "mark": {"type": "rect", "color": BAND}, "encoding": box},
        _text(frame, high, f"Less than {change:g} points from the first score", dy=14, colour=QUIET),
    ]
    better = one.reliably_better_from(begin)
    if better is None:
        return layers
    is_lower = one.better == "lower"
    words = f"Reliably better: {round(better, 1):g} or {'less' if is_lower else 'more'}"
    rule = {"data": {"values": [{"v": better}]}, "mark": {"type": "rule", "color": GREEN}}
    layers.append(rule | {"encoding": {"y": frame.up | {"field": "v"}}})
    layers.append(
        _text(frame, better, words, dy=14 if _is_free_below(line, better) else -10, colour=DARK_GREEN)
    )
    return layers


def _at_the_left(line: Line, at: Sequence[int], frame: Frame, size: Size) -> list[float]:
    """The scores that stand where the words of a band would."""
    until = frame.first + WORDS_OF_A_BAND / size.width * (frame.last - frame.first)
    return [point.value for place, point in zip(at, line.points, strict=True) if place <= until]


def _marks(line: Line, frame: Frame, size: Size, scores: Sequence[float]) -> list[dict[str, Any]]:
    """A thin line where each band of the scale begins, with its words at the left where there is room beside scores."""
    layers: list[dict[str, Any]] = []
    room = LINE_OF_WORDS * (line.measure.highest - line.measure.lowest) / size.height
    taken = [better] if (better := line.measure.reliably_better_from(line.first or 0)) is not None else []
    for value, words in line.marks:
        is_free = size is not SMALL or all(abs(value - other) >= room for other in taken)
        is_free = is_free and all(abs(value - score) >= room * NUMBER_OVER_WORDS for score in scores)
        taken.append(value)
        values = [{"a": frame.first, "v": value, "t": words if is_free else ""}]
        rule = {"type": "rule", "color": QUIET, "strokeWidth": 1, "strokeDash": [2, 4]}
        text = {"type": "text", "align": "left", "dx": 6, "dy": -8, "fontSize": 12, "color": QUIET}
        encoding = frame.at("a", "v") | {"text": {"field": "t"}}
        layers += [
            {"data": {"values": values}, "mark": rule, "encoding": {"y": frame.up | {"field": "v"}}},
            {"data": {"values": values}, "mark": text, "encoding": encoding},
        ]
    return layers


def _is_free_below(line: Line, better: float) -> bool:
    """Whether the words go beneath the line of improvement: on the side where the scores have not come to."""
    latest = line.points[-1].value
    return latest >= better if line.measure.better == "lower" else latest > better


def _text(frame: Frame, up: float, words: str, *, dy: int, colour: str) -> dict[str, Any]:
    """Words at the right edge."""
    mark: dict[str, Any] = {"type": "text", "align": "right", "dx": -6, "dy": dy, "color": colour}
    if colour == DARK_GREEN:
        mark["fontWeight"] = 600
    values = [{"a": frame.last, "v": up, "t": words}]
    encoding = frame.at("a", "v") | {"text": {"field": "t"}}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _steps(lowest: int, highest: int) -> list[int]:
    """Four or five round numbers, and both ends; none so near the top that two stand on each other."""
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1000) if (highest - lowest) / one <= 5)
    inner = [n for n in range(lowest - lowest % step + step, highest, step) if highest - n > step / 2]
    return [lowest, *inner, highest]


def words_of(line: Line) -> str:
    """First 16 on 1 October, latest 14 on 19 November: 2 points better. Reliable change needs 4."""
    first, latest = line.points[0], line.points[-1]
    said = f"First {first.value:g} on {day(first.on)}, latest {latest.value:g} on {day(latest.on)}: {_gain(line)}."
    change = line.measure.change
    dotted = f" Dotted: {', '.join(words for _, words in line.marks)}." if line.marks else ""
    if change is None:
        return f"{said} No threshold of reliable change is published for it.{dotted}"
    grey = f" Grey band: less than {change:g} points from the first score.{dotted}"
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
    return f"{round(abs(gained), 1):g} {points} {'better' if gained > 0 else 'worse'}"


def _label(line: Line) -> str:
    numbers = ", ".join(f"{one.value:g}" for one in line.points)
    return f"{line.label} scores in order: {numbers}. {words_of(line)}"
