"""How requests come to a team and to each of its schools, from the dated settings that are kept."""

from datetime import date

from trailblazer.domain import routes
from trailblazer.domain.routes import Route, RouteInForce
from trailblazer.places.models import School
from trailblazer.teams.models import RouteSetting, Team


def route_for(team: Team, school: School | int | None, on: date) -> Route:
    """The route in force on a day for a school of a team, or for the team itself where no school is given."""
    urn = school.pk if isinstance(school, School) else school
    kept = list(team.route_settings.filter(in_force_from__lte=on).order_by("-in_force_from", "-pk"))
    return _in_force(kept, urn, on)


def routes_of_schools(team: Team, urns: list[int], on: date) -> dict[int, Route]:
    """The route of each of these schools, in one query."""
    kept = list(team.route_settings.filter(in_force_from__lte=on).order_by("-in_force_from", "-pk"))
    return {urn: _in_force(kept, urn, on) for urn in urns}


def own_setting(team: Team, school: School | int, on: date) -> RouteSetting | None:
    """The setting that a school has of its own, or None where it does as the team does."""
    urn = school.pk if isinstance(school, School) else school
    newest = (
        team.route_settings.filter(school=urn, in_force_from__lte=on)
        .order_by("-in_force_from", "-pk")
        .first()
    )
    return newest if newest is not None and newest.settings else None


def _in_force(newest_first: list[RouteSetting], urn: int | None, on: date) -> Route:
    of_school = next((kept for kept in newest_first if urn is not None and kept.school_id == urn), None)
    does_as_team = of_school is None or not of_school.settings
    kept = [
        RouteInForce(Route.from_settings(one.settings), one.in_force_from, one.school_id)
        for one in newest_first
        if one.settings and one.school_id in (None, urn)
    ]
    return routes.route_for(kept, None if does_as_team else urn, on)
