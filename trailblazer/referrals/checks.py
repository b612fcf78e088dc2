"""What a request may hold: each thing that was told is checked before it is kept, whichever way it came."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from trailblazer.access.records import NotPossible
from trailblazer.access.today import today
from trailblazer.domain import codes, identity
from trailblazer.domain.consent import Answer

LONGEST = 5_000  # characters of a long answer


def _text(longest: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text := text.strip()) > longest:
            raise identity.NotValid(f"Enter at most {longest:,} characters. This has {len(text):,}")
        if "\x00" in text:
            raise identity.NotValid(
                "Enter it without control characters: type it again instead of pasting it"
            )
        return text

    return check


def _name(text: str) -> str:
    return identity.person_name(text)


def _unless_empty(check: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: check(text) if text.strip() else ""


def _birth(born_on: date | None) -> date | None:
    return None if born_on is None else identity.birth_date(born_on, today())


def _codes(code_list: str) -> Callable[[list[str]], list[str]]:
    def check(chosen: list[str]) -> list[str]:
        known = codes.load(code_list)
        if any(code not in known for code in chosen):
            raise identity.NotValid("Choose from the list")
        return list(dict.fromkeys(chosen))

    return check


def _code(code_list: str) -> Callable[[str], str]:
    return lambda code: _codes(code_list)([code])[0] if code else ""


def _consents(said: Mapping[str, str]) -> dict[str, str]:
    known = codes.load("consent_purposes")
    if any(purpose not in known or answer not in set(Answer) for purpose, answer in said.items()):
        raise identity.NotValid("Choose an answer for each thing that may be agreed to")
    return dict(said)


def _as_it_is(value: Any) -> Any:
    return value


long_text = _text(LONGEST)
TOLD: Mapping[str, Callable[[Any], Any]] = {
    "route": _code("routes_received"),
    "requester_name": _name,
    "requester_relationship": _text(60),
    "requester_email": _text(254),
    "requester_telephone": _text(20),
    "first_name": _name,
    "last_name": _name,
    "known_as": _name,
    "born_on": _birth,
    "nhs_number": _unless_empty(identity.nhs_number),
    "year_group": _text(20),
    "postcode": _unless_empty(identity.postcode),
    "school_as_told": _text(200),
    "carer_name": _name,
    "carer_relationship": _text(60),
    "carer_telephone": _text(20),
    "carer_email": _text(254),
    "reasons": _codes("reasons"),
    "worry": long_text,
    "own_words": long_text,
    "how_long": _code("how_long"),
    "tried": long_text,
    "already_helping": _codes("already_helping"),
    "school_at_risk": _codes("school_at_risk"),
    "risks": _codes("risks"),
    "risk_words": long_text,
    "hopes": long_text,
    "wishes": _as_it_is,
    "consents": _consents,
    "has_send": _as_it_is,
}


def checked(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was told, as it is kept. Raises NotPossible with the first sentence that says what is wrong."""
    if unknown := set(told) - set(TOLD):
        raise TypeError(f"A request is not told {', '.join(sorted(unknown))}")
    try:
        return {name: TOLD[name](value) for name, value in told.items()}
    except identity.NotValid as reason:
        raise NotPossible(str(reason)) from reason
