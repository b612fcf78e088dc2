"""The triage call: kept as one goes, finished once."""

from datetime import date, datetime, time, timedelta
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.booking import book, write_attendance
from trailblazer.care.models import Assessment, Contact
from trailblazer.care.quiet_looks import ask_later
from trailblazer.domain.checklists import Checklist, checklist
from trailblazer.domain.contacts import moment
from trailblazer.referrals.models import Referral
from trailblazer.young_people import actions as people
from trailblazer.young_people.models import Carer

TRIAGE_CALL = "triage_call"
GIVEN = ("given", "refused")
TELEPHONE, VIDEO, ATTENDED = "02", "11", "5"  # national codes
PLACE_OF = {TELEPHONE: "telephone", VIDEO: "video"}
NOON = time(12)


@action(Permission.RECORD_CARE, logged_as="triage call begun")
def begin_call(referral: Referral, *, by: Membership, held_on: date | None = None) -> Assessment:
    """The call of today, or the one that is not finished yet."""
    if referral.young_person is None:
        raise NotPossible("Match this request to a child or young person first")
    open_one = Assessment.objects.filter(referral=referral, checklist=TRIAGE_CALL, finished_at=None).first()
    if open_one is not None:
        return open_one
    return Assessment.objects.create(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        young_person=referral.young_person,
        referral=referral,
        checklist=TRIAGE_CALL,
        held_on=held_on or today.today(),
        by=by,
    )


@action(Permission.RECORD_CARE, logged_as="triage call kept")
def keep_answers(call: Assessment, *, by: Membership, answers: dict[str, Any]) -> Assessment:
    """Keeps the answers of one step beside those of the others."""
    if call.finished_at is not None:
        raise NotPossible("This call is finished. Begin another")
    call.answers = {**call.answers, **answers}
    if answers.get("with_whom"):
        call.with_whom = answers["with_whom"]
    call.save()
    return call


@action(Permission.RECORD_CARE, logged_as="triage call finished")
def finish_call(
    call: Assessment,
    *,
    by: Membership,
    given_by: str,
    minutes: int,
    medium: str = TELEPHONE,
    carer: Carer | None = None,
) -> Assessment:
    """Writes down what was agreed as consent, each by itself, and closes the call. It does not ask about
    quiet mode: where that is due, a task is left.

    The call is a contact that they came to, with its minutes: the national rules count one by telephone or video.
    Raises NotPossible where something was not asked, or where whoever answered may not agree to it.
    """
    if call.finished_at is not None:
        raise NotPossible("This call is finished already")
    asked = checklist(call.checklist)
    if missing := asked.unanswered(call.answers):
        raise NotPossible(f"Not asked yet: {missing[0].words}")
    _keep_consents(call, asked, by=by, given_by=given_by, carer=carer)
    call.contact = _contact_of(call, by, given_by, minutes, medium)
    call.finished_at = today.now()
    call.save()
    ask_later(call.young_person, contact_on=call.held_on, by=by)
    return call


def _keep_consents(
    call: Assessment, asked: Checklist, *, by: Membership, given_by: str, carer: Carer | None
) -> None:
    for question in asked.questions:
        answer = call.answers.get(question.code, "")
        if question.kind == "consent" and answer in GIVEN:
            people.record_consent(
                call.young_person,
                by=by,
                today=today.today(),
                purpose=question.purpose,
                answer=answer,
                given_by=given_by,
                carer=carer,
                happened_on=call.held_on,
                how="telephone",
            )


def _contact_of(call: Assessment, by: Membership, given_by: str, minutes: int, medium: str) -> Contact:
    """The call among the contacts: of no course, since it is no session of one."""
    contact = book(
        call.young_person,
        starts_at=_began_at(call, minutes),
        minutes=minutes,
        lead=by,
        referral=call.referral,
        medium=medium,
        place=PLACE_OF[medium],
        seen=call.with_whom or given_by,
        plan=checklist(call.checklist).name,
    )
    return write_attendance(contact, by=by, attendance=ATTENDED, minutes=minutes)


def _began_at(call: Assessment, minutes: int) -> datetime:
    """As if it ended now; of a call on an earlier day only the day is known, so noon stands for it."""
    if call.held_on == today.today():
        return today.now() - timedelta(minutes=minutes)
    return moment(call.held_on, NOON)
