"""A file of first and last scores with what became of each, and of all of one rater: `trailblazer change`."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument
from trailblazer.domain.instruments.change import Changed, Mode, Verdict, changed, joined
from trailblazer.domain.instruments.facts import Instrument, Scale
from trailblazer.domain.instruments.norms import About, By
from trailblazer.outcomes.csv_files import CsvFile, FileFault, Row
from trailblazer.outcomes.scored_files import about_of, as_number, said

NEEDED = ("instrument", "scale", "rater", "first", "last")
KNOWN = (*NEEDED, "age", "sex", "school_year", "referral")
ADDED = ("change", "threshold", "verdict", "reason", "joined")


@dataclass(frozen=True)
class Pairs:
    """A file of pairs. It is read twice: the joined verdict needs every row before the first is written."""

    file: CsvFile
    mode: Mode
    by: By
    with_t: bool = True

    def __post_init__(self) -> None:
        place = self.file.place
        if missing := [name for name in NEEDED if name not in place]:
            words = "a column" if len(missing) == 1 else "columns"
            raise FileFault(f"The file needs {words} for {', '.join(missing)}. It needs {', '.join(NEEDED)}")
        if clash := [name for name in self.file.heading if name.casefold() in ADDED]:
            raise FileFault(f"The column {clash[0]} is one that is written here: give yours another name")

    @property
    def heading(self) -> list[str]:
        return [*self.file.heading, *ADDED]

    @property
    def unknown(self) -> list[str]:
        """The names of the columns that are not known here."""
        return [name for name in self.file.heading if name and name.casefold() not in KNOWN]

    def rows(self) -> Iterator[list[str]]:
        """Each pair with its change and verdict, and the joined verdict of its rater: in its referral, if there is such
        a column, else in the whole file.
        """
        together: dict[tuple[str, str], Verdict] = {}
        for row in self.file.rows():
            group = self._group(row)
            verdicts = [self._changed(row).verdict, together.get(group, Verdict.NOT_ASSESSABLE)]
            together[group] = joined(verdicts)
        for row in self.file.rows():
            found = self._changed(row)
            added = [said(found.change), said(found.threshold), found.verdict.value, found.reason]
            yield [*row.cells, *added, together[self._group(row)].value]

    def _cell(self, row: Row, name: str) -> str:
        place = self.file.place.get(name)
        return "" if place is None else row.cells[place].strip()

    def _group(self, row: Row) -> tuple[str, str]:
        return self._cell(row, "referral"), self._cell(row, "rater").casefold()

    def _changed(self, row: Row) -> Changed:
        about, wrong = about_of(*(self._cell(row, name) for name in ("age", "sex", "school_year")))
        faults = [*filter(None, [row.too_many, row.too_few])]
        first, last = (as_number(self._cell(row, name)) for name in ("first", "last"))
        for name, number in (("first", first), ("last", last)):
            if math.isnan(number):
                faults.append(f"{name}: no score")
            elif math.isinf(number):
                faults.append(f"{name}: “{self._cell(row, name)}” is not a number")
        one, scale, unknown = self._scale(row)
        if scale and scale.has_t:
            faults += wrong  # elsewhere nothing hangs on them
        if one is None or scale is None or faults or unknown:
            return Changed(Verdict.NOT_ASSESSABLE, reason="; ".join([*unknown, *faults]))
        return self._judged(one, scale, first, last, about)

    def _scale(self, row: Row) -> tuple[Instrument | None, Scale | None, list[str]]:
        named, scale_id, rater = (self._cell(row, name) for name in ("instrument", "scale", "rater"))
        try:
            one = instrument(named)
        except UnknownInstrument:
            return None, None, [f"there is no instrument “{named}”"]
        faults = []
        scale = next((each for each in one.scales if each.id == scale_id), None)
        if scale is None:
            known = ", ".join(each.id for each in one.scales) or "no scores at all"
            faults.append(f"{one.short} has no scale “{scale_id}”, but {known}")
        if not rater:
            faults.append(f"rater: nobody is named, and {one.short} is filled in by {', '.join(one.raters)}")
        elif rater.casefold() not in one.raters:
            faults.append(f"{one.short} is not filled in by “{rater}”, but by {', '.join(one.raters)}")
        return one, scale, faults

    def _judged(self, one: Instrument, scale: Scale, first: float, last: float, about: About) -> Changed:
        if scale.change and scale.change.on == "t" and not self.with_t:
            return Changed(Verdict.NOT_ASSESSABLE, None, scale.change.value, "T scores are switched off here")
        return changed(one, scale, first, last, about=about, mode=self.mode, by=self.by)
