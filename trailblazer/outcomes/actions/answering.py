"""A questionnaire is answered: on a link, on a handed-over device, or keyed in from paper. An answer that tells of risk
raises its alert in the same transaction: both are there, or neither."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible, Service
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.alerts.actions import raise_alert
from trailblazer.care.models import Course, Score
from trailblazer.care.scores import enter_scales, keep_form
from trailblazer.domain.instruments import scoring
from trailblazer.domain.instruments.catalogue import instrument
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
    if scoring.risk_of(instrument(ask.instrument), score.answers) is not None:
        _raise_risk(ask, score)
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


def _raise_risk(ask: Ask, score: Score) -> None:
    """Its words, like the mail that tells its owner, say nothing of the answer and name nobody."""
    raise_alert(
        "risk_answer",
        words="A questionnaire has an answer to look at today. Talk with them",
        provider=ask.provider,
        by=Service(),
        about=score.ref,
        about_address=reverse("outcomes:form", args=[score.ref]),
        team=ask.young_person.team or ask.team,  # whoever has them now
        young_person=ask.young_person,
        owner=_practitioner(ask),
    )


def _practitioner(ask: Ask) -> Membership | None:
    """Who holds the newest open course and still works here; without one the team's supervisor is told."""
    held = Course.objects.filter(referral=ask.referral).open().order_by("-opened_on", "-pk")
    leads = Membership.objects.current(today()).select_related("user", "organisation")
    for course in held:
        if course.lead_id is not None and (lead := leads.filter(pk=course.lead_id).first()) is not None:
            return lead
    return None
