"""What any adult in a school may notice, by age: read from `trailblazer/data/noticing/signs.toml`.

A sign says what it can be, what to say, what to do and when it cannot wait, and leads to advice, a request or the
safeguarding route.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

STAGES = {
    "primary": "4 to 11, primary",
    "secondary": "11 to 16, secondary",
    "college": "16 and over, sixth form or college",
}
LEADS_TO = ("advice", "request", "safeguarding")


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One thing that may be noticed. `reasons` are codes of "reasons"; `leads_to` is one of LEADS_TO."""

    code: str
    words: str
    stages: tuple[str, ...]
    can_be: str
    say: str
    do: str
    urgent: str
    reasons: tuple[str, ...]
    leads_to: str


@dataclass(frozen=True)
class Guide:
    """All signs, with where they come from."""

    signs: tuple[Sign, ...]
    source: str

    def at(self, stage: str) -> list[Sign]:
        """The signs of one stage, in the order of the file."""
        return [sign for sign in self.signs if stage in sign.stages]


def read_guide(text: str) -> Guide:
    """The guide from TOML. Raises TypeError for an unknown fact, ValueError for an unknown stage or end."""
    read = tomllib.loads(text)
    signs = tuple(Sign(**_facts(sign)) for sign in read["signs"])
    for sign in signs:
        if not set(sign.stages) <= set(STAGES) or sign.leads_to not in LEADS_TO:
            raise ValueError(f"The sign {sign.code} has a stage or an end that does not exist")
    return Guide(signs, read["source"])


def _facts(sign: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in sign.items()}


@cache
def guide() -> Guide:
    """The guide that travels with the service."""
    return read_guide((files("trailblazer.data") / "noticing" / "signs.toml").read_text(encoding="utf-8"))
