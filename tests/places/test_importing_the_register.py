"""`trailblazer schools import`: what a file adds, changes and closes, what is refused; all of it, or nothing."""

import json
from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from tests import make
from tests.register_files import LINKS, REAL, REGISTER, links_text, register_text, write, write_zip
from trailblazer.access.models import LogEntry
from trailblazer.imports.models import Import
from trailblazer.places.commands import add_to
from trailblazer.places.models import LocalAuthority, School, SchoolChange, SchoolLink

pytestmark = pytest.mark.django_db
root = typer.Typer()
add_to(root)
OAK = {"URN": "100001", "EstablishmentName": "Oak School"}
ELM = {"URN": "100002", "EstablishmentName": "Elm School"}
ASH = {"URN": "100003", "EstablishmentName": "Ash School"}
CLOSED = {
    "EstablishmentStatus (code)": "2",
    "EstablishmentStatus (name)": "Closed",
    "CloseDate": "31-08-2025",
}


SCHOOL_BUT_SEARCH = [field.attname for field in School._meta.concrete_fields if field.attname != "search"]


def run(*words):
    return CliRunner().invoke(root, ["schools", "import", *(str(word) for word in words)])


@pytest.fixture
def bring_in(tmp_path):
    """Writes a register of these rows and imports it; gives the summary that `--json` prints."""

    def brings(*rows, options=(), **how):
        path = write(tmp_path / "register.csv", register_text(*rows, **how))
        answer = run(path, "--json", *options)
        assert answer.exit_code == 0, answer.output
        return json.loads(answer.output)

    return brings


def counts(summary, *names):
    return tuple(summary[name] for name in names)


def everything():
    """Every row that an import could touch."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (School, SchoolChange, SchoolLink, Import, LocalAuthority, LogEntry)
    }


def test_a_first_import_adds_and_counts(bring_in):
    summary = bring_in(OAK, ELM | {"NumberOfPupils": ""}, ASH | CLOSED)
    assert counts(summary, "read", "added", "changed", "unchanged", "refused") == (3, 3, 0, 0, 0)
    assert counts(summary, "england_open", "without_coordinates", "without_pupils") == (2, 0, 1)
    oak = School.objects.get(urn=100001)
    assert (oak.name, oak.authority.name, oak.pupils, oak.is_open) == ("Oak School", "Sutton", 400, True)
    assert School.objects.get(urn=100002).pupils is None
    assert not School.objects.get(urn=100003).is_open
    assert oak.last_import.sha256 == Import.objects.get().sha256 != ""


def test_the_object_that_is_printed_holds_what_other_programs_are_promised_and_nothing_else(bring_in):
    promised = "read added changed unchanged refused closed reopened absent england_open without_coordinates"
    assert set(bring_in(OAK)) == {*promised.split(), "without_pupils", "by_field", "rows"}


def test_more_refused_rows_than_are_shown_are_counted(tmp_path):
    bad = [{"URN": f"{urn}", "OpenDate": "x"} for urn in range(100_100, 100_203)]
    answer = run(write(tmp_path / "register.csv", register_text(OAK, *bad)))
    assert answer.exit_code == 0
    assert answer.stdout.count("OpenDate: ") == 100
    assert "And 3 more rows that were refused." in answer.stdout


def test_the_same_file_twice_changes_nothing(bring_in):
    bring_in(OAK, ELM)
    before = everything()
    summary = bring_in(OAK, ELM)
    assert counts(summary, "added", "changed", "unchanged", "by_field") == (0, 0, 2, {})
    after = everything()
    assert [after[name] for name in ("School", "SchoolChange", "SchoolLink")] == [
        before[name] for name in ("School", "SchoolChange", "SchoolLink")
    ]


def test_a_school_that_does_not_change_is_brought_up_to_what_schools_are_searched_by(bring_in):
    bring_in(OAK | {"UKPRN": "10013279"}, ELM)
    School.objects.update(search="as it was before")
    before = School.objects.values(*SCHOOL_BUT_SEARCH)
    kept = list(before)
    summary = bring_in(OAK | {"UKPRN": "10013279"}, ELM)
    assert counts(summary, "changed", "unchanged") == (0, 2)
    assert list(before.all()) == kept
    assert School.objects.matching("10013279").get().urn == 100001
    assert School.objects.matching("elm").get().urn == 100002
    assert not SchoolChange.objects.exclude(field="").exists()


def test_a_change_is_counted_by_its_column_and_kept_with_its_day(bring_in):
    bring_in(OAK, ELM, options=["--as-at", "2026-01-30"])
    summary = bring_in(OAK | {"NumberOfPupils": "410"}, ELM, options=["--as-at", "2026-03-01"])
    assert counts(summary, "changed", "unchanged", "by_field") == (1, 1, {"NumberOfPupils": 1})
    change = SchoolChange.objects.exclude(field="").get()
    assert (change.school_id, change.field, change.old, change.new) == (100001, "pupils", 400, 410)
    assert change.happened_on == date(2026, 3, 1)
    assert set(SchoolChange.objects.filter(field="").values_list("happened_on", flat=True)) == {
        date(2026, 1, 30)
    }


def test_without_a_day_given_it_is_the_day_in_the_name_of_the_file(tmp_path):
    run(write(tmp_path / "edubasealldata20251107.csv", register_text(OAK)))
    assert Import.objects.get().as_at == date(2025, 11, 7)


def test_without_any_day_it_is_today(bring_in, settings):
    settings.TODAY = make.TODAY
    bring_in(OAK)
    assert Import.objects.get().as_at == make.TODAY


def test_closing_and_opening_again_are_counted_among_the_changed(bring_in):
    bring_in(OAK, ELM | CLOSED)
    summary = bring_in(OAK | CLOSED, ELM)
    assert counts(summary, "changed", "closed", "reopened", "england_open") == (2, 1, 1, 1)
    assert list(School.objects.filter(is_open=True).values_list("urn", flat=True)) == [100002]
    assert School.objects.get(urn=100001).closed_on == date(2025, 8, 31)


def test_a_school_proposed_to_close_is_open_and_one_proposed_to_open_is_not(bring_in):
    summary = bring_in(
        OAK | {"EstablishmentStatus (code)": "3"},
        ELM | {"EstablishmentStatus (code)": "4"},
    )
    assert summary["england_open"] == 1
    assert School.objects.get(urn=100001).is_open


def test_welsh_and_offshore_schools_are_kept_and_not_counted(bring_in):
    summary = bring_in(
        OAK,
        ELM | {"LA (code)": "672", "LA (name)": "Vale of Glamorgan"},
        ASH | {"LA (code)": "704", "LA (name)": "Fieldwork overseas", "Easting": "", "NumberOfPupils": ""},
    )
    assert counts(summary, "read", "added") == (3, 3)
    assert counts(summary, "england_open", "without_coordinates", "without_pupils") == (1, 0, 0)
    welsh = School.objects.get(urn=100002)
    assert (welsh.in_england, welsh.authority, welsh.la_name) == (False, None, "Vale of Glamorgan")


def test_a_school_without_coordinates_is_kept_and_counted(bring_in):
    assert bring_in(OAK | {"Easting": "", "Northing": ""}, ELM)["without_coordinates"] == 1


def test_a_college_has_its_ukprn_and_learners_that_are_not_known_rather_than_none(bring_in):
    college = {
        "EstablishmentTypeGroup (code)": "1",
        "EstablishmentTypeGroup (name)": "Colleges",
        "UKPRN": "10007431",
        "NumberOfPupils": "",
    }
    assert bring_in(OAK | college)["without_pupils"] == 1
    school = School.objects.get()
    assert (school.is_college, school.ukprn, school.pupils) == (True, "10007431", None)


def test_a_school_that_the_file_does_not_name_stays_as_it_is(bring_in):
    bring_in(OAK, ELM)
    before = School.objects.filter(urn=100002).values().get()
    assert counts(bring_in(OAK), "read", "absent", "england_open") == (1, 1, 2)
    assert School.objects.filter(urn=100002).values().get() == before


def test_an_invented_school_is_neither_absent_nor_counted(bring_in):
    make.school()
    assert counts(bring_in(OAK), "absent", "england_open") == (0, 1)


def test_a_dry_run_gives_the_same_summary_and_writes_nothing(bring_in):
    bring_in(OAK, ELM, ASH | CLOSED)
    rows = (OAK | CLOSED, ELM | {"Town": "Cheam"}, ASH, {"URN": "100004", "OpenDate": "31-02-2020"})
    before = everything()
    dry = bring_in(*rows, options=["--dry-run"])
    assert everything() == before
    assert bring_in(*rows) == dry


def test_a_dry_run_of_a_first_import_does_not_write_even_the_areas(bring_in):
    assert bring_in(OAK, options=["--dry-run"])["england_open"] == 1
    assert not any(everything().values())


def test_a_bad_date_refuses_its_row_and_the_rest_is_applied(bring_in):
    bring_in(OAK, ELM)
    summary = bring_in(OAK | {"CloseDate": "31-02-2020", "Town": "Cheam"}, ELM | {"Town": "Cheam"})
    assert counts(summary, "read", "changed", "refused", "absent") == (2, 1, 1, 0)
    (row,) = summary["rows"]
    assert (row["row"], row["column"]) == (2, "CloseDate")
    assert "no such day" in row["reason"]
    assert School.objects.get(town="Cheam").urn == 100002


def test_a_school_whose_row_has_too_many_cells_is_refused_and_not_absent_too(bring_in, tmp_path):
    bring_in(OAK, ELM)
    lines = register_text(OAK, ELM).splitlines()
    lines[1] += ',"x"'
    path = write(tmp_path / "long.csv", "\r\n".join(lines) + "\r\n")
    summary = json.loads(run(path, "--json").output)
    assert counts(summary, "read", "unchanged", "refused", "absent", "england_open") == (2, 1, 1, 0, 2)


def test_every_row_of_a_repeated_urn_is_refused(bring_in):
    summary = bring_in(OAK, ELM, OAK | {"EstablishmentName": "Other Oak"})
    assert counts(summary, "read", "added", "refused") == (3, 1, 2)
    assert [(row["row"], row["column"]) for row in summary["rows"]] == [(2, "URN"), (4, "URN")]
    assert School.objects.get().urn == 100002


def test_only_the_first_hundred_refused_rows_are_listed(bring_in):
    bad = [{"URN": str(100001 + number), "OpenDate": "x"} for number in range(130)]
    summary = bring_in(OAK | {"URN": "110000"}, *bad)
    assert (summary["refused"], len(summary["rows"])) == (130, 100)


def test_what_is_read_is_added_changed_unchanged_or_refused(bring_in):
    bring_in(OAK, ELM)
    summary = bring_in(OAK, ELM | {"Town": "Cheam"}, ASH, {"URN": "x"})
    parts = counts(summary, "added", "changed", "unchanged", "refused")
    assert parts == (1, 1, 1, 1)
    assert summary["read"] == sum(parts)


def of_no_use(path):
    """Files that are of no use, each with what is said of it."""
    whole = write(path / "whole.csv.gz", register_text(OAK, ELM)).read_bytes()
    excel = write_zip(path / "book.zip", {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    files = {
        "excel": (excel.read_bytes(), "Excel"),
        "truncated": (whole[: len(whole) // 2], "cut short"),
        "a column missing": (register_text(OAK, without=("LA (code)",)).encode("cp1252"), "LA (code)"),
        "not a register": (b"name,age\nRobin,9\n", "not the school register"),
        "empty": (b"", "empty"),
        "only headings": (register_text().encode("cp1252"), "no rows"),
        "cut in a row": (register_text(OAK, ELM).encode("cp1252")[:-400], "ends in the middle of row 3"),
    }
    for name, (content, said) in files.items():
        written = path / f"{name}.csv"
        written.write_bytes(content)
        yield written, said


def test_a_file_of_no_use_is_refused_with_its_reason_and_nothing_is_written(tmp_path):
    before = everything()
    tried = 0
    for path, said in of_no_use(tmp_path):
        answer = run(path)
        assert (answer.exit_code, answer.stdout) == (2, ""), path.name
        assert said in answer.stderr, path.name
        assert everything() == before, path.name
        tried += 1
    assert tried == 7


def test_a_file_that_is_not_there_is_said_so_for_machines_too(tmp_path):
    answer = run(tmp_path / "none.csv", "--json")
    assert answer.exit_code == 2
    assert "cannot be opened" in json.loads(answer.stdout)["fault"]


def test_links_of_no_use_refuse_the_register_with_them(tmp_path):
    register = write(tmp_path / "register.csv", register_text(OAK))
    links = write(tmp_path / "links.csv", register_text(OAK))
    answer = run(register, "--links", links)
    assert answer.exit_code == 2
    assert not School.objects.exists()


def test_links_are_followed_once_and_those_of_unknown_schools_are_counted(tmp_path):
    register = write(tmp_path / "register.csv", register_text(OAK | CLOSED, ELM))
    after = {"URN": "100001", "LinkURN": "100002", "LinkName": "Elm School", "LinkType": "Successor"}
    before = {"URN": "100002", "LinkURN": "100001", "LinkName": "Oak School", "LinkType": "Predecessor"}
    unknown = {"URN": "109999", "LinkURN": "100001", "LinkName": "Oak School", "LinkType": "Predecessor"}
    bad = after | {"LinkEstablishedDate": "31-02-2020"}
    dated = after | {"LinkEstablishedDate": "01-09-2025"}
    links = write(tmp_path / "links.csv", links_text(dated, before, unknown, bad))
    summary = json.loads(run(register, "--links", links, "--json").stdout)
    assert counts(summary, "links", "links_added", "links_refused", "links_to_unknown_schools") == (
        4,
        2,
        1,
        1,
    )
    link = SchoolLink.objects.get(school=100001)
    assert (link.linked_urn, link.kind, link.established_on) == (100002, "Successor", date(2025, 9, 1))
    again = json.loads(run(register, "--links", links, "--json").stdout)
    assert again["links_added"] == 0
    assert SchoolLink.objects.count() == 2


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".zip"])
def test_a_register_may_be_packed(tmp_path, ending):
    path = write(tmp_path / f"register{ending}", register_text(OAK | {"EstablishmentName": "École Élan"}))
    assert run(path).exit_code == 0
    assert School.objects.get().name == "École Élan"


def test_a_person_reads_the_summary_as_lines(tmp_path):
    path = write(tmp_path / "register.csv", register_text(OAK, ELM | {"OpenDate": "31-02-2020"}))
    answer = run(path, "--as-at", "2026-01-30")
    assert answer.exit_code == 0
    assert "Register as at 30 January 2026." in answer.stdout
    assert "Row 3, OpenDate:" in answer.stdout


def test_the_whole_register_that_travels_with_us():
    answer = run(REAL / REGISTER, "--links", REAL / LINKS, "--json")
    summary = json.loads(answer.stdout)
    names = ("read", "added", "refused", "england_open", "without_coordinates", "without_pupils")
    assert counts(summary, *names) == (51_457, 51_457, 0, 25_085, 0, 2_094)
    assert School.objects.open_in_england().count() == 25_085
    assert School.objects.open_in_england().filter(type_group_code="1", pupils=None).count() == 215
    assert SchoolLink.objects.count() == summary["links_added"] > 33_000
    assert Import.objects.get().as_at == date(2026, 1, 30)
    assert not School.objects.open_in_england().filter(authority=None).exists()
