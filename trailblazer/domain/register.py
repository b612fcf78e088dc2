"""The school register of England ("Get Information About Schools") and its links, read from the files as published.

Source: Department for Education, Open Government Licence v3.0; 140 columns, Windows-1252, dates dd-mm-yyyy. Columns
are found by name. A fault of the whole file raises RegisterFault when it is opened, before any row is given; a fault of
a row refuses that row alone.
"""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from trailblazer.domain import cells
from trailblazer.domain.cells import CellFault, Reader
from trailblazer.domain.sheets import RegisterFault, Sheet, open_sheet

__all__ = [
    "Link",
    "RegisterFault",
    "RowFault",
    "SchoolRow",
    "open_links",
    "open_register",
    "read_links",
    "read_rows",
]

Source = Path | str | IO[bytes]

STATUSES = {"1": "Open", "2": "Closed", "3": "Open, but proposed to close", "4": "Proposed to open"}
OPEN_STATUSES = frozenset({"1", "3"})
ROWS_NAMED = 5


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why one row was refused. The row's number is the one a spreadsheet shows: the headings are row 1."""

    row_number: int
    column: str
    reason: str
    urn: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One establishment as the register has it. Empty text and None are 'not known', never nought. Grid in metres."""

    urn: int
    la_code: str
    la_name: str
    establishment_number: str
    name: str
    type_code: str
    type_name: str
    type_group_code: str
    type_group_name: str
    status_code: str
    status_name: str
    opened_on: date | None
    closed_on: date | None
    phase_code: str
    phase_name: str
    low_age: int | None
    high_age: int | None
    gender_name: str
    religious_character: str
    pupils: int | None
    boys: int | None
    girls: int | None
    capacity: int | None
    fsm_percent: Decimal | None
    census_on: date | None
    ukprn: str
    street: str
    locality: str
    address3: str
    town: str
    county: str
    postcode: str
    easting: int | None
    northing: int | None
    district_code: str
    district_name: str
    lsoa_code: str
    region_name: str
    gss_la_code: str
    website: str
    telephone: str
    row_number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """What an establishment was before, or became, or belongs to."""

    urn: int
    linked_urn: int
    linked_name: str
    kind: str
    established_on: date | None
    row_number: int = field(default=0, compare=False)


PEOPLE = cells.whole(200_000)
AGE = cells.whole(120)  # adult colleges write 99

# Each field of SchoolRow, in its order, with its column and how its cells are read.
COLUMNS: dict[str, tuple[str, Reader]] = {
    "urn": ("URN", cells.required(cells.urn)),
    "la_code": ("LA (code)", cells.code(3)),
    "la_name": ("LA (name)", cells.text(80)),
    "establishment_number": ("EstablishmentNumber", cells.code(4)),
    "name": ("EstablishmentName", cells.required(cells.text(200))),
    "type_code": ("TypeOfEstablishment (code)", cells.code(2)),
    "type_name": ("TypeOfEstablishment (name)", cells.text(80)),
    "type_group_code": ("EstablishmentTypeGroup (code)", cells.short_code(2)),
    "type_group_name": ("EstablishmentTypeGroup (name)", cells.text(80)),
    "status_code": ("EstablishmentStatus (code)", cells.required(cells.one_of(STATUSES))),
    "status_name": ("EstablishmentStatus (name)", cells.text(60)),
    "opened_on": ("OpenDate", cells.day),
    "closed_on": ("CloseDate", cells.day),
    "phase_code": ("PhaseOfEducation (code)", cells.short_code(2)),
    "phase_name": ("PhaseOfEducation (name)", cells.text(40)),
    "low_age": ("StatutoryLowAge", AGE),
    "high_age": ("StatutoryHighAge", AGE),
    "gender_name": ("Gender (name)", cells.text(20)),
    "religious_character": ("ReligiousCharacter (name)", cells.text(80)),
    "pupils": ("NumberOfPupils", PEOPLE),
    "boys": ("NumberOfBoys", PEOPLE),
    "girls": ("NumberOfGirls", PEOPLE),
    "capacity": ("SchoolCapacity", PEOPLE),
    "fsm_percent": ("PercentageFSM", cells.percent),
    "census_on": ("CensusDate", cells.day),
    "ukprn": ("UKPRN", cells.code(8, of=r"[1-9][0-9]{7}")),
    "street": ("Street", cells.text(120)),
    "locality": ("Locality", cells.text(120)),
    "address3": ("Address3", cells.text(120)),
    "town": ("Town", cells.text(80)),
    "county": ("County (name)", cells.text(80)),
    "postcode": ("Postcode", cells.postcode),
    "easting": ("Easting", cells.metres(700_000)),
    "northing": ("Northing", cells.metres(1_300_000)),
    "district_code": ("DistrictAdministrative (code)", cells.text(9)),
    "district_name": ("DistrictAdministrative (name)", cells.text(80)),
    "lsoa_code": ("LSOA (code)", cells.text(9)),
    "region_name": ("GOR (name)", cells.text(60)),
    "gss_la_code": ("GSSLACode (name)", cells.text(9)),
    "website": ("SchoolWebsite", cells.text(200)),
    "telephone": ("TelephoneNum", cells.text(40)),
}
LINK_COLUMNS: dict[str, tuple[str, Reader]] = {
    "urn": ("URN", cells.required(cells.urn)),
    "linked_urn": ("LinkURN", cells.required(cells.urn)),
    "linked_name": ("LinkName", cells.text(200)),
    "kind": ("LinkType", cells.required(cells.text(80))),
    "established_on": ("LinkEstablishedDate", cells.day),
}


def open_register(source: Source) -> AbstractContextManager[Sheet]:
    """The register in this file, plain, .gz or .zip, read to its end and found whole. Raises RegisterFault."""
    wanted = [column for column, _ in COLUMNS.values()]
    return open_sheet(source, wanted, called="the school register", key="URN")


def open_links(source: Source) -> AbstractContextManager[Sheet]:
    """The register's file of links, as `open_register`."""
    wanted = [column for column, _ in LINK_COLUMNS.values()]
    return open_sheet(source, wanted, called="the register's file of links")


def read_rows(register: Sheet) -> Iterator[SchoolRow | RowFault]:
    """Each establishment, or why its row was refused. Every row of a repeated URN is refused: none is more right."""
    for found in _read(register, COLUMNS):
        yield found if isinstance(found, RowFault) else SchoolRow(*found)


def read_links(links: Sheet) -> Iterator[Link | RowFault]:
    """Each link, or why its row was refused."""
    for found in _read(links, LINK_COLUMNS):
        yield found if isinstance(found, RowFault) else Link(*found)


def _read(sheet: Sheet, columns: dict[str, tuple[str, Reader]]) -> Iterator[list[Any] | RowFault]:
    """The values of each row in the order of its columns, its number last."""
    readers = [(sheet.place(column), column, read) for column, read in columns.values()]
    width, urn = len(sheet.columns), sheet.place("URN")
    for number, row in sheet.rows():
        if len(row) != width:
            reason = f"This row has {len(row)} cells where the headings have {width}"
            yield RowFault(number, "Row", reason, row[urn].strip() if len(row) > urn else "")
        elif repeats := sheet.repeated.get(row[urn].strip()):
            yield RowFault(number, "URN", _said_of(repeats), row[urn].strip())
        else:
            yield _values(number, row, readers, urn)


def _values(
    number: int, row: list[str], readers: list[tuple[int, str, Reader]], urn: int
) -> list[Any] | RowFault:
    values: list[Any] = []
    for place, column, read in readers:
        try:
            values.append(read(row[place]))
        except CellFault as reason:
            return RowFault(number, column, str(reason), row[urn].strip())
    return [*values, number]


def _said_of(repeats: Collection[int]) -> str:
    named = ", ".join(f"{number:,}" for number in list(repeats)[:ROWS_NAMED])
    more = " and more" if len(repeats) > ROWS_NAMED else ""
    return f"This URN stands in {len(repeats):,} rows ({named}{more}), so none of them is used"


def is_open(row: SchoolRow) -> bool:
    """Open, or open but proposed to close."""
    return row.status_code in OPEN_STATUSES


def is_in_england(row: SchoolRow, england_la_codes: Collection[str]) -> bool:
    """Of one of England's education authorities. Welsh, offshore and overseas establishments have other codes."""
    return row.la_code in england_la_codes
