"""How much of school was missed, at the start, at the end and one term after."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.care.education import missed
from trailblazer.care.models import EducationCheck
from trailblazer.ui.charts import chart

BLUE = "#005eb8"
SIZES = {"wide": 420, "phone": 255}
SHORT = {"start": "Start", "end": "End", "term_after": "Term after"}

SAID = {"Start": "at the start", "End": "at the end", "Term after": "one term after"}


class Drawn(NamedTuple):
    """The chart in two widths, and what to see in it."""

    wide: Markup
    phone: Markup
    words: str


def drawn(checks: Sequence[EducationCheck]) -> Drawn | None:
    """None with fewer than two checks that know what was missed out of what."""
    known = [
        {"stage": SHORT[one.stage], "share": share}
        for one in checks
        if (share := missed(one).share) is not None
    ]
    if len(known) < 2:
        return None
    words = ", ".join(f"{SAID[str(row['stage'])]} {row['share']}%" for row in known)
    said = f"Share of half-day sessions missed: {words}"
    return Drawn(
        chart(_spec(known, SIZES["wide"]), said), chart(_spec(known, SIZES["phone"]), said), f"{said}."
    )


def _spec(rows: list[dict[str, Any]], width: int) -> dict[str, Any]:
    order = [row["stage"] for row in rows]
    bars = {
        "mark": {"type": "bar", "color": BLUE, "size": 40},
        "encoding": {
            "x": {
                "field": "stage",
                "type": "nominal",
                "sort": order,
                "title": None,
                "axis": {"labelLimit": 90},
            },
            "y": {
                "field": "share",
                "type": "quantitative",
                "scale": {"domain": [0, 100]},
                "title": None,
                "axis": {"values": [0, 25, 50, 75, 100]},
            },
        },
    }
    labels = {
        "mark": {"type": "text", "dy": -8, "fontWeight": 600},
        "encoding": {**bars["encoding"], "text": {"field": "share", "type": "quantitative"}},
    }
    return {"width": width, "height": 200, "data": {"values": rows}, "layer": [bars, labels]}
