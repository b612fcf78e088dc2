"""What changed of a school, day by day, in words; and what it was before or became."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from math import inf
from typing import Any

from django.utils.timezone import localdate

from trailblazer.imports.models import Import
from trailblazer.places.models import School, SchoolChange
from trailblazer.ui.environment import day
from trailblazer.ui.words import NOT_KNOWN

# What people read of each field. Codes stand beside their names, and what is worked out follows from them.
WORDS = {
    "name": "Name",
    "status_name": "Status",
    "opened_on": "Opened on",
    "closed_on": "Closed on",
    "type_name": "Type",
    "type_group_name": "Kind of school",
    "phase_name": "Phase",
    "low_age": "Youngest age",
    "high_age": "Oldest age",
    "gender_name": "Gender of pupils",
    "religious_character": "Religious character",
    "pupils": "Pupils",
    "boys": "Boys",
    "girls": "Girls",
    "capacity": "Capacity",
    "fsm_percent": "Free school meals, per cent",
    "census_on": "Census day",
    "la_name": "Local authority",
    "establishment_number": "Number in its authority",
    "ukprn": "UKPRN",
    "street": "Street",
    "locality": "Locality",
    "address3": "Address",
    "town": "Town",
    "county": "County",
    "postcode": "Postcode",
    "easting": "Metres east",
    "northing": "Metres north",
    "district_name": "District",
    "lsoa_code": "Small area (LSOA)",
}
DAYS = {"opened_on", "closed_on", "census_on"}


@dataclass(frozen=True)
class Entry:
    """What one file, or one person, changed of a school on one day.

    `imported_later_on` is set where an entry of a newer day was there already, so that this one came after it.
    """

    happened_on: date
    source: str
    is_first: bool
    imported_later_on: date | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def history(school: School) -> list[Entry]:
    """The newest first. Each change is its words, what it was and what it is."""
    kept = school.changes.select_related("source", "by__user").order_by("-happened_on", "-pk")
    groups = groupby(kept, key=lambda change: (change.happened_on, change.source_id, change.by_id))
    entries: list[Entry] = []
    kept_above = inf  # the earliest key of what stands above: keys follow the order of imports
    for changes in (list(of_group) for _, of_group in groups):
        if (entry := _entry(changes, is_late=changes[0].pk > kept_above)) is not None:
            entries.append(entry)
        kept_above = min(kept_above, changes[-1].pk)
    return entries


def _entry(changes: list[SchoolChange], *, is_late: bool) -> Entry | None:
    first = changes[0]
    source = first.source.file_name if first.source else ""
    by = first.by.user.name if first.by else ""
    is_first = any(change.field == "" for change in changes)
    worded = [
        (WORDS[change.field], _said(change.field, change.old), _said(change.field, change.new))
        for change in sorted(changes, key=lambda change: change.pk)
        if change.field in WORDS
    ]
    if not worded and not is_first:
        return None
    return Entry(
        first.happened_on,
        ", ".join(part for part in (source, by) if part),
        is_first,
        _imported_on(first.source) if is_late else None,
        worded,
    )


def _imported_on(source: Import | None) -> date | None:
    return localdate(source.applied_at or source.uploaded_at) if source else None


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return NOT_KNOWN
    if name in DAYS:
        return day(date.fromisoformat(value))
    return f"{value:,}" if isinstance(value, int) and name not in ("easting", "northing") else str(value)


@dataclass(frozen=True)
class Related:
    """A school that this one came from, became or belongs to; `is_here` says whether the register holds it."""

    urn: int
    name: str
    kind: str
    established_on: date | None
    is_here: bool


def related(school: School) -> list[Related]:
    """Predecessors, successors and other links, by day and kind."""
    links = list(school.links.order_by("established_on", "kind", "linked_urn"))
    names = _names(link.linked_urn for link in links)
    return [
        Related(
            link.linked_urn,
            names.get(link.linked_urn) or link.linked_name,
            link.kind,
            link.established_on,
            link.linked_urn in names,
        )
        for link in links
    ]


def _names(urns: Iterable[int]) -> dict[int, str]:
    return dict(School.objects.filter(pk__in=list(urns)).values_list("urn", "name"))
