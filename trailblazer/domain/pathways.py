"""The catalogue of what a team may offer. It advises; a person chooses, and says why where the choice lies outside it.

Source: trailblazer/data/pathways/catalogue.toml, dated, each entry with its own evidence.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from trailblazer.domain import codes
from trailblazer.domain.codes import UnknownCode


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """One kind of help. Ages are whole years, both ends included; `minutes` and `sessions` are the usual ones."""

    code: str
    name: str
    plain: str
    for_whom: str
    kind: str  # one_to_one, parent_led, family, group, class
    seen: str  # a code of "who_seen"
    reasons: frozenset[str]
    age_from: int
    age_to: int = 25
    sessions: int
    sessions_from: int
    sessions_to: int
    minutes: int
    function: int = 1
    roles: frozenset[str]  # codes of "staff_roles"
    supervision: str
    evidence: str
    evidence_source: str
    evidence_on: date
    outline: tuple[str, ...]
    gives: tuple[
        str, ...
    ] = ()  # codes of "interventions": what a session gives until somebody says otherwise
    amount_source: str = ""  # where sessions and minutes are not those of `evidence_source`
    snomed: str = ""
    begins_on: date
    ends_on: date | None = None

    def is_in_force(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_in_groups(self) -> bool:
        """Given to several at once."""
        return self.kind in ("group", "class")

    @property
    def ages(self) -> str:
        """The ages in words."""
        return f"{self.age_from} to {self.age_to}" if self.age_to < 25 else f"from {self.age_from}"

    @property
    def usual(self) -> str:
        """How much of it there usually is, in words."""
        if self.sessions_from == self.sessions_to:
            return f"{self.sessions} of {self.minutes} minutes"
        return f"{self.sessions_from} to {self.sessions_to} of {self.minutes} minutes"

    def doubts(self, age: int | None, role: str = "") -> tuple[str, ...]:
        """What lies outside the catalogue for somebody of this age, given by this role; nothing where all is usual.

        An unknown age raises no doubt.
        """
        found = []
        if age is not None and not self.age_from <= age <= self.age_to:
            found.append(f"{self.name} is for ages {self.ages}, and this young person is {age}")
        if role and role not in self.roles:
            found.append(f"{self.name} is not usually given by the role of {_role(role)}")
        return tuple(found)

    def session(self, number: int) -> str:
        """What the nth session is about; beyond the outline its last but one is gone on with."""
        if number <= len(self.outline):
            return self.outline[max(0, number - 1)]
        return self.outline[-1]


def _role(code: str) -> str:
    try:
        return codes.load("staff_roles")[code].words.lower()
    except UnknownCode:
        return code


@cache
def catalogue() -> dict[str, Pathway]:
    """Every pathway by its code, those of the past among them."""
    path = files("trailblazer") / "data" / "pathways" / "catalogue.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {row["code"]: _read(row, found["begins_on"]) for row in found["pathways"]}


def _read(row: dict[str, object], begins_on: date) -> Pathway:
    lists = {
        "reasons": frozenset(_strings(row["reasons"])),
        "roles": frozenset(_strings(row["roles"])),
        "outline": tuple(_strings(row["outline"])),
        "gives": tuple(_strings(row.get("gives", []))),
    }
    facts: dict[str, object] = {"begins_on": begins_on, **row, **lists}
    return Pathway(**facts)  # type: ignore[arg-type]


def _strings(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(one) for one in value]


def name_of(code: str) -> str:
    """The name of a pathway as a page says it; the code itself where the catalogue no longer holds it."""
    return catalogue()[code].name if code in catalogue() else code.replace("_", " ").capitalize()


def of_groups() -> frozenset[str]:
    """The codes of what is given to several at once."""
    return frozenset(code for code, pathway in catalogue().items() if pathway.is_in_groups)


def in_force(day: date) -> list[Pathway]:
    """The pathways that may be chosen on a day, in the order of the file."""
    return [pathway for pathway in catalogue().values() if pathway.is_in_force(day)]


KIND_OF_OUTCOME = {"one_to_one": "one_to_one", "parent_led": "parent_led", "group": "group"}


def suggested(
    reasons: Collection[str], age: int | None, outcome: str, day: date, role: str = ""
) -> list[Pathway]:
    """What fits reasons, age, what triage decided and who would give it, best first: the main reason
    counts most, then the order of the file."""
    order = {reason: number for number, reason in enumerate(reasons)}
    found = [p for p in in_force(day) if p.reasons & order.keys() and not p.doubts(age, role)]
    kind = KIND_OF_OUTCOME.get(outcome, "")

    def place(pathway: Pathway) -> tuple[bool, int]:
        return pathway.kind != kind, min(order[reason] for reason in pathway.reasons & order.keys())

    return sorted(found, key=place)
