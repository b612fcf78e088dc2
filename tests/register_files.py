"""Small school registers and files of links in the layout of the real ones, plain or packed, for tests to read."""

import csv
import gzip
import io
import zipfile
from functools import cache
from importlib.resources import files
from pathlib import Path

REAL = files("trailblazer.data") / "places"
REGISTER, LINKS = "gias_20260130_rebuilt.csv.gz", "gias_links_20250727.csv.gz"
ORDINARY = {
    "LA (code)": "319",
    "LA (name)": "Sutton",
    "EstablishmentNumber": "4000",
    "EstablishmentName": "Marlpit School",
    "TypeOfEstablishment (code)": "34",
    "TypeOfEstablishment (name)": "Academy converter",
    "EstablishmentTypeGroup (code)": "10",
    "EstablishmentTypeGroup (name)": "Academies",
    "EstablishmentStatus (code)": "1",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (code)": "4",
    "PhaseOfEducation (name)": "Secondary",
    "StatutoryLowAge": "11",
    "StatutoryHighAge": "18",
    "CensusDate": "17-01-2019",
    "NumberOfPupils": "400",
    "Town": "Sutton",
    "Postcode": "SM1 1AA",
    "Easting": "525800",
    "Northing": "164500",
}


@cache
def columns(of: str = REGISTER) -> tuple[str, ...]:
    """The headings of the real file that travels with us: 140 of the register, 5 of the links."""
    packed = (REAL / of).read_bytes()
    with gzip.open(io.BytesIO(packed), "rt", encoding="cp1252", newline="") as lines:
        return tuple(next(csv.reader(lines)))


def register_text(*rows: dict[str, str], without: tuple[str, ...] = ()) -> str:
    """A register of these rows, by column. Each is an ordinary open school but for what is given; `URN` is needed."""
    return _text([ORDINARY | row for row in rows], [name for name in columns() if name not in without])


def links_text(*rows: dict[str, str]) -> str:
    """A file of links with these rows, by column: URN, LinkURN, LinkName, LinkType, LinkEstablishedDate."""
    return _text(list(rows), list(columns(LINKS)))


def _text(rows: list[dict[str, str]], headings: list[str]) -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, headings, restval="", extrasaction="ignore", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return lines.getvalue()


def write(path: Path, text: str, *, encoding: str = "cp1252") -> Path:
    """Writes the text as the path's ending says: .csv, .csv.gz or .zip."""
    content = text.encode(encoding)
    if path.suffix == ".gz":
        content = gzip.compress(content, mtime=0)
    if path.suffix == ".zip":
        return write_zip(path, {"register.csv": content})
    path.write_bytes(content)
    return path


def write_zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return path
