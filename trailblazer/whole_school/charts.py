"""Before and after by area: an open ring, a filled dot, a grey bar between them, and a line for a published average."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.ui.charts import before_and_after, chart, layer_of
from trailblazer.whole_school.reading import Trend

DARK = "#212b32"
WORDS_TAKE = 16  # per cent of the axis
NAME, AT, ZERO, SHARE = "area", "v", "zero", "% of the most you could score"


@dataclass(frozen=True)
class Size:
    """How wide the plot is, how high a row, and whether names stand above their row."""

    width: int
    row: int
    names_above: bool


WIDE, SMALL = Size(380, 34, False), Size(232, 56, True)


class Drawn(NamedTuple):
    """The chart in the two sizes that a page switches between."""

    wide: Markup
    small: Markup


def dumbbells(trend: Trend) -> Drawn:
    label = f"Before and after, in per cent of the most one could score. {in_words(trend)}"
    return Drawn(chart(_spec(trend, WIDE), label), chart(_spec(trend, SMALL), label))


def in_words(trend: Trend) -> str:
    """Each area with its numbers."""
    said = []
    for one in trend.changes:
        after = "not rated" if one.after.whole_percent is None else str(one.after.whole_percent)
        before = "" if one.before.whole_percent is None else f", before {one.before.whole_percent}"
        said.append(f"{one.area.name}: {after}{before}")
    return f"{'; '.join(said)}."


def moved(by: int | None) -> str:
    """+11, −3, same; nothing where it is not known."""
    if by is None:
        return ""
    return f"+{by}" if by > 0 else f"−{-by}" if by < 0 else "same"


def _spec(trend: Trend, size: Size) -> dict[str, Any]:
    rows = _rows(trend)
    up: dict[str, Any] = {
        "field": NAME,
        "type": "nominal",
        "sort": [row[NAME] for row in rows],
        "title": None,
        "axis": None if size.names_above else {"grid": True, "labelLimit": 420, "labelPadding": 10},
    }
    across: dict[str, Any] = {
        "type": "quantitative",
        "title": SHARE,
        "scale": {"domain": [0, 100], "nice": False},
    }
    across["axis"] = {"values": [0, 25, 50, 75, 100], "grid": True}

    def layer(field: str, mark: dict[str, Any], **encoding: Any) -> list[dict[str, Any]]:
        return layer_of(rows, (field,), mark, {"x": across | {"field": field}, "y": up} | encoding)

    words = {"type": "text", "align": "left", "dx": 14, "baseline": "middle"}
    above = {"type": "text", "align": "left", "baseline": "middle", "dy": -20, "fontWeight": 600}
    layers = [
        *layer("n", {"type": "tick", "color": DARK, "thickness": 2, "size": 20}),
        *before_and_after(rows, up, across, "b", AT),
        *layer("end", words, text={"field": "words"}),
        *(layer(ZERO, above, text={"field": NAME}) if size.names_above else []),
    ]
    return {
        "width": size.width,
        "height": size.row * len(rows),
        "data": {"values": rows},
        "layer": layers,
    }


def _rows(trend: Trend) -> list[dict[str, Any]]:
    """Values as they are shown, so that the picture and the table agree."""
    rows = []
    for one in trend.changes:
        row: dict[str, Any] = {NAME: one.area.name, ZERO: 0}
        after, before = one.after.whole_percent, one.before.whole_percent
        if after is not None:
            end = _free_of(max(after, before or 0), one.area.benchmark)
            row |= {AT: after, "end": end, "words": moved(one.by) or f"{after}%"}
        if before is not None:
            row["b"] = before
        if one.area.benchmark is not None:
            row["n"] = one.area.benchmark
        rows.append(row)
    return rows


def _free_of(end: float, benchmark: float | None) -> float:
    """Where the words begin: after the dots, and after the line of the average where that would run through them."""
    return benchmark if benchmark is not None and end - 2 < benchmark < end + WORDS_TAKE else end
