"""Files of forms and of scores: read row by row, scored in portions, written in the same order."""

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument
from trailblazer.domain.instruments.change import Changed, Mode, Verdict, changed, joined
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.instruments.norms import About, By, version

AT_ONCE = 20_000
SEXES = {"M": "M", "F": "F", "MALE": "M", "FEMALE": "F", "1": "M", "2": "F"}
ABOUT = ("age", "sex", "school_year")
OLDEST, LAST_YEAR = 120, 14


class FileFault(ValueError):
    """The file as a whole cannot be read. The sentence says why and what to do."""


def read_rows(path: Path) -> tuple[list[str], Iterator[list[str]]]:
    """The heading and the rows of a CSV file, in UTF-8 or Windows-1252. Raises FileFault."""
    if not path.is_file():
        raise FileFault(f"There is no file {path.name}")
    opened = _opened(path)
    rows = csv.reader(opened, strict=True)
    try:
        heading = [name.strip() for name in next(rows, [])]
    except csv.Error as reason:
        raise FileFault(f"{path.name} is not a CSV file: {reason}") from None
    if not any(heading):
        raise FileFault(f"{path.name} is empty: the first row names the columns")
    if twice := sorted({name for name in heading if name and heading.count(name) > 1}):
        raise FileFault(f"The column {twice[0]} is there more than once")
    return heading, _filled(rows, len(heading), path.name)


def _opened(path: Path) -> TextIO:
    with path.open("rb") as file:
        beginning = file.read(1 << 20)
    if b"\x00" in beginning:
        raise FileFault(f"{path.name} is not a CSV file")
    encoding = "utf-8-sig" if _is_utf8(beginning) else "windows-1252"
    return path.open(encoding=encoding, newline="", errors="replace")


def _is_utf8(beginning: bytes) -> bool:
    """A character that the end of the portion cuts in two is no fault."""
    for cut in range(4):
        try:
            beginning[: len(beginning) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def _filled(rows: Any, width: int, name: str) -> Iterator[list[str]]:
    """Each row as wide as the heading; rows with nothing in them are left out."""
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield [*(cell.strip() for cell in row[:width]), *[""] * (width - len(row))]
    except csv.Error as reason:
        raise FileFault(f"{name} cannot be read any further: {reason}") from None


@dataclass(frozen=True)
class Forms:
    """Where a file of forms has each item and what is known of the person; the rest passes through."""

    instrument: Instrument
    items: dict[str, int]
    about: dict[str, int]
    others: tuple[tuple[str, int], ...]

    @property
    def heading(self) -> list[str]:
        groups = [
            f"{scale.id}_{part}"
            for scale in self.instrument.scales
            for part in ("raw", "t", "band", "answered")
        ]
        kept = [name for name, _ in self.others] + list(self.about)
        return [*kept, *groups, "risk", "rules", "norms", "errors"]


def forms_of(one: Instrument, heading: Sequence[str]) -> Forms:
    """Raises FileFault where a column of a question that counts is missing."""
    place = {name.lower(): number for number, name in enumerate(heading)}
    items = {item.code: place[item.code] for item in one.items if item.code in place}
    needed = {code for scale in one.scales if not scale.gate for code in scale.items}
    if missing := [item.code for item in one.items if item.code in needed and item.code not in items]:
        words = "a column" if len(missing) == 1 else "columns"
        raise FileFault(
            f"{one.short} needs {words} for {', '.join(missing)}. A question nobody answered is blank"
        )
    about = {name: place[name] for name in ABOUT if name in place}
    taken = {*items.values(), *about.values()}
    others = tuple((name, number) for number, name in enumerate(heading) if number not in taken)
    return Forms(one, items, about, others)


def scored_rows(
    forms: Forms, rows: Iterable[list[str]], by: By, *, with_t: bool = True
) -> Iterator[list[str]]:
    """Each form with its scores and what is wrong with it, in the order of the file."""
    for portion in _portions(rows):
        yield from _scored(forms, portion, by, with_t)


def _portions(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    portion: list[list[str]] = []
    for row in rows:
        portion.append(row)
        if len(portion) == AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _scored(forms: Forms, rows: list[list[str]], by: By, with_t: bool) -> Iterator[list[str]]:
    import numpy as np

    from trailblazer.domain.instruments.tables import People, score_table

    one = forms.instrument
    errors: list[list[str]] = [[] for _ in rows]
    answers = np.array(_answers(forms, rows)).T
    people = [_person(forms, row, found) for row, found in zip(rows, errors, strict=True)]
    whom = People(
        [each.age for each in people], [each.sex for each in people], [each.school_year for each in people]
    )
    table = score_table(one, answers, whom, by=by, with_t=with_t)
    for place, item_number in zip(*np.nonzero(table.impossible), strict=True):
        code = one.items[item_number].code
        errors[place].append(_fault(rows[place][forms.items[code]], code))
    columns = list(table.columns.values())
    for column in columns:
        for place in np.flatnonzero(column.no_t != ""):
            errors[place].append(column.no_t[place])
    norms = version(by) if with_t and any(column.scale.has_t for column in columns) else ""
    for place, row in enumerate(rows):
        out = [row[number] for _, number in forms.others] + [row[number] for number in forms.about.values()]
        for column in columns:
            band = column.scale.bands[column.band[place]].name if column.band[place] >= 0 else ""
            out += [said(column.raw[place]), said(column.t[place]), band, str(column.answered[place])]
        yield [*out, said(table.risk[place]), one.version, norms, "; ".join(dict.fromkeys(errors[place]))]


def _answers(forms: Forms, rows: list[list[str]]) -> list[list[float]]:
    """The answers of each question in the order of the form; a question without a column was not answered."""
    return [
        _numbers([row[forms.items[item.code]] for row in rows])
        if item.code in forms.items
        else [math.nan] * len(rows)
        for item in forms.instrument.items
    ]


def _numbers(cells: list[str]) -> list[float]:
    """The numbers of a column: blank is not answered (NaN), and what is no number is infinite, which is no answer."""
    try:
        return [float(cell) if cell else math.nan for cell in cells]
    except ValueError:
        return [_number(cell) for cell in cells]


def _number(cell: str) -> float:
    try:
        found = float(cell) if cell else math.nan
    except ValueError:
        return math.inf
    return math.inf if cell and math.isnan(found) else found


def _fault(cell: str, code: str) -> str:
    number = _number(cell)
    return (
        f"{code}: {number:g} is not an answer"
        if math.isfinite(number)
        else f"{code}: “{cell}” is not a number"
    )


def _person(forms: Forms, row: Sequence[str], wrong: list[str]) -> About:
    def cell(name: str) -> str:
        return row[forms.about[name]] if name in forms.about else ""

    return about_of(cell("age"), cell("sex"), cell("school_year"), wrong)


def about_of(age: str, sex: str, school_year: str, wrong: list[str]) -> About:
    """What a norm row is found by. What cannot be is named, and is then not known."""
    return About(
        _whole(age, "age", OLDEST, wrong),
        SEXES.get(sex.upper(), ""),
        _whole(school_year, "school_year", LAST_YEAR, wrong),
    )


def _whole(cell: str, name: str, highest: int, wrong: list[str]) -> int | None:
    if not cell:
        return None
    try:
        found = math.floor(float(cell))
    except (ValueError, OverflowError):
        found = -1
    if not 0 <= found <= highest:
        wrong.append(f"{name}: “{cell}” is not {'an age' if name == 'age' else 'a school year'}")
        return None
    return found


def said(number: float | None) -> str:
    """A number as a file has it: 14 and not 14.0, every decimal that there is, nothing where there is none."""
    if number is None or math.isnan(number):
        return ""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


CHANGE_NEEDS = ("instrument", "scale", "rater", "first", "last")
CHANGE_ADDS = ["change", "threshold", "verdict", "reason", "joined"]


@dataclass
class _Row:
    cells: list[str]
    group: tuple[str, str]
    changed: Changed = field(default_factory=lambda: Changed(Verdict.NOT_ASSESSABLE))


def changed_rows(
    heading: Sequence[str], rows: Iterable[list[str]], mode: Mode, by: By
) -> Iterator[list[str]]:
    """Each pair with its change and verdict, and the joined verdict of its rater (and `referral`, if that is a column).

    Raises FileFault for a missing column.
    """
    place = {name.lower(): number for number, name in enumerate(heading)}
    if missing := [name for name in CHANGE_NEEDS if name not in place]:
        raise FileFault(f"The file needs a column {missing[0]}. It needs {', '.join(CHANGE_NEEDS)}")
    read = [_changed(row, place, mode, by) for row in rows]
    verdicts: dict[tuple[str, str], list[Verdict]] = {}
    for one in read:
        verdicts.setdefault(one.group, []).append(one.changed.verdict)
    all_of_it = {group: joined(found).value for group, found in verdicts.items()}
    for one in read:
        found = one.changed
        added = [said(found.change), said(found.threshold), found.verdict.value, found.reason]
        yield [*one.cells, *added, all_of_it[one.group]]


def _changed(row: list[str], place: dict[str, int], mode: Mode, by: By) -> _Row:
    def cell(name: str) -> str:
        return row[place[name]] if name in place else ""

    made = _Row(row, (cell("referral"), cell("rater").lower()))
    wrong: list[str] = []
    first, last = (_number(cell(name)) for name in ("first", "last"))
    wrong += [
        f"{name}: “{cell(name)}” is not a number"
        for name in ("first", "last")
        if _number(cell(name)) == math.inf
    ]
    about = about_of(cell("age"), cell("sex"), cell("school_year"), wrong)
    wrong += [f"{name}: no score" for name in ("first", "last") if not cell(name)]
    try:
        one = instrument(cell("instrument"))
    except UnknownInstrument:
        wrong.append(f"There is no instrument “{cell('instrument')}”")
        one = None
    scale = next((each for each in one.scales if each.id == cell("scale")), None) if one else None
    if one and scale is None:
        wrong.append(f"{one.short} has no scale “{cell('scale')}”")
    if one and cell("rater").lower() not in one.raters:
        wrong.append(f"{one.short} is not filled in by “{cell('rater')}”")
    if one is None or scale is None or wrong:
        made.changed = Changed(Verdict.NOT_ASSESSABLE, reason="; ".join(wrong))
        return made
    made.changed = changed(one, scale, first, last, about=about, mode=mode, by=by)
    return made
