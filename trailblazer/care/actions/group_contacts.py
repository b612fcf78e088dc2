"""One member's own record of a session of a group: their contact, rating and notes, and nobody else's."""

from dataclasses import dataclass

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.care.actions.notes import correct_note, write_note
from trailblazer.care.booking import book, write_attendance
from trailblazer.care.collecting import keep
from trailblazer.care.models import Contact, GroupMember, GroupSession, Task
from trailblazer.care.not_brought import follow_up
from trailblazer.care.quiet_looks import ask_later
from trailblazer.care.registers import GROUP_NOTE, OWN_NOTE, Row, minutes_booked
from trailblazer.domain import contacts
from trailblazer.domain.terms import add_working_days, london_day

HERE, LATE, DID_NOT_COME, TOLD_US, NOT_YET = "5", "6", "3", "2", ""
CORRECTED = "The register was corrected"
SOURCE = "register"  # of the task to tell a supervisor


@dataclass(frozen=True)
class Place:
    """What a register says of one member."""

    attendance: str  # HERE, LATE, DID_NOT_COME or TOLD_US
    reason: str = ""  # a code of "cancelled_reasons", where they had told us
    late_minutes: int | None = None  # how many of the session's minutes somebody late was there
    score: int | None = None
    note: str = ""
    tell_supervisor: bool = False


@action(Permission.RECORD_CARE, logged_as="group contact recorded")
def record_place(
    member: GroupMember,
    *,
    by: Actor,
    session: GroupSession,
    row: Row,
    place: Place,
    present: list[Membership],
) -> Contact:
    """One member's own record of a session: contact, rating, notes. What is recorded already is corrected."""
    if row.course is not None and member.course_id != row.course.pk:
        member.course = row.course
        member.save()
    contact = row.contact or _booked(row, session, present)
    if _says_something_new(contact, place, session):
        contact.cancelled_reason = place.reason if place.attendance == TOLD_US else ""
        contact.interventions = _given(contact, place, session)
        write_attendance(contact, by=by, attendance=place.attendance, minutes=_minutes(place, session))
        follow_up(contact, by=by)
    if contacts.is_attended(place.attendance):
        lead = row.course.lead if row.course else None
        ask_later(row.person, contact_on=london_day(session.starts_at), by=by, lead=lead or contact.lead)
    contact.staff.set(present[1:])
    if contacts.is_attended(place.attendance) and place.score is not None and row.box and row.referral:
        keep(row.box, row.referral, contact, place.score, by)
    _keep_note(row, contact, GROUP_NOTE, session.note, by)
    _keep_note(row, contact, OWN_NOTE, place.note, by)
    if place.tell_supervisor:
        _ask_to_tell(row, contact, session, by)
    return contact


@action(Permission.RECORD_CARE, logged_as="absence from a group noted")
def note_absence(
    member: GroupMember, *, by: Actor, session: GroupSession, row: Row, reason: str, leaders: list[Membership]
) -> Contact:
    """Before a session: that one member will not come, and why; with no reason, that they will come after all."""
    contact = row.contact or _booked(row, session, leaders)
    contact.cancelled_reason = reason
    if reason:
        return write_attendance(contact, by=by, attendance=TOLD_US)
    contact.attendance, contact.recorded_at, contact.recorded_by = NOT_YET, None, None
    contact.save()
    return contact


def _booked(row: Row, session: GroupSession, present: list[Membership]) -> Contact:
    group = session.group
    return book(
        row.person,
        starts_at=session.starts_at,
        minutes=minutes_booked(session),
        lead=present[0] if present else None,
        course=row.course,
        referral=row.referral,
        group_session=session,
        visit=session.visit,
        place=group.place,
        school=group.school,
        room=session.room,
        session_number=session.number,
        plan=session.plan,
        seen=group.seen,
        function=group.function,
    )


def _given(contact: Contact, place: Place, session: GroupSession) -> list[str]:
    """What their pathway gives in a group, until somebody says otherwise; who did not come was given nothing."""
    came = contacts.is_attended(place.attendance)
    return (contact.interventions or list(session.group.gives)) if came else []


def _minutes(place: Place, session: GroupSession) -> int | None:
    if place.attendance == LATE and place.late_minutes is not None:
        return place.late_minutes
    return session.minutes


def _says_something_new(contact: Contact, place: Place, session: GroupSession) -> bool:
    minutes = _minutes(place, session) if contacts.is_attended(place.attendance) else None
    return (contact.attendance, contact.minutes, contact.cancelled_reason) != (
        place.attendance,
        minutes,
        place.reason if place.attendance == TOLD_US else "",
    )


def _keep_note(row: Row, contact: Contact, kind: str, words: str, by: Actor) -> None:
    """Written the first time; other words correct it; left out, what was written stays."""
    standing = row.group_note if kind == GROUP_NOTE else row.note
    if not words or (standing is not None and standing.words == words):
        return
    if standing is not None:
        correct_note(standing, by=by, words=words, reason=CORRECTED)
        return
    day = london_day(contact.starts_at)
    write_note(row.person, by=by, words=words, kind=kind, about_on=day, contact=contact)


def _ask_to_tell(row: Row, contact: Contact, session: GroupSession, by: Actor) -> None:
    """A task for whoever recorded it, once for each contact."""
    Task.objects.get_or_create(
        about=contact.ref,
        source=SOURCE,
        defaults={
            "provider_id": contact.provider_id,
            "team_id": contact.team_id,
            "young_person": row.person,
            "owner": by.membership,
            "made_by": by.membership,
            "made_at": now(),
            "words": f"Tell your supervisor: own note of {session.group.name}, session {session.number}"[
                :200
            ],
            "due_on": add_working_days(today(), 1),
        },
    )
