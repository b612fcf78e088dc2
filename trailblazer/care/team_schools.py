"""The schools and colleagues that a member plans visits for: those of their own team."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor
from trailblazer.access.roles import STAFF_ROLES, Permission, Role
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService

# Who looks after the days of everyone; anyone else plans their own.
PLANS_FOR_ALL = frozenset({Role.ADMINISTRATOR, Role.TEAM_LEAD, Role.SUPERVISOR})


def schools_of(member: Membership, today: date) -> list[School]:
    """The schools that the member's team, or their provider's teams, serve today, by name."""
    services = SchoolService.objects.open_on(today).filter(_of_own(member, "team__organisation"))
    found = School.objects.filter(pk__in=services.values("school")).select_related("authority")
    return list(found.order_by("name", "pk"))


def serves(by: Actor, school: School, today: date) -> bool:
    """Whether this actor's team serves the school today."""
    member = by.membership
    if member is None:
        return by.role == Role.SERVICE
    return (
        SchoolService.objects.open_on(today)
        .filter(_of_own(member, "team__organisation"), school=school)
        .exists()
    )


def colleagues_of(member: Membership, today: date) -> "QuerySet[Membership]":
    """Everyone of the team who helps young people, by name; of a provider, everyone of its teams."""
    helping = Membership.objects.current(today).filter(_of_own(member, "organisation"), role__in=STAFF_ROLES)
    return (
        helping.exclude(role=Role.ADMINISTRATOR).select_related("user", "organisation").order_by("user__name")
    )


def may_plan_for(by: Actor, member: Membership) -> bool:
    """Their own days, and for some roles those of everyone of their team."""
    own = by.membership
    if own is None or not by.may(Permission.PLAN_VISITS):
        return by.role == Role.SERVICE
    if own.pk == member.pk:
        return True
    return own.role in PLANS_FOR_ALL and _is_of(member, own.organisation)


def refuse_unless_may_plan_for(by: Actor, member: Membership) -> None:
    if not may_plan_for(by, member):
        raise PermissionDenied


def _is_of(member: Membership, organisation: Organisation) -> bool:
    return organisation.pk in (member.organisation_id, member.organisation.provider_id)


def _of_own(member: Membership, path: str) -> Q:
    here = member.organisation_id
    if member.organisation.kind == Organisation.Kind.PROVIDER:
        return Q(**{f"{path}__provider": here})
    return Q(**{path: here})


def members_of_team(member: Membership, today: date) -> "QuerySet[Membership]":
    """Everyone of the team, administrators too, by name; of a provider, everyone of its teams."""
    own = Membership.objects.current(today).filter(_of_own(member, "organisation"), role__in=STAFF_ROLES)
    return own.select_related("user", "organisation").order_by("user__name")
