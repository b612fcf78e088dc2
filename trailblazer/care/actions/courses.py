"""What can be done with courses of support: open one, give it to somebody, change it."""

from collections.abc import Sequence
from datetime import date

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission, Role
from trailblazer.care.giving import give
from trailblazer.care.models import Course
from trailblazer.care.staff import HELPS, post_of
from trailblazer.domain.pathways import Pathway, catalogue
from trailblazer.referrals.models import Referral

MOST_SESSIONS, MOST_MINUTES = 40, 180


@action(Permission.RECORD_CARE, logged_as="course of support opened")
def open_course(
    referral: Referral,
    *,
    by: Actor,
    pathway: str,
    sessions_planned: int,
    session_minutes: int,
    lead: Membership | None = None,
    reason: str = "",
    opened_on: date | None = None,
) -> Course:
    """Opens a course after an accepted request, whole or not at all.

    `reason` is asked where age or role lies outside the catalogue. Somebody who may not allocate can give it to
    themselves or to nobody. Raises NotPossible for a request that is not accepted or not matched.
    """
    if referral.young_person is None:
        raise NotPossible("Match this request to a child or young person first")
    if referral.state != Referral.State.ACCEPTED:
        raise NotPossible("Only a request that was accepted can begin a course of support")
    chosen = _pathway(pathway)
    on = opened_on or today.today()
    if not referral.received_on <= on <= today.today():
        raise NotPossible("Enter a day from the day of asking to today")
    _check_amount(sessions_planned, session_minutes)
    _check_doubts(chosen, referral, lead, on, reason)
    if lead is not None:
        _check_lead(lead, referral.team_id, by)
    course = Course.objects.create(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        young_person=referral.young_person,
        referral=referral,
        pathway=chosen.code,
        sessions_planned=sessions_planned,
        session_minutes=session_minutes,
        opened_on=on,
    )
    if lead is not None:
        give([course], lead, by=by, reason=reason)
    return course


@action(Permission.RECORD_CARE, logged_as="course of support changed")
def change_course(
    course: Course, *, by: Actor, pathway: str, sessions_planned: int, session_minutes: int, reason: str = ""
) -> Course:
    """Another pathway, or more or fewer sessions. A course that has ended stays as it was."""
    if not course.is_open:
        raise NotPossible("This course of support has ended. Reopen it first")
    _check_amount(sessions_planned, session_minutes)
    chosen = _pathway(pathway)
    if chosen.code != course.pathway:
        _check_doubts(chosen, course.referral, course.lead, today.today(), reason)
    course.pathway = chosen.code
    course.sessions_planned, course.session_minutes = sessions_planned, session_minutes
    course.save()
    return course


@action(Permission.RECORD_CARE, logged_as="course of support taken on")
def take_on(course: Course, *, by: Membership, reason: str = "") -> Course:
    """Takes on a course that nobody has. `reason` is asked where the catalogue names other roles."""
    if not course.is_open:
        raise NotPossible("This course of support has ended. Reopen it first")
    if course.lead is not None and course.lead.pk != by.pk:
        raise NotPossible(
            f"{course.lead.user.name} has this course. A supervisor or team lead can change that"
        )
    _check_lead(by, course.team_id, by)
    _check_role([course], by, reason)
    give([course], by, by=by, reason=reason)
    return course


@action(Permission.ALLOCATE_COURSES, logged_as="courses of support allocated")
def allocate(*, by: Membership, courses: Sequence[str], lead: Membership | None, reason: str = "") -> int:
    """Gives courses, by their references, to one practitioner, or to nobody for now: all of them or none.

    Gives how many changed hands. Raises NotPossible where one has ended or is no longer the member's to give, and
    where the catalogue names other roles and no reason is given.
    """
    found = list(
        Course.objects.visible_to(by)
        .filter(ref__in=courses)
        .select_related("referral")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not courses or len(found) != len(set(courses)):
        raise NotPossible("Choose courses of support that are in your team")
    if any(not course.is_open for course in found):
        raise NotPossible("One of these has ended in the meantime. Nothing was changed: choose again")
    changed = [course for course in found if course.lead_id != (lead.pk if lead else None)]
    if lead is not None:
        for team_id in {course.team_id for course in changed}:
            _check_lead(lead, team_id, by)
        _check_role(changed, lead, reason)
    give(changed, lead, by=by, reason=reason)
    return len(changed)


def _pathway(code: str) -> Pathway:
    chosen = catalogue().get(code)
    if chosen is None or not chosen.is_in_force(today.today()):
        raise NotPossible("Choose one of the pathways of the list")
    return chosen


def _check_amount(sessions: int, minutes: int) -> None:
    if not 1 <= sessions <= MOST_SESSIONS:
        raise NotPossible(f"Enter from 1 to {MOST_SESSIONS} sessions")
    if not 5 <= minutes <= MOST_MINUTES:
        raise NotPossible(f"Enter from 5 to {MOST_MINUTES} minutes for a session")


def _check_doubts(
    pathway: Pathway, referral: Referral, lead: Membership | None, on: date, reason: str
) -> None:
    person = referral.young_person
    age = person.age_on(on) if person is not None else None
    doubts = pathway.doubts(age, post_of(lead))
    if doubts and not reason.strip():
        raise NotPossible(f"{'. '.join(doubts)}. Enter why it is right all the same")


def _check_role(courses: Sequence[Course], lead: Membership, reason: str) -> None:
    """The catalogue names the roles of a pathway; another may give it, when somebody says why."""
    known = [catalogue()[course.pathway] for course in courses if course.pathway in catalogue()]
    doubts = [doubt for pathway in known for doubt in pathway.doubts(None, post_of(lead))]
    if doubts and not reason.strip():
        raise NotPossible(f"{doubts[0]}. Enter why it is right all the same")


def _check_lead(lead: Membership, team_id: int | None, by: Actor) -> None:
    if lead.role not in HELPS or lead.ended_on is not None and lead.ended_on <= today.today():
        raise NotPossible("Choose someone in the team who helps young people")
    if lead.organisation_id != team_id:
        raise NotPossible("Choose someone in the team that has this young person")
    own = by.membership
    gives_to_another = own is not None and own.pk != lead.pk
    if gives_to_another and not by.may(Permission.ALLOCATE_COURSES) and by.role != Role.SERVICE:
        raise NotPossible("You can take it on yourself. A supervisor or team lead gives it to someone else")
