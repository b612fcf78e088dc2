"""One column of a protected table as bars. What is hidden has a word in place of a bar, and no length."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from trailblazer.domain.disclosure import Figure, Row
from trailblazer.ui.charts import chart

if TYPE_CHECKING:
    from trailblazer.statistics.publications import Publication

ROOM_FOR_NAMES, ON_A_PHONE = 180, 112
A_PHONE = 400  # points, and less
ROOM_FOR_WORDS = 30
BAR, LINE = 26, 14
NEW_LINE = "\n"  # between the lines of a long name
LINES_OF_LABEL = r"split(datum.label, '\n')"
LETTERS_IN_A_LINE = 7  # points of the chart to a letter of its notes


def bars(publication: "Publication", width: int, *, with_notes: bool = False) -> Markup:
    """The chart as an SVG picture of so many points across; by itself it carries its title and notes."""
    return chart(_spec(publication, width, with_notes=with_notes), in_words(publication))


def in_words(publication: "Publication") -> str:
    """The figures of the chart, read aloud."""
    said = [f"{row.name} {_figure(publication, row).in_words}" for row in publication.drawn_rows()]
    return (
        f"Bar chart. {publication.title}, {publication.chart_of}: {'; '.join(said)}. "
        "The same figures are in the table."
    )


def _figure(publication: "Publication", row: Row) -> Figure:
    return row.figures[publication.table.columns.index(publication.chart_of)]


def _spec(publication: "Publication", width: int, *, with_notes: bool) -> dict[str, Any]:
    figures = [(row, _figure(publication, row)) for row in publication.drawn_rows()]
    is_wide = width > A_PHONE
    room = ROOM_FOR_NAMES if is_wide else ON_A_PHONE
    names = {row: broken(row.name, room) for row, _ in figures}
    labels = [NEW_LINE.join(names[row]) for row, _ in figures]
    values = [
        {"place": place, "name": label, "words": figure.in_words}
        | ({} if figure.is_hidden else {"value": figure.value})
        for place, (label, (_, figure)) in enumerate(zip(labels, figures, strict=True))
    ]
    shown = [one for one in values if "value" in one]
    hidden = [one for one in values if "value" not in one]
    down = {
        "field": "name",
        "type": "nominal",
        "sort": labels,
        "title": None,
        "axis": {"labelLimit": 0, "labelExpr": LINES_OF_LABEL, "grid": False},
    }
    across: dict[str, Any] = {
        "field": "value",
        "type": "quantitative",
        "title": publication.chart_of,
        "axis": {"tickCount": 5 if is_wide else 3} if shown else None,
    }
    if publication.most:
        across["scale"] = {"domain": [0, publication.most], "nice": False}
    beside = {"type": "text", "align": "left", "dx": 6, "baseline": "middle"}
    words = {"field": "words", "type": "nominal"}
    spec: dict[str, Any] = {
        "width": max(width - room - ROOM_FOR_WORDS, 80),
        "height": (BAR + LINE * (max(map(len, names.values()), default=1) - 1)) * max(len(figures), 1),
        "layer": [
            {
                "data": {"values": shown},
                "mark": {"type": "bar", "height": BAR - 6},
                "encoding": {"x": across, "y": down},
            },
            {"data": {"values": shown}, "mark": beside, "encoding": {"x": across, "y": down, "text": words}},
            {
                "data": {"values": hidden},
                "mark": {**beside, "color": "#4c6272"},
                "encoding": {"x": {"value": 0}, "y": down, "text": words},
            },
        ],
    }
    return with_title(spec, publication, width) if with_notes else spec


def with_title(spec: dict[str, Any], publication: "Publication", width: int) -> dict[str, Any]:
    """A chart that leaves the page alone takes its title and notes with it."""
    notes = [line for note in publication.notes for line in broken(note, width)]
    return spec | {"title": {"text": publication.title, "subtitle": notes}}


def broken(words: str, width: int) -> list[str]:
    """A note in lines that fit beneath the title."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width // LETTERS_IN_A_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
