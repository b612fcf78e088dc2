"""What the team does, in the plan of a school; and the ways to tie more to an action."""

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.team_part.reading import parts_of
from trailblazer.whole_school.models import PlannedAction
from trailblazer.whole_school.teams_part import Way, add_teams_part


def ways_of(action: PlannedAction, member: Membership) -> list[Way]:
    if action.dropped_on is not None:
        return []
    known = (
        ("plan", "Plan an activity for this action", member.may(Permission.PLAN_VISITS)),
        ("order", "Order from the training menu", member.school_id == action.school_id),
        ("choose", "Choose one already planned", True),
    )
    keeps = member.may(Permission.KEEP_SCHOOL_WORK)
    return [
        (words, reverse(f"team_part:{name}", args=[action.ref]))
        for name, words, may in known
        if may and keeps
    ]


add_teams_part(parts_of, ways_of)
