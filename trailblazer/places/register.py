"""Brings the schools to what a register file says: all of the file, or nothing.

First the file is read and what it would change is worked out, which takes most of the time and writes nothing; then
all of it is saved in one short transaction.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, models
from django.db.models import Count, Q

from trailblazer.access.today import today
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
from trailblazer.places import areas
from trailblazer.places.bulk import save_rows
from trailblazer.places.models import School, SchoolChange, SchoolLink, search_text
from trailblazer.places.reckoning import FIELDS, SEARCHED, Change, Summary, change_of, values_of

KIND = "school register"
CLOSING = "closing"  # kept with an import's summary, for its page; nobody was promised it
BATCH = 2_000
NEEDED = ("urn", "is_open", "in_england", "easting", "northing", "pupils")
Tell = Callable[
    [int, int | None, str], None
]  # how many are done, of how many where that is known, and of what


def say_nothing(done: int, total: int | None, doing: str) -> None:
    """Progress that nobody watches."""


def fingerprint(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file and its size in bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest(), path.stat().st_size


def day_in_name(name: str) -> date | None:
    """The day that a file's name holds, as in gias_20260130.csv."""
    found = re.search(r"(20\d\d)(\d\d)(\d\d)", name)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


@dataclass
class Reckoned:
    """What a register file does to the schools as they stand: counted, and each change and link to be saved."""

    england: frozenset[str]
    stood: tuple[Any, ...]
    summary: Summary = field(default_factory=Summary)
    changes: list[Change] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    closing: list[int] = field(default_factory=list)
    out_of_search: list[SchoolRow] = field(default_factory=list)

    @property
    def still_holds(self) -> bool:
        """Whether no import was saved or taken back since."""
        return self.stood == how_schools_stand()

    def as_kept(self) -> dict[str, Any]:
        """The summary as the import keeps it: with the schools that the file closes though a team serves them."""
        return {**self.summary.as_json(), CLOSING: self.closing}


def how_schools_stand() -> tuple[Any, ...]:
    """Differs after each import that is saved or taken back."""
    undone = Q(state=Import.State.UNDONE)
    saved = Q(state__in=(Import.State.DONE, Import.State.UNDOING)) | undone
    of_schools = Import.objects.filter(kind=KIND)
    return tuple(
        of_schools.aggregate(saved=Count("pk", filter=saved), undone=Count("pk", filter=undone)).values()
    )


def reckon(path: Path, links: Path | None, *, tell: Tell = say_nothing) -> Reckoned:
    """Works out what the register and its links would change. Writes nothing.

    Raises RegisterFault for a file that cannot be used.
    """
    reckoned = Reckoned(areas.england(), how_schools_stand())
    summary, seen = reckoned.summary, set[int]()
    with open_register(path) as sheet:
        for rows in in_batches(read_rows(sheet)):
            _take(rows, reckoned, seen)
            tell(summary.read, sheet.size, "Schools read")
    _count_the_rest(reckoned, seen)
    _note_closing(reckoned, today())
    if links is not None:
        _follow_links(links, reckoned, seen, tell)
    return reckoned


def in_batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    walk = iter(rows)
    while batch := list(islice(walk, BATCH)):
        yield batch


def _take(rows: list[SchoolRow | RowFault], reckoned: Reckoned, seen: set[int]) -> None:
    good = [row for row in rows if isinstance(row, SchoolRow)]
    for row in rows:
        if isinstance(row, RowFault):
            reckoned.summary.refuse(row)
            reckoned.refused.add(row.urn)
    seen.update(row.urn for row in good)
    standing = School.objects.filter(pk__in=[row.urn for row in good]).values(*FIELDS, "search")
    there = {school["urn"]: school for school in standing}
    for row in good:
        after, before = values_of(row, reckoned.england), there.get(row.urn)
        change = change_of(row, before, after)
        reckoned.summary.count(change, after)
        if change.is_any:
            reckoned.changes.append(change)
        elif before is not None and before["search"] != _searched(after):
            reckoned.out_of_search.append(row)


def _count_the_rest(reckoned: Reckoned, seen: Collection[int]) -> None:
    """Schools that the file does not name stay as they are, and count as they stand; so do those of refused rows."""
    for school in School.objects.filter(is_invented=False).values(*NEEDED).iterator(BATCH):
        if school["urn"] not in seen:
            reckoned.summary.absent += str(school["urn"]) not in reckoned.refused
            reckoned.summary.stands(school)


def _note_closing(reckoned: Reckoned, day: date) -> None:
    for urns in in_batches(change.urn for change in reckoned.changes if change.closes):
        served = School.objects.served_on(day).filter(pk__in=urns)
        reckoned.closing += served.order_by("pk").values_list("pk", flat=True)


def _follow_links(links: Path, reckoned: Reckoned, seen: set[int], tell: Tell) -> None:
    known = set(School.objects.values_list("pk", flat=True)) | seen
    there = set(SchoolLink.objects.values_list("school_id", "linked_urn", "kind"))
    with open_links(links) as sheet:
        for batch in in_batches(read_links(sheet)):
            reckoned.links += [link for link in batch if _is_fresh(link, known, there, reckoned.summary)]
            tell(reckoned.summary.links, sheet.size, "Links read")
    reckoned.summary.links_added = len(reckoned.links)


def _is_fresh(
    link: Link | RowFault, known: Collection[int], there: set[tuple[int, int, str]], summary: Summary
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


def save(reckoned: Reckoned, into: Import, *, tell: Tell = say_nothing) -> None:
    """Saves new and changed schools with the history of each field, and new links. Call it within a transaction."""
    done = 0
    for changes in in_batches(reckoned.changes):
        _save_schools(changes, reckoned.england, into)
        done += len(changes)
        tell(done, len(reckoned.changes), "Schools saved")
    for rows in in_batches(reckoned.out_of_search):
        # Nothing of these changed but what we let people search by.
        saved = [_saved(row, reckoned.england, into) for row in rows]
        save_rows(School, SAVED, saved, kept=[name for name in SAVED if name != "search"])
    for links in in_batches(reckoned.links):
        SchoolLink.objects.bulk_create([_link(link, into) for link in links])
    _plan_anew()


def _plan_anew() -> None:
    """PostgreSQL checks each link between rows as the transaction ends. By a plan that this connection made while the
    tables were small it would read a table from its beginning for each."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DISCARD PLANS")


def _save_schools(changes: list[Change], england: frozenset[str], into: Import) -> None:
    rows = []
    for change in changes:
        rows.append(_saved(change.row, england, into))
    save_rows(School, SAVED, rows, kept=("is_invented",))
    save_rows(SchoolChange, HISTORY, [entry for change in changes for entry in history(change, into)])


def _saved(row: SchoolRow, england: frozenset[str], into: Import) -> list[Any]:
    values = values_of(row, england)
    return [*(values[name] for name in FIELDS), _searched(values), into.pk, False]


def _searched(values: Mapping[str, Any]) -> str:
    return search_text(*(values[name] for name in SEARCHED))


# The fields of one school as an import saves it.
SAVED = (*FIELDS, "search", "last_import_id", "is_invented")
# The fields of one entry of a school's history.
HISTORY = ("school_id", "field", "old", "new", "happened_on", "source_id", "by_id")


def history(change: Change, into: Import) -> Iterator[tuple[Any, ...]]:
    """One entry for each field that changed; for a new school one with no field."""
    common = (into.as_at, into.pk, into.uploaded_by_id)
    if change.is_new:
        yield (change.urn, "", None, None, *common)
    for name, (old, new) in change.differences.items():
        yield (change.urn, name, plain(old), plain(new), *common)


def plain(value: Any) -> Any:
    """A value as history keeps it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


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
