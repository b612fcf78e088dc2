"""Scope advice: what the rules say a role may help with, with the reason. The rules advise; a person decides.

Rules are dated data (trailblazer/data/scope/*.toml) and differ by provider, team and role; a team's own rule stands
before the common one with the same number.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from importlib.resources import files

ANY_ROLE = "any"


class Position(IntEnum):
    """What a rule says, best first, so that the worst of several is the greatest."""

    DO = 1
    DISCRETION = 2
    NOT_BRIEF = 3

    @property
    def words(self) -> str:
        return _POSITION_WORDS[self]


_POSITION_WORDS = {
    Position.DO: "within what this role offers",
    Position.DISCRETION: "needs discretion",
    Position.NOT_BRIEF: "not for brief help by this role",
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: for which reasons, ages and roles, what it says and why. Ages are whole years, both ends included."""

    number: int
    position: Position
    words: str
    because: str
    begins_on: date
    ends_on: date | None = None
    reasons: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset({ANY_ROLE})
    age_from: int = 0
    age_to: int = 25
    source: str = ""
    for_school: str = ""  # the same, to a teacher; a team's own rule has no such words

    def is_in_force(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)

    def fits(self, case: "Case", role: str) -> bool:
        """Whether the rule speaks of this case for this role. An unknown age fits every age band."""
        if ANY_ROLE not in self.roles and role not in self.roles:
            return False
        if case.age is not None and not self.age_from <= case.age <= self.age_to:
            return False
        return bool(self.reasons & case.reasons or self.risks & case.risks)


@dataclass(frozen=True)
class Case:
    """What a request says, as far as rules look at it."""

    reasons: frozenset[str]
    risks: frozenset[str] = frozenset()
    age: int | None = None


@dataclass(frozen=True)
class Advice:
    """What the rules say for one role, worst first, each with its rule.

    `unruled` are the reasons and risks of the case that no rule speaks of for this role and age.
    """

    role: str
    position: Position
    rules: tuple[Rule, ...]
    unruled: frozenset[str] = frozenset()

    @property
    def is_without_a_rule(self) -> bool:
        return not self.rules


@cache
def common_rules() -> tuple[Rule, ...]:
    """The rules every team starts from."""
    file = files("trailblazer.data") / "scope" / "common.toml"
    return read_rules(file.read_text(encoding="utf-8"))


def read_rules(text: str) -> tuple[Rule, ...]:
    """Rules from TOML, each with the file's source and first day where it names none of its own.

    Raises KeyError for a position that does not exist and TypeError for a fact that rules do not have.
    """
    read = tomllib.loads(text)
    sets = ("reasons", "risks", "roles")
    return tuple(
        Rule(
            **{
                "source": read["source"],
                "begins_on": read["begins_on"],
                **{name: frozenset(value) if name in sets else value for name, value in rule.items()},
                "position": Position[rule["position"].upper()],
            }
        )
        for rule in read["rules"]
    )


def in_force(rules: Iterable[Rule], own: Iterable[Rule], day: date) -> tuple[Rule, ...]:
    """The rules of a team on a day, by number: its own before the common one of that number, the newest of each."""
    by_number: dict[int, Rule] = {}
    for one in (rules, own):
        begun = sorted((rule for rule in one if rule.is_in_force(day)), key=lambda rule: rule.begins_on)
        by_number |= {rule.number: rule for rule in begun}
    return tuple(by_number[number] for number in sorted(by_number))


def advise(case: Case, role: str, rules: Iterable[Rule]) -> Advice:
    """What the rules say of a case for a role. The worst that fits counts.

    Whatever no rule speaks of is for a person's discretion, also beside things that the rules say to do.
    """
    fitting = sorted(
        (rule for rule in rules if rule.fits(case, role)), key=lambda rule: (-rule.position, rule.number)
    )
    spoken_of = frozenset[str]().union(*(rule.reasons | rule.risks for rule in fitting))
    unruled = (case.reasons | case.risks) - spoken_of
    positions = [rule.position for rule in fitting]
    if unruled or not fitting:
        positions.append(Position.DISCRETION)
    return Advice(role, max(positions), tuple(fitting), unruled)


def advise_all(case: Case, roles: Iterable[str], rules: Iterable[Rule]) -> tuple[Advice, ...]:
    """Advice for each role of a team, best position first."""
    kept = tuple(rules)
    return tuple(sorted((advise(case, role, kept) for role in roles), key=lambda advice: advice.position))


HELPS = frozenset({"one_to_one", "parent_led", "group"})
TURNS_AWAY = frozenset({"declined", "referred_on", "missing_middle", "signposted"})


def is_override(advice: Advice, outcome: str) -> bool:
    """Whether an outcome is other than what the rules advise, so that a reason is needed.

    To help where the rules say not for brief help, and to turn away what they say to do. Discretion is nobody's
    override; advice to school, more information and duplicates are always open.
    """
    if advice.position is Position.NOT_BRIEF:
        return outcome in HELPS
    if advice.position is Position.DO:
        return outcome in TURNS_AWAY
    return False
