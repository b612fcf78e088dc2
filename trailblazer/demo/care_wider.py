"""Families whom several roles of the wider team help under one plan, each with a course and contacts of their own."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.care.models import Allocation, Contact, Course, Note, Plan, PlanPart
from trailblazer.demo.staff import POSTS, InventedTeam
from trailblazer.domain.contacts import moment
from trailblazer.domain.pathways import catalogue
from trailblazer.domain.terms import add_working_days
from trailblazer.referrals.models import Event

FAMILIES = 5
PARTS = {
    Role.FAMILY_SUPPORT_WORKER: ("family_support", "Mornings and routines at home", "home", "carer"),
    Role.PSYCHOLOGIST: (
        "psychology_consultation",
        "A shared picture with school and family",
        "clinic",
        "both",
    ),
}
FIRST_HOUR = {Role.FAMILY_SUPPORT_WORKER: 9, Role.PSYCHOLOGIST: 12}  # so that nobody is seen by both at once
WORDS = {
    "family_support": "Went through a school morning together. Next: a plan for the week on the fridge.",
    "psychology_consultation": "Met with the practitioner and the mother. Shared picture written; school is asked.",
}


def write(random: Random, made: InventedTeam, today: date) -> int:
    """Adds the other roles to some families of this team, where it has them. Gives how many families."""
    others = {role: made.with_role(role) for role in PARTS}
    if not all(others.values()):
        return 0
    plans = Plan.objects.filter(
        team=made.team.organisation, agreed_on__isnull=False, referral__courses__state="under_way"
    )
    chosen = list(
        plans.select_related("young_person", "referral").order_by("-agreed_on", "pk").distinct()[:FAMILIES]
    )
    for number, plan in enumerate(chosen):
        for members in others.values():
            _help(plan, members[0], number, today, made)
    return len(chosen)


def _help(plan: Plan, member: Membership, number: int, today: date, made: InventedTeam) -> None:
    role = Role(member.role)
    code, what, *_ = PARTS[role]
    pathway = catalogue()[code]
    common: dict[str, Any] = {
        "provider": plan.provider,
        "team": plan.team,
        "young_person": plan.young_person,
    }
    opened = max(plan.agreed_on or today, today - timedelta(days=20))
    first = add_working_days(today - timedelta(days=13), 1)
    has_begun = first > opened
    course = Course.objects.create(
        **common,
        referral=plan.referral,
        pathway=code,
        state="under_way" if has_begun else "waiting",
        lead=member,
        allocated_on=opened,
        opened_on=opened,
        started_on=first if has_begun else None,
        sessions_planned=pathway.sessions,
        session_minutes=pathway.minutes,
    )
    Allocation.objects.create(**common, course=course, lead=member, happened_on=opened, by=made.members[1])
    PlanPart.objects.create(
        **common, plan=plan, course=course, who=member, role=POSTS[role], what=what, starts_on=opened
    )
    at = time(FIRST_HOUR[role] + number)
    if has_begun:
        _contact(course, first, at, number=1, plan=plan, recorded=True)
    _contact(course, add_working_days(today, 3), at, number=2 if has_begun else 1, plan=plan, recorded=False)


def _contact(course: Course, day: date, at: time, *, number: int, plan: Plan, recorded: bool) -> None:
    assert course.lead is not None, "each of these courses has somebody"
    _, _, place, seen = PARTS[Role(course.lead.role)]
    starts_at = moment(day, at)
    contact = Contact.objects.create(
        provider=course.provider,
        team=course.team,
        young_person=course.young_person,
        referral=course.referral,
        course=course,
        lead=course.lead,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=course.session_minutes),
        place=place,
        seen=seen,
        session_number=number,
        plan=catalogue()[course.pathway].session(number),
        attendance="5" if recorded else "",
        minutes=course.session_minutes if recorded else None,
        interventions=["advice"] if recorded else [],
        risk="none" if recorded else "",
        recorded_at=starts_at + timedelta(hours=2) if recorded else None,
        recorded_by=course.lead if recorded else None,
    )
    if course.pathway == "psychology_consultation" and plan.lead_worker is not None:
        contact.staff.add(plan.lead_worker)  # a joint session is recorded once, with both
    if recorded:
        _written(contact)


def _written(contact: Contact) -> None:
    day, recorded_at = contact.starts_at.date(), contact.recorded_at
    assert recorded_at is not None, "it was recorded"
    assert contact.referral is not None, "it belongs to a request"
    Note.objects.create(
        provider=contact.provider,
        team=contact.team,
        young_person=contact.young_person,
        course=contact.course,
        contact=contact,
        words=WORDS[contact.course.pathway if contact.course else "family_support"],
        about_on=day,
        written_at=recorded_at,
        by=contact.lead,
    )
    for kind in ("contact", "intervention"):
        Event.objects.create(
            provider=contact.provider,
            referral=contact.referral,
            kind=kind,
            happened_on=day,
            recorded_at=recorded_at,
            by=contact.lead,
            source_model="care.Contact",
            source_ref=contact.ref,
        )
