"""What is read from the school register, and what is refused: a row, or the whole file."""

import csv
import dataclasses
import gzip
import io
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.register_files import REAL, REGISTER, columns, links_text, register_text, write, write_zip
from trailblazer.domain import sheets
from trailblazer.domain.register import (
    COLUMNS,
    LINK_COLUMNS,
    Link,
    RegisterFault,
    RowFault,
    SchoolRow,
    is_in_england,
    is_open,
    open_links,
    open_register,
    read_links,
    read_rows,
)

OAK = {"URN": "100001", "EstablishmentName": "Oak School"}
ELM = {"URN": "100002", "EstablishmentName": "Elm School"}


def rows_of(text, encoding="cp1252"):
    with open_register(io.BytesIO(text.encode(encoding))) as register:
        return list(read_rows(register))


def fault_of(source):
    with pytest.raises(RegisterFault) as fault, open_register(source):
        pass
    return str(fault.value)


def test_every_field_has_its_column_and_stands_in_the_same_order():
    fields = [field.name for field in dataclasses.fields(SchoolRow) if field.name != "row_number"]
    assert list(COLUMNS) == fields
    assert list(LINK_COLUMNS) == [f.name for f in dataclasses.fields(Link) if f.name != "row_number"]
    assert {column for column, _ in COLUMNS.values()} <= set(columns())


def test_a_row_is_read_by_the_names_of_its_columns():
    typed = OAK | {
        "OpenDate": "01-09-2011",
        "PercentageFSM": "23.3",
        "Gender (name)": "Mixed",
        "UKPRN": "10013279",
        "DistrictAdministrative (code)": "E09000029",
        "GOR (name)": "London",
    }
    (school,) = rows_of(register_text(typed))
    assert (school.urn, school.name, school.la_code, school.row_number) == (100001, "Oak School", "319", 2)
    assert (school.opened_on, school.census_on) == (date(2011, 9, 1), date(2019, 1, 17))
    assert (school.fsm_percent, school.pupils, school.low_age) == (Decimal("23.3"), 400, 11)
    assert (school.easting, school.northing, school.postcode) == (525800, 164500, "SM1 1AA")
    assert (school.district_code, school.region_name, school.ukprn) == ("E09000029", "London", "10013279")


def test_it_does_not_matter_in_which_order_the_columns_stand():
    there = list(csv.reader(io.StringIO(register_text(OAK))))
    back = io.StringIO()
    csv.writer(back).writerows(row[::-1] for row in there)
    assert rows_of(back.getvalue()) == rows_of(register_text(OAK))


@pytest.mark.parametrize(
    "column, typed, field, kept",
    [
        ("NumberOfPupils", "", "pupils", None),                      # not known is not nought
        ("NumberOfBoys", "0", "boys", 0),                            # a girls' school
        ("Easting", "0", "easting", None),                           # no school lies in the Atlantic
        ("LA (code)", "", "la_code", ""),
        ("TypeOfEstablishment (code)", "2", "type_code", "02"),      # a spreadsheet takes noughts off
        ("EstablishmentTypeGroup (code)", "4", "type_group_code", "4"),
        ("EstablishmentName", " St\xa0Anne’s   School ", "name", "St Anne’s School"),
        ("EstablishmentName", "Soft\xadhyphen", "name", "Softhyphen"),
        ("EstablishmentName", "École Café °", "name", "École Café °"),
        ("Postcode", "sm53pt", "postcode", "SM5 3PT"),
        ("Postcode", "BFPO 57", "postcode", "BFPO 57"),              # abroad, as they write it
        ("PercentageFSM", "100", "fsm_percent", Decimal(100)),
        ("CloseDate", "29-02-2020", "closed_on", date(2020, 2, 29)),
    ],
)  # fmt: skip
def test_how_a_cell_is_kept(column, typed, field, kept):
    (school,) = rows_of(register_text(OAK | {column: typed}))
    assert getattr(school, field) == kept


@pytest.mark.parametrize(
    "column, typed, said",
    [
        ("CloseDate", "31-02-2020", "no such day"),
        ("OpenDate", "2020-02-01", "dd-mm-yyyy"),
        ("OpenDate", "٠١-٠٢-٢٠٢٠", "dd-mm-yyyy"),
        ("URN", "", "empty"),
        ("URN", "9000001", "6 figures"),
        ("URN", "1e5000", "6 figures"),
        ("EstablishmentName", "  ", "empty"),
        ("EstablishmentName", "x" * 10_000, "10,000 characters"),
        ("EstablishmentName", "Oak\x07", "not a letter"),
        ("EstablishmentStatus (code)", "9", "not one of"),
        ("LA (code)", "3190", "3 figures"),
        ("NumberOfPupils", "-4", "whole number"),
        ("NumberOfPupils", "1_000", "whole number"),
        ("Easting", "9999999", "700,000"),
        ("PercentageFSM", "100.1", "from 0 to 100"),
        ("PercentageFSM", "nan", "from 0 to 100"),
        ("UKPRN", "123", "8 figures"),
    ],
)
def test_a_bad_cell_refuses_its_row_alone_and_says_which_row_and_column(column, typed, said):
    text = register_text(OAK | {column: typed}, ELM)
    fault, elm = rows_of(text, "cp1252" if typed.isascii() else "utf-8")
    assert isinstance(fault, RowFault)
    assert (fault.row_number, fault.column) == (2, column)
    assert said in fault.reason
    assert elm.name == "Elm School"


def test_every_row_of_a_repeated_urn_is_refused():
    first, elm, last = rows_of(register_text(OAK, ELM, OAK | {"URN": " 100001 "}))
    assert (first.column, first.row_number) == (last.column, last.row_number - 2) == ("URN", 2)
    assert first.reason == last.reason == "This URN stands in 2 rows (2, 4), so none of them is used"
    assert elm.urn == 100002


def test_a_row_with_too_few_or_too_many_cells_is_refused():
    lines = register_text(OAK, ELM, {"URN": "100003"}).splitlines()
    lines[1], lines[2] = lines[1] + ',"x"', lines[2].removesuffix(',""')
    long, short, whole = rows_of("\r\n".join(lines) + "\r\n")
    assert long == RowFault(2, "Row", "This row has 141 cells where the headings have 140")
    assert short == RowFault(3, "Row", "This row has 139 cells where the headings have 140")
    assert (long.urn, short.urn) == ("100001", "100002")
    assert whole.row_number == 4


def test_a_row_too_short_to_hold_its_urn_has_none():
    there = list(csv.reader(io.StringIO(register_text(OAK, ELM))))
    urn_last = [row[1:] + row[:1] for row in there]
    urn_last[1].pop()
    back = io.StringIO()
    csv.writer(back).writerows(urn_last)
    fault, elm = rows_of(back.getvalue())
    assert (fault.column, fault.urn, elm.urn) == ("Row", "", 100002)


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    """A line break within a cell makes no new row; an empty row has its number too."""
    lines = register_text(OAK | {"Street": "High\r\nStreet"}, ELM | {"OpenDate": "x"})
    oak, elm = rows_of(lines.replace('"100002"', '\r\n"100002"'))
    assert (oak.row_number, oak.street) == (2, "High Street")
    assert elm.row_number == 4


def test_a_byte_that_is_no_letter_refuses_its_row():
    content = register_text(OAK, ELM).encode("cp1252").replace(b"Oak", b"O\x81k")
    with open_register(io.BytesIO(content)) as register:
        fault, elm = read_rows(register)
    assert (fault.column, elm.name) == ("EstablishmentName", "Elm School")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_a_register_saved_again_by_a_spreadsheet_keeps_its_accents(encoding):
    (school,) = rows_of(register_text(OAK | {"EstablishmentName": "École Zoë"}), encoding)
    assert school.name == "École Zoë"


@pytest.mark.parametrize("name", ["register.csv", "register.csv.gz", "register.zip"])
def test_plain_gzip_and_zip_are_told_by_what_they_hold(tmp_path, name):
    path = write(tmp_path / name, register_text(OAK, ELM))
    for source in (path, path.rename(tmp_path / "renamed.txt")):
        if source.exists():
            with open_register(source) as register:
                assert register.size == 2
                assert [row.urn for row in read_rows(register)] == [100001, 100002]
                assert [row.urn for row in read_rows(register)] == [100001, 100002]  # as often as need be


def test_a_workbook_renamed_csv_is_refused(tmp_path):
    book = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    assert "Excel workbook" in fault_of(write_zip(tmp_path / "register.csv", book))


def test_a_gzip_cut_short_anywhere_is_refused_before_any_row_is_given(tmp_path):
    school = "".join(register_text(*({"URN": f"{urn}"} for urn in range(100_000, 100_300))))
    whole = gzip.compress(school.encode(), compresslevel=0)
    for length in (5, 30, len(whole) // 2, len(whole) - 1):
        assert "cut short" in fault_of(io.BytesIO(whole[:length]))


@given(some.integers(min_value=0))
def test_a_damaged_gzip_or_zip_is_a_fault_and_nothing_worse(place):
    for packed in _packed():
        broken = bytearray(packed)
        broken[place % len(broken)] ^= 0xFF
        # Where the damage does no harm (a date in the header of the gzip), the register is what it was.
        with suppress(RegisterFault), open_register(io.BytesIO(bytes(broken))) as register:
            assert [row.urn for row in read_rows(register)] == [100001]


def _packed():
    text = register_text(OAK).encode()
    zipped = io.BytesIO()
    write_zip(zipped, {"a.csv": text})
    return gzip.compress(text, mtime=0), zipped.getvalue()


@pytest.mark.parametrize("entries", [{}, {"a.txt": b"x"}, {"a.csv": b"x", "b.csv": b"y"}])
def test_a_zip_must_hold_exactly_one_csv(tmp_path, entries):
    assert "exactly one CSV" in fault_of(write_zip(tmp_path / "register.zip", entries))


def test_every_missing_column_is_named():
    missing = ("EstablishmentStatus (code)", "Easting")
    said = fault_of(io.BytesIO(register_text(OAK, without=missing).encode()))
    assert "lacks 2 columns" in said
    assert all(column in said for column in missing)


def test_a_column_we_do_not_keep_may_be_missing():
    assert rows_of(register_text(OAK, without=("HeadLastName", "UPRN")))[0].urn == 100001


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "empty"),
        (gzip.compress(b"", mtime=0), "empty"),
        (b"\r\n", "not the school register"),
        (b"%PDF-1.7 hello", "not the school register"),
        (b"<html><body>Sign in</body></html>", "not the school register"),
        (links_text({"URN": "100001"}).encode(), "not the school register"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
        (register_text(OAK).encode().replace(b"Oak", b"O\0k"), "NUL"),
        (register_text(OAK).encode("utf-16"), "NUL"),
        (register_text().encode(), "no rows"),
        (register_text(OAK, ELM).encode()[:-60], "ends in the middle of row 3"),
        (register_text(OAK, OAK | {"Street": "x" * 200_000}).encode(), "Row 3 cannot be read"),
    ],
)
def test_what_is_not_a_whole_register_is_refused_with_a_sentence(content, said):
    assert said in fault_of(io.BytesIO(content))


def test_a_small_file_that_unpacks_to_a_vast_one_is_refused_on_the_way(monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST", sheets.CHUNK)
    bomb = gzip.compress(register_text(OAK).encode() + b" " * (2 * sheets.CHUNK))
    assert "larger than" in fault_of(io.BytesIO(bomb))


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    assert "cannot be opened" in fault_of(tmp_path / "none.csv")


@pytest.mark.parametrize(
    "status, is_so", [("1", True), ("2", False), ("3", True), ("4", False)]
)  # closed is 2; 3 is open but proposed to close; 4 only proposed to open
def test_open_is_two_of_the_four_statuses(status, is_so):
    (school,) = rows_of(register_text(OAK | {"EstablishmentStatus (code)": status}))
    assert is_open(school) is is_so


def test_england_is_its_authorities():
    sutton, cardiff = rows_of(register_text(OAK, ELM | {"LA (code)": "681"}))
    assert is_in_england(sutton, {"319"})
    assert not is_in_england(cardiff, {"319"})


def test_links_say_what_a_school_was_and_became():
    text = links_text(
        {"URN": "100001", "LinkURN": "100002", "LinkName": "Elm School", "LinkType": "Successor"},
        {
            "URN": "100002",
            "LinkURN": "100001",
            "LinkType": "Predecessor",
            "LinkEstablishedDate": "31-02-2020",
        },
    )
    with open_links(io.BytesIO(text.encode("cp1252"))) as links:
        successor, fault = read_links(links)
    assert successor == Link(100001, 100002, "Elm School", "Successor", None)
    assert (fault.row_number, fault.column) == (3, "LinkEstablishedDate")


def test_the_real_register_holds_what_its_publisher_says():
    with (REAL / "local_authorities.csv").open(encoding="utf-8") as lines:
        england = {row["la_code"] for row in csv.DictReader(lines)}
    with (REAL / REGISTER).open("rb") as file, open_register(file) as register:
        rows = list(read_rows(register))
    counted = [row for row in rows if is_open(row) and is_in_england(row, england)]
    assert (len(rows), len(england), len(counted)) == (51_457, 153, 25_085)
    assert sum(row.easting is None or row.northing is None for row in counted) == 0
    assert sum(row.pupils is None for row in counted) == 2_094
