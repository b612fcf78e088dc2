"""Four terms of each team's time: three that the board agreed, with adjustments, and the next, which it has yet to."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.allocation.inputs import schools_in, whole_time_of
from trailblazer.allocation.models import (
    AllocationChange,
    AllocationDecision,
    AllocationLine,
    TimeAllocation,
)
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.allocation import Weights, capacity, share_out, usual
from trailblazer.domain.contacts import moment
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.places.models import School

KEPT = 70  # per cent; what the invented diaries leave for schools
SPLIT = (50, 30, 20)
NOTE = (
    "Same weights as last term. One pupil of a special school counts as four: they are few and need us most."
)
REASONS = (
    (2, 0, 3, "Two classes are new this term, and the head asked for work with both"),
    (4, 1, 2, "No room for us before half term, so they gave two half-days back"),
    (3, 2, 2, "After a death in the school: three requests in one week"),
)


def write(made: InventedTeam, minuted: Mapping[str, Any]) -> None:
    """`minuted` is the decision of the board about each term, by its code, where there is one."""
    this = term_of(made.today)
    for term in (this.previous.previous, this.previous, this, this.next):
        _Term(made, term, minuted.get(term.code)).write(is_coming=term == this.next, is_this=term == this)


class _Term:
    def __init__(self, made: InventedTeam, term: Term, decision: Any) -> None:
        self.made, self.term, self.decision = made, term, decision
        self.common: dict[str, Any] = {"provider": made.team.provider}
        self.lead: Membership = made.with_role(Role.TEAM_LEAD)[0]

    def write(self, *, is_coming: bool, is_this: bool) -> None:
        on = self.made.today - timedelta(days=6) if is_coming else self.term.first_day - timedelta(days=40)
        schools = schools_in(self.made.team, self.term)
        found, order = self._proposal(on), list(schools.values())
        if not order:
            return
        shares = share_out([known for _, known in order], found.of_weights, found.half_days)
        lines = [
            AllocationLine(
                **self.common,
                allocation=found,
                school=school,
                pupils=known.pupils,
                meals=known.meals,
                phase=known.phase,
                part=round(Decimal(share.part.numerator) / share.part.denominator, 6),
                half_days=share.half_days,
            )
            for (school, known), share in zip(order, shares, strict=True)
        ]
        AllocationLine.objects.bulk_create(lines)
        largest = [line.school for line in sorted(lines, key=lambda line: -line.half_days)]
        if is_coming or len(largest) <= 4:
            return
        self._adjust(found, largest, on, is_this=is_this)

    def _proposal(self, on: date) -> TimeAllocation:
        weights, whole = Weights.usual(), whole_time_of(self.made.team, self.made.today)
        weeks = usual()["terms"][self.term.name]["weeks"]
        return TimeAllocation.objects.create(
            **self.common,
            team=self.made.team.organisation,
            term=self.term.code,
            weights=weights.kept,
            whole_time=whole,
            weeks=weeks,
            kept=KEPT,
            half_days=capacity(whole, weeks, KEPT),
            one=SPLIT[0],
            two=SPLIT[1],
            three=SPLIT[2],
            note=NOTE,
            proposed_on=on,
            proposed_by=self.lead,
        )

    def _adjust(self, found: TimeAllocation, schools: list[School], on: date, *, is_this: bool) -> None:
        """The first before the board decided, the second agreed later; in this term a third that waits."""
        decided_on = self.decision.board_meeting.held_on if self.decision else on + timedelta(days=14)
        days = (
            on + timedelta(days=7),
            self.term.first_day + timedelta(days=30),
            self.made.today - timedelta(days=3),
        )
        for number, (giver, taker, count, reason) in enumerate(REASONS[: 3 if is_this else 2], start=1):
            AllocationChange.objects.create(
                **self.common,
                allocation=found,
                number=number,
                from_school=schools[giver],
                to_school=schools[taker],
                half_days=count,
                reason=reason,
                by=self.lead,
                made_at=moment(days[number - 1], time(10)),
            )
        self._decide(found, 1, decided_on, "agreed_with_changes")
        self._decide(found, 2, self.term.first_day + timedelta(days=45), "agreed")

    def _decide(self, found: TimeAllocation, covers: int, on: date, outcome: str) -> None:
        is_first = covers == 1
        AllocationDecision.objects.create(
            **self.common,
            allocation=found,
            outcome=outcome,
            covers=covers,
            decided_on=on,
            minute=self.decision.number if self.decision and is_first else f"{6 if is_first else 4}.1",
            words="To be looked at again at half term."
            if is_first
            else "By email, noted at the next meeting.",
            board_decision=self.decision.ref if self.decision and is_first else "",
            by=self.lead,
            written_at=moment(on, time(16)),
        )
