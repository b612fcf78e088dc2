"""Providers, areas and teams: added and changed."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from trailblazer.access.doors import action
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.places.models import LocalAuthority
from trailblazer.teams.models import Area, Team, Wave
from trailblazer.teams.scope import may_keep, may_keep_everywhere, refuse_unless

FACTS = frozenset(
    {
        "area",
        "wave",
        "type",
        "local_id",
        "status",
        "planned_on",
        "training_from",
        "operational_on",
        "closed_on",
        "age_from",
        "age_to",
        "answer_days",
        "on_track_rule",
        "asks_when_due",
        "about",
        "how_to_ask",
        "email",
        "telephone",
    }
)


@action(Permission.KEEP_TEAMS, logged_as="provider added")
def add_provider(*, by: Actor, name: str, provider_type: str, ods_code: str = "") -> Organisation:
    refuse_unless(may_keep_everywhere(by))
    _refuse_a_second_provider(name)
    return Organisation.objects.create(
        kind=Organisation.Kind.PROVIDER, name=name, provider_type=provider_type, ods_code=ods_code.upper()
    )


@action(Permission.KEEP_TEAMS, logged_as="provider changed")
def change_provider(
    provider: Organisation, *, by: Actor, name: str, provider_type: str, ods_code: str = ""
) -> Organisation:
    refuse_unless(provider.kind == Organisation.Kind.PROVIDER and may_keep_everywhere(by))
    _refuse_a_second_provider(name, but=provider.pk)
    provider.name, provider.provider_type, provider.ods_code = name, provider_type, ods_code.upper()
    provider.save(update_fields=["name", "provider_type", "ods_code"])
    return provider


def _refuse_a_second_provider(name: str, but: int | None = None) -> None:
    same = Organisation.objects.filter(kind=Organisation.Kind.PROVIDER, name__iexact=name)
    if (same if but is None else same.exclude(pk=but)).exists():
        raise NotPossible("There is a provider of this name already.")


@action(Permission.KEEP_TEAMS, logged_as="area added")
def add_area(
    *, by: Actor, name: str, wave: str, source: str, authorities: Iterable[LocalAuthority] = (), **facts: Any
) -> Area:
    """An area of a wave. Figures left out are not known; the wave is made if it is new."""
    refuse_unless(may_keep_everywhere(by))
    of_wave = _wave_for_area(wave, name)
    area = Area.objects.create(name=name, wave=of_wave, source=source, is_invented=settings.DEMO, **facts)
    area.authorities.set(authorities)
    return area


@action(Permission.KEEP_TEAMS, logged_as="area changed")
def change_area(
    area: Area,
    *,
    by: Actor,
    name: str,
    wave: str,
    source: str,
    authorities: Iterable[LocalAuthority],
    kind: str,
    region_at_the_time: str,
    is_four_week_pilot: bool | None,
    teams_planned: int | None,
    schools_planned: int | None,
) -> Area:
    """An area as it is known now. Authorities that a person names are no longer called approximate."""
    refuse_unless(may_keep_everywhere(by))
    area.wave = _wave_for_area(wave, name, but=area.pk)
    area.name, area.source, area.kind, area.region_at_the_time = name, source, kind, region_at_the_time
    area.is_four_week_pilot = is_four_week_pilot
    area.teams_planned, area.schools_planned = teams_planned, schools_planned
    if (named := set(authorities)) != set(area.authorities.all()):
        area.authorities.set(named)
        area.authorities_are_approximate = False
    area.save()
    return area


def _wave_for_area(wave: str, name: str, but: int | None = None) -> Wave:
    of_wave, _ = Wave.objects.get_or_create(name=wave)
    same = Area.objects.filter(wave=of_wave, name__iexact=name)
    if (same if but is None else same.exclude(pk=but)).exists():
        raise NotPossible(f"There is an area of this name in {wave} already.")
    return of_wave


@action(Permission.KEEP_TEAMS, logged_as="team added")
def add_team(*, by: Actor, provider: Organisation, name: str, **facts: Any) -> Team:
    refuse_unless(provider.kind == Organisation.Kind.PROVIDER and may_keep(provider.pk, by))
    _refuse_a_second_name(provider.pk, name)
    team = Team(is_invented=settings.DEMO)
    _set(team, facts)
    team.organisation = Organisation.objects.create(kind=Organisation.Kind.TEAM, name=name, provider=provider)
    team.save()
    return team


@action(Permission.KEEP_TEAMS, logged_as="team changed")
def change_team(team: Team, *, by: Actor, name: str, **facts: Any) -> Team:
    organisation = team.organisation
    refuse_unless(may_keep(organisation.provider_id, by))
    if name != organisation.name:
        _refuse_a_second_name(organisation.provider_id, name, but=team.pk)
        organisation.name = name
        organisation.save(update_fields=["name"])
    _set(team, facts)
    if team.status == Team.Status.CLOSED and team.services.filter(ends_on=None).exists():
        raise NotPossible("This team still serves schools. Record that each has left, then close the team.")
    team.save()
    return team


def _set(team: Team, facts: dict[str, Any]) -> None:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"A team has no {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(team, name, value)
    if faults := team.facts.faults():
        raise NotPossible(f"{next(iter(faults.values()))}.")


def _refuse_a_second_name(provider_id: int | None, name: str, but: int | None = None) -> None:
    same = Organisation.objects.filter(kind=Organisation.Kind.TEAM, provider=provider_id, name__iexact=name)
    if (same if but is None else same.exclude(pk=but)).exists():
        raise NotPossible("This provider has a team of this name already.")
