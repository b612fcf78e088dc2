"""Brings the schools to what a register file says: all of the file, or nothing."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import models

from trailblazer.domain.register import (
    Link,
    RowFault,
    SchoolRow,
    open_links,
    open_register,
    read_links,
    read_rows,
)
from trailblazer.imports.models import Import
from trailblazer.places.models import LocalAuthority, School, SchoolChange, SchoolLink
from trailblazer.places.reckoning import FIELDS, Change, Summary, values_of

BATCH = 2_000
NEEDED = ("urn", "is_open", "in_england", "easting", "northing", "pupils")
Tell = Callable[[int, str], None]


class NoAreas(Exception):
    """The authorities are not loaded, so nobody can say which schools are in England."""

    def __init__(self) -> None:
        super().__init__("The local authorities are not loaded yet. Run `trailblazer places load` first.")


def say_nothing(done: int, doing: str) -> None:
    """Progress that nobody watches."""


def fingerprint(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file and its size in bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest(), path.stat().st_size


def run(path: Path, links: Path | None, *, into: Import | None, tell: Tell = say_nothing) -> Summary:
    """Reads the register and its links; writes to the database where `into` says which import it is, else nothing.

    Call it within a transaction. Raises RegisterFault for a file that cannot be used, before anything is written.
    """
    england = frozenset(LocalAuthority.objects.values_list("pk", flat=True))
    if not england:
        raise NoAreas
    summary, seen = Summary(), set[int]()
    with open_register(path) as sheet:
        for rows in in_batches(read_rows(sheet)):
            _take(rows, england, summary, seen, into)
            tell(summary.read, "Schools")
        _count_the_rest(summary, seen, sheet.repeated)
    if links is not None:
        _follow_links(links, summary, seen, into, tell)
    return summary


def in_batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    walk = iter(rows)
    while batch := list(islice(walk, BATCH)):
        yield batch


def _take(
    rows: list[SchoolRow | RowFault],
    england: frozenset[str],
    summary: Summary,
    seen: set[int],
    into: Import | None,
) -> None:
    good = []
    for row in rows:
        if isinstance(row, RowFault):
            summary.refuse(row)
        else:
            good.append(row)
            seen.add(row.urn)
    there = {
        school["urn"]: school
        for school in School.objects.filter(pk__in=[row.urn for row in good]).values(*FIELDS)
    }
    changes = [Change(row.urn, there.get(row.urn), values_of(row, england)) for row in good]
    for change in changes:
        summary.count(change)
    if into is not None:
        write([change for change in changes if change.is_new or change.differences], into)


def write(changes: list[Change], into: Import) -> None:
    """Saves new and changed schools, and the history of each field."""
    if not changes:
        return
    schools = [School(**change.after, last_import=into) for change in changes]
    for school in schools:
        school.search = school.search_text()
    School.objects.bulk_create(
        schools,
        update_conflicts=True,
        unique_fields=["urn"],
        update_fields=[
            *(name.removesuffix("_id") for name in FIELDS if name != "urn"),
            "search",
            "last_import",
        ],
    )
    SchoolChange.objects.bulk_create(
        [entry for change in changes for entry in history(change, into)], batch_size=BATCH
    )


def history(change: Change, into: Import) -> Iterator[SchoolChange]:
    """One entry for each field that changed; for a new school one with no field."""
    common: dict[str, Any] = {
        "school_id": change.urn,
        "happened_on": into.as_at,
        "source": into,
        "by": into.uploaded_by,
    }
    if change.is_new:
        yield SchoolChange(**common)
    for name, (old, new) in change.differences.items():
        yield SchoolChange(field=name, old=plain(old), new=plain(new), **common)


def plain(value: Any) -> Any:
    """A value as history keeps it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _count_the_rest(summary: Summary, seen: set[int], repeated: Any) -> None:
    """Schools that the file does not name stay as they are, and count as they stand; so do those of refused rows."""
    for school in School.objects.filter(is_invented=False).values(*NEEDED).iterator(BATCH):
        if school["urn"] not in seen:
            summary.absent += str(school["urn"]) not in repeated
            summary.stands(school)


def _follow_links(links: Path, summary: Summary, seen: set[int], into: Import | None, tell: Tell) -> None:
    known = set(School.objects.values_list("pk", flat=True)) | seen
    there = set(SchoolLink.objects.values_list("school_id", "linked_urn", "kind"))
    with open_links(links) as sheet:
        for batch in in_batches(read_links(sheet)):
            fresh = [link for link in batch if _is_fresh(link, known, there, summary)]
            summary.links_added += len(fresh)
            if into is not None:
                SchoolLink.objects.bulk_create([_link(link, into) for link in fresh])
            tell(summary.read + summary.links, "Links")


def _is_fresh(
    link: Link | RowFault, known: set[int], there: set[tuple[int, int, str]], summary: Summary
) -> bool:
    """Whether the link is to be added. Counts it either way."""
    summary.links += 1
    if isinstance(link, RowFault):
        summary.links_refused += 1
        return False
    if link.urn not in known:
        summary.links_to_unknown_schools += 1
        return False
    key = (link.urn, link.linked_urn, link.kind)
    is_fresh = key not in there
    there.add(key)
    return is_fresh


def _link(link: Link, into: Import) -> SchoolLink:
    return SchoolLink(
        school_id=link.urn,
        linked_urn=link.linked_urn,
        linked_name=link.linked_name,
        kind=link.kind,
        established_on=link.established_on,
        source=into,
    )


def restored(field: str, kept: Any) -> Any:
    """A value of history as its field holds it."""
    column: Any = School._meta.get_field(field.removesuffix("_id"))
    if isinstance(column, models.ForeignKey):
        return kept
    return column.to_python(kept) if kept is not None else None
