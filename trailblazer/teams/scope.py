"""Whose teams a member may keep, and of whose teams they see the inside."""

from django.core.exceptions import PermissionDenied

from trailblazer.access.records import Actor
from trailblazer.access.roles import Permission, Role

# The programme keeps the list of teams for the whole installation; the service loads what it is given.
KEEPS_EVERYWHERE = frozenset({Role.PROGRAMME, Role.SERVICE})
SEES_INSIDE_EVERYWHERE = KEEPS_EVERYWHERE | {Role.COMMISSIONER}


def may_keep_everywhere(by: Actor) -> bool:
    return by.may(Permission.KEEP_TEAMS) and by.role in KEEPS_EVERYWHERE


def may_keep(provider_id: int | None, by: Actor) -> bool:
    """Whether this actor may change the teams of this provider."""
    if may_keep_everywhere(by):
        return True
    return by.may(Permission.KEEP_TEAMS) and _is_own(provider_id, by)


def may_keep_routes(provider_id: int | None, by: Actor) -> bool:
    return by.may(Permission.KEEP_ROUTES) and (by.role == Role.SERVICE or _is_own(provider_id, by))


def may_see_inside(provider_id: int | None, by: Actor) -> bool:
    """Whether posts, joining steps, pauses and routes are shown. What a team is and whom it serves is open to all."""
    return by.role in SEES_INSIDE_EVERYWHERE or _is_own(provider_id, by)


def refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _is_own(provider_id: int | None, by: Actor) -> bool:
    return provider_id is not None and by.provider_id == provider_id
