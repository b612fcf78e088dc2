"""An allocation as it stands: what was proposed, how it was adjusted, what the board agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from trailblazer.allocation.models import (
    AllocationChange,
    AllocationDecision,
    AllocationLine,
    TimeAllocation,
)
from trailblazer.domain import allocation_ledger as rule
from trailblazer.domain.allocation_ledger import Balance


def with_all(found: QuerySet[TimeAllocation]) -> QuerySet[TimeAllocation]:
    """With lines, adjustments and decisions, in three more queries however many there are."""
    return found.select_related("team", "proposed_by__user").prefetch_related(
        Prefetch("allocationlines", AllocationLine.objects.select_related("school")),
        Prefetch(
            "allocationchanges",
            AllocationChange.objects.select_related("from_school", "to_school", "by__user"),
        ),
        Prefetch("allocationdecisions", AllocationDecision.objects.select_related("by__user")),
    )


@dataclass(frozen=True)
class Adjustment:
    """An adjustment with what the board said of it; nothing while it has not."""

    change: AllocationChange
    outcome: str

    @property
    def words(self) -> str:
        return rule.OUTCOMES.get(self.outcome, "Not decided")


@dataclass(frozen=True)
class Ledger:
    """One allocation, read whole."""

    allocation: TimeAllocation

    @cached_property
    def lines(self) -> list[AllocationLine]:
        return list(self.allocation.allocationlines.all())

    @cached_property
    def changes(self) -> list[AllocationChange]:
        return list(self.allocation.allocationchanges.all())

    @cached_property
    def decisions(self) -> list[AllocationDecision]:
        return list(self.allocation.allocationdecisions.all())

    @cached_property
    def rulings(self) -> list[rule.Ruling]:
        return [one.ruling for one in self.decisions]

    @property
    def is_agreed(self) -> bool:
        return rule.is_agreed(self.rulings)

    @property
    def is_refused(self) -> bool:
        return bool(self.rulings) and not self.is_agreed

    @property
    def last(self) -> int:
        """The number of the newest adjustment; 0 where there is none."""
        return self.changes[-1].number if self.changes else 0

    @property
    def adjustments(self) -> list[Adjustment]:
        return [Adjustment(one, rule.outcome_of(one.number, self.rulings)) for one in self.changes]

    @property
    def waiting(self) -> list[AllocationChange]:
        """Adjustments that the board has not decided."""
        return [one.change for one in self.adjustments if not one.outcome]

    @property
    def is_to_decide(self) -> bool:
        return not self.decisions or (self.is_agreed and bool(self.waiting))

    def _after(self, changes: Iterable[AllocationChange]) -> Balance:
        proposed = {one.school_id: one.half_days for one in self.lines}
        return rule.balance(proposed, self.allocation.half_days, [one.move for one in changes])

    @cached_property
    def now(self) -> Balance:
        """With every adjustment, those not yet decided among them, but without those the board refused."""
        return self._after(one.change for one in self.adjustments if one.outcome != rule.NOT_AGREED)

    @cached_property
    def agreed(self) -> Balance | None:
        """As the board agreed it; None where it has not."""
        if not self.is_agreed:
            return None
        yes = (one.change for one in self.adjustments if one.outcome not in ("", rule.NOT_AGREED))
        return self._after(yes)
