"""Who takes part: invited in waves, answering by their link, replaced from the waiting list, there on the day."""

from datetime import date, timedelta
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Permission
from trailblazer.domain.joint_working import rules
from trailblazer.joint_working import links, telling
from trailblazer.joint_working.models import Cohort, Participant
from trailblazer.joint_working.schools import covered
from trailblazer.places.models import School
from trailblazer.ui.environment import day

State = Participant.State


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="school added to cohort")
def add_school(
    cohort: Cohort, school: School, *, by: Actor, waits: bool = False, **values: Any
) -> Participant:
    """Gives a school a seat with its one lead, or a place on the waiting list. Raises NotPossible for the 21st."""
    if not covered(cohort, today.today()).filter(pk=school.pk).exists():
        raise NotPossible("This school is not of the cohort’s area. Choose one that is")
    there = cohort.participants.filter(school=school)
    if there.with_a_seat().exists() or there.waiting().exists():
        raise NotPossible("This school is in the cohort already, with one lead. Change that lead instead")
    if not waits and _is_full(cohort):
        raise NotPossible(
            f"All {rules().most_schools} seats for schools are taken. "
            "Tick the waiting list: the school is invited when somebody says no"
        )
    state = State.WAITING if waits else State.PLANNED
    return _add(cohort, kind=Participant.Kind.SCHOOL, school=school, state=state, **values)


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="partner added to cohort")
def add_partner(cohort: Cohort, *, by: Actor, kind: str, organisation: str, **values: Any) -> Participant:
    """Someone of an NHS service, the council or a voluntary organisation. Their number is not limited."""
    if kind == Participant.Kind.SCHOOL:
        raise NotPossible("Add a school by its name, so that it is known which school it is")
    return _add(cohort, kind=kind, organisation=organisation, **values)


def _add(cohort: Cohort, **values: Any) -> Participant:
    values["email"] = values["email"].strip().lower()
    there = cohort.participants.exclude(state__in=(State.DECLINED, State.LAPSED))
    if there.filter(email=values["email"]).exists():
        raise NotPossible("Somebody with this email address is in the cohort already. Each person rates once")
    made = Participant(ref=new_ref(), provider_id=cohort.provider_id, cohort=cohort, **values)
    made.secret_hash = links.LINKS.hash_of(made)
    made.save()
    return made


def _is_full(cohort: Cohort) -> bool:
    seats = cohort.participants.filter(kind=Participant.Kind.SCHOOL).with_a_seat()
    return seats.count() >= rules().most_schools


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="person of cohort changed")
def change_person(person: Participant, *, by: Actor, name: str, job: str, email: str) -> Participant:
    """Another lead of the same school, or a corrected address. Raises NotPossible once they have rated."""
    is_other = email.strip().lower() != person.email
    if is_other and person.ratings.exists():
        raise NotPossible("They have rated already. Another person cannot go on with their ratings")
    person.name, person.job, person.email = name, job, email.strip().lower()
    person.save()
    return person


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="invitations to cohort sent")
def send_wave(cohort: Cohort, *, by: Actor, wave: int) -> int:
    """Invites everyone of a wave who was not invited yet. Gives how many. Raises NotPossible from day 1 on."""
    _not_begun(cohort)
    found = cohort.participants.filter(state=State.PLANNED, wave=wave)
    sent = [_invite(person, by) for person in found.select_related("school")]
    if not sent:
        raise NotPossible("Nobody of this wave waits to be invited")
    return len(sent)


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="person invited to cohort")
def invite_person(person: Participant, *, by: Actor) -> Participant:
    """Invites one person, or says the same again to somebody who did not answer in time, while there is a seat."""
    _not_begun(person.cohort)
    if person.state not in (State.PLANNED, State.LAPSED, State.WAITING, State.INVITED):
        raise NotPossible("They have answered already")
    needs_seat = person.kind == Participant.Kind.SCHOOL and person.state not in Participant.HOLDS_A_SEAT
    cohort = Cohort.objects.select_for_update().get(pk=person.cohort_id)
    if needs_seat and _is_full(cohort):
        raise NotPossible(f"All {rules().most_schools} seats for schools are taken")
    return _invite(person, by)


def _not_begun(cohort: Cohort) -> None:
    if today.today() >= cohort.day_1:
        raise NotPossible("Day 1 has come. Nobody is invited to a cohort that has begun")


def _invite(person: Participant, by: Actor) -> Participant:
    now = today.today()
    latest = person.cohort.day_1 - timedelta(days=1)
    person.state, person.invited_on = State.INVITED, now
    person.answer_by = min(now + timedelta(days=rules().answer_within_days), latest)
    person.save()
    telling.tell(person, telling.INVITED, by=by)
    return person


@action(Permission.RATE_JOINT_WORKING, logged_as="invitation to cohort answered")
def answer_invitation(person: Participant, *, by: Actor, comes: bool) -> Participant:
    """Yes or no by their own link. A no, also one after a yes, gives the seat to the first on the waiting list."""
    now = today.today()
    if now >= person.cohort.day_1:
        raise NotPossible("Day 1 has come, so this can no longer be changed here. Tell the organiser")
    if person.state == State.LAPSED:
        raise NotPossible(
            f"This was to be answered by {day(person.answer_by)}, and the seat may have gone to somebody else. "
            "Write to the organiser"
        )
    if person.state not in (State.INVITED, State.ACCEPTED, State.DECLINED):
        raise NotPossible("You have not been invited yet")
    if person.state == State.DECLINED and comes:
        raise NotPossible("You said no, and the seat may have gone to somebody else. Write to the organiser")
    had_a_seat = person.state in Participant.HOLDS_A_SEAT
    person.state, person.answered_on = (State.ACCEPTED if comes else State.DECLINED), now
    person.save()
    if had_a_seat and not comes:
        _next_from_waiting_list(person, by)
    return person


@action(Permission.RUN_WORK, logged_as="invitation to cohort lapsed")
def let_lapse(person: Participant, *, by: Actor) -> Participant:
    """Nobody answered by the day: the seat goes to the first on the waiting list."""
    person.state = State.LAPSED
    person.save()
    _next_from_waiting_list(person, by)
    return person


def _next_from_waiting_list(gone: Participant, by: Actor) -> Participant | None:
    if gone.kind != Participant.Kind.SCHOOL:
        return None
    cohort = Cohort.objects.select_for_update().get(pk=gone.cohort_id)
    following = cohort.participants.waiting().select_related("school", "cohort").first()
    if following is None or _is_full(cohort) or today.today() >= cohort.day_1:
        return None
    return _invite(following, by)


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="attendance of cohort noted")
def note_attendance(cohort: Cohort, *, by: Actor, which: int, came: dict[str, str]) -> Cohort:
    """Who came on day 1 or day 2, by the reference of the person. Raises NotPossible before that day."""
    on: date = cohort.day_1 if which == 1 else cohort.day_2
    if today.today() < on:
        raise NotPossible(f"Day {which} is {day(on)}. Attendance is noted from that day on")
    people = {person.ref: person for person in cohort.participants.coming()}
    for ref, value in came.items():
        if (person := people.get(ref)) is None or value not in Participant.Came.values:
            raise NotPossible("Somebody in the list is no longer coming. Open the page again")
        if getattr(person, f"came_day_{which}") != value:
            setattr(person, f"came_day_{which}", value)
            person.save()
    return cohort
