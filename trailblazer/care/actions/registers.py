"""Recording a session of a group once, for everyone: a contact of their own for each named member, or a count."""

from collections.abc import Iterable, Mapping

from django.db.models import prefetch_related_objects

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care.actions.group_contacts import Place, note_absence, record_place
from trailblazer.care.collecting import GOAL
from trailblazer.care.models import GroupSession
from trailblazer.care.naming_nobody import refuse_full_names, refuse_names
from trailblazer.care.open_days import refuse_register
from trailblazer.care.registers import register_of
from trailblazer.care.unsent import forget
from trailblazer.domain import contacts
from trailblazer.domain.contacts import NotATime

FORM = "register"  # as it is kept while it is being written
MOST_COUNTED = 5_000  # more than any school has pupils


@action(Permission.RECORD_CARE, logged_as="register recorded")
def record_register(
    session: GroupSession,
    *,
    by: Actor,
    places: Mapping[str, Place],
    note: str,
    minutes: int,
    leaders: Iterable[Membership],
    collects: str = GOAL,
) -> GroupSession:
    """Everything of one session in one save. `places` are by the reference of the membership of the group; `collects`
    is what their scores are of: the goal, or a measure.

    Recording again corrects. Raises NotPossible for a session to come, cancelled, or of a school that was closed, and
    for a group note that names somebody.
    """
    register = register_of(session, by, collects)
    _refuse(session, minutes)
    if not register.rows:
        raise NotPossible("Nobody is in this group yet. Add its members first")
    refuse_names(note, (row.person for row in register.rows), "group note")
    refuse_full_names(note, session.team_id, "group note")
    present = _write_session(session, by, note, minutes, leaders)
    prefetch_related_objects([row.person for row in register.rows], "quiet_mode_steps")
    for row in register.rows:
        if (place := places.get(row.member.ref)) is not None:
            record_place(row.member, by=by, session=session, row=row, place=place, present=present)
    forget(FORM, session.ref, by)
    return session


@action(Permission.RECORD_CARE, logged_as="register of a count recorded")
def record_count(
    session: GroupSession,
    *,
    by: Actor,
    note: str,
    minutes: int,
    leaders: Iterable[Membership],
    pupils: int | None,
    parents: int | None,
    school_staff: int | None,
) -> GroupSession:
    """A class, assembly, workshop or training: how many came, counted and not named."""
    _refuse(session, minutes)
    counted = sum(number or 0 for number in (pupils, parents, school_staff))
    if not 1 <= counted <= MOST_COUNTED:
        raise NotPossible(f"Enter how many came, from 1 to {MOST_COUNTED:,}")
    refuse_full_names(note, session.team_id, "note")
    session.pupils, session.parents, session.school_staff = pupils, parents, school_staff
    _write_session(session, by, note, minutes, leaders)
    forget(FORM, session.ref, by)
    return session


@action(Permission.RECORD_CARE, logged_as="absences from a group noted")
def note_absences(session: GroupSession, *, by: Actor, away: Mapping[str, str]) -> GroupSession:
    """Before a session: who said that they will not come, and why. `away` is a reason, or nothing, by membership.

    Raises NotPossible once the session is recorded.
    """
    if session.state != GroupSession.State.PLANNED:
        raise NotPossible("This session is recorded. Correct its register")
    register = register_of(session, by)
    leaders = list(session.group.leaders.all())
    for row in register.rows:
        reason = away.get(row.member.ref)
        if reason is None or reason == (row.contact.cancelled_reason if row.contact else ""):
            continue
        note_absence(row.member, by=by, session=session, row=row, reason=reason, leaders=leaders)
    return session


def _refuse(session: GroupSession, minutes: int) -> None:
    if session.state == GroupSession.State.CANCELLED:
        raise NotPossible("This session was cancelled. Plan it again before it is recorded")
    if session.starts_at > now():
        raise NotPossible(
            "This session is still to come. It is recorded when it was held, and cancelled before"
        )
    try:
        contacts.check_length(minutes)
    except NotATime as reason:
        raise NotPossible(str(reason)) from None
    refuse_register(session)


def _write_session(
    session: GroupSession, by: Actor, note: str, minutes: int, leaders: Iterable[Membership]
) -> list[Membership]:
    present = list(leaders)
    if not present:
        raise NotPossible("Choose who led the session")
    if session.state == GroupSession.State.HELD and session.note and not note:
        raise NotPossible("The note is on the records already. Correct its words; it cannot be taken out")
    session.state, session.note, session.minutes = GroupSession.State.HELD, note, minutes
    session.recorded_at, session.recorded_by = now(), by.membership
    session.save()
    session.leaders.set(present)
    return present
