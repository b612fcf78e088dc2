"""What a list says of each questionnaire that was asked for: which, of whom, where it is, and whether to remind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.outcomes.asking import RATERS
from trailblazer.outcomes.models import Ask
from trailblazer.outcomes.telling import why_not_reminded


@dataclass(frozen=True)
class Line:
    """One of them. `why_not` is why no reminder may go now; nothing where it may."""

    ask: Ask
    instrument: Instrument | None
    name: str
    who: str
    state: str
    colour: str
    days_late: int
    why_not: str

    @property
    def is_waiting(self) -> bool:
        return self.ask.is_waiting


def lines_of(asks: Iterable[Ask], now: datetime, today: date) -> list[Line]:
    return [_line(ask, now, today) for ask in asks]


def _line(ask: Ask, now: datetime, today: date) -> Line:
    one = _known(ask.instrument)
    late = (today - ask.due_on).days if ask.is_waiting else 0
    state, colour = _state(ask, now, late)
    return Line(
        ask=ask,
        instrument=one,
        name=one.short if one else ask.instrument,
        who=ask.carer.name if ask.carer else RATERS.get(ask.rater, ask.rater),
        state=state,
        colour=colour,
        days_late=max(0, late),
        why_not=why_not_reminded(ask, now) if ask.is_waiting else "",
    )


def _known(instrument_id: str) -> Instrument | None:
    try:
        return instrument(instrument_id)
    except UnknownInstrument:
        return None


def _state(ask: Ask, now: datetime, late: int) -> tuple[str, str]:
    """The words of the tag and its colour."""
    if ask.score_id is not None:
        return "Answered", "green"
    if ask.risk_alert is not None and ask.risk_alert.closed_at is None:
        return "Look at risk today", "red"
    if ask.withdrawn_at is not None:
        return "Taken back", "white"
    if ask.is_locked:
        return "Locked", "orange"
    if ask.is_expired(now):
        return "Run out", "white"
    if late > 0:
        return "Late", "red"
    return ("In progress", "blue") if ask.answers or ask.words else ("Not started", "grey")
