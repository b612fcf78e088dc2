"""What a plan said before: each version with who saved it, when, and what it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.care.models import FIVE_AREAS, Plan
from trailblazer.domain import codes
from trailblazer.ui.environment import day

LABELS = {
    "problem_statement": "The main difficulty",
    **FIVE_AREAS,
    "what_we_will_do": "What we will do",
    "adjustments": "Reasonable adjustments",
    "adjustment_words": "More about adjustments",
    "in_plain_words": "In plain words",
    "lead_worker": "Lead worker",
    "review_on": "Looked at again on",
    "agreed_on": "Agreed on",
    "agreed_by": "Who agreed",
}
LISTS = {"adjustments": "reasonable_adjustments", "agreed_by": "who_agreed"}


@dataclass(frozen=True)
class Changed:
    """One part of the plan that a version changed, in words; empty where there was or is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PlanVersion:
    """One saving of the plan."""

    number: int
    saved_at: datetime
    by: str  # nobody's name where that is not known
    changed: tuple[Changed, ...]


def versions_of(plan: Plan) -> list[PlanVersion]:
    """Every version, the newest first. A saving that changed none of its words is left out."""
    rows = list(Plan.history.filter(id=plan.pk).select_related("history_user").order_by("history_id"))
    names = _names(row.lead_worker_id for row in rows)
    said = [(None, {}), *((row, _said(row, names)) for row in rows)]
    found: list[PlanVersion] = []
    for (_, before), (row, after) in pairwise(said):
        changed = tuple(_changed(before, after))
        if row is not None and changed:
            by = row.history_user.name if row.history_user else ""
            found.append(PlanVersion(len(found) + 1, row.history_date, by, changed))
    return found[::-1]


def _names(keys: Iterable[int | None]) -> dict[int, str]:
    members = Membership.objects.filter(pk__in={key for key in keys if key}).select_related("user")
    return {one.pk: one.user.name for one in members}


def _changed(before: dict[str, str], after: dict[str, str]) -> Iterator[Changed]:
    for name, label in LABELS.items():
        if before.get(name, "") != after[name]:
            yield Changed(label, before.get(name, ""), after[name])


def _said(row: Any, names: dict[int, str]) -> dict[str, str]:
    return {name: _words(row, name, names) for name in LABELS}


def _words(row: Any, name: str, names: dict[int, str]) -> str:
    if name in FIVE_AREAS:
        return str(row.formulation.get(name, ""))
    if name == "lead_worker":
        return names.get(row.lead_worker_id, "")
    value = getattr(row, name)
    if name in LISTS:
        known = codes.load(LISTS[name])
        return ", ".join(known.words(code) for code in value if code in known)
    return day(value) if name.endswith("_on") and value else str(value or "")
