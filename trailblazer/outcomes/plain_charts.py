"""The pictures of somebody's own progress: one filled line on the days of its numbers, in two sizes."""

from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.care.numbers import Line
from trailblazer.care.score_chart import SMALL, WIDE, Size
from trailblazer.ui.charts import chart
from trailblazer.ui.environment import day

BLUE, PALE = "#005eb8", "#d6e6f3"


class Pictures(NamedTuple):
    """The chart in the two sizes that a page switches between."""

    wide: Markup
    small: Markup


def pictures_of(line: Line, title: str) -> Pictures | None:
    """None with fewer than two numbers."""
    if len(line.points) < 2:
        return None
    said = "; ".join(f"{day(point.on)}: {point.value:g}" for point in line.points)
    label = f"{title}. {said}"
    return Pictures(chart(_spec(line, WIDE), label), chart(_spec(line, SMALL), label))


def _spec(line: Line, size: Size) -> dict[str, Any]:
    values = [{"d": point.on.isoformat(), "v": point.value} for point in line.points]
    days = [values[0]["d"], values[len(values) // 2]["d"], values[-1]["d"]]
    axis = {"values": [{"expr": f"toDate('{one}')"} for one in dict.fromkeys(days)], "format": "%-d %b"}
    low, high = line.measure.lowest, line.measure.highest
    across = {
        "field": "d",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b", "tickCount": 4} | axis,
    }
    up: dict[str, Any] = {
        "field": "v",
        "type": "quantitative",
        "title": None,
        "axis": {"values": [low, (low + high) / 2, high]},
    }
    up["scale"] = {"domain": [low, high], "nice": False}
    place = {"x": across, "y": up}
    ends = {"data": {"values": [values[0], values[-1]]}, "encoding": place | {"text": {"field": "v"}}}
    return {
        "width": size.width,
        "height": 190,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "area", "color": PALE}, "encoding": place},
            {"mark": {"type": "line", "color": BLUE}, "encoding": place},
            {"mark": {"type": "point", "color": BLUE, "opacity": 1}, "encoding": place},
            ends | {"mark": {"type": "text", "dy": -14, "fontSize": 16, "fontWeight": 600}},
        ],
    }
