"""What can be done about the sharing of a team's time: propose, adjust, and write down what the board decided."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.allocation.figures import hours_of_help, next_day
from trailblazer.allocation.inputs import schools_in, write_lines
from trailblazer.allocation.ledger import Ledger, with_all
from trailblazer.allocation.models import (
    AllocationChange,
    AllocationDecision,
    HoursRead,
    TimeAllocation,
)
from trailblazer.domain import allocation as rule
from trailblazer.domain import allocation_ledger as ledger_rule
from trailblazer.domain.allocation import NotAnAllocation, Weights
from trailblazer.domain.allocation_ledger import Move, Split
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.domain.time_by_function import check_agreed
from trailblazer.places.models import School
from trailblazer.teams.models import Team
from trailblazer.teams.of_school import common_of
from trailblazer.ui.environment import day as in_words

FURTHEST = 3  # terms ahead


@action(Permission.KEEP_ALLOCATION, logged_as="sharing of time proposed")
def propose(
    team: Team,
    *,
    by: Actor,
    term: Term,
    weights: Weights,
    whole_time: Decimal,
    weeks: int,
    kept: int,
    split: Split,
    note: str = "",
) -> TimeAllocation:
    """A proposal for a term, frozen with what it was worked out from. It replaces one that was not agreed."""
    _must_be_own(team, by)
    _must_be_near(term)
    if reason := check_agreed(*split):
        raise NotPossible(reason)
    schools = schools_in(team, term)
    try:
        half_days = rule.capacity(whole_time, weeks, kept)
        shares = rule.share_out([setting for _, setting in schools.values()], weights, half_days)
    except NotAnAllocation as reason:
        raise NotPossible(str(reason)) from None
    _replace(team, term)
    made = TimeAllocation.objects.create(
        provider=team.provider,
        team=team.organisation,
        term=term.code,
        weights=weights.kept,
        whole_time=whole_time,
        weeks=weeks,
        kept=kept,
        half_days=half_days,
        one=split[0],
        two=split[1],
        three=split[2],
        note=note.strip(),
        proposed_on=today.today(),
        proposed_by=by.membership,
    )
    write_lines(made, shares, schools)
    return made


def _must_be_own(team: Team, by: Actor) -> None:
    """Whoever leads the team, or leads at its provider."""
    member = by.membership
    own = member is not None and member.organisation_id in (team.pk, team.provider.pk)
    if not own:
        raise PermissionDenied


def _must_be_near(term: Term) -> None:
    this = term_of(today.today())
    last = this
    for _ in range(FURTHEST):
        last = last.next
    if not this.previous <= term <= last:
        raise NotPossible(f"Choose a term from {this.previous} to {last}")


def _replace(team: Team, term: Term) -> None:
    older = TimeAllocation.objects.current().filter(team=team.organisation, term=term.code)
    for one in with_all(older):
        if Ledger(one).is_agreed:
            raise NotPossible(f"The board has agreed the time of {term}. Change it by an adjustment")
        one.replaced_on = today.today()
        one.save(update_fields=["replaced_on"])


@action(Permission.KEEP_ALLOCATION, logged_as="sharing of time adjusted")
def adjust(
    allocation: TimeAllocation,
    *,
    by: Actor,
    from_school: School | None,
    to_school: School | None,
    count: int,
    reason: str,
) -> AllocationChange:
    """Half-days go from a school to a school; None is what the team holds back. What was agreed waits for the board."""
    ledger = _open(allocation)
    if not reason.strip():
        raise NotPossible("Enter why the time is moved")
    move = Move(
        ledger.last + 1,
        from_school.pk if from_school else None,
        to_school.pk if to_school else None,
        count,
    )
    try:
        ledger_rule.check_move(move, ledger.now, {one.school_id: one.school.name for one in ledger.lines})
    except NotAnAllocation as why_not:
        raise NotPossible(str(why_not)) from None
    allocation.save()
    return AllocationChange.objects.create(
        provider=allocation.provider,
        allocation=allocation,
        number=move.number,
        from_school=from_school,
        to_school=to_school,
        half_days=count,
        reason=reason.strip(),
        by=by.membership,
        made_at=today.now(),
    )


def _open(allocation: TimeAllocation) -> Ledger:
    ledger = Ledger(allocation)
    if allocation.replaced_on is not None:
        raise NotPossible("A newer proposal has taken the place of this one")
    if ledger.is_refused:
        raise NotPossible("The board did not agree to this proposal. Make a new one")
    return ledger


@action(Permission.KEEP_ALLOCATION, logged_as="board’s decision about time written down")
def decide(
    allocation: TimeAllocation,
    *,
    by: Actor,
    outcome: str,
    decided_on: date,
    minute: str,
    words: str = "",
    board_decision: str = "",
) -> AllocationDecision:
    """What the board decided: first about the proposal as adjusted, later about the adjustments made since."""
    ledger = _open(allocation)
    if decided_on < allocation.proposed_on:
        raise NotPossible(
            f"This was proposed on {in_words(allocation.proposed_on)}. Enter the day of the decision, then or later"
        )
    if decided_on > today.today():
        raise NotPossible("Enter the day the board decided: today at the latest")
    if not minute.strip():
        raise NotPossible("Enter the number of the minute, so that it can be found")
    try:
        ledger_rule.check_ruling(outcome, ledger.rulings, ledger.last)
    except NotAnAllocation as why_not:
        raise NotPossible(str(why_not)) from None
    allocation.save()
    return AllocationDecision.objects.create(
        provider=allocation.provider,
        allocation=allocation,
        outcome=outcome,
        covers=ledger.last,
        decided_on=decided_on,
        minute=minute.strip(),
        words=words.strip(),
        board_decision=board_decision,
        by=by.membership,
        written_at=today.now(),
    )


@action(Permission.RUN_WORK, logged_as="hours of help counted for a school")
def count_hours(school: School, *, by: Actor) -> HoursRead:
    """What a school reads of help and advice from now on, where enough were seen since it last moved on."""
    day = today.today()
    term = term_of(day)
    up_to = next_day(school, term, day)
    if up_to is None:
        raise NotPossible("Too few were seen since the last figure, so it stands")
    return HoursRead.objects.create(
        **common_of(school, by),
        term=term.code,
        up_to=up_to,
        hours=hours_of_help(school, term, up_to),
        counted_on=day,
    )
