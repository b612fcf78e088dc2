"""How requests come to a team: who may ask, what the school's lead has to do with it, and who consents.

Services differ (guide 2.4), so a route is dated data for each team, and a school may have its own. Defaults and their
source: trailblazer/data/routes/default.toml.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from trailblazer.domain import codes
from trailblazer.domain.consent import Allowed


class LeadsPart(StrEnum):
    """What the senior mental health lead has to do with a request that somebody else makes."""

    NOTHING = "nothing"
    IS_TOLD = "is_told"
    APPROVES = "approves"


@dataclass(frozen=True)
class Route:
    """How requests come. Ages are whole years: `parent_consents_until` is the first age at which no parent is asked,
    `young_person_asks_alone_from` the first at which a young person's own request need not be read before it is shared.
    """

    who_may_ask: frozenset[str]
    leads_part: LeadsPart = LeadsPart.NOTHING
    is_consultation_first: bool = False
    parent_consents_until: int = 16
    young_person_asks_alone_from: int = 11
    words: str = ""

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "Route":
        """From what is kept as JSON or TOML. Raises ValueError for a setting that does not exist or makes no sense."""
        unknown = set(settings) - set(cls.__dataclass_fields__)
        if unknown:
            raise ValueError(f"A route has no setting {', '.join(sorted(unknown))}")
        route = cls(
            **{
                **settings,
                "who_may_ask": frozenset(settings["who_may_ask"]),
                "leads_part": LeadsPart(settings.get("leads_part", LeadsPart.NOTHING)),
            }
        )
        if not route.who_may_ask:
            raise ValueError("Somebody must be able to ask: choose who")
        if strangers := [who for who in route.who_may_ask if who not in codes.load("source_of_request")]:
            raise ValueError(f"There is no source of requests called {', '.join(sorted(strangers))}")
        if not 0 <= route.parent_consents_until <= 18:
            raise ValueError("Parents consent until an age from 0 to 18")
        return route

    def to_settings(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "who_may_ask": sorted(self.who_may_ask),
            "leads_part": self.leads_part.value,
            "is_consultation_first": self.is_consultation_first,
            "parent_consents_until": self.parent_consents_until,
            "young_person_asks_alone_from": self.young_person_asks_alone_from,
            "words": self.words,
        }


@dataclass(frozen=True)
class RouteInForce:
    """A route with the day it begins and, where it is one school's own, the school."""

    route: Route
    begins_on: date
    school: int | None = None


@cache
def default_route() -> Route:
    """The route of a team that has set none."""
    file = files("trailblazer.data") / "routes" / "default.toml"
    return Route.from_settings(tomllib.loads(file.read_text(encoding="utf-8"))["route"])


def route_for(kept: Iterable[RouteInForce], school: int | None, day: date) -> Route:
    """The route in force on a day: the school's own before the team's, the newest of each; else the default."""
    begun = [one for one in kept if one.begins_on <= day and one.school in (None, school)]
    if not begun:
        return default_route()
    return max(begun, key=lambda one: (one.school is not None, one.begins_on)).route


def may_ask(route: Route, source: str, age: int | None = None) -> Allowed:
    """Whether this source may ask by this route. When not, the sentence says what to do instead."""
    if source not in route.who_may_ask:
        return Allowed(
            False,
            _INSTEAD.get(source, "Talk to the school’s senior mental health lead: they can ask for you"),
        )
    if is_read_first(route, source, age):
        return Allowed(
            True, "A person from the team reads this first, and talks with you about who else should know"
        )
    return Allowed(True)


def is_read_first(route: Route, source: str, age: int | None) -> bool:
    """Whether a person reads it before anybody else hears of it: a young child's own request, or one of unknown age."""
    return source == "young_person" and (age is None or age < route.young_person_asks_alone_from)


SCHOOL_STAFF = frozenset({"school_lead", "teacher"})

_INSTEAD = {
    "young_person": "Talk to a grown-up you trust in school, or to the senior mental health lead: they can ask for you",
    "parent": "Talk to the school’s senior mental health lead: here the school asks for you",
    "teacher": "Talk to your school’s senior mental health lead: they decide with you and ask",
}


@dataclass(frozen=True)
class FirstStep:
    """What happens to a request when it comes in by a route."""

    waits_for_lead: bool
    tells_lead: bool
    begins_with_consultation: bool
    is_read_first: bool = False


def first_step(
    route: Route, source: str, school_may_know: bool, age: int | None = None, *, was_read: bool = False
) -> FirstStep:
    """What the lead has to do with it: nothing at all where nobody agreed that school may know, nor before a person
    has read a young child's own request. The consultation is one with school staff, before they ask or when they have.
    `age` is that of the young person, None where it is not known; `was_read` once somebody has.
    """
    read_first = not was_read and is_read_first(route, source, age)
    lead_may_know = source != "school_lead" and not read_first and (school_may_know or source == "teacher")
    return FirstStep(
        waits_for_lead=lead_may_know and route.leads_part is LeadsPart.APPROVES,
        tells_lead=lead_may_know and route.leads_part is not LeadsPart.NOTHING,
        begins_with_consultation=route.is_consultation_first and source in SCHOOL_STAFF,
        is_read_first=read_first,
    )
