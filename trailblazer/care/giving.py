"""A course passes to somebody, or to nobody for now, with its history and what is booked. Called inside an action."""

from collections.abc import Iterable

from trailblazer.access import today
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.care.covering import ask_to_cover, visit_for
from trailblazer.care.models import Allocation, Contact, Course, Plan, PlanPart
from trailblazer.care.staff import post_of


def give(courses: Iterable[Course], lead: Membership | None, *, by: Actor, reason: str) -> None:
    """Course, history, owner of the request, lead of the plan and contacts to come change together.

    A contact goes into the visit that the new lead has to that school on that day. Where the new lead cannot be there
    as booked nothing is moved: a task says what to move or cover.
    """
    passed_on = [one for course in courses for one in _give(course, lead, by=by, reason=reason)]
    if lead is not None:
        for contact, was_in_a_visit in passed_on:
            ask_to_cover(contact, lead, by, needs_visit=was_in_a_visit or None)


def _give(course: Course, lead: Membership | None, *, by: Actor, reason: str) -> list[tuple[Contact, bool]]:
    had_by = course.lead or _had_last(course)
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
    if lead is not None:
        _pass_on_plan(course, had_by, lead, by)
    return _pass_on_contacts(course, lead)


def _is_first_open(course: Course) -> bool:
    """Several may help one young person: whoever has the first open course owns the request."""
    first = course.referral.courses.open().order_by("opened_on", "pk").first()
    return first is not None and first.pk == course.pk


def _had_last(course: Course) -> Membership | None:
    """Who had a course that nobody has now."""
    last = course.allocations.exclude(lead=None).select_related("lead__user").first()
    return last.lead if last is not None else None


def _pass_on_plan(course: Course, had_by: Membership | None, lead: Membership, by: Actor) -> None:
    """The part of whoever had the course ends and the new lead's begins; who leads the plan changes with it."""
    plan = Plan.objects.filter(referral=course.referral_id).select_related("lead_worker__user").first()
    if plan is None:
        return
    for part in plan.parts.filter(course=course, who=had_by, ends_on=None).exclude(who=None):
        _pass_on_part(part, course, lead)
    if _is_led_through(course, plan, had_by):
        plan.lead_worker = lead
        plan._history_user = by.membership.user if by.membership else None  # type: ignore[attr-defined]
        plan.save()


def _pass_on_part(part: PlanPart, course: Course, lead: Membership) -> None:
    """What somebody did under the plan stays written; a part that begins today or later is simply another's."""
    on, role = today.today(), post_of(lead)
    if part.starts_on >= on:
        part.who, part.role = lead, role
        part.save()
        return
    part.ends_on = on
    part.save()
    PlanPart.objects.create(
        provider_id=course.provider_id,
        team_id=course.team_id,
        young_person_id=course.young_person_id,
        plan=part.plan,
        course=course,
        who=lead,
        role=role,
        what=part.what,
        starts_on=on,
    )


def _is_led_through(course: Course, plan: Plan, had_by: Membership | None) -> bool:
    """Whether who leads the plan changes with this course: they had it, and no other; or they are not here any more."""
    leads = plan.lead_worker
    if leads is not None and had_by is not None and leads.pk == had_by.pk:
        return not course.referral.courses.open().filter(lead=leads).exists()
    if leads is not None and leads.organisation_id == course.team_id and not leads.has_left(today.today()):
        return False
    return _is_first_open(course)


def _pass_on_contacts(course: Course, lead: Membership | None) -> list[tuple[Contact, bool]]:
    """What is booked goes with the course, into a visit of the new lead. Those of a group stay its leaders'.

    Each with whether it was in a visit before.
    """
    coming = course.contacts.planned().filter(starts_at__gte=today.now(), group_session=None)
    passed_on = []
    for contact in coming.select_related("visit", "school"):
        if contact.lead_id == (lead.pk if lead else None):
            continue
        was_in_a_visit = contact.visit is not None
        contact.lead = lead
        if contact.visit is not None and (lead is None or contact.visit.member_id != lead.pk):
            contact.visit = None
        if contact.visit is None and lead is not None:
            _put_in_visit(contact, lead)
        contact.save()
        passed_on.append((contact, was_in_a_visit))
    return passed_on


def _put_in_visit(contact: Contact, lead: Membership) -> None:
    contact.visit = visit_for(contact, lead)
    if contact.visit is not None and contact.visit.room:
        contact.room = contact.visit.room
