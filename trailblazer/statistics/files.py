"""A publication as a file. Libraries that make one are brought in where it is made, not when the service starts."""

import base64
import csv
import io
import json
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.utils.text import slugify

from trailblazer.domain.disclosure import Figure, Hidden, Kind, Refused
from trailblazer.statistics.publications import Publication

CHART_WIDTH = 720
# A spreadsheet takes a cell that begins so for something to work out.
BEGINS_A_FORMULA = re.compile(r"\s*[=+\-@\t\r\n|%＝＋－＠]")
FORBIDDEN_IN_A_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WIDEST_COLUMN = 60


class NoFile(Exception):
    """This file cannot be made. The sentence says why, or what the machine's keeper is to install."""


def as_csv(publication: Publication) -> bytes:
    """Headings in the first row, the table, an empty row, the notes. UTF-8 with the mark that Excel asks for."""
    _must_be_publication(publication)
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow([plain(heading) for heading in publication.headings])
    for row in publication.table.rows:
        names = [plain(name) for name in publication.names_of(row)]
        out.writerow([*names, *(figure.marker for figure in row.figures)])
    out.writerow([])
    for note in (publication.title, *publication.notes):
        out.writerow([plain(note)])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(publication: Publication) -> bytes:
    """One sheet: title, notes, then the table. Nothing hidden, no formula, and nobody's name in its properties."""
    _must_be_publication(publication)
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.properties.creator = "Trailblazer"
    book.properties.title = publication.title
    sheet = book.active
    sheet.title = "Table"
    rows: list[list[Any]] = [[publication.title], *([note] for note in publication.notes)]
    rows.append(list(publication.headings))
    top = len(rows)
    for row in publication.table.rows:
        rows.append([*publication.names_of(row), *row.figures])
    for at, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            _fill(sheet.cell(at, column), cell)
    for cell in (sheet.cell(1, 1), *sheet[top]):
        cell.font = Font(bold=True)
    for column, heading in enumerate(publication.headings, start=1):
        longest = max(len(heading), *(len(str(cells[column - 1])) for cells in rows[top:]))
        letter = sheet.cell(top, column).column_letter
        sheet.column_dimensions[letter].width = min(longest + 2, WIDEST_COLUMN)
        sheet.cell(top, column).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill(cell: Any, content: str | Figure) -> None:
    """A figure that is shown is a number; everything else is text, whatever it looks like."""
    if isinstance(content, Figure) and not isinstance(content.value, Hidden):
        cell.value = content.value
        cell.number_format = {Kind.COUNT: "#,##0", Kind.PERCENTAGE: '0"%"', Kind.MEAN: "0.0"}.get(
            content.kind, "General"
        )
        return
    cell.value = content.marker if isinstance(content, Figure) else plain(content)
    cell.data_type = "s"


def as_json(publication: Publication) -> bytes:
    """Title, headings, rows, notes and the rule. The value of a hidden figure is its marker, which is no number."""
    _must_be_publication(publication)
    given = {
        "title": publication.title,
        "notes": publication.notes,
        "rule": {
            "name": publication.table.rule.value,
            "words": publication.rule,
            "source": publication.table.rule.source,
            "hidden": publication.table.rule.marker,
        },
        "columns": publication.table.columns,
        "rows": [
            {
                "name": row.name,
                "group": row.group,
                "place": row.place.value,
                "figures": [
                    {
                        "kind": figure.kind.value,
                        "is_hidden": figure.is_hidden,
                        "value": figure.marker if isinstance(figure.value, Hidden) else figure.value,
                    }
                    for figure in row.figures
                ],
            }
            for row in publication.table.rows
        ],
    }
    return json.dumps(given, ensure_ascii=False, indent=1).encode()


def as_svg(publication: Publication) -> bytes:
    """The chart as a picture of its own, with its title and notes in it. Raises NoFile where there is no chart."""
    _must_be_publication(publication)
    if not publication.has_chart:
        raise NoFile("This table has no chart")
    return str(publication.chart(CHART_WIDTH, with_notes=True)).encode()


def as_pdf(publication: Publication) -> bytes:
    """Title, chart, table and notes on tagged pages (PDF/UA-1). Raises NoFile where no library here draws text."""
    _must_be_publication(publication)
    return pdf_of(_paper(publication))


def pdf_of(html: str, *, more_style: str = "") -> bytes:
    """A page of ours on tagged pages (PDF/UA-1); its pictures are in it. `more_style` is CSS of this page alone.

    Raises NoFile where nothing draws text.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError:
        raise NoFile(
            "A PDF needs Pango on this machine. Its keeper installs it (Debian: libpangoft2-1.0-0)"
        ) from None

    class OnlyWhatIsInIt(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:image/svg+xml;base64,"):
                raise ValueError("A publication fetches nothing")
            return super().fetch(url, headers)

    style = (files("trailblazer.statistics") / "paper.css").read_text("utf-8")
    page = HTML(string=html, url_fetcher=OnlyWhatIsInIt())
    made: bytes = page.write_pdf(stylesheets=[CSS(string=f"{style}{more_style}")], pdf_variant="pdf/ua-1")
    return made


def _paper(publication: Publication) -> str:
    picture = ""
    if publication.has_chart:
        drawn = str(publication.chart(CHART_WIDTH)).encode()
        picture = f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
    template: Any = engines["jinja2"].get_template("statistics/paper.jinja")
    given = {
        "publication": publication,
        "picture": picture,
        "chart_in_words": publication.finding,
    }
    return str(template.render(given))


FORMS: dict[str, tuple[str, Callable[[Publication], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json", as_json),
    "svg": ("image/svg+xml", as_svg),
    "pdf": ("application/pdf", as_pdf),
}


def given_as(publication: Publication, form: str) -> HttpResponse:
    """The answer to somebody who asked for a file: `form` is csv, xlsx, json, svg or pdf.

    Raises KeyError for another form, NoFile where this one cannot be made.
    """
    content_type, make = FORMS[form]
    answer = HttpResponse(make(publication), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(publication.title) or "table"}.{form}"'
    return answer


def given_or_told(request: HttpRequest, publication: Publication | None, back: str) -> HttpResponse:
    """The file that the address asks for by `as`; where it cannot be made, the page that offered it says why.

    Raises Http404 where there is nothing to give, or no file of that form.
    """
    form = request.GET.get("as", "csv")
    if publication is None or form not in FORMS:
        raise Http404
    try:
        return given_as(publication, form)
    except NoFile as reason:
        messages.error(request, str(reason))
        return redirect(back)


def plain(words: str) -> str:
    """Words that a spreadsheet takes for words: an apostrophe before what would begin a formula."""
    words = FORBIDDEN_IN_A_CELL.sub("", words)
    return f"'{words}" if BEGINS_A_FORMULA.match(words) else words


def _must_be_publication(publication: object) -> None:
    if not isinstance(publication, Publication):
        raise Refused("Only a publication of a protected table is given out")
