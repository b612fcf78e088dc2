"""How many open courses somebody usually holds, and how many more there is room for. It is shown, and stops nobody.

Source: trailblazer/data/capacity.toml.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DAYS_OF_A_WHOLE_WEEK = 5


@cache
def usual() -> dict[str, int]:
    """The open courses of a whole-time person, by code of "staff_roles"."""
    path = files("trailblazer") / "data" / "capacity.toml"
    return {
        str(code): int(count)
        for code, count in tomllib.loads(path.read_text(encoding="utf-8"))["usual"].items()
    }


@dataclass(frozen=True)
class Capacity:
    """Open courses beside the usual number for this post and this part of a whole week. None: not known.

    The usual numbers are of one-to-one courses: those of members of a group are counted beside them.
    """

    held: int  # with one young person or family at a time
    usual: int | None
    part: float | None = None  # of a whole-time post, above 0 to 1
    in_groups: int = 0

    @classmethod
    def of(cls, held: int, post: str, part: float | None = None, in_groups: int = 0) -> "Capacity":
        """`part` is that of a whole-time post, from above 0 to 1; unknown counts as a whole one."""
        most = usual().get(post)
        if most is None:
            return cls(held, None, part, in_groups)
        return cls(held, max(1, round(most * (1.0 if part is None else part))), part, in_groups)

    @property
    def all(self) -> int:
        return self.held + self.in_groups

    @property
    def room(self) -> int | None:
        """How many more there is room for: below 0 where there are too many."""
        return None if self.usual is None else self.usual - self.held

    @property
    def words(self) -> str:
        """9 of 14, room for 5, and 12 in groups"""
        beside = f", and {self.in_groups} in groups" if self.in_groups else ""
        return f"{self._alone}{beside}"

    @property
    def _alone(self) -> str:
        if self.room is None or self.usual is None:
            return f"{self.held} open"
        if self.room > 0:
            return f"{self.held} of {self.usual}, room for {self.room}"
        return (
            f"{self.held} of {self.usual}, full"
            if self.room == 0
            else f"{self.held} of {self.usual}, {-self.room} over"
        )

    @property
    def days(self) -> str:
        """How much of the week they work, to the nearest half day; nothing where it is not known."""
        if self.part is None:
            return ""
        halves = max(1, round(self.part * DAYS_OF_A_WHOLE_WEEK * 2))
        number = f"{halves // 2}" if halves % 2 == 0 else f"{halves / 2:.1f}"
        return f"{number} {'day' if halves == 2 else 'days'} a week"

    @property
    def is_over(self) -> bool:
        return self.room is not None and self.room < 0
