"""Charts, drawn on the server from Vega-Lite to SVG: no script of a chart runs in a browser."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

BLUE, QUIET, BAR = "#005eb8", "#4c6272", "#aeb7bd"
DOT: dict[str, Any] = {"type": "point", "filled": True, "opacity": 1}
THEME = Path(__file__).parent / "chart-theme.json"
CHARTS_KEPT = 256


def chart(spec: Mapping[str, Any], label: str) -> Markup:
    """The chart as an SVG picture in the project's theme. `label` is what it shows, with its numbers, in words.

    `spec` is Vega-Lite with its values in it. Raises ValueError for one that cannot be drawn.
    """
    opening = Markup('<svg role="img" aria-label="{}" ').format(label)
    drawn = _drawn(json.dumps(spec, sort_keys=True, ensure_ascii=False))
    return opening + Markup(drawn)  # noqa: S704 - drawn by us; words in it were escaped by the drawing


@lru_cache(maxsize=CHARTS_KEPT)
def _drawn(spec: str) -> str:
    """The SVG from its first attribute on. Drawing takes a moment, so the same content is drawn once."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(json.loads(spec), config=_theme())
    # A group without a mark in it would be a nameless picture to who cannot see it.
    svg = re.sub(r"<g\b[^>]*(?:/>|></g>)", "", svg)
    return re.sub(r'^<svg |\bclass="marks" ', "", svg, count=2)


@cache
def _theme() -> dict[str, Any]:
    theme: dict[str, Any] = json.loads(THEME.read_text(encoding="utf-8"))
    return theme


def before_and_after(
    values: Sequence[Mapping[str, Any]],
    down: Mapping[str, Any],
    across: Mapping[str, Any],
    before: str = "before",
    after: str = "after",
) -> list[dict[str, Any]]:
    """The layers of a chart with a row for each thing: a grey bar, an open ring where it was, a filled dot where it is.

    `down` and `across` are the places of a row and of a number; `before` and `after` name the numbers in the values. A
    row that lacks one of them has no bar, and no mark for what it lacks.
    """

    def at(field: str) -> dict[str, Any]:
        return {"y": down, "x": {**across, "field": field}}

    bar = {"type": "rule", "strokeWidth": 5, "color": BAR}
    ring = {**DOT, "fill": "#ffffff", "stroke": QUIET, "strokeWidth": 3, "size": 130}
    dot = {**DOT, "color": BLUE, "size": 150}
    return [
        *layer_of(values, (before, after), bar, {**at(before), "x2": {"field": after}}),
        *layer_of(values, (before,), ring, at(before)),
        *layer_of(values, (after,), dot, at(after)),
    ]


def layer_of(
    values: Sequence[Mapping[str, Any]],
    needs: Sequence[str],
    mark: Mapping[str, Any],
    encoding: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """The layer of the rows that have all that it needs; none where no row has: an empty one would be a nameless
    picture to who cannot see it."""
    if not any(all(row.get(field) is not None for field in needs) for row in values):
        return []
    where = [{"filter": " && ".join(f"isValid(datum.{field})" for field in needs)}]
    return [{"transform": where, "mark": mark, "encoding": encoding}]
