"""Whoever holds a role: not twice at once, who of them is written to, and whose account it is."""

from collections.abc import Sequence

from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Role
from trailblazer.domain.school_roles import ASKED_FIRST, NotAStretch, check
from trailblazer.school_leads.models import SchoolRole


def refuse_overlap(role: SchoolRole) -> None:
    """Raises NotPossible where the same person has the same role on one of these days already."""
    same = SchoolRole.objects.filter(provider=role.provider_id, school=role.school_id, role=role.role)
    others = [one.stretch for one in same.exclude(pk=role.pk) if one.is_same_person(role)]
    try:
        check(role.stretch, others)
    except NotAStretch as reason:
        raise NotPossible(str(reason)) from None


def whom_to_ask(held: Sequence[SchoolRole]) -> SchoolRole | None:
    """Of those who have a role today, the first who can be written to: the lead, else the deputy, office or head."""
    able = [one for one in held if one.email and one.role in ASKED_FIRST]
    return min(able, key=lambda one: (ASKED_FIRST.index(one.role), one.pk), default=None)


def account_of(role: SchoolRole) -> Membership | None:
    """The account by which somebody leads in this school, found by the email address."""
    if not role.email:
        return None
    here = Membership.objects.filter(
        organisation__urn=role.school_id, role=Role.SENIOR_MENTAL_HEALTH_LEAD, ended_on=None
    )
    return here.filter(user__email__iexact=role.email, user__is_active=True).select_related("user").first()


def may_invite_leads(by: Actor) -> bool:
    """Whether this actor may give the role of a lead: those who lead the team, and no lead of a school."""
    return by.membership is not None and by.membership.may_give(Role.SENIOR_MENTAL_HEALTH_LEAD)
