"""What an import would change, or has changed, as a page shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q

from trailblazer.domain.register import COLUMNS
from trailblazer.imports.models import Import
from trailblazer.places.history import WORDS
from trailblazer.places.models import School
from trailblazer.places.register import CLOSING
from trailblazer.places.teams_of import teams_of
from trailblazer.ui.environment import number

MOST_SHOWN = 20
Rows = list[dict[str, Any]]
# What people read for each column of the register; a code has its column's own name.
NAMES = {column: WORDS[name] for name, (column, _) in COLUMNS.items() if name in WORDS}


@dataclass(frozen=True)
class Preview:
    """`figures` of the rows of the file; `after` is how England's open schools stand once it is done."""

    figures: Rows
    after: Rows
    by_field: Rows
    refused: Rows
    more_refused: int
    same: list[str]


def of(one: Import) -> Preview:
    counts: dict[str, Any] = one.summary or {}
    shown = counts["rows"]
    return Preview(
        _figures(counts),
        _after(counts),
        [
            {"words": NAMES.get(column, column), "column": column, "count": count}
            for column, count in sorted(counts["by_field"].items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        shown,
        counts["refused"] - len(shown),
        _same(counts),
    )


@dataclass(frozen=True)
class ClosedButServed:
    """Closed schools that a team serves: the first with their teams, of how many."""

    schools: list[tuple[School, list[Any]]]
    count: int
    closing: frozenset[int]  # those that this file will close

    @property
    def more(self) -> int:
        return self.count - len(self.schools)


def closed_but_served(one: Import, today: date) -> ClosedButServed:
    """As schools stand today; where the import waits to be confirmed, with those that it will close."""
    will_close = (one.summary or {}).get(CLOSING, []) if one.state == Import.State.PREVIEW else []
    closed = School.objects.filter(Q(is_open=False) | Q(pk__in=will_close), in_england=True)
    found = (closed if settings.DEMO else closed.filter(is_invented=False)).served_on(today)
    shown = found.prefetch_related("services__team__organisation")[:MOST_SHOWN]
    schools = [(school, teams_of(school, today)) for school in shown]
    return ClosedButServed(schools, found.count(), frozenset(will_close))


def _figures(counts: dict[str, Any]) -> Rows:
    return [
        {"label": "Rows read", "figure": number(counts["read"]), "note": "in the file"},
        {"label": "Schools added", "figure": number(counts["added"]), "note": "not here before"},
        {
            "label": "Schools changed",
            "figure": number(counts["changed"]),
            "note": f"{counts['closed']:,} closed, {counts['reopened']:,} opened again",
        },
        {"label": "Unchanged", "figure": number(counts["unchanged"]), "note": "as they are here"},
        {
            "label": "Rows refused",
            "figure": number(counts["refused"]),
            "note": "left out" if counts["refused"] else "every row is used",
            "is_late": counts["refused"] > 0,
        },
    ]


def _after(counts: dict[str, Any]) -> Rows:
    links = f"{counts['links_added']:,} new, of {counts['links']:,} in the file"
    rows = [
        {"key": "Open in England", "value": number(counts["england_open"])},
        {"key": "Of these without coordinates", "value": number(counts["without_coordinates"])},
        {"key": "Of these with pupils not known", "value": number(counts["without_pupils"])},
        {"key": "Links between schools", "value": links if counts["links"] else "No file of links was given"},
    ]
    if counts["links_refused"]:
        rows.append({"key": "Links refused", "value": number(counts["links_refused"])})
    if counts["links_to_unknown_schools"]:
        rows.append({"key": "Links of schools not here", "value": number(counts["links_to_unknown_schools"])})
    return rows


def _same(counts: dict[str, Any]) -> list[str]:
    """What stays as it is, in sentences."""
    return [
        f"Schools that the file does not name: {counts['absent']:,}. Nothing is deleted.",
        f"Schools that are in the file as they are here: {counts['unchanged']:,}.",
        "Which team serves which school, and every request for support.",
    ]
