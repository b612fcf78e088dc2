"""Term dates of authorities from a file: read whole, checked, and only then kept."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from trailblazer.domain.school_days import Overlap, Stretch, check_stretches
from trailblazer.places.models import LocalAuthority, SchoolTerm

SAMPLE = files("trailblazer") / "data" / "places" / "term_dates_sample.toml"


class TermsFault(ValueError):
    """A file of term dates cannot be used. The sentence says where and why."""


@dataclass(frozen=True)
class TermDates:
    """What a file says: the stretches of each authority, by its code, and who says so."""

    source: str
    by_authority: dict[str, tuple[Stretch, ...]]


def read(path: Path) -> TermDates:
    """Raises TermsFault for a file that is no TOML, names no source, or has a stretch that cannot be."""
    try:
        return from_text(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise TermsFault(f"The file cannot be read: {fault}") from None


def from_text(text: str) -> TermDates:
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise TermsFault(f"The file is not TOML: {fault}") from None
    if not told.get("source"):
        raise TermsFault("The file does not say where its dates come from: it needs a source")
    found = {}
    for authority in told.get("authorities", []):
        code = str(authority.get("code", ""))
        stretches = tuple(_stretch(row, code) for row in authority.get("terms", []))
        try:
            check_stretches(stretches)
        except Overlap as fault:
            raise TermsFault(f"Authority {code}: {fault}") from None
        found[code] = stretches
    return TermDates(str(told["source"])[:200], found)


def _stretch(row: dict[str, Any], code: str) -> Stretch:
    first, last = row.get("starts_on"), row.get("ends_on")
    if not isinstance(first, date) or not isinstance(last, date) or last < first:
        raise TermsFault(f"Authority {code}: a term needs a first day, and a last day that is not before it")
    return Stretch(first, last, str(row.get("name", ""))[:60])


def keep(dates: TermDates) -> int:
    """Replaces the dates of the authorities that the file names, and of no other. Gives how many stretches."""
    known = set(LocalAuthority.objects.filter(pk__in=dates.by_authority).values_list("pk", flat=True))
    if unknown := sorted(set(dates.by_authority) - known):
        raise TermsFault(f"There is no authority with the code {', '.join(unknown)}")
    SchoolTerm.objects.filter(authority__in=known).delete()
    rows = [
        row
        for code, stretches in dates.by_authority.items()
        for row in _rows(stretches, dates.source, authority_id=code)
    ]
    SchoolTerm.objects.bulk_create(rows)
    return len(rows)


def _rows(stretches: Iterable[Stretch], source: str, **whose: Any) -> list[SchoolTerm]:
    return [
        SchoolTerm(name=one.name, starts_on=one.first_day, ends_on=one.last_day, source=source, **whose)
        for one in stretches
    ]
