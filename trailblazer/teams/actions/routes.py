"""How requests come: set from a day on, for a team or for one of its schools. What held before stays written down."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.domain.routes import Route
from trailblazer.places.models import School
from trailblazer.teams.models import RouteSetting, Team
from trailblazer.teams.scope import may_keep_routes, refuse_unless


@action(Permission.KEEP_ROUTES, logged_as="route set")
def set_route(
    team: Team, *, by: Actor, in_force_from: date, settings: Mapping[str, Any], school: School | None = None
) -> RouteSetting:
    """How requests come from this day on. `settings` are those of `domain.routes.Route`."""
    try:
        route = Route.from_settings(settings)
    except ValueError as reason:
        raise NotPossible(f"{reason}.") from reason
    return _kept(team, school, in_force_from, route.to_settings(), by)


@action(Permission.KEEP_ROUTES, logged_as="route of a school given up")
def do_as_the_team(team: Team, school: School, *, by: Actor, in_force_from: date) -> RouteSetting:
    """From this day the school has no route of its own."""
    return _kept(team, school, in_force_from, {}, by)


def _kept(
    team: Team, school: School | None, in_force_from: date, settings: dict[str, Any], by: Actor
) -> RouteSetting:
    refuse_unless(may_keep_routes(team.organisation.provider_id, by))
    if in_force_from < today():
        raise NotPossible(
            "A route begins today or later: requests already made came by the route of their day."
        )
    if school is not None and not team.services.filter(school=school, ends_on=None).exists():
        raise NotPossible("This team does not serve that school.")
    return RouteSetting.objects.create(
        team=team, school=school, in_force_from=in_force_from, settings=settings, by=by.membership
    )
