"""A protected table: what can be seen of it, what may stand beside its figures, and parts of several in one."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple, SupportsFloat

from trailblazer.domain.disclosure.figures import (
    _MADE_HERE,
    Figure,
    Refused,
    Rule,
    Sealed,
    mean_of,
    number_beside,
    percentage,
)


class Place(Enum):
    """Where a row stands: one of the things counted, the total of a group of them, or of all."""

    ROW = "row"
    GROUP = "group"
    TOTAL = "total"


class Row(NamedTuple):
    """One row: its name, the group it belongs to ("" where there are none), and a figure for each column."""

    name: str
    group: str
    place: Place
    figures: tuple[Figure, ...]


class Table(Sealed):
    """A protected table: the names of its columns, and rows of as many figures. The counts are not in it.

    `is_wide` says that figures larger than the rule hides may be hidden too, so that none of the small ones can be
    worked out; the words of a hidden figure then do not say how small it is.
    """

    __slots__ = ("columns", "is_wide", "rows", "rule")
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    rule: Rule
    is_wide: bool

    @property
    def in_words(self) -> str:
        """The rule of this table, for its foot."""
        more = " Larger figures may be hidden too, so that none of these can be worked out."
        return self.rule.in_words + (more if self.is_wide else "")

    def figure(self, row: str, column: str, *, group: str = "") -> Figure:
        """The figure in a row of a group. Raises KeyError where there is none."""
        place = self._place(column)
        for one in self.rows:
            if (one.name, one.group) == (row, group):
                return one.figures[place]
        raise KeyError(row)

    def with_percentages(self, heading: str, *, part: str, of: str) -> "Table":
        """This table with one more column: how many in a hundred one column is of another, from protected counts.

        Raises KeyError for a column that is not there, ValueError for a heading that is.
        """
        part_at, of_at = self._place(part), self._place(of)
        return self._with(
            heading, [percentage(row.figures[part_at], row.figures[of_at]) for row in self.rows]
        )

    def with_means(
        self, heading: str, values: Callable[[Row], Sequence[SupportsFloat]], *, of: str
    ) -> "Table":
        """This table with one more column of averages. `values` gives those of each row, one for each person of `of`.

        Raises KeyError for a column that is not there, ValueError for a heading that is or for values of other people.
        """
        at = self._place(of)
        return self._with(heading, [mean_of(values(row), base=row.figures[at]) for row in self.rows])

    def with_numbers(self, heading: str, numbers: Mapping[str, int | float], *, of: str) -> "Table":
        """This table with one more column: numbers of things that are no people, by the name of their row.

        Each is given only beside people who are shown, and a total only where all of its rows are, or it would tell the
        one that is not. Raises KeyError for a column or a row that is not there, ValueError for a heading that is.
        """
        at = self._place(of)
        beside = {row: row.figures[at] for row in self.rows}
        hidden = next((people for people in beside.values() if people.is_hidden), None)
        for row in self.rows:
            if hidden is not None and row.place is not Place.ROW:
                beside[row] = hidden
        return self._with(
            heading, [number_beside(numbers[row.name], people=people) for row, people in beside.items()]
        )

    def _place(self, column: str) -> int:
        if column not in self.columns:
            raise KeyError(column)
        return self.columns.index(column)

    def _with(self, heading: str, figures: Sequence[Figure]) -> "Table":
        if heading in self.columns:
            raise ValueError(f"There is a column {heading}")
        rows = tuple(
            row._replace(figures=(*row.figures, figure))
            for row, figure in zip(self.rows, figures, strict=True)
        )
        return Table(
            key=_MADE_HERE, columns=(*self.columns, heading), rows=rows, rule=self.rule, is_wide=self.is_wide
        )


def gathered(tables: Mapping[str, Table], row: str) -> Table:
    """One row of each of several protected tables with the same columns, as a table named after them.

    Raises ValueError for no tables or other columns, KeyError where one has no such row.
    """
    kept = list(tables.values())
    if not kept or any(one.columns != kept[0].columns or one.rule is not kept[0].rule for one in kept):
        raise ValueError("Tables that are gathered have the same columns")
    rows = tuple(
        Row(name, "", Place.ROW, tuple(one.figure(row, column) for column in one.columns))
        for name, one in tables.items()
    )
    is_wide = any(one.is_wide for one in kept)
    return Table(key=_MADE_HERE, columns=kept[0].columns, rows=rows, rule=kept[0].rule, is_wide=is_wide)


def side_by_side(tables: Mapping[str, Table], column: str) -> Table:
    """One column of each of several protected tables with the same rows, as the columns of one, named after them.

    Nothing is worked out anew: the same people in two of them are not protected against each other by this.
    Raises ValueError for no tables, other rows or other rules, KeyError where one has no such column.
    """
    kept = list(tables.values())
    names = [[(row.name, row.group, row.place) for row in one.rows] for one in kept]
    if not kept or any(one != names[0] for one in names) or any(one.rule is not kept[0].rule for one in kept):
        raise ValueError("Tables that are set side by side have the same rows")
    rows = tuple(
        row._replace(figures=tuple(one.rows[at].figures[one._place(column)] for one in kept))
        for at, row in enumerate(kept[0].rows)
    )
    is_wide = any(one.is_wide for one in kept)
    return Table(key=_MADE_HERE, columns=tuple(tables), rows=rows, rule=kept[0].rule, is_wide=is_wide)


def must_be_table(table: object) -> Table:
    """The table, if it is a protected one. Raises Refused for anything else."""
    if not isinstance(table, Table):
        raise Refused("Only a protected table goes out: see trailblazer.domain.disclosure")
    return table
