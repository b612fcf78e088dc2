"""Joined spells: requests of one young person in one provider that the national count takes as one.

Source: NHS England, children and young people's waiting times (referral spells): referrals open at the same time, or
opened within 5 days of the end of the spell so far, are one spell, which ends when the last of them closes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

DAYS_BETWEEN_JOINED_SPELLS = 5


@dataclass(frozen=True)
class Spell:
    """One young person's time with one provider from a request to its end; `ended_on` is None while it is open."""

    provider: str
    received_on: date
    ended_on: date | None
    ref: str

    def __post_init__(self) -> None:
        if self.ended_on is not None and self.ended_on < self.received_on:
            raise ValueError("A spell cannot end before it starts")

    @property
    def last_day(self) -> date:
        return self.ended_on or date.max


@dataclass(frozen=True)
class JoinedSpell:
    """Spells of one young person in one provider that the national count takes as one.

    It is open (`ended_on` None) while any of its members is.
    """

    provider: str
    started_on: date
    ended_on: date | None
    members: tuple[Spell, ...]


def join(spells: Iterable[Spell], days: int = DAYS_BETWEEN_JOINED_SPELLS) -> tuple[JoinedSpell, ...]:
    """One young person's spells, joined where one starts while another is open or at most `days` after its end.

    Spells in different providers are never joined.
    """
    ordered = sorted(spells, key=lambda spell: (spell.provider, spell.received_on, spell.last_day, spell.ref))
    return tuple(
        joined for _, own in groupby(ordered, key=lambda spell: spell.provider) for joined in _runs(own, days)
    )


def _runs(spells: Iterable[Spell], days: int) -> Iterator[JoinedSpell]:
    members: list[Spell] = []
    for spell in spells:
        if members and (spell.received_on - max(member.last_day for member in members)).days > days:
            yield _joined(members)
            members = []
        members.append(spell)
    if members:
        yield _joined(members)


def _joined(members: Sequence[Spell]) -> JoinedSpell:
    last_day = max(member.last_day for member in members)
    ended_on = None if last_day == date.max else last_day
    return JoinedSpell(members[0].provider, members[0].received_on, ended_on, tuple(members))
