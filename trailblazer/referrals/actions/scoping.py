"""A team's own rules of scope: dated rows beside the common file, so that yesterday's advice can be read again."""

from collections.abc import Collection
from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.domain.scope import Position
from trailblazer.referrals.models import ScopeRule


@action(Permission.KEEP_ROUTES, logged_as="scope rule set")
def set_scope_rule(
    *,
    by: Membership,
    number: int,
    position: int,
    words: str,
    because: str,
    reasons: Collection[str] = (),
    risks: Collection[str] = (),
    roles: Collection[str] = (),
    age_from: int = 0,
    age_to: int = 25,
    begins_on: date,
) -> ScopeRule:
    """From this day the team has its own rule of this number. Its earlier one stays, for the days it was in force."""
    if by.team_id is None:
        raise NotPossible("Scope rules are set by a team for itself. Use your membership of the team")
    if begins_on < today():
        raise NotPossible("Enter a day from today on: advice that was given stays as it was given")
    if not reasons and not risks:
        raise NotPossible("Choose at least one reason or risk that the rule is about")
    if age_from > age_to:
        raise NotPossible("Enter the younger age first")
    return ScopeRule.objects.create(
        team=by.organisation,
        number=number,
        position=Position(position),
        words=words,
        because=because,
        reasons=sorted(reasons),
        risks=sorted(risks),
        roles=sorted(roles),
        age_from=age_from,
        age_to=age_to,
        begins_on=begins_on,
        by=by,
    )
