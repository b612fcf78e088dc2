"""A report of a term as files: a PDF for governors, and one table of all its figures."""

import base64
import csv
import io
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from django.template import engines

from trailblazer.insight.contents import ShownSection
from trailblazer.insight.models import TermReport
from trailblazer.statistics.charts import bars, in_words
from trailblazer.statistics.files import pdf_of, plain
from trailblazer.ui.environment import day
from trailblazer.ui.invented import invented

DRAWN = ("year", "need", "outcomes")
ON_PAPER = 360


def pdf_of_report(report: TermReport, sections: list[ShownSection]) -> bytes:
    """On tagged A4 pages (PDF/UA-1) with a title and page numbers. Raises NoFile where no library here draws text."""
    given = {
        "report": report,
        "sections": sections,
        "pictures": _pictures(sections),
        "invented": invented(),
        "published_on": day(report.published_on),
    }
    template: Any = engines["jinja2"].get_template("insight/paper.jinja")
    style = (files("trailblazer.insight") / "paper.css").read_text("utf-8")
    return pdf_of(str(template.render(given)), more_style=style)


def _pictures(sections: list[ShownSection]) -> dict[str, tuple[str, str]]:
    """The charts that a governor reads first, each as a picture with its words."""
    found = {}
    for section in sections:
        for key, publication in section.publications:
            if key in DRAWN and publication.chart_of:
                drawn = base64.b64encode(str(bars(publication, ON_PAPER)).encode()).decode()
                found[key] = f"data:image/svg+xml;base64,{drawn}", in_words(publication)
    return found


def csv_of_report(report: TermReport, sections: list[ShownSection]) -> bytes:
    """One row for each figure, as it is shown; then what each section counts. UTF-8 with the mark for Excel."""
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(["Section", "Table", "Row", "Figure", "Value"])
    for section in sections:
        out.writerows(_rows_of(section))
    out.writerow([])
    for note in notes_of(report, sections):
        out.writerow([plain(note)])
    return written.getvalue().encode("utf-8-sig")


def _rows_of(section: ShownSection) -> Iterator[list[str]]:
    for said in section.said:
        yield [plain(one) for one in (section.title, "In words", said, "", "")]
    for _, publication in section.publications:
        for row in publication.table.rows:
            for column, figure in zip(publication.table.columns, row.figures, strict=True):
                words = (section.title, publication.title, row.name, column)
                yield [*map(plain, words), figure.marker]
    whole = section.plain or {"title": "", "columns": [], "rows": []}
    for cells in whole["rows"]:
        for column, cell in zip(whole["columns"][1:], cells[1:], strict=True):
            yield [plain(one) for one in (section.title, whole["title"], cells[0], column, cell)]


def notes_of(report: TermReport, sections: list[ShownSection]) -> list[str]:
    """What is said with the figures wherever they go."""
    rules = [
        note for one in sections for _, publication in one.publications[:1] for note in publication.notes[-2:]
    ]
    edition = f", number {report.number}" if report.number > 1 else ""
    return [
        f"{report.title}, {report.school.name}{edition}. Published on {day(report.published_on)}.",
        *invented(),
        *(f"{one.title}: {one.counted} Left out: {one.left_out}" for one in sections),
        *dict.fromkeys(rules),
    ]
