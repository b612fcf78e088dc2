"""The wording of questionnaires as this site has it: free words, and its content packs, read once."""

from functools import cache
from pathlib import Path

from django.conf import settings

from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument, instruments
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.instruments.unsent import Mark
from trailblazer.domain.instruments.wording import Packs, Wording, packs_of


@cache
def _read(folder: Path | None) -> Packs:
    return packs_of(folder)


def packs() -> Packs:
    return _read(settings.INSTRUMENT_WORDING)


@cache
def _worded(folder: Path | None) -> frozenset[str]:
    return frozenset(one.id for one in instruments().values() if _read(folder).of(one))


def worded() -> frozenset[str]:
    """The ids of the questionnaires whose words this site may show."""
    return _worded(settings.INSTRUMENT_WORDING)


def wordings_of(one: Instrument) -> dict[str, Wording]:
    """By language, English first; none where it may not be shown on a screen here."""
    return packs().of(one)


def mark_of(one: Instrument) -> Mark | None:
    """The question about risk, and from which answer on it tells of some; nothing where there is none."""
    return packs().mark_of(one)


def wording_for(instrument_id: str, language: str) -> Wording | None:
    """The words of a form that was asked for, while this site still has them."""
    try:
        one = instrument(instrument_id)
    except UnknownInstrument:
        return None
    return wordings_of(one).get(language)
