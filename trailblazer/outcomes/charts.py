"""The charts of the page of measures: one scale over the sessions with its bands, and the goals on the same axis."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from trailblazer.care.help_of import Help
from trailblazer.care.numbers import GOAL, SCORE, Line
from trailblazer.care.numbers import Point as Given
from trailblazer.care.score_chart import SMALL, WIDE, Drawn, Size, drawn
from trailblazer.domain.entered_scores import EnteredMeasure
from trailblazer.outcomes.reading import ScaleLine, Sheet
from trailblazer.ui.charts import chart

T_SCORES = (20, 100)
GOAL_COLOURS = ("#005eb8", "#7c2855", "#00767a")
HEIGHT_OF_GOALS, MOST = 130, 10  # pixels, and what they stand for
ABOVE_ITS_POINT = 14 * MOST / HEIGHT_OF_GOALS
A_NAME_ABOVE = 17 * MOST / HEIGHT_OF_GOALS


def scale_chart(sheet: Sheet, line: ScaleLine, known: Help) -> Drawn | None:
    """The chart of one scale; None with fewer than two scores."""
    planned = known.course.sessions_planned if known.course else 0
    return drawn(as_line(sheet, line), known.sessions, planned)


def as_line(sheet: Sheet, line: ScaleLine) -> Line:
    """The line as charts of scores take it."""
    scale, on_t = line.scale, line.is_on_t
    lowest, highest = _ends(line) if on_t else (int(scale.lowest), int(scale.highest))
    compared = scale.change is not None and (scale.change.on == "t") is on_t and scale.better != "unsettled"
    measure = EnteredMeasure(
        code=scale.id,
        name=scale.name,
        of=sheet.instrument.about,
        lowest=lowest,
        highest=highest,
        better=scale.better,
        change=scale.change.value if scale.change and compared else None,
    )
    points = [
        Given(point.on, point.form.score.pk, point.value, point.form.score.contact_id)
        for point in line.points
    ]
    return Line(
        SCORE,
        scale.id,
        f"{sheet.label} {scale.name.lower()}",
        measure,
        line.points[0].form.score.referral_id,
        sheet.rater,
        points,
        marks=_marks(line),
        ends=line.ends,
    )


def _ends(line: ScaleLine) -> tuple[int, int]:
    """T scores from 20 to 100, further where somebody's go further."""
    values = [point.value for point in line.points]
    low, high = min(T_SCORES[0], *values), max(T_SCORES[1], *values)
    return int(low // 10 * 10), int(-(-high // 10) * 10)


def _marks(line: ScaleLine) -> tuple[tuple[float, str], ...]:
    """Where the bands of the shown scale begin; those that the scale begins with are not drawn."""
    scale = line.scale
    if (scale.bands_on == "t") is not line.is_on_t:
        return ()
    begins = [(band.first, band.words) for band in scale.bands if band.first is not None]
    return tuple((first, f"{words} from {first:g}") for first, words in begins if first > scale.lowest)


class Goals(NamedTuple):
    """The chart of the goals in its two sizes, and the lines that are on it."""

    wide: Markup
    small: Markup
    lines: Sequence[Line]


def goals_chart(known: Help) -> Goals | None:
    """Every goal in force from 0 to 10, over the same sessions; None while none was rated twice."""
    referral = known.course.referral.pk if known.course else None
    lines = [
        one for one in known.lines if one.kind == GOAL and one.referral_id == referral and len(one.points) > 1
    ]
    if not lines or known.course is None:
        return None
    planned = known.course.sessions_planned
    label = "; ".join(
        f"{one.label}: {', '.join(f'{point.value:g}' for point in one.points)}" for one in lines
    )
    return Goals(
        chart(_goals_spec(lines, known.sessions, planned, WIDE), label),
        chart(_goals_spec(lines, known.sessions, planned, SMALL), label),
        lines,
    )


def _goals_spec(
    lines: Sequence[Line], sessions: Mapping[int, int], planned: int, size: Size
) -> dict[str, Any]:
    values: list[dict[str, Any]] = [
        {"s": sessions.get(point.contact_id or 0, number), "v": point.value, "goal": f"Goal {place}"}
        for place, one in enumerate(lines, 1)
        for number, point in enumerate(one.points)
    ]
    last = max(planned, *(value["s"] for value in values))
    first = min(value["s"] for value in values)
    ends = {value["goal"]: value for value in sorted(values, key=lambda value: value["s"])}.values()
    colour = {
        "field": "goal",
        "type": "nominal",
        "legend": None,
        "scale": {"range": list(GOAL_COLOURS[: len(lines)])},
    }
    axis: dict[str, Any] = {"values": list(range(first, last + 1, 1 if size is WIDE else 2)), "format": "d"}
    across: dict[str, Any] = {"field": "s", "type": "quantitative", "title": "Session", "axis": axis}
    across["scale"] = {"domain": [first, last], "nice": False, "zero": False}
    up: dict[str, Any] = {
        "field": "v",
        "type": "quantitative",
        "title": None,
        "axis": {"values": [0, 5, 10]},
    }
    up["scale"] = {"domain": [0, MOST], "nice": False}
    place = {"x": across, "y": up, "color": colour}
    text = {"type": "text", "align": "right", "fontWeight": 600}
    at_its_place = place | {"y": up | {"field": "label_at"}, "text": {"field": "goal"}}
    return {
        "width": size.width,
        "height": HEIGHT_OF_GOALS,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "line"}, "encoding": place},
            {"mark": {"type": "point", "opacity": 1}, "encoding": place},
            {"data": {"values": apart(ends)}, "mark": text, "encoding": at_its_place},
        ],
    }


def apart(ends: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where the name of each line stands: above its last point, and above the name of the line below it."""
    placed: list[dict[str, Any]] = []
    for one in sorted(ends, key=lambda end: (end["v"], end["goal"])):
        above = placed[-1]["label_at"] + A_NAME_ABOVE if placed else 0
        placed.append(one | {"label_at": max(one["v"] + ABOVE_ITS_POINT, above)})
    return placed
