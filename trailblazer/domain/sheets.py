"""A published CSV file, plain, in a gzip or in a zip: unpacked, checked as a whole, and read by its columns' names.

The file is told by what it holds, not by what it is called. It is unpacked once into a temporary folder, so that a
fault anywhere in it is found before the first row is used, and so that it may then be read as often as need be.
"""

import codecs
import csv
import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

LARGEST = 100 * 1024 * 1024  # bytes, unpacked: three times the whole register of 2026
MOST_ROWS = 100_000  # twice the whole register of 2026
CHUNK = 1024 * 1024
GZIP, ZIP, OLD_EXCEL = b"\x1f\x8b", b"PK", b"\xd0\xcf\x11\xe0"
ENCRYPTED = 0x1
# What the unpackers of the standard library raise at bytes that are not what they should be.
BROKEN = (
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
DAMAGED = "The file is damaged or was cut short: download it again"
EMPTY = "The file is empty: download it again"
EXCEL = "This is an Excel workbook, not a CSV file: give the file as it was downloaded, or save it as CSV"


class RegisterFault(ValueError):
    """A file that cannot be used at all, in a sentence that says what to do. Nothing of it is to be applied."""


@dataclass(frozen=True)
class Sheet:
    """A file that was read to its end and found whole. Rows are numbered as in a spreadsheet: headings are row 1."""

    path: Path
    encoding: str
    columns: tuple[str, ...]
    size: int = 0
    repeated: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row below the headings with its number. Empty rows are counted but not given."""
        for number, cells in _numbered(self.path, self.encoding):
            if number > 1 and any(cells):
                yield number, cells

    def place(self, column: str) -> int:
        """Where a column stands in each row, the first being 0."""
        return self.columns.index(column)


@contextmanager
def open_sheet(
    source: Path | str | IO[bytes], wanted: Sequence[str], *, called: str, key: str = ""
) -> Iterator[Sheet]:
    """The sheet of a path or of an open, seekable file. `called` names it in the sentences of its faults.

    `repeated` then holds each value of the column `key` that stands in more than one row, with those rows' numbers.
    Raises RegisterFault.
    """
    with TemporaryDirectory(prefix="trailblazer-") as folder:
        path = Path(folder) / "sheet.csv"
        with _bytes_of(source) as given, _unpacked(given) as plain, path.open("wb") as copy:
            encoding = _copied(plain, copy)
        columns = _columns(path, encoding, wanted, called)
        size, repeated = _read_through(Sheet(path, encoding, columns), key)
        if not size:
            raise RegisterFault(f"This file has the headings of {called}, but no rows")
        yield Sheet(path, encoding, columns, size, repeated)


def _bytes_of(source: Path | str | IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    if not isinstance(source, Path | str):
        return nullcontext(source)
    try:
        return Path(source).open("rb")
    except OSError as reason:
        raise RegisterFault(f"The file cannot be opened: {reason.strerror}") from reason


def _unpacked(given: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    given.seek(0)
    start = given.read(4)
    given.seek(0)
    if not start:
        raise RegisterFault(EMPTY)
    if start == OLD_EXCEL:
        raise RegisterFault(EXCEL)
    if start.startswith(GZIP):
        return cast(AbstractContextManager[IO[bytes]], gzip.GzipFile(fileobj=given))
    return _only_csv_in(given) if start.startswith(ZIP) else nullcontext(given)


def _only_csv_in(given: IO[bytes]) -> IO[bytes]:
    try:
        packed = zipfile.ZipFile(given)
        return packed.open(_only_csv(packed))
    except RegisterFault:
        raise
    except BROKEN as reason:
        raise RegisterFault(DAMAGED) from reason


def _only_csv(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    entries = [entry for entry in packed.infolist() if not entry.filename.startswith("__MACOSX/")]
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise RegisterFault(EXCEL)
    sheets = [entry for entry in entries if entry.filename.lower().endswith(".csv")]
    if len(sheets) != 1:
        raise RegisterFault(
            f"The zip must hold exactly one CSV file. This one holds {len(sheets)}: give the CSV file itself"
        )
    if sheets[0].flag_bits & ENCRYPTED:
        raise RegisterFault("The zip asks for a password: give the CSV file itself")
    return sheets[0]


def _copied(plain: IO[bytes], copy: IO[bytes]) -> str:
    """Copies the whole file, and says how its letters are written."""
    size, is_ascii, first, utf8 = 0, True, b"", codecs.getincrementaldecoder("utf-8")("replace")
    is_utf8 = True
    while chunk := _next_chunk(plain):
        first = first or chunk[:3]
        size += len(chunk)
        if size > LARGEST:
            raise RegisterFault(
                f"The file is larger than {LARGEST // CHUNK} MB unpacked: give the file as downloaded"
            )
        if b"\0" in chunk:
            raise RegisterFault(
                "The file holds NUL bytes, so it is not a CSV file: give the file as it was downloaded"
            )
        is_ascii = is_ascii and chunk.isascii()
        is_utf8 = is_utf8 and "\ufffd" not in utf8.decode(chunk)
        copy.write(chunk)
    if not size:
        raise RegisterFault(EMPTY)
    if first == codecs.BOM_UTF8:
        return "utf-8-sig"
    # The register is published in Windows-1252, but a spreadsheet may have saved it again in UTF-8. Words in the one
    # are, as a whole file, never by chance words in the other.
    return "utf-8" if is_utf8 and not is_ascii else "cp1252"


def _next_chunk(plain: IO[bytes]) -> bytes:
    try:
        return plain.read(CHUNK)
    except BROKEN as reason:
        raise RegisterFault(DAMAGED) from reason


def _columns(path: Path, encoding: str, wanted: Sequence[str], called: str) -> tuple[str, ...]:
    with closing(_numbered(path, encoding)) as rows:
        _, headings = next(rows)
    columns = tuple(heading.strip() for heading in headings)
    missing = [column for column in wanted if column not in columns]
    if 2 * len(missing) > len(wanted):
        raise RegisterFault(
            f"This file is not {called}: its first row does not hold the names of its columns"
        )
    if missing:
        which = "a column" if len(missing) == 1 else f"{len(missing)} columns"
        raise RegisterFault(f"This file lacks {which} of {called}: {', '.join(missing)}. Download it again")
    if twice := sorted({column for column in wanted if columns.count(column) > 1}):
        raise RegisterFault(
            f"This file has more than one column called {', '.join(twice)}: download it again"
        )
    return columns


def _read_through(sheet: Sheet, key: str) -> tuple[int, dict[str, list[int]]]:
    """How many rows there are, and where each repeated value of the key stands. Refuses a file cut short."""
    place = sheet.place(key) if key else len(sheet.columns)
    first: dict[str, int] = {}
    repeated: dict[str, list[int]] = {}
    size, number, cells = 0, 1, list(sheet.columns)
    for number, cells in sheet.rows():
        size += 1
        if size > MOST_ROWS:
            raise RegisterFault(f"The file has more than {MOST_ROWS:,} rows: give the file as downloaded")
        value = cells[place].strip() if len(cells) > place else ""
        if value and first.setdefault(value, number) != number:
            repeated.setdefault(value, [first[value]]).append(number)
    if len(cells) < len(sheet.columns) and not _ends_with_its_line(sheet.path):
        raise RegisterFault(f"The file ends in the middle of row {number:,}: download it again")
    return size, repeated


def _ends_with_its_line(path: Path) -> bool:
    with path.open("rb") as plain:
        plain.seek(-1, 2)
        return plain.read() in (b"\n", b"\r")


def _numbered(path: Path, encoding: str) -> Generator[tuple[int, list[str]]]:
    """Every row, headings and empty rows too. A byte that is no letter comes through as a lone surrogate."""
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as lines:
        number = 0
        try:
            for number, cells in enumerate(csv.reader(lines), start=1):
                yield number, cells
        except csv.Error as reason:  # the csv module's own limit on a cell: 131,072 characters
            raise RegisterFault(
                f"Row {number + 1:,} cannot be read: a quotation mark may not be closed. Download the file again"
            ) from reason
