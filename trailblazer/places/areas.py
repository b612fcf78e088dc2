"""The areas schools lie in: regions, integrated care boards and the 153 education authorities, from files that travel
with us."""

import csv
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models

from trailblazer.access.doors import action
from trailblazer.access.records import Actor
from trailblazer.access.roles import Permission
from trailblazer.places.models import IntegratedCareBoard, LocalAuthority, Region

FILES = settings.PACKAGE / "data" / "places"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def england() -> frozenset[str]:
    """The codes of the education authorities of England."""
    return frozenset(row["la_code"] for row in _rows("local_authorities.csv"))


@action(Permission.KEEP_REGISTER, logged_as="areas loaded")
def load(*, by: Actor) -> dict[str, int]:
    """Brings regions, boards and authorities to what the files say. How many of each were added or changed."""
    authorities = list(_rows("local_authorities.csv"))
    regions = {row["region_code"]: Region(code=row["region_code"], name=row["region"]) for row in authorities}
    return {
        "regions": _bring_up(list(regions.values())),
        "boards": _bring_up([_board(row) for row in _rows("icbs_2024.csv")]),
        "authorities": _bring_up([_authority(row) for row in authorities]),
    }


def _board(row: dict[str, str]) -> IntegratedCareBoard:
    return IntegratedCareBoard(
        code=row["icb24_code"],
        nhs_code=row["icb24_code_nhs"],
        name=row["icb24_name"],
        nhs_region=row["nhs_region"],
    )


def _authority(row: dict[str, str]) -> LocalAuthority:
    return LocalAuthority(
        code=row["la_code"],
        name=row["la_name"],
        gss_code=row["gss_code"],
        gss_code_2024=row["gss_code_2024"],
        region_id=row["region_code"],
        main_icb_id=row["main_icb24_code"],
    )


# A board's dates are kept by people: no file gives them.
_KEPT_BY_PEOPLE = {"valid_from", "valid_to"}


def _bring_up(wanted: list[Any]) -> int:
    """Adds what is missing and changes what differs, and nothing else."""
    kind: type[models.Model] = type(wanted[0])
    names = [field.attname for field in kind._meta.concrete_fields if field.name not in _KEPT_BY_PEOPLE]
    there = {row["code"]: row for row in kind._default_manager.values(*names)}
    new = [one for one in wanted if one.code not in there]
    changed = [
        one
        for one in wanted
        if one.code in there and there[one.code] != {name: getattr(one, name) for name in names}
    ]
    kind._default_manager.bulk_create(new)
    if changed:
        kind._default_manager.bulk_update(changed, [name for name in names if name != "code"])
    return len(new) + len(changed)
