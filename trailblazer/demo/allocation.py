"""Four terms of each team's time: three that the board agreed, with adjustments, and the next, which it has yet to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.allocation.inputs import schools_in, whole_time_of, write_lines
from trailblazer.allocation.models import (
    AllocationChange,
    AllocationDecision,
    TimeAllocation,
)
from trailblazer.care.time_by_function import works_between
from trailblazer.demo.governance import met_for
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.allocation import Weights, capacity, share_out, usual
from trailblazer.domain.allocation_ledger import elapsed, hours
from trailblazer.domain.contacts import moment
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.domain.time_by_function import split
from trailblazer.places.models import School

LEAST_KEPT, MOST_KEPT = 40, 92  # per cent; between them what the invented diaries left for schools
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
    _meals(made)
    kept = _kept(made, this)
    for term in (this.previous.previous, this.previous, this, this.next):
        found = _Term(made, term, minuted.get(term.code), kept)
        found.write(is_coming=term == this.next, is_this=term == this)


def _meals(made: InventedTeam) -> None:
    """How many pupils have free school meals, which the invented schools lack."""
    for school in made.schools:
        random = Random(school.urn)  # noqa: S311 - the same every time
        school.fsm_percent = Decimal(random.randint(40, 420)) / 10
    School.objects.bulk_update(made.schools, ["fsm_percent"])


def _kept(made: InventedTeam, term: Term) -> int:
    """The per cent kept back that leaves about as much as was written down, and enough for every school."""
    works = works_between(term.first_day, made.today, team=made.team.organisation, by_urn=True)
    given = split(work for work in works if work.place is not None).total_recorded / 60
    wanted = max(given / float(elapsed(term, made.today) or 1) / hours(1), 8 * len(made.schools))
    weeks, whole = usual()["terms"][term.name]["weeks"], whole_time_of(made.team, made.today)
    all_there_is = capacity(whole, weeks, 0)
    return min(MOST_KEPT, max(LEAST_KEPT, round(100 - 100 * wanted / all_there_is)))


class _Term:
    def __init__(self, made: InventedTeam, term: Term, decision: Any, kept: int) -> None:
        self.made, self.term, self.decision, self.kept = made, term, decision, kept
        self.common: dict[str, Any] = {"provider": made.team.provider}
        self.lead: Membership = made.with_role(Role.TEAM_LEAD)[0]

    def write(self, *, is_coming: bool, is_this: bool) -> None:
        on = min(met_for(self.term) - timedelta(days=14), self.made.today - timedelta(days=2))
        schools = schools_in(self.made.team, self.term)
        order = list(schools.values())
        if not order:
            return
        found = self._proposal(on, len(order))
        shares = share_out([known for _, known in order], found.of_weights, found.half_days)
        write_lines(found, shares, schools)
        sizes = {share.key: share.half_days for share in shares}
        largest = sorted((school for school, _ in order), key=lambda school: (-sizes[school.pk], school.pk))
        if is_coming or len(largest) <= 4:
            return
        self._adjust(found, largest, on, is_this=is_this)

    def _proposal(self, on: date, schools: int) -> TimeAllocation:
        whole = whole_time_of(self.made.team, self.made.today)
        weeks = usual()["terms"][self.term.name]["weeks"]
        half_days = capacity(whole, weeks, self.kept)
        weights = replace(Weights.usual(), minimum=min(Weights.usual().minimum, half_days // schools))
        return TimeAllocation.objects.create(
            **self.common,
            team=self.made.team.organisation,
            term=self.term.code,
            weights=weights.kept,
            whole_time=whole,
            weeks=weeks,
            kept=self.kept,
            half_days=half_days,
            one=SPLIT[0],
            two=SPLIT[1],
            three=SPLIT[2],
            note=NOTE,
            proposed_on=on,
            proposed_by=self.lead,
        )

    def _adjust(self, found: TimeAllocation, schools: list[School], on: date, *, is_this: bool) -> None:
        """The first before the board decided, the second agreed later; in this term a third that waits."""
        again = self.term.first_day + timedelta(days=45)
        days = [on + timedelta(days=7), again - timedelta(days=15), self.made.today - timedelta(days=3)]
        happened = 1 if again >= days[2] else 3 if is_this else 2
        for number, (giver, taker, count, reason) in enumerate(REASONS[:happened], start=1):
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
        self._decide(found, 1, met_for(self.term), "agreed_with_changes")
        if happened > 1:
            self._decide(found, 2, again, "agreed")

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
