"""A young person passes from one team to another of the same provider, when that team accepts."""

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Permission
from trailblazer.alerts.actions import close, raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Course, Transfer
from trailblazer.care.moving import move_to_team

State = Transfer.State


@action(Permission.ALLOCATE_COURSES, logged_as="transfer to another team asked for")
def ask_transfer(course: Course, *, by: Membership, to_team: Organisation, reason: str) -> Transfer:
    """Asks another team to take a young person on. Until it accepts, nothing moves."""
    if not course.is_open:
        raise NotPossible("This course of support has ended")
    if to_team.kind != Organisation.Kind.TEAM or to_team.provider_id != course.provider_id:
        raise NotPossible("Choose another team of the same provider. To any other service, hand over")
    if to_team.pk == course.young_person.team_id:
        raise NotPossible("They are with this team already")
    if Transfer.objects.waiting().filter(young_person=course.young_person).exists():
        raise NotPossible("A team was asked already and has not answered. Take that back first")
    made = Transfer.objects.create(
        provider_id=course.provider_id,
        team=course.young_person.team,
        young_person=course.young_person,
        course=course,
        to_team=to_team,
        reason=reason.strip(),
        asked_on=today.today(),
        asked_by=by,
    )
    raise_alert(
        "other",
        words="Another team asks you to take a young person on",
        provider=made.provider,
        by=by,
        about=made.ref,
        about_address="/transfers",
        team=to_team,
        young_person=made.young_person,
    )
    return made


@action(Permission.ALLOCATE_COURSES, logged_as="transfer answered")
def answer_transfer(transfer: Transfer, *, by: Membership, accept: bool, answer: str = "") -> Transfer:
    """The team that was asked accepts, and the young person is theirs, or says no with a reason."""
    _is_waiting(transfer)
    if by.organisation_id != transfer.to_team_id:
        raise NotPossible("The team that was asked answers")
    if not accept and not answer.strip():
        raise NotPossible("Enter why, so that the other team knows what to do")
    transfer.state = State.ACCEPTED if accept else State.DECLINED
    transfer.answered_on, transfer.answered_by, transfer.answer = today.today(), by, answer.strip()[:300]
    transfer.save()
    _close_alerts(transfer)
    if accept:
        assert transfer.to_team is not None, "a transfer asks a team"
        move_to_team(transfer.young_person, transfer.to_team, by=by, reason=transfer.reason)
    else:
        raise_alert(
            "other",
            words="A team said no to taking a young person on: see why, and what next",
            provider=transfer.provider,
            by=by,
            about=transfer.ref,
            about_address="/transfers",
            team=transfer.team,
            young_person=transfer.young_person,
            owner=transfer.asked_by,
        )
    return transfer


@action(Permission.ALLOCATE_COURSES, logged_as="transfer taken back")
def take_back(transfer: Transfer, *, by: Membership) -> Transfer:
    """The team that asked no longer asks."""
    _is_waiting(transfer)
    if by.organisation_id == transfer.to_team_id:
        raise NotPossible("Answer it instead: the other team asked you")
    transfer.state, transfer.answered_on, transfer.answered_by = State.TAKEN_BACK, today.today(), by
    transfer.save()
    _close_alerts(transfer)
    return transfer


def _close_alerts(transfer: Transfer) -> None:
    """What was asked is answered. The team that asked cannot see the alerts of the other: the service closes them."""
    for alert in Alert.objects.open().filter(about=transfer.ref):
        close(alert, by=Service(), what_was_done=transfer.get_state_display())


def _is_waiting(transfer: Transfer) -> None:
    if transfer.state != State.ASKED:
        raise NotPossible(f"This was answered already: {transfer.get_state_display().lower()}")
