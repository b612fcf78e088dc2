"""Who could help a pupil: the school's own help, the team, advice, or others, in the order in which to try them.

Four answers and no name. The order advises; whoever asks decides. Source: operating principle 2 (additional to and
integrated with what exists), guide 2.2, 2.6 and 11.6; thresholds are ours and wait for each team's clinical lead.
"""

from dataclasses import dataclass
from enum import StrEnum

from trailblazer.domain.scope import Position
from trailblazer.domain.year_groups import YEAR_GROUPS


class Effect(StrEnum):
    """How much it gets in the way of school, friends or home."""

    LITTLE = "little"
    OFTEN = "often"
    MOST_DAYS = "most_days"


class Way(StrEnum):
    """A way to help, each a part of the answer."""

    SAFE = "safe"  # the safeguarding route, today
    OWN = "own"  # help that the school has of its own
    ADVICE = "advice"  # fifteen minutes with the team, without a name
    TEAM = "team"  # a request for support
    BEYOND = "beyond"  # GP, specialist services, crisis lines


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked. `risks` are codes of "risks"; `reasons` of "reasons"."""

    year_group: str
    reasons: frozenset[str]
    effect: Effect
    risks: frozenset[str] = frozenset()

    @property
    def age(self) -> int:
        """The age in whole years at which this year group begins its school year.

        Raises ValueError for what is not a year group.
        """
        return YEAR_GROUPS.index(self.year_group) + 4


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Help that a school has of its own. Ages in whole years, both ends included; `wait_weeks` None: not known."""

    name: str
    helps_with: frozenset[str]
    age_from: int = 0
    age_to: int = 25
    places: int | None = None
    taken: int = 0
    wait_weeks: int | None = None

    @property
    def free(self) -> int | None:
        """Places that are free now; None where nobody has said how many there are."""
        return None if self.places is None else max(0, self.places - self.taken)

    def fits(self, asked: Asked) -> bool:
        """Whether it helps somebody of this age with any of this. Help without named reasons is for all of them."""
        in_age = self.age_from <= asked.age <= self.age_to
        return in_age and (not self.helps_with or bool(self.helps_with & asked.reasons))

    @property
    def soonest(self) -> tuple[bool, bool, int, str]:
        """To sort by: a free place first, then the shortest known wait, then by name."""
        return (not self.free, self.wait_weeks is None, self.wait_weeks or 0, self.name)


def order(asked: Asked, position: Position | None, has_own: bool) -> tuple[Way, ...]:
    """The ways to try, first to last. `position`: what the team's scope rules say; None where the school has no team.

    A named risk goes to the safeguarding route before anything else. What gets in the way a little begins with what
    the school has; what does so most days begins with the team, unless its rules say that brief help is not enough.
    """
    ways = [Way.SAFE] if asked.risks else []
    own = [Way.OWN] if has_own else []
    team = [] if position is None else _with_the_team(position)
    if position is Position.NOT_BRIEF:
        ways += [*team, Way.BEYOND, *own]
    elif asked.effect is Effect.LITTLE and not asked.risks:
        ways += [*own, *sorted(team, key=lambda way: way is Way.TEAM), Way.BEYOND]
    else:
        ways += [*team, *own, Way.BEYOND]
    return tuple(ways)


def _with_the_team(position: Position) -> list[Way]:
    return [Way.TEAM, Way.ADVICE] if position is Position.DO else [Way.ADVICE, Way.TEAM]
