"""A file of forms, scored in portions and written in the same order: `trailblazer score`."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.instruments.norms import About, By, version
from trailblazer.outcomes.csv_files import CsvFile, FileFault, Row

if TYPE_CHECKING:
    from trailblazer.domain.instruments.tables import Column, Floats, Table

AT_ONCE = 20_000
SEXES = {"m": "M", "male": "M", "1": "M", "f": "F", "female": "F", "2": "F"}
NO_NORM = {"", "other", "unknown", "u", "x", "not known", "not specified", "0", "9"}
ABOUT = ("age", "sex", "school_year")
OLDEST, LAST_YEAR = 120, 14
PARTS = ("raw", "t", "band", "answered")
LAST = ("risk", "rules", "norms", "incomplete", "errors")


@dataclass(frozen=True)
class Forms:
    """Where a file of forms has each item and what is known of the person; the rest passes through."""

    instrument: Instrument
    file: CsvFile
    items: dict[str, int]
    about: dict[str, int]
    others: tuple[int, ...]

    @property
    def kept(self) -> list[int]:
        """The columns that pass through, in front: those that are not known here, then what is known of the person."""
        return [*self.others, *self.about.values()]

    @property
    def heading(self) -> list[str]:
        groups = [f"{scale.id}_{part}" for scale in self.instrument.scales for part in PARTS]
        return [*(self.file.heading[number] for number in self.kept), *groups, *LAST]

    @property
    def unknown(self) -> list[str]:
        """The names of the columns that are not known here."""
        return [name for number in self.others if (name := self.file.heading[number])]

    @property
    def not_there(self) -> list[str]:
        """The questions that may be left out of a file and were."""
        return [item.code for item in self.instrument.items if item.code not in self.items]


def forms_of(one: Instrument, file: CsvFile) -> Forms:
    """Raises FileFault where a column of a question that counts is missing, or one bears the name of a score.

    Questions that no score is made of may be left out, and those of a supplement with a question that opens it.
    """
    place = file.place
    items = {item.code: place[item.code] for item in one.items if item.code in place}
    needed = {code for scale in one.scales if not scale.gate for code in scale.items}
    if missing := [item.code for item in one.items if item.code in needed and item.code not in items]:
        words = "a column" if len(missing) == 1 else "columns"
        raise FileFault(
            f"{one.short} needs {words} for {', '.join(missing)}. A question nobody answered is blank"
        )
    about = {name: place[name] for name in ABOUT if name in place}
    taken = {*items.values(), *about.values()}
    others = tuple(number for number in range(len(file.heading)) if number not in taken)
    forms = Forms(one, file, items, about, others)
    if clash := {name.casefold() for name in forms.unknown} & set(forms.heading[len(forms.kept) :]):
        raise FileFault(f"The column {min(clash)} is one that is written here: give yours another name")
    return forms


@dataclass
class Summary:
    """How many forms there were, and in how many something was wrong."""

    forms: int = 0
    with_errors: int = 0


def scored_rows(
    forms: Forms, by: By, *, with_t: bool = True, summary: Summary | None = None
) -> Iterator[Sequence[str]]:
    """Each form with its scores and what is wrong with it, in the order of the file."""
    rows, told = forms.file.rows(), summary or Summary()
    while portion := list(islice(rows, AT_ONCE)):
        told.forms += len(portion)
        for row in _Portion(forms, portion).scored(by, with_t):
            told.with_errors += bool(row[-1])
            yield row


@dataclass
class _Portion:
    forms: Forms
    rows: list[Row]
    errors: dict[int, list[str]] = field(default_factory=dict)

    def scored(self, by: By, with_t: bool) -> Iterable[Sequence[str]]:
        from trailblazer.domain.instruments.tables import People, score_table

        one = self.forms.instrument
        answers = self._answers()
        abouts = self._abouts()
        people = People(
            [about.age for about in abouts],
            [about.sex for about in abouts],
            [about.school_year for about in abouts],
        )
        table = score_table(one, answers, people, by=by, with_t=with_t)
        self._name_faults(table)
        columns = [[row.cells[number] for row in self.rows] for number in self.forms.kept]
        for column in table.columns.values():
            columns += _said(column)
        has_t = with_t and any(scale.has_t for scale in one.scales)
        columns += [
            numbers_said(table.risk),
            [one.version] * len(self.rows),
            [version(by) if has_t else ""] * len(self.rows),
            self._incomplete(table),
            ["; ".join(dict.fromkeys(self.errors.get(place, ()))) for place in range(len(self.rows))],
        ]
        return zip(*columns, strict=True)

    def _wrong(self, place: int, words: str) -> None:
        self.errors.setdefault(place, []).append(words)

    def _answers(self) -> "Floats":
        """The answers in the order of the form. Where cells are out of their columns, none of the row is believed."""
        import numpy as np

        answers = np.full((len(self.rows), len(self.forms.instrument.items)), np.nan)
        for number, item in enumerate(self.forms.instrument.items):
            if item.code in self.forms.items:
                column = self.forms.items[item.code]
                answers[:, number] = [as_number(row.cells[column]) for row in self.rows]
        for place, row in enumerate(self.rows):
            if row.too_few or row.too_many:
                self._wrong(place, row.too_few or f"{row.too_many}: it is not scored")
            if row.too_many:
                answers[place] = np.nan
        return answers

    def _abouts(self) -> list[About]:
        places = [self.forms.about.get(name) for name in ABOUT]
        abouts = []
        for place, row in enumerate(self.rows):
            cells = ["" if column is None else row.cells[column] for column in places]
            about, wrong = about_of(*cells)
            for words in wrong:
                self._wrong(place, words)
            if words := outside(self.forms.instrument, about.age):
                self._wrong(place, words)
            abouts.append(about)
        return abouts

    def _name_faults(self, table: "Table") -> None:
        import numpy as np

        for place, number in zip(*np.nonzero(table.impossible), strict=True):
            code = table.instrument.items[number].code
            self._wrong(int(place), fault_of(code, self.rows[place].cells[self.forms.items[code]]))
        for column in table.columns.values():
            for place in np.flatnonzero(column.why):
                self._wrong(int(place), column.reasons[column.why[place]])

    def _incomplete(self, table: "Table") -> list[str]:
        """Which scales have no score because too little of them is answered: total: 3 of 7 answered, 7 are needed."""
        import numpy as np

        said: list[list[str]] = [[] for _ in self.rows]
        for column in table.columns.values():
            needed = column.scale.needs()
            too_few = np.isnan(column.raw) & (column.answered > 0) & (column.answered < needed)
            for place in np.flatnonzero(too_few) if column.scale.items else ():
                said[place].append(
                    f"{column.scale.id}: {column.answered[place]} of {column.of} answered, {needed} are needed"
                )
        return ["; ".join(words) for words in said]


def _said(column: "Column") -> list[list[str]]:
    names = [*(band.name for band in column.scale.bands), ""]  # the last, for -1: no band
    return [
        numbers_said(column.raw),
        numbers_said(column.t),
        [names[place] for place in column.band.tolist()],
        [str(number) for number in column.answered.tolist()],
    ]


def numbers_said(numbers: "Floats") -> list[str]:
    """A column of numbers as a file has it. Each number is put into words once, because a scale has few."""
    words: dict[float, str] = {}
    return [
        "" if math.isnan(number) else words.get(number) or words.setdefault(number, said(number))
        for number in numbers.tolist()
    ]


def said(number: float | None) -> str:
    """A number as a file has it: 14 and not 14.0, every decimal that there is, nothing where there is none."""
    if number is None or math.isnan(number):
        return ""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


@lru_cache(maxsize=4096)
def as_number(cell: str) -> float:
    """The number of a cell: blank is not answered (NaN), and what is no number is infinite, which is no answer."""
    cell = cell.strip()
    if not cell:
        return math.nan
    try:
        found = math.inf if "_" in cell else float(cell)
    except ValueError:
        return math.inf
    return math.inf if math.isnan(found) else found


def fault_of(code: str, cell: str) -> str:
    """What is wrong with a cell that is no answer."""
    number = as_number(cell)
    return (
        f"{code}: {number:g} is not an answer"
        if math.isfinite(number)
        else f"{code}: “{cell.strip()}” is not a number"
    )


@lru_cache(maxsize=4096)
def about_of(age: str, sex: str, school_year: str) -> tuple[About, tuple[str, ...]]:
    """What a norm row is found by, and what is wrong with it. What cannot be is then not known."""
    wrong: list[str] = []
    age, sex, school_year = age.strip(), sex.strip(), school_year.strip()
    if sex.casefold() not in SEXES and sex.casefold() not in NO_NORM:
        wrong.append(f"sex: “{sex}” is not M, F, other or unknown")
    about = About(
        _whole(age, "age: “{}” is not an age", OLDEST, wrong),
        SEXES.get(sex.casefold(), ""),
        _whole(school_year, "school_year: “{}” is not a school year", LAST_YEAR, wrong),
    )
    return about, tuple(wrong)


def _whole(cell: str, words: str, highest: int, wrong: list[str]) -> int | None:
    number = as_number(cell)
    if math.isnan(number):
        return None
    if not 0 <= number < highest + 1:
        wrong.append(words.format(cell))
        return None
    return math.floor(number)


def outside(one: Instrument, age: int | None) -> str:
    """That somebody is of another age than those whom the questionnaire is made for. It is scored all the same."""
    if one.fits(age):
        return ""
    ages = f"{one.age_from} to {one.age_to}" if one.age_to is not None else f"{one.age_from} and older"
    return f"age: {one.short} is for {ages}, not {age}"
