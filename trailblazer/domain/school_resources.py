"""What a school's lead may read and use, by phase and region: read from `data/school_resources/resources.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PHASES = ("primary", "secondary", "college")
SECONDARY_FROM, COLLEGE_FROM = 11, 16


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One thing to read: where it is, what it is for, and for whom. No regions: everywhere."""

    name: str
    address: str
    what: str
    phases: tuple[str, ...]
    source: str
    regions: tuple[str, ...] = ()


@cache
def resources() -> tuple[Resource, ...]:
    """All of them, in the order of the file. Raises ValueError for an unknown phase, TypeError for an unknown fact."""
    path = files("trailblazer") / "data" / "school_resources" / "resources.toml"
    found = tuple(_resource(row) for row in tomllib.loads(path.read_text("utf-8"))["resources"])
    if unknown := {phase for one in found for phase in one.phases} - set(PHASES):
        raise ValueError(f"There is no phase {sorted(unknown)[0]}")
    return found


def _resource(row: dict[str, Any]) -> Resource:
    return Resource(**(row | {"phases": tuple(row["phases"]), "regions": tuple(row.get("regions", ()))}))


def phases_of(low_age: int | None, high_age: int | None, *, is_college: bool = False) -> tuple[str, ...]:
    """The phases that a school of these ages has pupils in; all where the ages are not known. Ages in years."""
    if is_college:
        return ("college",)
    low, high = low_age if low_age is not None else 4, high_age if high_age is not None else 19
    begins = {"primary": 0, "secondary": SECONDARY_FROM, "college": COLLEGE_FROM}
    ends = {"primary": SECONDARY_FROM, "secondary": COLLEGE_FROM, "college": 25}
    return tuple(phase for phase in PHASES if low < ends[phase] and high > begins[phase])


def fitting(phases: tuple[str, ...], region: str = "") -> list[Resource]:
    """Those for one of these phases, and for this region where they are for some only."""
    return [
        one
        for one in resources()
        if set(one.phases) & set(phases) and (not one.regions or region in one.regions)
    ]
