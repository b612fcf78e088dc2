"""Statistics leave by one door: only what is protected, the same in every form, with the rule and its source."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.template import engines
from openpyxl import load_workbook
from pypdf import PdfReader

from trailblazer.domain.disclosure import Level, Refused, Rule, protect_line, protect_nested, protect_table
from trailblazer.statistics.charts import bars, in_words
from trailblazer.statistics.files import FORMS, NoFile, as_csv, as_json, as_pdf, as_svg, as_xlsx, given_as
from trailblazer.statistics.publications import Publication

# No count in it is what it is shown as, so a count that slipped through would be seen.
COUNTS = {
    "Year 7": {"Paired": 32, "Not yet": 108},
    "Year 8": {"Paired": 4, "Not yet": 122},
    "Year 9": {"Paired": 0, "Not yet": 141},
}
BEHIND = {32, 108, 122, 141, 126, 36, 371, 407}
WHEN = "Endings from 1 September to 30 November 2026"


def publication(table=None, **more):
    table = table or protect_table(COUNTS).with_percentages("Paired, %", part="Paired", of="Total")
    parts = {"title": "Paired scores", "counted_from": WHEN, "rows_are": "Year group", "chart_of": "Paired"}
    return Publication(table=table, **{**parts, **more})


def nested():
    table = protect_nested(
        {
            "Team A": {"Oak School": {"Asked": 31}, "Elm School": {"Asked": 3}},
            "Team B": {"Oak School": {"Asked": 58}},
        }
    )
    return publication(table, title="Requests", rows_are="School", groups_are="Team", chart_of="Asked")


def on_page(given, address=""):
    template = engines["jinja2"].env.get_template("statistics/macros.jinja")
    return str(template.module.published(given, address))


class Words(HTMLParser):
    """The words of a page, cell by cell."""

    def __init__(self, page):
        super().__init__()
        self.said = []
        self.feed(page)

    def handle_data(self, data):
        if data.strip():
            self.said.append(data.strip())


def words_of(form, content):
    """Everything that a file says, whatever packs it."""
    if form == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sheets = [
                packed.read(name).decode() for name in packed.namelist() if re.search("sheet|String", name)
            ]
        return " ".join(re.sub(r"<[^>]*>", " ", sheet) for sheet in sheets)
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("form", [*FORMS, "page"])
def test_every_form_says_the_rule_its_source_and_of_what_the_figures_are(form):
    given = publication()
    said = on_page(given) if form == "page" else words_of(form, FORMS[form][1](given))
    said = re.sub(r"\s+", " ", " ".join(Words(said).said) if form in ("svg", "page") else said)
    for note in ("from 1 to 7 are hidden", "rounded to the nearest 5", "from September 2018", WHEN):
        assert note in said, note


@pytest.mark.parametrize("form", [*FORMS, "page"])
def test_no_count_behind_a_figure_is_in_any_form(form):
    given = publication()
    said = on_page(given) if form == "page" else words_of(form, FORMS[form][1](given))
    if form == "xlsx":  # its shared words are known by number
        said = " ".join(
            str(cell.value) for row in load_workbook(io.BytesIO(as_xlsx(given))).active for cell in row
        )
    if form in ("svg", "page"):
        said = " ".join([*Words(said).said, *re.findall(r'aria-label="([^"]*)"', said)])
    found = {int(number) for number in re.findall(r"(?<![\d.])\d+(?![\d.]\d)", said)}
    assert not found & BEHIND
    assert "30" in re.findall(r"\d+", said)


@pytest.mark.parametrize("make", [make for _, make in FORMS.values()])
@pytest.mark.parametrize(
    "thing", [{"Year 7": 3}, [["Year 7", 3]], None, "Year 7", protect_line({"Year 7": 3})]
)
def test_the_door_takes_nothing_else(make, thing):
    with pytest.raises(Refused):
        make(thing)


@pytest.mark.parametrize("thing", [{"Year 7": 3}, [["Year 7", 3]], None, COUNTS])
def test_a_publication_holds_a_protected_table(thing):
    with pytest.raises(Refused):
        Publication(title="Requests", table=thing, counted_from=WHEN, rows_are="Year group")


def test_a_chart_is_of_a_column_and_groups_have_a_heading():
    with pytest.raises(KeyError):
        publication(chart_of="Nothing")
    with pytest.raises(ValueError, match="what they are"):
        publication(nested().table, groups_are="", chart_of="")


def test_csv():
    rows = list(csv.reader(io.StringIO(as_csv(publication()).decode("utf-8-sig"))))
    assert rows[:6] == [
        ["Year group", "Paired", "Not yet", "Total", "Paired, %"],
        ["Year 7", "30", "110", "140", "21"],
        ["Year 8", "[c]", "120", "125", "[c]"],
        ["Year 9", "0", "140", "140", "0"],
        ["Total", "35", "370", "405", "9"],
        [],
    ]
    assert as_csv(publication()).startswith(b"\xef\xbb\xbf")


def test_csv_of_groups_names_the_group_in_each_row():
    rows = list(csv.reader(io.StringIO(as_csv(nested()).decode("utf-8-sig"))))
    assert [row[:2] for row in rows[:7]] == [
        ["Team", "School"],
        ["Team A", "All"],
        ["Team A", "Oak School"],
        ["Team A", "Elm School"],
        ["Team B", "All"],
        ["Team B", "Oak School"],
        ["Total", "All"],
    ]


def test_the_national_marker_is_a_star():
    rows = list(
        csv.reader(
            io.StringIO(
                as_csv(publication(protect_line({"Year 7": 4}, rule=Rule.MHSDS), chart_of="")).decode(
                    "utf-8-sig"
                )
            )
        )
    )
    assert rows[1] == ["Year 7", "*"]


def test_xlsx_holds_numbers_as_numbers_and_nothing_that_is_not_seen():
    made = as_xlsx(publication())
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Table"]
    sheet = book.active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "Paired scores"
    top = next(at for at, row in enumerate(rows) if row[0] == "Year group")
    assert rows[top:] == [
        ["Year group", "Paired", "Not yet", "Total", "Paired, %"],
        ["Year 7", 30, 110, 140, 21],
        ["Year 8", "[c]", 120, 125, "[c]"],
        ["Year 9", 0, 140, 140, 0],
        ["Total", 35, 370, 405, 9],
    ]
    assert sheet.cell(top + 2, 5).number_format == '0"%"'
    assert sheet.sheet_state == "visible"
    assert book.properties.creator == "Trailblazer"
    assert not book.properties.lastModifiedBy
    assert not any(
        dimension.hidden for dimension in [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
    )
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert not [
            name for name in packed.namelist() if re.search("pivot|comment|external|vba", name, re.IGNORECASE)
        ]


BEGINNINGS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "|x", "%x")


@pytest.mark.parametrize("name", BEGINNINGS)
def test_no_name_becomes_a_formula(name):
    table = protect_nested({name: {f"{name} school": {f"{name} asked": 20}}})
    given = publication(table, title=name, counted_from=name, rows_are=name, groups_are=name, chart_of="")
    for row in csv.reader(io.StringIO(as_csv(given).decode("utf-8-sig"))):
        assert not [cell for cell in row if re.match(r"\s*[=+\-@|%＝]", cell)]
    for row in load_workbook(io.BytesIO(as_xlsx(given))).active.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not re.match(r"\s*[=+\-@|%＝]", str(cell.value))


def test_a_negative_average_stays_a_number():
    table = protect_line({"Year 7": 20}).with_means("Change", lambda row: [-2] * 20, of="Number")
    given = publication(table, chart_of="")
    assert "Year 7,20,-2.0" in as_csv(given).decode()
    values = [
        cell.value for row in load_workbook(io.BytesIO(as_xlsx(given))).active.iter_rows() for cell in row
    ]
    assert -2 in values


def test_a_character_that_no_cell_may_hold_is_left_out():
    given = publication(protect_line({"Year\x00 7\x0b": 20}), chart_of="")
    assert "Year 7" in [
        cell.value for row in load_workbook(io.BytesIO(as_xlsx(given))).active.iter_rows() for cell in row
    ]


def test_json_has_a_marker_where_a_figure_is_hidden_and_never_a_number():
    given = json.loads(as_json(publication()))
    assert given["columns"] == ["Paired", "Not yet", "Total", "Paired, %"]
    assert given["rule"]["name"] == "ours"
    assert given["rows"][1]["name"] == "Year 8"
    assert given["rows"][1]["figures"][0] == {"kind": "count", "is_hidden": True, "value": "[c]"}
    assert given["rows"][1]["figures"][2] == {"kind": "count", "is_hidden": False, "value": 125}
    assert json.loads(as_json(nested()))["rows"][1]["group"] == "Team A"


def test_svg_is_a_picture_of_its_own_without_script():
    picture = ElementTree.fromstring(as_svg(publication()))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    said = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text") if element.text]
    assert "Paired scores" in "".join(said)
    assert {"Year 7", "Year 8", "Year 9", "30", "0"} <= set(said)
    assert b"<script" not in as_svg(publication())
    with pytest.raises(NoFile, match="no chart"):
        as_svg(publication(chart_of=""))


def test_a_hidden_figure_has_a_word_and_no_bar():
    one, other = (
        str(
            bars(
                publication(protect_line({"Year 7": 17, "Year 8": count, "Year 9": 33}), chart_of="Number"),
                720,
            )
        )
        for count in (3, 4)
    )
    assert one == other, "the picture does not depend on the hidden count"
    assert "hidden, fewer than 8" in one
    assert len(re.findall(r'aria-roledescription="bar"', one)) == 2


def test_a_chart_says_its_figures_in_words():
    assert in_words(publication()) == (
        "Bar chart. Paired scores, Paired: Year 7 30; Year 8 hidden, fewer than 8; Year 9 0. "
        "The same figures are in the table."
    )
    assert "Team A" in in_words(nested())
    assert "Oak School" not in in_words(nested())


def test_a_chart_of_nothing_that_is_shown_is_drawn():
    assert "hidden" in str(bars(publication(protect_line({"Year 7": 3}), chart_of="Number"), 280))


def test_pdf_is_tagged_with_its_table_and_nobody_in_it():
    pdf = PdfReader(io.BytesIO(as_pdf(publication())))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata["/Title"] == "Paired scores"
    assert set(pdf.metadata) <= {"/Title", "/Producer"}
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Year 8 hidden, fewer than 8 120 125 not given, too few" in text
    assert as_pdf(publication(chart_of=""))


def test_on_a_page_a_hidden_figure_is_said_in_words():
    page = on_page(publication(), "/insight/paired")
    said = Words(page).said
    assert said.count("hidden, fewer than 8") >= 1
    assert "not given, too few" in said
    assert page.count('<th scope="row">') == 4
    assert 'href="/insight/paired?as=xlsx"' in page
    assert "<figure" in page
    assert "Download" not in on_page(publication(chart_of=""))
    assert "<script" not in on_page(publication(protect_line({"<script>": 20}), chart_of=""))


def test_a_page_of_groups_names_them():
    page = on_page(nested())
    assert (
        '<th scope="col">Team</th><th scope="col">School</th><th scope="col" class="tb-r">Asked</th>' in page
    )
    assert page.count("tb-total") == 3


def test_an_answer_is_a_file_with_a_name():
    for form, (content_type, _) in FORMS.items():
        answer = given_as(publication(title='Paired "scores", 2026'), form)
        assert answer["Content-Type"] == content_type
        assert answer["Content-Disposition"] == f'attachment; filename="paired-scores-2026.{form}"'
    assert 'filename="table.csv"' in given_as(publication(title="+++"), "csv")["Content-Disposition"]
    with pytest.raises(KeyError):
        given_as(publication(), "docx")


def test_at_a_school_a_base_of_9_gives_no_percentage_in_any_form():
    table = protect_table({"Year 7": {"Paired": 9, "Not yet": 0}}, level=Level.SCHOOL)
    given = publication(table.with_percentages("Paired, %", part="Paired", of="Total"), chart_of="")
    assert b"Year 7,10,0,10,[c]" in as_csv(given)


def test_what_makes_a_file_is_not_brought_in_at_the_start():
    heavy = {"openpyxl", "weasyprint", "vl_convert"}
    program = f"import sys, trailblazer.statistics.files; print({heavy} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "set()"
