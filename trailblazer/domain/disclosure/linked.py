"""People who are counted in several ways at once, and whose figures are protected together.

The same young people by year group, by sex and by need are three lines with one total: each may be safe by itself, and
all three together give a hidden figure away. So they are one network: the people flow through the parts of the first
division, then through those of the second, and so on, and a part may be divided again. Parts of which nobody is told
(`is_published=False`) say only that one group lies within another: those who were helped came to at least one contact.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from trailblazer.domain.disclosure.audit import Arc, Network
from trailblazer.domain.disclosure.figures import (
    _MADE_HERE,
    Figure,
    Level,
    Rule,
    as_figure,
    checked,
    percentage,
)
from trailblazer.domain.disclosure.protecting import END, START
from trailblazer.domain.disclosure.tables import Place, Row, Table

Path = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Some people: what they are called, how many they are, and each way in which all of them are divided.

    `known_least` is how many they are at least as everybody knows, where fewer would not have been divided. A part that
    `is_spare` is missed less than any other, and so is hidden before them where something must be.
    """

    name: str
    count: int
    divisions: "tuple[Division, ...]" = ()
    is_published: bool = True
    known_least: int = 0
    is_spare: bool = False


@dataclass(frozen=True)
class Division:
    """One way to divide people: every one of them is in one part, and in no other."""

    name: str
    parts: tuple[Part, ...]


class Linked:
    """The protected figures of people and of all their parts by their paths, such as ("Helped", "Sex", "Girls")."""

    def __init__(self, root: Part, figures: dict[Path, Figure], rule: Rule, *, is_wide: bool) -> None:
        self.root, self.figures, self.rule, self.is_wide = root, figures, rule, is_wide

    @property
    def hidden(self) -> frozenset[Path]:
        return frozenset(path for path, figure in self.figures.items() if figure.is_hidden)

    def line(
        self, path: Path, division: str, *, heading: str = "Number", total: str = "Total", rate: str = ""
    ) -> Table:
        """A division of the people at this path as rows, and their total. `rate` heads a column of how many in 100."""
        whole, rows = self.figures[path], []
        for part in _at(self.root, path, division).parts:
            if part.is_published:
                rows.append((part.name, Place.ROW, self.figures[*path, division, part.name]))
        rows.append((total, Place.TOTAL, whole))
        columns = (heading, rate) if rate else (heading,)
        return self._table(
            columns,
            [
                Row(name, "", place, (one, percentage(one, whole)) if rate else (one,))
                for name, place, one in rows
            ],
        )

    def grid(self, path: Path, *, total: str = "Total") -> Table:
        """Every division of the people at this path as a row, where all have the same parts."""
        divisions = _node(self.root, path).divisions
        columns = tuple(part.name for part in divisions[0].parts)
        if any(tuple(part.name for part in one.parts) != columns for one in divisions):
            raise ValueError("Rows of one table have the same columns")
        rows = [
            Row(one.name, "", Place.ROW, tuple(self.figures[*path, one.name, name] for name in columns))
            for one in divisions
        ]
        return self._table(columns, rows)

    def _table(self, columns: tuple[str, ...], rows: list[Row]) -> Table:
        return Table(key=_MADE_HERE, columns=columns, rows=tuple(rows), rule=self.rule, is_wide=self.is_wide)


def _node(part: Part, path: Path) -> Part:
    """The part at a path that begins with `part` itself. Raises KeyError."""
    if path[:1] != (part.name,):
        raise KeyError(path)
    for at in range(1, len(path), 2):
        found = next((one for one in part.divisions if one.name == path[at]), None)
        inner = next((one for one in found.parts if one.name == path[at + 1]), None) if found else None
        if inner is None:
            raise KeyError(path)
        part = inner
    return part


def _at(root: Part, path: Path, division: str) -> Division:
    found = next((one for one in _node(root, path).divisions if one.name == division), None)
    if found is None:
        raise KeyError(division)
    return found


def protect_linked(
    root: Part, *, hidden: Collection[Path] = (), rule: Rule = Rule.OURS, level: Level = Level.SCHOOL
) -> Linked:
    """Protects people and all their parts together. What is in `hidden` was hidden before, and stays so.

    Raises ValueError for a count that is not a whole number from 0 up, and for a division that loses or adds somebody.
    """
    drawing = _Drawing(Network(rule), level, frozenset(hidden))
    drawing.draw(root, (root.name,), START, END)
    drawing.network.add(Arc(END, START, root.count, 0, level, is_published=False))
    drawing.hold_apart(root, (root.name,))
    for path in drawing.hidden:
        if path in drawing.arcs:
            drawing.network.keep_hidden(drawing.numbers[path])
    drawing.network.protect()
    is_wide = drawing.network.is_wide
    figures = {
        path: as_figure(arc.count, rule, level, is_hidden=arc.is_hidden, in_wide_table=is_wide)
        for path, arc in drawing.arcs.items()
        if arc.is_published
    }
    return Linked(root, figures, rule, is_wide=is_wide)


class _Drawing:
    """The network of linked people: every part an arc, the divisions of a part one after another."""

    def __init__(self, network: Network, level: Level, hidden: frozenset[Path]) -> None:
        self.network, self.level, self.hidden = network, level, hidden
        self.arcs: dict[Path, Arc] = {}
        self.numbers: dict[Path, int] = {}
        self.points = END

    def draw(self, part: Part, path: Path, tail: int, head: int) -> None:
        first = self._point() if part.divisions else head
        order = -1 if part.is_spare else _height(part)
        arc = Arc(tail, first, checked(part.count), order, self.level, part.is_published)
        arc.floor = part.known_least
        self.numbers[path] = len(self.network.arcs)
        self.arcs[path] = self.network.add(arc)
        at = first
        for place, division in enumerate(part.divisions, start=1):
            if sum(one.count for one in division.parts) != part.count:
                raise ValueError(f"{division.name} does not divide all of {part.name}, each once")
            to = head if place == len(part.divisions) else self._point()
            for one in division.parts:
                self.draw(one, (*path, division.name, one.name), at, to)
            at = to

    def _point(self) -> int:
        self.points += 1
        return self.points

    def hold_apart(self, part: Part, path: Path, least: int = 0) -> None:
        """How many people each part holds at least, as far as the noughts that are shown tell: somebody who is in one
        of four year groups that are not nought makes four; and a part that nobody but itself shares is its whole.
        """
        arc = self.arcs[path]
        arc.parts = max(self._parts(part, path), least)
        for division in part.divisions:
            shared = [one for one, inner in _inner(part, path, division) if self._may_hold(one, inner)]
            for one, inner in _inner(part, path, division):
                is_alone = shared == [one]
                self.hold_apart(one, inner, arc.parts if is_alone else 0)

    def _may_hold(self, part: Part, path: Path) -> bool:
        return part.count > 0 or not part.is_published or path in self.hidden

    def _parts(self, part: Part, path: Path) -> int:
        is_some = part.count > 0 and part.is_published and path not in self.hidden
        own = max(int(is_some), part.known_least)
        of_divisions = (
            sum(self._parts(one, inner) for one, inner in _inner(part, path, division))
            for division in part.divisions
        )
        return max([own, *of_divisions])


def _inner(part: Part, path: Path, division: Division) -> Iterator[tuple[Part, Path]]:
    return ((one, (*path, division.name, one.name)) for one in division.parts)


def _height(part: Part) -> int:
    """A cell is hidden before a total of cells, and that before the total of all."""
    inner = [_height(one) for division in part.divisions for one in division.parts]
    return 1 + max(inner) if inner else 0
