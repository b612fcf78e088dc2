"""A course passes to somebody, or to nobody for now, with its history and what is booked. Called inside an action."""

from collections.abc import Iterable

from trailblazer.access import today
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.care.calendars import taken_of_member
from trailblazer.care.models import Allocation, Contact, Course, Task
from trailblazer.ui.environment import clock_time, day_and_month


def give(courses: Iterable[Course], lead: Membership | None, *, by: Actor, reason: str) -> None:
    """Course, history, owner of the request and contacts to come change together.

    Where somebody would now be in two places at once nothing is moved: a task says which contact needs a new time.
    """
    passed_on = [contact for course in courses for contact in _give(course, lead, by=by, reason=reason)]
    if lead is not None:
        for contact in passed_on:
            _ask_for_a_new_time(contact, lead, by)


def _give(course: Course, lead: Membership | None, *, by: Actor, reason: str) -> list[Contact]:
    course.lead, course.allocated_on = lead, today.today() if lead else None
    course.save()
    Allocation.objects.create(
        provider_id=course.provider_id,
        team_id=course.team_id,
        young_person_id=course.young_person_id,
        course=course,
        lead=lead,
        happened_on=today.today(),
        reason=reason.strip()[:300],
        by=by.membership,
        recorded_at=today.now(),
    )
    referral = course.referral
    if _is_first_open(course) and referral.owner_id != (lead.pk if lead else None):
        referral.owner = lead
        referral.save()
    return _pass_on_contacts(course, lead)


def _is_first_open(course: Course) -> bool:
    """Several may help one young person: whoever has the first open course owns the request."""
    first = course.referral.courses.open().order_by("opened_on", "pk").first()
    return first is not None and first.pk == course.pk


def _pass_on_contacts(course: Course, lead: Membership | None) -> list[Contact]:
    """What is booked goes with the course, out of the visits of whoever had it. Those of a group stay its leaders'."""
    coming = course.contacts.planned().filter(starts_at__gte=today.now(), group_session=None)
    passed_on = []
    for contact in coming.select_related("visit"):
        if contact.lead_id == (lead.pk if lead else None):
            continue
        contact.lead = lead
        if contact.visit is not None and (lead is None or contact.visit.member_id != lead.pk):
            contact.visit = None
        contact.save()
        passed_on.append(contact)
    return passed_on


def _ask_for_a_new_time(contact: Contact, lead: Membership, by: Actor) -> None:
    """The contact itself is one of what the member is down for then; anything beside it clashes."""
    if len(taken_of_member(lead, contact.starts_at, contact.ends_at)) < 2:
        return
    when = f"{day_and_month(contact.starts_at)}, {clock_time(contact.starts_at)}"
    Task.objects.create(
        provider_id=contact.provider_id,
        team_id=contact.team_id,
        young_person_id=contact.young_person_id,
        owner=lead,
        words=f"Two things at once on {when}: give one of them a new time",
        due_on=today.today(),
        source="course_given",
        about=contact.ref,
        made_by=by.membership,
        made_at=today.now(),
    )
