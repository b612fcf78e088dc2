"""The wording of questionnaires as this site has it: free words, and its content packs, read once."""

from functools import cache
from pathlib import Path

from django.conf import settings

from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.instruments.wording import Packs, Wording, packs_of


@cache
def _read(folder: Path | None) -> Packs:
    return packs_of(folder)


def packs() -> Packs:
    return _read(settings.INSTRUMENT_WORDING)


def wordings_of(one: Instrument) -> dict[str, Wording]:
    """By language, English first; none where it may not be shown on a screen here."""
    return packs().of(one)


def wording_for(instrument_id: str, language: str) -> Wording | None:
    """The words of a form that was asked for, while this site still has them."""
    try:
        one = instrument(instrument_id)
    except UnknownInstrument:
        return None
    return wordings_of(one).get(language)
