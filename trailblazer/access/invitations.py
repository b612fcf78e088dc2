"""Who may invite whom to where, and the link that an invitation is accepted by."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac

from trailblazer.access.models import Invitation, Membership, MembershipQuerySet, Organisation
from trailblazer.access.records import Actor
from trailblazer.access.roles import MAY_GIVE, STAFF_ROLES, Role
from trailblazer.access.secret_keys import newest_first

OPEN_FOR = timedelta(days=7)
Kind = Organisation.Kind

# Where each role can be held. Staff belong to a team, or to the provider when they work for all its teams.
HELD_AT: Mapping[Role, frozenset[Kind]] = {
    **dict.fromkeys(STAFF_ROLES, frozenset({Kind.TEAM, Kind.PROVIDER})),
    Role.SENIOR_MENTAL_HEALTH_LEAD: frozenset({Kind.SCHOOL}),
    Role.SCHOOL_STAFF: frozenset({Kind.SCHOOL}),
    Role.PROGRAMME: frozenset({Kind.PROGRAMME}),
    Role.COMMISSIONER: frozenset({Kind.COMMISSIONER}),
}

# The first administrator belongs to the provider: its teams begin with the leads that he or she invites.
GIVEN_BY_A_PROVIDER: Mapping[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR, Role.TEAM_LEAD}),
}

# Which schools a team serves is known higher up the house: `teams` says so here when it starts.
SCHOOLS_OF_TEAM: list[Callable[[int], Iterable[int]]] = []


def secret_of(invitation: Invitation) -> str:
    """The secret of the link: made from the reference and the service's own key, and kept nowhere.

    Where the key was turned over since, it is the secret that was given out.
    """
    by_keys = [_secret(invitation, key) for key in newest_first()]
    return next((secret for secret in by_keys if hash_of(secret) == invitation.secret_hash), by_keys[0])


def _secret(invitation: Invitation, key: str) -> str:
    return salted_hmac("access.invitation", invitation.ref, secret=key, algorithm="sha256").hexdigest()


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def link_of(invitation: Invitation) -> str:
    return f"{settings.ORIGIN}{reverse('access:invitation', args=[secret_of(invitation)])}"


def _schools_of(team: Organisation) -> Q:
    nobody = Q(pk__in=())
    return reduce(or_, (Q(kind=Kind.SCHOOL, urn__in=urns(team.pk)) for urns in SCHOOLS_OF_TEAM), nobody)


def organisations_for(by: Actor) -> QuerySet[Organisation]:
    """Where this actor may invite people to, and whose people they see."""
    member = by.membership
    if member is None:
        return Organisation.objects.all() if by.role == Role.SERVICE else Organisation.objects.none()
    own = member.organisation
    within = {
        Kind.PROGRAMME: Q(),
        Kind.PROVIDER: Q(pk=own.pk) | Q(provider=own.pk) | Q(kind=Kind.SCHOOL, served_by=own.pk),
        Kind.TEAM: Q(pk=own.pk) | _schools_of(own),
    }
    scope = within.get(Kind(own.kind), Q(pk=own.pk))
    return Organisation.objects.filter(scope).distinct().order_by("name", "pk")


def roles_for(by: Actor, organisation: Organisation) -> list[Role]:
    """The roles this actor may give there, in the order of the table."""
    if by.membership is not None:
        may_give = gives(by.membership)
    else:
        may_give = frozenset(HELD_AT) if by.role == Role.SERVICE else frozenset()
    return [role for role in Role if role in may_give and organisation.kind in HELD_AT[role]]


def gives(member: Membership) -> frozenset[Role]:
    """The roles this member may give somewhere."""
    role = Role(member.role)
    own = MAY_GIVE.get(role, frozenset())
    if member.organisation.kind == Kind.PROVIDER:
        return own | GIVEN_BY_A_PROVIDER.get(role, frozenset())
    return own


def people_of(by: Actor) -> MembershipQuerySet:
    """The memberships this actor may see and, where they may give the role, change."""
    return MembershipQuerySet(Membership).filter(organisation__in=organisations_for(by))
