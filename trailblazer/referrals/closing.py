"""What speaks against closing a request, such as another service that has not answered. Apps further up add theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from trailblazer.access.records import Actor, NotPossible
from trailblazer.referrals.models import Referral


@dataclass(frozen=True)
class Hindrance:
    """`found` gives what speaks against it, each in a sentence; `said` keeps why a person closes it all the same."""

    found: Callable[[Referral], list[str]]
    said: Callable[[Referral, Actor, str], None]


_HINDRANCES: list[Hindrance] = []


def add_hindrance(hindrance: Hindrance) -> None:
    """Called from an app's `ready`."""
    if hindrance not in _HINDRANCES:
        _HINDRANCES.append(hindrance)


def hindrances_of(referral: Referral) -> list[str]:
    return [sentence for hindrance in _HINDRANCES for sentence in hindrance.found(referral)]


def refuse_unless_said(referral: Referral, *, by: Actor, why: str = "") -> None:
    """Nothing speaks against closing it, or a person says why, which is kept. Raises NotPossible otherwise."""
    found = hindrances_of(referral)
    if not found:
        return
    if not why.strip():
        raise NotPossible(f"{found[0]}. Say why it is closed all the same")
    for hindrance in _HINDRANCES:
        if hindrance.found(referral):
            hindrance.said(referral, by, why.strip())
