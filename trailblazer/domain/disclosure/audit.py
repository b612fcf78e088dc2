"""What could be worked out from a table of counts, and which further figures are hidden so that nothing can.

A table whose figures add up is a network: people flow from the total through a row, a cell and a column back to the
total, and each figure that is shown keeps the flow through its arc between two bounds. Another table looks exactly the
same to whoever reads it if it differs from ours by flow along closed ways of this network within the bounds. So the
least and the greatest value that a hidden figure could have are found by pushing flow round through its arc, exactly
and in whole numbers (the matrix of a network is totally unimodular, so no value between the two is missing).
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from trailblazer.domain.disclosure.figures import Level, Rule

NO_BOUND = 10**12


@dataclass
class Arc:
    """One figure: how many people there are, and between what bounds whoever reads the table knows them to be.

    `order` says what is rather hidden than what: 0 a cell, then the smaller totals, and the grand total last.
    `parts` is how many people its cells hold at least, as far as their noughts tell. `floor` is how many it holds at
    least as everybody knows who reads that it is divided. Not published: no bounds.
    """

    tail: int
    head: int
    count: int
    order: int
    level: Level
    is_published: bool = True
    parts: int = 0
    floor: int = 0
    is_hidden: bool = False
    low: int = 0
    high: int = NO_BOUND


@dataclass
class Network:
    """The figures of one table, which are audited and hidden together."""

    rule: Rule
    arcs: list[Arc] = field(default_factory=list)
    is_wide: bool = False
    ways: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, arc: Arc) -> Arc:
        if arc.is_published:
            arc.is_hidden = self.rule.hides(arc.count)
            if arc.is_hidden:
                arc.low, arc.high = self.rule.least_hidden, self.rule.smallest_shown - 1
            else:
                arc.low, arc.high = self.rule.interval(arc.count, arc.level)
        number = len(self.arcs)
        self.arcs.append(arc)
        self.ways.setdefault(arc.tail, []).append((number, 1))
        self.ways.setdefault(arc.head, []).append((number, -1))
        return arc

    def protect(self) -> None:
        """Hides further figures until every hidden one is as uncertain as the criterion asks. Always ends.

        At worst every figure on the way of a small cell is hidden, and then nothing holds it. What is hidden follows
        from the figures as they would be shown, never from the counts behind them.
        """
        hidden = [number for number, arc in enumerate(self.arcs) if arc.is_hidden]
        small = {number for number in hidden if self.rule.hides(self.arcs[number].count)}
        waiting = deque(hidden)
        while waiting:
            number = waiting[0]
            held_by = self._held(number) if number in small else self._fixed(number)
            if held_by is None:
                waiting.popleft()
                continue
            was_wide = self.is_wide
            self._widen()
            more = self._hide_with(number, held_by)
            if not more and was_wide:
                # Only a nought that was hidden before may be given away, by the noughts around it: never a person.
                assert not self.arcs[number].count, "whatever holds a figure of a wide table can be hidden"
                waiting.popleft()
            waiting.extend(more)

    def keep_hidden(self, number: int) -> None:
        """A figure that was hidden before stays so, whatever it is now: it may be any number, none among them."""
        self._widen()
        arc = self.arcs[number]
        arc.is_hidden, arc.low, arc.high = True, arc.floor, NO_BOUND

    def _held(self, number: int) -> list[int] | None:
        """What keeps a small figure from being anything from the least to the greatest that the rule hides."""
        arc = self.arcs[number]
        least = max(arc.parts, self.rule.least_hidden)
        most = max(self.rule.smallest_shown - 1, least + 1)
        down = self._stopped(number, arc.count - least, -1)
        return down if down is not None else self._stopped(number, most - arc.count, 1)

    def _fixed(self, number: int) -> list[int] | None:
        """What keeps a larger hidden figure from being anything else than it is."""
        stopped = self._stopped(number, 1, 1)
        return None if stopped is None or self._stopped(number, 1, -1) is None else stopped

    def _stopped(self, number: int, wanted: int, way: int) -> list[int] | None:
        """Pushes flow through an arc. None if all that is wanted goes through, or else what stops it."""
        moved: dict[int, int] = {}
        arc = self.arcs[number]
        start, goal = (arc.head, arc.tail) if way > 0 else (arc.tail, arc.head)
        while wanted > 0:
            came_by = self._reached(moved, start, goal, number)
            if goal not in came_by:
                return list(self._across(set(came_by)))
            wanted -= self._pushed(moved, came_by, goal, wanted)
        return None

    def _reached(
        self, moved: dict[int, int], start: int, goal: int, without: int
    ) -> dict[int, tuple[int, int]]:
        """Each point that flow from the start can get to, with the arc and the direction by which it came."""
        came_by = {start: (-1, 0)}
        queue = deque([start])
        while queue:
            for number, way in self.ways[queue.popleft()]:
                arc = self.arcs[number]
                there = arc.head if way > 0 else arc.tail
                if there not in came_by and number != without and self._room(moved, number, way):
                    came_by[there] = (number, way)
                    if there == goal:
                        return came_by
                    queue.append(there)
        return came_by

    def _room(self, moved: dict[int, int], number: int, way: int) -> int:
        arc = self.arcs[number]
        count = arc.count + moved.get(number, 0)
        return arc.high - count if way > 0 else count - arc.low

    def _pushed(
        self, moved: dict[int, int], came_by: dict[int, tuple[int, int]], goal: int, wanted: int
    ) -> int:
        steps = []
        number, way = came_by[goal]
        while number >= 0:
            steps.append((number, way))
            arc = self.arcs[number]
            number, way = came_by[arc.tail if way > 0 else arc.head]
        amount = min([wanted, *(self._room(moved, number, way) for number, way in steps)])
        for number, way in steps:
            moved[number] = moved.get(number, 0) + way * amount
        return amount

    def _across(self, inside: set[int]) -> Iterator[int]:
        """The shown figures at which the flow stopped. Hiding any of them lets it go on."""
        for number, arc in enumerate(self.arcs):
            is_shown = arc.is_published and not arc.is_hidden and arc.count > 0
            if is_shown and (arc.tail in inside) != (arc.head in inside):
                yield number

    def _widen(self) -> None:
        """From here on a hidden figure may also be a larger one, and the table says so."""
        if not self.is_wide:
            self.is_wide = True
            for arc in self.arcs:
                if arc.is_hidden:
                    arc.high = NO_BOUND

    def _hide_with(self, number: int, held_by: list[int]) -> list[int]:
        """Hides the figure that is missed least: a cell before a total, and the smaller as it would be shown.

        Of several that would be shown alike, the choice must not tell which of those now hidden is the small one. So
        they and the small one are taken in pairs in their order (the last three together), and its pair is hidden:
        had the two changed places, the table would look the same.
        """
        ranks = {one: (self.arcs[one].order, self.arcs[one].high) for one in held_by}
        if not ranks:
            return []
        alike = sorted([number, *(one for one in ranks if ranks[one] == min(ranks.values()))])
        at = alike.index(number)
        three = len(alike) - 3 if len(alike) % 2 else len(alike)
        pair = alike[three:] if at >= three else alike[at - at % 2 : at - at % 2 + 2]
        hidden = [one for one in pair if one != number]
        for one in hidden:
            arc = self.arcs[one]
            least = max(self.rule.least_hidden, arc.floor)
            arc.is_hidden, arc.low, arc.high = True, least, NO_BOUND
        return hidden
