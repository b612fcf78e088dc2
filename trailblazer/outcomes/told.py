"""What staff may see of a form that is not sent: the one answer that tells of risk, and what was said to it since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.unsent import Said, in_words
from trailblazer.domain.terms import london_day
from trailblazer.outcomes.answers import answer_to
from trailblazer.outcomes.content import mark_of
from trailblazer.outcomes.models import Ask
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Flag, Moment, add_flags, add_moments

READ_ONCE = "_open_asks"


@dataclass(frozen=True)
class Step:
    """One answer, as it was told. `is_risk`: from the mark on."""

    at: datetime
    words: str
    is_risk: bool


@dataclass(frozen=True)
class Told:
    """`where` says that it was answered, and where the form is."""

    where: str
    question: str
    steps: tuple[Step, ...]
    is_sent: bool


def told_of(ask: Ask) -> Told | None:
    """Nothing where nobody was told of anything before it was sent."""
    if not ask.risk_said or (mark := mark_of(one := instrument(ask.instrument))) is None:
        return None
    said, is_sent = ask.said_of_risk, ask.score_id is not None
    steps = tuple(Step(step.at, _words(ask, mark.code, step), mark.is_reached(step.answer)) for step in said)
    where = in_words(said, mark, is_sent=is_sent, is_taken_back=ask.withdrawn_at is not None)
    return Told(where, answer_to(one, mark.code, None).question, steps, is_sent)


def _words(ask: Ask, code: str, said: Said) -> str:
    if said.is_deleted:
        return "Deleted, with all that was answered"
    if said.answer is None:
        return "Left out, or would rather not say"
    return answer_to(instrument(ask.instrument), code, said.answer).words


def open_asks(person: YoungPerson, member: Membership) -> list[Ask]:
    """Forms that are waited for, and those with an answer to look at: both are on each page of a record, read once."""
    kept: list[Ask] | None = person.__dict__.get(READ_ONCE)
    if kept is None:
        is_waiting = Q(score=None, withdrawn_at=None)
        to_look_at = Q(risk_alert__isnull=False, risk_alert__closed_at=None)
        found = visible(Ask, member).filter(is_waiting | to_look_at, young_person=person)
        kept = person.__dict__[READ_ONCE] = list(found.select_related("risk_alert"))
    return kept


def flags(person: YoungPerson, member: Membership, today: date) -> Iterator[Flag]:
    """An answer that somebody is still to look at, on every page of the record, while its alert is open."""
    if not member.may(Permission.SEE_CARE):
        return
    for ask in open_asks(person, member):
        if ask.risk_alert is None or ask.risk_alert.closed_at is not None:
            continue
        told = told_of(ask)
        where = told.where if told else "Answered, and sent"
        to = reverse("outcomes:ask", args=[ask.ref])
        yield Flag("red", "An answer in a questionnaire to look at", f"{where}.", to, "See the answer")


def moments(record: Record, member: Membership) -> Iterator[Moment]:
    """That an answer was told before its form was sent stays in the timeline."""
    if not member.may(Permission.SEE_CARE):
        return
    for ask in visible(Ask, member).filter(young_person=record.person).exclude(risk_said=[]):
        if told := told_of(ask):
            on, to = london_day(told.steps[0].at), reverse("outcomes:ask", args=[ask.ref])
            yield Moment(on, "An answer in a questionnaire", told.where, is_key=True, address=to)


add_flags(flags)
add_moments(moments)
