"""What a register file would change, row by row, and what is counted of it. Nothing is read from or written to a
database here, so a dry run, a preview and an import cannot differ."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from trailblazer.domain.register import COLUMNS, RowFault, SchoolRow, is_in_england, is_open

MOST_ROWS_SHOWN = 100
# The register's fields that a school keeps, and what is worked out from them.
NOT_KEPT = {"region_name", "gss_la_code", "website", "telephone"}
KEPT = tuple(name for name in COLUMNS if name not in NOT_KEPT)
WORKED_OUT = ("authority_id", "is_open", "in_england")
FIELDS = (*KEPT, *WORKED_OUT)


SEARCHED = ("name", "town", "postcode", "urn", "ukprn")  # as `search_text` takes them


def values_of(row: SchoolRow, england: Collection[str]) -> dict[str, Any]:
    """What a school of this row keeps, by field."""
    values = {name: getattr(row, name) for name in KEPT}
    values["in_england"] = is_in_england(row, england)
    values["is_open"] = is_open(row)
    values["authority_id"] = row.la_code if values["in_england"] else None
    return values


@dataclass(frozen=True, slots=True)
class Change:
    """What one row does to one school: what it is after, and each field that differs from what it was before."""

    row: SchoolRow
    is_new: bool
    differences: Mapping[str, tuple[Any, Any]]

    @property
    def urn(self) -> int:
        return self.row.urn

    @property
    def closes(self) -> bool:
        return self.differences.get("is_open") == (True, False)

    @property
    def is_any(self) -> bool:
        return self.is_new or bool(self.differences)


def change_of(row: SchoolRow, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Change:
    """The change from what a school was (nothing where it is new) to what its row says."""
    if before is None:
        return Change(row, True, {})
    return Change(
        row, False, {name: (before[name], value) for name, value in after.items() if before[name] != value}
    )


@dataclass
class Summary:
    """What an import does. `read` = added + changed + unchanged + refused; closed and reopened are among changed."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    closed: int = 0
    reopened: int = 0
    absent: int = 0
    england_open: int = 0
    without_coordinates: int = 0
    without_pupils: int = 0
    links: int = 0
    links_added: int = 0
    links_refused: int = 0
    links_to_unknown_schools: int = 0
    by_field: Counter[str] = field(default_factory=Counter)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, fault: RowFault) -> None:
        self.read += 1
        self.refused += 1
        if len(self.rows) < MOST_ROWS_SHOWN:
            self.rows.append({"row": fault.row_number, "column": fault.column, "reason": fault.reason})

    def count(self, change: Change, after: Mapping[str, Any]) -> None:
        self.read += 1
        if change.is_new:
            self.added += 1
        elif change.differences:
            self.changed += 1
            self._count_differences(change.differences)
        else:
            self.unchanged += 1
        self.stands(after)

    def _count_differences(self, differences: Mapping[str, tuple[Any, Any]]) -> None:
        for name in differences:
            if name in COLUMNS:
                self.by_field[COLUMNS[name][0]] += 1
        if "is_open" in differences:
            self.closed += not differences["is_open"][1]
            self.reopened += bool(differences["is_open"][1])

    def stands(self, school: Mapping[str, Any]) -> None:
        """Counts a school as it stands after the import."""
        if school["is_open"] and school["in_england"]:
            self.england_open += 1
            self.without_coordinates += school["easting"] is None or school["northing"] is None
            self.without_pupils += school["pupils"] is None

    def as_json(self) -> dict[str, Any]:
        """As it is kept and printed."""
        return {**self.__dict__, "by_field": dict(sorted(self.by_field.items()))}
