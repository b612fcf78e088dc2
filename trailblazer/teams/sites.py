"""The areas chosen in 2018/19 and the London sites of 2019/20, from the file that travels with us."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from trailblazer.access.doors import action
from trailblazer.access.records import Actor
from trailblazer.access.roles import Permission
from trailblazer.places.models import LocalAuthority, search_words
from trailblazer.teams.models import Area, Wave

FILE = settings.PACKAGE / "data" / "places" / "mhst_sites.csv"
KINDS = {"trailblazer": Area.Kind.TRAILBLAZER, "site": Area.Kind.LATER_SITE}
YES_OR_NO = {"True": True, "False": False, "": None}


@dataclass(frozen=True)
class Site:
    """One row of the file. What is blank there is None: not known."""

    wave: str
    name: str
    kind: Area.Kind
    region: str
    is_four_week_pilot: bool | None
    teams: int | None
    schools: int | None
    authorities: tuple[str, ...]
    source: str


def read(path: Path = FILE) -> list[Site]:
    """The sites of the file. Raises KeyError where a column is missing and ValueError where a number is none."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_site(row) for row in csv.DictReader(file)]


def _site(row: dict[str, str]) -> Site:
    return Site(
        wave=row["year_wave"],
        name=row["site"],
        kind=KINDS[row["kind"]],
        region=row["nhs_region_at_the_time"],
        is_four_week_pilot=YES_OR_NO[row["four_week_wait_pilot"]],
        teams=_number(row["teams"]),
        schools=_number(row["schools"]),
        authorities=tuple(name for name in row["local_authorities_approx"].split(";") if name),
        source=row["source"],
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


@dataclass
class Loaded:
    """What loading did: how many sites were added, changed or as they were, and the names that match no authority."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    not_matched: tuple[str, ...] = ()


@action(Permission.KEEP_REGISTER, logged_as="areas and waves loaded")
def load(sites: Iterable[Site], *, by: Actor) -> Loaded:
    """Brings waves and areas to what the sites say. Loading the same sites again changes nothing."""
    loaded, by_name = Loaded(), authorities_by_name()
    missing: list[str] = []
    for site in sites:
        area, is_new, was_changed = _bring_up(site)
        found = {_plain(name): by_name.get(_plain(name)) for name in site.authorities}
        missing += [name for name in site.authorities if found[_plain(name)] is None]
        codes = {code for code in found.values() if code}
        if codes != set(area.authorities.values_list("pk", flat=True)):
            area.authorities.set(LocalAuthority.objects.filter(pk__in=codes))
            was_changed = True
        outcome = "added" if is_new else "changed" if was_changed else "unchanged"
        setattr(loaded, outcome, getattr(loaded, outcome) + 1)
    loaded.not_matched = tuple(missing)
    return loaded


def _bring_up(site: Site) -> tuple[Area, bool, bool]:
    """The area of a site, whether it is new, and whether it was changed."""
    wave, _ = Wave.objects.get_or_create(name=site.wave)
    facts = {
        "kind": site.kind,
        "region_at_the_time": site.region,
        "is_four_week_pilot": site.is_four_week_pilot,
        "teams_planned": site.teams,
        "schools_planned": site.schools,
        "authorities_are_approximate": True,
        "source": site.source,
    }
    area, is_new = Area.objects.get_or_create(wave=wave, name=site.name, defaults=facts)
    differs = [name for name, value in facts.items() if getattr(area, name) != value]
    if differs:
        for name in differs:
            setattr(area, name, facts[name])
        area.save(update_fields=differs)
    return area, is_new, bool(differs)


def authorities_by_name() -> dict[str, str]:
    """The code of each authority by its plain name."""
    return {_plain(name): code for code, name in LocalAuthority.objects.values_list("code", "name")}


def _plain(name: str) -> str:
    return " ".join(search_words(name.replace("&", " and ")))


def sources_of(text: str) -> dict[str, str]:
    """An area's sources by the figures they are for; the one for all the rest has no name.

    A source is written as in the file: "the general one; teams and schools: another".
    """
    general, *others = text.split("; ")
    named = {figures: source for figures, _, source in (other.partition(": ") for other in others)}
    return {"": _quoted(general)} | {figures: _quoted(source) for figures, source in named.items()}


def _quoted(text: str) -> str:
    opened = iter("“”" * (text.count('"') // 2 + 1))
    return "".join(next(opened) if letter == '"' else letter for letter in text)


def authority_named(name: str) -> LocalAuthority | None:
    """The authority of this name, however its capitals and its "and" are written."""
    return LocalAuthority.objects.filter(code=authorities_by_name().get(_plain(name), "")).first()
