"""Handing a young person over to another service, and following it until somebody there has them."""

from dataclasses import replace
from datetime import date
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care.following import carry_on, settle, write_step
from trailblazer.care.hand_over_letter import ToSend, check_words, letter_of
from trailblazer.care.hand_over_sent import put_on_the_clock, send
from trailblazer.care.models import Course, HandOver, HandOverStep, Transition
from trailblazer.domain import codes
from trailblazer.domain.hand_overs import CAME_BACK, Kind, State, follow_up
from trailblazer.referrals.actions import come_back
from trailblazer.referrals.models import Referral
from trailblazer.young_people.actions import record_consent
from trailblazer.young_people.consents import who_agrees
from trailblazer.young_people.models import Carer, Competence, Consent, YoungPerson

TELL_SERVICE = "tell_service"


@action(Permission.RECORD_CARE, logged_as="handed over")
def hand_over(
    person: YoungPerson,
    *,
    by: Membership,
    kind: str,
    to_name: str,
    reason: str,
    words: str,
    sent_on: date,
    owner: Membership | None = None,
    follow_up_on: date | None = None,
    agreed_by: Consent | Carer | str | None = None,
    referral: Referral | None = None,
    course: Course | None = None,
    transition: Transition | None = None,
    **where: Any,
) -> HandOver:
    """Sends what was shown, and follows it from here on. `where` is how the service is reached (ToSend).

    `agreed_by` is a consent that was recorded before, or who agrees now: "young_person" or one of the carers. Without
    one, `without_consent_reason` says why it is sent all the same. Raises NotPossible for what cannot be sent.
    """
    follow_up_on = follow_up_on or follow_up().on(Kind(kind), today())
    to_send = ToSend(person, kind, to_name.strip(), reason, words, follow_up_on, **where)
    _check(to_send, sent_on)
    _refuse_stranger(person, owner or by)
    to_send = replace(to_send, consent=_agreed(to_send, agreed_by, by=by, on=sent_on))
    made = HandOver.objects.create(
        provider_id=person.provider_id,
        team_id=person.team_id,
        young_person=person,
        referral=referral,
        course=course,
        kind=kind,
        to_name=to_send.to_name,
        to_contact=to_send.to_contact,
        to_team=to_send.to_team,
        to_school=to_send.to_school,
        reason=reason,
        summary=letter_of(to_send, by=by, on=sent_on),
        consent=to_send.consent,
        without_consent_reason="" if to_send.consent else to_send.without_consent_reason.strip(),
        sent_on=sent_on,
        follow_up_on=follow_up_on,
        owner=owner or by,
    )
    write_step(made, by=by, state=State.SENT, happened_on=sent_on)
    if transition is not None:
        transition.hand_over, transition.state = made, Transition.State.HANDED_OVER
        transition.save()
    carry_on(made, by=by, on=sent_on, follow_up_on=follow_up_on)
    put_on_the_clock(made, by=by, on=sent_on)
    send(made, to_send.channel, by=by)
    return made


def _check(to_send: ToSend, sent_on: date) -> None:
    person, team = to_send.person, to_send.to_team
    if not to_send.to_name:
        raise NotPossible("Enter which service")
    if to_send.reason not in codes.load("hand_over_reasons"):
        raise NotPossible("Choose why")
    if sent_on > today():
        raise NotPossible("Enter a day that is not in the future")
    if team is not None and (
        to_send.kind != HandOver.Kind.TRANSITION or team.provider_id != person.provider_id
    ):
        raise NotPossible(
            "Only a change of school or age is handed over to another team of the same provider"
        )
    there = HandOver.objects.unanswered().filter(young_person=person, to_name__iexact=to_send.to_name)
    if not to_send.is_told_to_family and there.exists():
        raise NotPossible(
            "They were handed over there already, and nobody has answered. Add what you heard to that"
        )


def _refuse_stranger(person: YoungPerson, owner: Membership) -> None:
    if owner.organisation_id not in (person.team_id, person.provider_id):
        raise NotPossible("Choose somebody of the team that has this young person")
    if not owner.may(Permission.RECORD_CARE):
        raise NotPossible("Choose somebody who may record what is heard of a hand-over")


def _agreed(
    to_send: ToSend, agreed_by: Consent | Carer | str | None, *, by: Membership, on: date
) -> Consent | None:
    """The consent it goes with, recorded now where it was given now. Without one there is a reason."""
    if isinstance(agreed_by, Consent):
        _refuse_other_than_given(to_send.person, agreed_by)
        return agreed_by
    if agreed_by is None or agreed_by == "":
        if not to_send.is_told_to_family and not to_send.without_consent_reason.strip():
            raise NotPossible("Choose who agreed that they are told, or enter why it is sent without")
        return None
    if agreed_by == Consent.YOUNG_PERSON:
        _refuse_alone(to_send.person)
    recorded: Consent = record_consent(
        to_send.person,
        by=by,
        today=today(),
        purpose=TELL_SERVICE,
        answer=Consent.Answer.GIVEN,
        given_by=Consent.CARER if isinstance(agreed_by, Carer) else Consent.YOUNG_PERSON,
        carer=agreed_by if isinstance(agreed_by, Carer) else None,
        happened_on=on,
        note=f"To {to_send.to_name}"[:300],
    )
    return recorded


def _refuse_alone(person: YoungPerson) -> None:
    """Whoever may not decide alone that another service is told does not agree to it alone."""
    if who_agrees(person, today(), Competence.SERVICE_TOLD) != Consent.YOUNG_PERSON:
        raise NotPossible(
            "At this age a parent or carer agrees. Record first whether the young person can decide if another service "
            "is told"
        )


def _refuse_other_than_given(person: YoungPerson, consent: Consent) -> None:
    newest = person.consents.filter(purpose=TELL_SERVICE).order_by("-happened_on", "-pk").first()
    if newest is None or newest.pk != consent.pk or newest.answer != Consent.Answer.GIVEN:
        raise NotPossible("This agreement no longer stands. Ask again")


@action(Permission.RECORD_CARE, logged_as="step of a hand-over recorded")
def record_step(
    hand_over: HandOver,
    *,
    by: Membership,
    state: str,
    happened_on: date,
    words: str = "",
    owner: Membership | None = None,
    follow_up_on: date | None = None,
    next_step: str = "",
) -> HandOverStep:
    """What was heard on a day. What stays open has an owner and a day to ask again; what came back, a next step.

    The same state again says that somebody asked, and that nothing has changed. Raises NotPossible for what cannot be.
    """
    _refuse_for_the_other_team(hand_over)
    if owner is not None:
        _refuse_stranger(hand_over.young_person, owner)
    check_words(hand_over.young_person, words, next_step)
    was = hand_over.state
    step = write_step(hand_over, by=by, state=state, happened_on=happened_on, words=words.strip())
    carry_on(hand_over, by=by, on=happened_on, owner=owner, follow_up_on=follow_up_on, next_step=next_step)
    if state == State.SENT and was != State.SENT:
        put_on_the_clock(hand_over, by=by, on=happened_on)
    _bring_back(hand_over, by=by, next_step=next_step)
    return step


def _refuse_for_the_other_team(hand_over: HandOver) -> None:
    if hand_over.is_to_answer:
        raise NotPossible(f"{hand_over.to_name} answers here itself. Ring them, or settle it with a reason")


def _bring_back(hand_over: HandOver, *, by: Actor, next_step: str) -> None:
    """Whom another service does not take is somebody's again: the request has an owner and a next step."""
    if hand_over.state not in CAME_BACK or hand_over.referral is None:
        return
    assert hand_over.owner is not None, "what came back has an owner"
    assert hand_over.follow_up_on is not None, "what came back has a day"
    come_back(
        hand_over.referral, by=by, owner=hand_over.owner, next_step=next_step, due_on=hand_over.follow_up_on
    )


@action(Permission.RECORD_CARE, logged_as="step of a hand-over corrected")
def correct_step(
    step: HandOverStep,
    *,
    by: Membership,
    state: str,
    happened_on: date,
    words: str = "",
    owner: Membership | None = None,
    follow_up_on: date | None = None,
    next_step: str = "",
) -> HandOverStep:
    """A new step in the place of one that was wrong. The wrong one stays, struck through."""
    if HandOverStep.objects.filter(supersedes=step).exists():
        raise NotPossible("This step was corrected already. Correct the newer one")
    hand_over = HandOver.objects.select_for_update().get(pk=step.hand_over_id)
    check_words(hand_over.young_person, words, next_step)
    made = write_step(
        hand_over, by=by, state=state, happened_on=happened_on, words=words.strip(), supersedes=step
    )
    if step.state == State.SENT and state == State.SENT:
        first = hand_over.steps.filter(superseded_by=None, state=State.SENT).order_by("happened_on", "pk")
        hand_over.sent_on = first[0].happened_on
        put_on_the_clock(hand_over, by=by, on=happened_on, instead_of=step.happened_on)
    follow_up_on = follow_up_on or hand_over.follow_up_on
    carry_on(hand_over, by=by, on=happened_on, owner=owner, follow_up_on=follow_up_on, next_step=next_step)
    _bring_back(hand_over, by=by, next_step=next_step)
    return made


@action(Permission.RECORD_CARE, logged_as="hand-over settled")
def settle_hand_over(hand_over: HandOver, *, by: Membership, why: str) -> HandOver:
    """Nothing more is owed although help has not started there. Says why."""
    if not hand_over.is_open:
        raise NotPossible("This hand-over is settled already")
    if not why.strip():
        raise NotPossible("Enter why nothing more is owed")
    settle(hand_over, by=by, on=today(), why=why.strip())
    return hand_over
