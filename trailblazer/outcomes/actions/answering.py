"""A questionnaire is answered: on a link, on a handed-over device, or keyed in from paper. An answer that tells of risk
raises its alert in the same transaction: both are there, or neither."""

from collections.abc import Mapping
from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible, Service
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.care.models import Score
from trailblazer.care.scores import enter_scales, keep_form
from trailblazer.outcomes import risk
from trailblazer.outcomes.models import Ask

ALREADY = "These answers are here already. Nothing more is needed"
GONE = "This form is no longer open. Ask the person who gave it to you for a new one"


@action(Permission.ANSWER_FORMS, logged_as="questionnaire answered")
def answer_ask(
    ask: Ask,
    *,
    by: Actor,
    answers: Mapping[str, float | None] | None = None,
    words: Mapping[str, str] | None = None,
    scales: Mapping[str, float] | None = None,
    on: date | None = None,
    how: str = "",
) -> Score:
    """Keeps the form, once; half a form that was kept for it is deleted.

    Without `answers` it is what was kept so far. `by` is the visitor who holds its link or device, or the member who
    keys it in from paper, filled in on a day; `scales` are scores as they stand on paper. Raises NotPossible where it
    is here already, is no longer open, or an answer cannot be.
    """
    day = _day(ask, on)
    _refuse_closed(ask, by)
    # Whoever holds a link sees nothing but what was asked of them: the service writes it into the record for them.
    writer = by if by.membership is not None else Service()
    way = Score.How.PAPER if by.membership is not None else how or ask.how
    if scales is not None:
        score = enter_scales(ask.referral, ask.instrument, scales, by=writer, on=day, rater=ask.rater)
    else:
        score = keep_form(
            ask.referral,
            ask.instrument,
            ask.answers if answers is None else answers,
            by=writer,
            on=day,
            rater=ask.rater,
            how=way,
            words=ask.words if words is None else words,
        )
    assert score is not None, "only at a contact can the same form be there already"
    risk.hear_sent(ask, score)
    ask.score, ask.answered_at, ask.answers, ask.words = score, now(), {}, {}
    ask.save()
    return score


def _day(ask: Ask, on: date | None) -> date:
    if on is not None and not ask.referral.received_on <= on <= today():
        raise NotPossible("Enter the day it was filled in: not in the future, and not before the request")
    return on or today()


def _refuse_closed(ask: Ask, by: Actor) -> None:
    if ask.score_id is not None:
        raise NotPossible(ALREADY)
    is_open = ask.is_waiting if by.membership is not None else ask.can_be_opened(now())
    if not is_open:
        raise NotPossible(GONE)
