"""The outlines of England's 153 education authorities as a map, coloured by a share of each."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from math import cos, radians
from typing import Any

from django.conf import settings
from markupsafe import Markup

from trailblazer.domain.coverage import map_class

FILE = settings.PACKAGE / "data" / "places" / "boundaries_local_authorities.geojson"
RAMP = ("#d6e6f3", "#9cc3e4", "#5a9bd1", "#1f6fb8", "#003f7d")
WIDTH = 488
# Outlines are drawn in tenths of a pixel, as whole numbers from point to point: half the size of decimals.
TENTHS = 10
MIDDLE_OF_ENGLAND = cos(radians(53))

Point = tuple[float, float]


def england(shares: Mapping[str, float], names: Mapping[str, str], label: str) -> Markup:
    """The map. `shares` and `names` are by authority code; `label` says what it shows to those who do not see it."""
    height, outlines = _outlines()
    areas = Markup().join(
        Markup('<path fill="{}" d="{}"><title>{}</title></path>').format(
            RAMP[map_class(shares[code])], outline, f"{names[code]}: {shares[code]:.0%}"
        )
        for code, outline in outlines.items()
        if code in shares
    )
    return Markup(
        '<svg role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">'
        '<g stroke="#4c6272" stroke-width="4" stroke-linejoin="round">{}</g></svg>'
    ).format(label, WIDTH, height, WIDTH * TENTHS, height * TENTHS, areas)


@cache
def _outlines() -> tuple[int, dict[str, str]]:
    """The height of the map in pixels, and the outline of each authority by its code. Read once."""
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    flat = {f"{one['properties']['la_code']:03}": [_flat(ring) for ring in _rings(one)] for one in features}
    points = [point for rings in flat.values() for ring in rings for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    scale = WIDTH * TENTHS / (max(x for x, _ in points) - left)
    height = round((max(y for _, y in points) - top) * scale / TENTHS)
    return height, {
        code: "".join(
            _path([(round((x - left) * scale), round((y - top) * scale)) for x, y in ring]) for ring in rings
        )
        for code, rings in flat.items()
    }


def _rings(feature: dict[str, Any]) -> Iterator[list[Any]]:
    shape = feature["geometry"]
    for polygon in [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]:
        yield from polygon


def _flat(ring: list[Any]) -> list[Point]:
    """Longitude and latitude as flat coordinates, south downwards."""
    return [(longitude * MIDDLE_OF_ENGLAND, -latitude) for longitude, latitude in ring]


def _path(points: list[tuple[int, int]]) -> str:
    """The ring as steps from point to point, leaving out steps of nothing; nothing for an island too small to see."""
    (x, y), steps = points[0], []
    for next_x, next_y in points[1:-1]:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps).replace(' -', '-')}z" if steps else ""
