"""CSV files that somebody made: in UTF-8 or Windows-1252, read row by row as often as need be, and written whole."""

import codecs
import csv
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path

CHUNK = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class FileFault(ValueError):
    """The file as a whole cannot be used. The sentence says why and what to do."""


@dataclass(frozen=True)
class Row:
    """The cells of one row, as many as there are columns, and what was wrong with their number."""

    cells: list[str]
    too_many: str = ""
    too_few: str = ""


@dataclass(frozen=True)
class CsvFile:
    """A file that has a heading. Columns are found by their names, whatever their case."""

    path: Path
    encoding: str
    heading: tuple[str, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each column stands."""
        return {name.casefold(): number for number, name in enumerate(self.heading)}

    def rows(self) -> Iterator[Row]:
        """Every row below the heading, without lines that are quite empty. Raises FileFault where it is no CSV."""
        width = len(self.heading)
        with self.path.open(encoding=self.encoding, newline="", errors="replace") as file:
            reader = csv.reader(file, strict=True)
            try:
                next(reader, None)
                for cells in reader:
                    if cells:
                        yield _as_wide_as(width, cells)
            except csv.Error as reason:
                raise FileFault(
                    f"{self.path.name} cannot be read any further than line {reader.line_num}: {reason}"
                ) from None


def _as_wide_as(width: int, cells: list[str]) -> Row:
    if len(cells) == width:
        return Row(cells)
    if len(cells) < width:
        few = f"the row ends after {len(cells)} of {width} cells"
        return Row(cells + [""] * (width - len(cells)), too_few=few)
    many = (
        f"the row has {len(cells)} cells and the heading {width}"
        if any(map(str.strip, cells[width:]))
        else ""
    )
    return Row(cells[:width], too_many=many)


def open_csv(path: Path) -> CsvFile:
    """Raises FileFault for a file that is missing, empty, no CSV, or has a column twice."""
    try:
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="", errors="replace") as file:
            heading = tuple(name.strip() for name in next(csv.reader(file, strict=True), []))
    except FileNotFoundError:
        raise FileFault(f"There is no file {path.name}") from None
    except OSError as reason:
        raise FileFault(f"{path.name or path} cannot be opened: {reason.strerror}") from None
    except csv.Error as reason:
        raise FileFault(f"{path.name} is not a CSV file: {reason}") from None
    if not any(heading):
        raise FileFault(f"{path.name} is empty: the first row names the columns")
    if len(heading) == 1 and heading[0].count(";") > 1:
        raise FileFault(f"{path.name} has semicolons between its cells: save it as CSV with commas")
    found = CsvFile(path, encoding, heading)
    named = [name.casefold() for name in heading if name]
    if twice := [name for name in heading if named.count(name.casefold()) > 1]:
        raise FileFault(f"The column {twice[0]} is there more than once")
    return found


def _encoding(path: Path) -> str:
    """UTF-8 if the whole file is, else Windows-1252, which any file could be."""
    utf_8, is_utf_8, is_first = codecs.getincrementaldecoder("utf-8")(), True, True
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if is_first and chunk.startswith(UTF_16):
                raise FileFault(f"{path.name} is written in UTF-16: save it as CSV in UTF-8")
            if is_first and chunk.startswith(WORKBOOK):
                raise FileFault(f"{path.name} is a workbook, not a CSV file: save it as CSV")
            if b"\x00" in chunk:
                raise FileFault(f"{path.name} is not a CSV file")
            is_first = False
            is_utf_8 = is_utf_8 and _goes_on(utf_8, chunk)
    return "utf-8-sig" if is_utf_8 and _goes_on(utf_8, b"", final=True) else "windows-1252"


def _goes_on(utf_8: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        utf_8.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def write_csv(out: Path | None, heading: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    """Writes the rows as they come, to the screen where no file is named; how many there were.

    A file is there whole or not at all. Raises FileFault where it cannot be written.
    """
    try:
        return _written(out, heading, rows)
    except BrokenPipeError:
        # Whoever read it has enough. What is still to be flushed at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except OSError as reason:
        raise FileFault(f"{out.name if out else 'It'} cannot be written: {reason.strerror}") from None


def _written(out: Path | None, heading: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    written = 0
    with ExitStack() as stack:
        if out is None:
            if isinstance(sys.stdout, TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8")
            target, beside = sys.stdout, None
        else:
            beside = out.with_name(f"{out.name}.part")
            stack.callback(beside.unlink, missing_ok=True)
            target = stack.enter_context(beside.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(heading)
        for row in rows:
            writer.writerow(row)
            written += 1
        target.flush()
        if beside and out:
            target.close()
            beside.replace(out)
    return written
