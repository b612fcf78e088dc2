"""Tables of counts that are protected as a whole: a line with its total, a table with margins, teams with schools."""

from collections import Counter
from collections.abc import Mapping

from trailblazer.domain.disclosure.audit import Arc, Network
from trailblazer.domain.disclosure.figures import _MADE_HERE, Figure, Level, Rule, as_figure, checked
from trailblazer.domain.disclosure.tables import Place, Row, Table

CELL, TOTAL_OF_ROW, TOTAL_OF_GROUP, TOTAL_OF_COLUMN, GRAND_TOTAL = range(5)
START, END = 0, 1


def protect_line(
    counts: Mapping[str, int],
    *,
    heading: str = "Number",
    total: str = "Total",
    rule: Rule = Rule.OURS,
    level: Level = Level.TEAM,
) -> Table:
    """Numbers of people in groups that do not overlap, in one column, and their total in the last row.

    Give every group, those with nobody too: a row that is left out tells something.
    Raises ValueError for no counts, for one that is not a whole number from 0 up, and for a group called as the total.
    """
    return protect_table(
        {name: {heading: count} for name, count in counts.items()}, total=total, rule=rule, level=level
    )


def protect_table(
    counts: Mapping[str, Mapping[str, int]],
    *,
    total: str = "Total",
    rule: Rule = Rule.OURS,
    level: Level = Level.TEAM,
) -> Table:
    """Numbers of people by row and column, with a total of each row, of each column, and of all.

    No person is in two cells. What is a part of something else is given with its rest (*helped* and *not yet helped*,
    whose total is *asked*), never as a column beside it. One column has no total of rows.
    Raises ValueError for no counts, for one that is not a whole number from 0 up, for rows with other columns, and for
    a name that is the total's.
    """
    return _Counts({"": counts}, total, rule, (level, level), is_nested=False).protected()


def protect_nested(
    counts: Mapping[str, Mapping[str, Mapping[str, int]]],
    *,
    total: str = "Total",
    rule: Rule = Rule.OURS,
    level: Level = Level.SCHOOL,
    level_of_groups: Level = Level.TEAM,
) -> Table:
    """Numbers of people by group, row and column: teams, the schools of each, and what is counted there.

    Each group has a row of totals (its `group` is itself) before its rows; the total of all is the last. All figures
    are protected together, so that none can be worked out from another level. Raises as `protect_table`.
    """
    return _Counts(counts, total, rule, (level, level_of_groups), is_nested=True).protected()


def least_answers(answers: int, *, level: Level = Level.SCHOOL) -> int:
    """How many people a row of so many possible answers must have, for each small figure to be anything from 1 to 7
    even for somebody who knows exactly how many they are.
    """
    rule = Rule.OURS
    return max(level.smallest_base, rule.smallest_shown - 1 + answers - 1)


def protect_answers(counts: Mapping[str, Mapping[str, int]], *, total: str = "Total") -> Table:
    """How many in each group gave each answer to one of several questions, with a total of each row and of all.

    The same people answered the other questions too, so that the tables together could tell how many there are in a
    group. The table is therefore made as if everybody knew that number exactly: no other table of the same people adds
    to what can be worked out from it. Raises as `protect_table`, and ValueError for a group smaller than
    `least_answers`.
    """
    level = Level.SCHOOL
    made = _Counts({"": counts}, total, Rule.OURS, (level, level), is_nested=False, knows_bases=True)
    least = least_answers(len(made.columns), level=level)
    if not made.has_row_totals or any(made.sums["", row, None] < least for row in counts):
        raise ValueError(f"Each group has {least} answers or more, and there is more than one answer")
    return made.protected()


class _Counts:
    """The counts of a table on their way to being protected, with the network of its figures."""

    def __init__(
        self,
        counts: Mapping[str, Mapping[str, Mapping[str, int]]],
        total: str,
        rule: Rule,
        levels: tuple[Level, Level],
        *,
        is_nested: bool,
        knows_bases: bool = False,
    ) -> None:
        self.knows_bases = knows_bases
        self.counts = {
            group: {
                row: {column: checked(count) for column, count in cells.items()}
                for row, cells in rows.items()
            }
            for group, rows in counts.items()
        }
        self.total, self.rule, self.is_nested = total, rule, is_nested
        self.level, self.level_of_groups = levels
        self.columns = self._columns()
        self.has_row_totals = len(self.columns) > 1
        self.network = Network(rule)
        self.points = END
        self.sums: Counter[tuple[str | None, ...]] = Counter()
        self.parts: Counter[tuple[str | None, ...]] = Counter()
        for group, rows in self.counts.items():
            for row, cells in rows.items():
                for column, count in cells.items():
                    self._count(group, row, column, count)

    def _count(self, group: str, row: str, column: str, count: int) -> None:
        """Adds a cell to itself and to every total it is part of."""
        for key in (
            (group, row, column),
            (group, row, None),
            (group, None, column),
            (group, None, None),
            (None, None, column),
            (None, None, None),
        ):
            self.sums[key] += count
            self.parts[key] += min(count, self.rule.least_hidden)

    def _columns(self) -> tuple[str, ...]:
        rows = [cells for rows in self.counts.values() for cells in rows.values()]
        columns = tuple(rows[0]) if rows else ()
        if not columns or any(tuple(cells) != columns for cells in rows) or not all(self.counts.values()):
            raise ValueError(
                "A table has rows, in every group, that all have the same columns in the same order"
            )
        names = {*columns, *self.counts, *(row for rows in self.counts.values() for row in rows)}
        if self.total in names:
            raise ValueError(f"Only the total of all is called {self.total}")
        return columns

    def protected(self) -> Table:
        arcs = self._drawn()
        self.network.protect()
        rows = []
        for group, names in self.counts.items():
            if self.is_nested:
                rows.append(Row(group, group, Place.GROUP, self._figures(arcs, (group, None))))
            rows += [Row(row, group, Place.ROW, self._figures(arcs, (group, row))) for row in names]
        rows.append(Row(self.total, "", Place.TOTAL, self._figures(arcs, (None, None))))
        columns = (*self.columns, self.total) if self.has_row_totals else self.columns
        is_wide = self.network.is_wide
        return Table(key=_MADE_HERE, columns=columns, rows=tuple(rows), rule=self.rule, is_wide=is_wide)

    def _figures(
        self, arcs: dict[tuple[str | None, ...], Arc], row: tuple[str | None, str | None]
    ) -> tuple[Figure, ...]:
        columns = (*self.columns, None) if self.has_row_totals else self.columns
        found = [arcs[(*row, column)] for column in columns]
        return tuple(
            as_figure(
                arc.count, self.rule, arc.level, is_hidden=arc.is_hidden, in_wide_table=self.network.is_wide
            )
            for arc in found
        )

    def _drawn(self) -> dict[tuple[str | None, ...], Arc]:
        """Every figure as an arc: start, group, row, cell, column of the group, column, end, and back by the total.

        A total is known by (group, row, column) with None for what it is the total over.
        """
        arcs: dict[tuple[str | None, ...], Arc] = {}
        ends = {column: self._point() for column in self.columns}
        for group, rows in self.counts.items():
            here = self._point()
            arcs[group, None, None] = self._arc(START, here, (group, None, None), TOTAL_OF_GROUP)
            inner = {column: self._point() for column in self.columns}
            for row in rows:
                at = self._point()
                arcs[group, row, None] = self._arc(here, at, (group, row, None), TOTAL_OF_ROW)
                for column in self.columns:
                    arcs[group, row, column] = self._arc(at, inner[column], (group, row, column), CELL)
            for column in self.columns:
                arc = self._arc(inner[column], ends[column], (group, None, column), TOTAL_OF_GROUP)
                arcs[group, None, column] = arc
        for column in self.columns:
            arcs[None, None, column] = self._arc(ends[column], END, (None, None, column), TOTAL_OF_COLUMN)
        arcs[None, None, None] = self._arc(END, START, (None, None, None), GRAND_TOTAL)
        return arcs

    def _point(self) -> int:
        self.points += 1
        return self.points

    def _arc(self, tail: int, head: int, key: tuple[str | None, ...], order: int) -> Arc:
        group, row, column = key
        arc = Arc(
            tail,
            head,
            self.sums[key],
            order,
            self.level_of_groups if self.is_nested and row is None else self.level,
            is_published=self._is_published(group, row, column),
            parts=self.parts[key],
        )
        if self.knows_bases and self._is_known(key):
            arc.is_published, arc.low, arc.high = False, arc.count, arc.count
        return self.network.add(arc)

    def _is_known(self, key: tuple[str | None, ...]) -> bool:
        """Where bases are known: these, and what follows from them. A row of one answer only has everybody in it."""
        group, row, column = key
        if column is None:
            return True
        rows = [row] if row is not None else list(self.counts[group or ""])
        counts = [(self.sums["", one, column], self.sums["", one, None]) for one in rows]
        return all(count in (0, base) for count, base in counts)

    def _is_published(self, group: str | None, row: str | None, column: str | None) -> bool:
        """One column is its own total of rows, and without groups there is no total of a group."""
        if group is not None and row is None and not self.is_nested:
            return False
        return self.has_row_totals or column is not None
