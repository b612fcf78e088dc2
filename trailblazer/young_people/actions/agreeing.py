"""What was agreed, who can decide, and quiet mode. Each is appended; nothing said before is changed."""

from datetime import date

from django.dispatch import Signal

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain import codes
from trailblazer.domain.consent import DECIDES_ALONE_FROM, Allowed, may_set_quiet_mode
from trailblazer.young_people.consents import (
    is_competent,
    newest_by_purpose,
    newest_competence,
    quiet_of,
    who_agrees,
)
from trailblazer.young_people.models import Carer, Competence, Consent, QuietMode, YoungPerson

# What a parent may agree to only with the right to decide.
NEEDS_A_SAY = frozenset({"help", "tell_school", "tell_gp", "tell_service", "recording"})
ONLY_THE_YOUNG_PERSON = frozenset({"tell_parent"})

# Given the person and by whom: it was asked again, and stays or ends.
quiet_mode_looked_at = Signal()


@action(Permission.KEEP_YOUNG_PEOPLE, logged_as="consent recorded")
def record_consent(
    person: YoungPerson,
    *,
    by: Membership,
    today: date,
    purpose: str,
    answer: str,
    given_by: str,
    happened_on: date,
    carer: Carer | None = None,
    how: str = "",
    note: str = "",
) -> Consent:
    """What the young person or a carer said about one purpose on a day."""
    if purpose not in codes.load("consent_purposes"):
        raise NotPossible("Choose what it is about")
    _refuse_wrong_day(happened_on, person, today)
    if given_by == Consent.CARER:
        _refuse_without_say(person, carer, purpose, answer)
    elif purpose == Consent.HELP and answer == Consent.Answer.GIVEN:
        _refuse_help_alone(person, today)
    if answer == Consent.Answer.WITHDRAWN:
        _refuse_nothing_to_withdraw(person, purpose)
    return Consent.objects.create(
        provider_id=person.provider_id,
        young_person=person,
        purpose=purpose,
        answer=answer,
        given_by=given_by,
        carer=carer if given_by == Consent.CARER else None,
        happened_on=happened_on,
        how=how,
        note=note,
        recorded_by=by,
    )


@action(Permission.RECORD_COMPETENCE, logged_as="competence decision recorded")
def decide_competence(
    person: YoungPerson,
    *,
    by: Membership,
    today: date,
    purpose: str,
    is_competent: bool,
    reason: str,
    decided_on: date,
    about: str = "",
) -> Competence:
    """Whether this young person can decide about one purpose for themselves, as a practitioner found it on a day."""
    if purpose not in codes.load("competence_purposes"):
        raise NotPossible("Choose what it is about")
    _refuse_wrong_day(decided_on, person, today)
    return Competence.objects.create(
        provider_id=person.provider_id,
        young_person=person,
        is_competent=is_competent,
        purpose=purpose,
        about=about,
        reason=reason,
        decided_on=decided_on,
        decided_by=by,
    )


@action(Permission.RECORD_COMPETENCE, logged_as="quiet mode switched on")
def switch_quiet_mode_on(person: YoungPerson, *, by: Membership, today: date, reason: str) -> QuietMode:
    """From now on parents are not told. Under 16 it stands on the newest decision about whether they are told."""
    if quiet_of(person).is_on:
        raise NotPossible("Quiet mode is on already. Look at it again, or switch it off")
    allowed = _may_be_quiet(person, by, today)
    if not allowed:
        raise NotPossible(allowed.why)
    stands_on = _decision_about_parents(person) if person.age_on(today) < DECIDES_ALONE_FROM else None
    return _step(person, QuietMode.Step.ON, by=by, today=today, reason=reason, stands_on=stands_on)


@action(Permission.RECORD_COMPETENCE, logged_as="quiet mode looked at again")
def look_at_quiet_mode_again(person: YoungPerson, *, by: Membership, today: date, reason: str) -> QuietMode:
    """It was asked again whether parents are still not to be told, and it stays."""
    _refuse_unless_on(person)
    allowed = _may_be_quiet(person, by, today)
    if not allowed:
        raise NotPossible(f"{allowed.why}. Switch quiet mode off, or record a new decision")
    stands_on = _decision_about_parents(person)
    return _step(person, QuietMode.Step.REVIEWED, by=by, today=today, reason=reason, stands_on=stands_on)


@action(Permission.RECORD_COMPETENCE, logged_as="quiet mode could not be asked about")
def note_quiet_mode_not_asked(
    person: YoungPerson, *, by: Membership, contact_on: date, reason: str
) -> QuietMode:
    """At the contact of this day it could not be asked whether parents are still not to be told. It stays."""
    _refuse_unless_on(person)
    return _step(person, QuietMode.Step.NOT_ASKED, by=by, today=contact_on, reason=reason)


@action(Permission.RECORD_COMPETENCE, logged_as="quiet mode switched off")
def switch_quiet_mode_off(person: YoungPerson, *, by: Membership, today: date, reason: str) -> QuietMode:
    """From now on parents may be told again, as consent allows."""
    _refuse_unless_on(person)
    return _step(person, QuietMode.Step.OFF, by=by, today=today, reason=reason)


def _may_be_quiet(person: YoungPerson, by: Membership, today: date) -> Allowed:
    decided = is_competent(person, Competence.PARENTS_TOLD)
    return may_set_quiet_mode(person.born_on, today, decided, by_practitioner=by.membership is not None)


def _decision_about_parents(person: YoungPerson) -> Competence | None:
    return newest_competence(person).get(Competence.PARENTS_TOLD)


def _step(
    person: YoungPerson,
    step: str,
    *,
    by: Membership,
    today: date,
    reason: str,
    stands_on: Competence | None = None,
) -> QuietMode:
    made = QuietMode.objects.create(
        provider_id=person.provider_id,
        young_person=person,
        step=step,
        competence=stands_on,
        reason=reason,
        happened_on=today,
        by=by,
    )
    if step in (QuietMode.Step.REVIEWED, QuietMode.Step.OFF):
        quiet_mode_looked_at.send(QuietMode, person=person, by=by)
    return made


def _refuse_unless_on(person: YoungPerson) -> None:
    if not quiet_of(person).is_on:
        raise NotPossible("Quiet mode is not on")


def _refuse_wrong_day(day: date, person: YoungPerson, today: date) -> None:
    if day > today:
        raise NotPossible("Enter a day that is not in the future")
    if day < person.born_on:
        raise NotPossible("Enter a day after the date of birth")


def _refuse_without_say(person: YoungPerson, carer: Carer | None, purpose: str, answer: str) -> None:
    """A carer answers for their own channels; for the child only with the right to decide."""
    if carer is not None and carer.young_person_id != person.pk:
        raise NotPossible("Choose a parent or carer of this young person")
    if carer is None:
        raise NotPossible("Choose which parent or carer said so")
    if purpose in ONLY_THE_YOUNG_PERSON:
        raise NotPossible("Only the young person can say whether parents or carers are told")
    if answer == Consent.Answer.GIVEN and purpose in NEEDS_A_SAY and not carer.may_decide:
        raise NotPossible(
            "This parent or carer has no right to decide on the record. Change their rights first, if that is wrong"
        )


def _refuse_help_alone(person: YoungPerson, today: date) -> None:
    if who_agrees(person, today) != Consent.YOUNG_PERSON:
        raise NotPossible(
            "At this age a parent or carer agrees to help. Record first whether the young person can decide about "
            "help, or who with the right to decide agreed"
        )


def _refuse_nothing_to_withdraw(person: YoungPerson, purpose: str) -> None:
    answers = newest_by_purpose(person.consents.all())[purpose]
    if not any(one.answer == Consent.Answer.GIVEN for one in answers):
        raise NotPossible("Nothing was agreed, so nothing can be withdrawn. Choose “Said no” instead")
