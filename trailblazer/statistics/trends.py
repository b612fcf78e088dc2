"""A protected table whose columns are times, drawn as a line for each row. What is hidden is a gap with a word."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from trailblazer.domain.disclosure import Figure, Kind, Row
from trailblazer.statistics.charts import LINES_OF_LABEL, NEW_LINE, broken, with_title
from trailblazer.ui.charts import BLUE, DOT, QUIET, chart, layer_of

if TYPE_CHECKING:
    from trailblazer.statistics.publications import Publication

BESIDE_EACH_OTHER = 600  # points from which two rows stand side by side
BETWEEN = 40
ROOM_AT_THE_SIDES = 48
HEIGHT = 72
HIGHEST, ABOVE = 100, 1.2  # times the highest, which leaves room for words over a point
NOT_SHOWN = "too few"


def lines(publication: "Publication", width: int, *, with_notes: bool = False) -> Markup:
    """The chart as an SVG picture of so many points across; by itself it carries its title and notes."""
    return chart(_spec(publication, width, with_notes=with_notes), trend_in_words(publication))


def trend_in_words(publication: "Publication") -> str:
    """The figures of the chart, read aloud: a gap of the line is said to be one."""
    said = (
        f"{row.name}: {', '.join(f'{time} {figure.in_words}' for time, figure in _points(publication, row))}"
        for row in publication.drawn_rows()
    )
    gaps = " Where a figure is not given, the line has a gap." if publication.has_gaps else ""
    return f"Line chart. {publication.title}. {'; '.join(said)}.{gaps} The same figures are in the table."


def _points(publication: "Publication", row: Row) -> list[tuple[str, Figure]]:
    return list(zip(publication.table.columns, row.figures, strict=True))


def _values(publication: "Publication", names: dict[Row, str]) -> list[dict[str, Any]]:
    """One for each figure. Points of one run are joined: a hidden one ends it, so that no line leads across."""
    found = []
    for row in publication.drawn_rows():
        run = 0
        for time, figure in _points(publication, row):
            run += figure.is_hidden
            point: dict[str, Any] = {"name": names[row], "time": time, "run": f"{row.name} {run}"}
            if figure.is_hidden:
                found.append(point | {"gap": NOT_SHOWN})
            else:
                found.append(point | {"value": figure.value, "words": figure.in_words})
    return found


def _spec(publication: "Publication", width: int, *, with_notes: bool) -> dict[str, Any]:
    columns = 2 if width >= BESIDE_EACH_OTHER else 1
    each = (width - BETWEEN * (columns - 1)) // columns - ROOM_AT_THE_SIDES
    names = {row: NEW_LINE.join(broken(row.name, each)) for row in publication.drawn_rows()}
    values = _values(publication, names)
    across = {
        "field": "time",
        "type": "ordinal",
        "sort": list(publication.table.columns),
        "title": None,
        "axis": {"labelExpr": "split(datum.label, ' ')", "grid": False},
    }
    in_100 = all(figure.kind is Kind.PERCENTAGE for row in publication.table.rows for figure in row.figures)
    most = publication.most or (HIGHEST if in_100 else 0)
    up = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, most * ABOVE], "nice": False} if most else {"zero": True},
        "axis": {"values": [0, most / 2, most] if in_100 else [0, most]} if most else {"tickCount": 3},
    }
    common: dict[str, Any] = {"x": across, "y": up}
    line = {"type": "line", "color": BLUE}
    dot = {**DOT, "color": BLUE}
    words = {"type": "text", "dy": -13, "baseline": "middle"}
    gap = {"type": "text", "color": QUIET, "baseline": "bottom", "dy": -4}
    at_foot = {"x": across, "y": {"value": HEIGHT}, "text": {"field": "gap"}}
    spec: dict[str, Any] = {
        "data": {"values": values},
        "facet": {
            "field": "name",
            "type": "nominal",
            "sort": list(names.values()),
            "header": {"labelAnchor": "start", "labelOrient": "top", "labelExpr": LINES_OF_LABEL},
        },
        "columns": columns,
        "spacing": {"row": 24, "column": BETWEEN},
        "resolve": {"axis": {"x": "independent", "y": "independent"}},
        "spec": {
            "width": each,
            "height": HEIGHT,
            "layer": [
                *layer_of(values, ("value",), line, common | {"detail": {"field": "run"}}),
                *layer_of(values, ("value",), dot, common),
                *layer_of(values, ("value",), words, common | {"text": {"field": "words"}}),
                *layer_of(values, ("gap",), gap, at_foot),
            ],
        },
    }
    return with_title(spec, publication, width) if with_notes else spec
