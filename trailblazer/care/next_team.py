"""Which team of ours serves the next school, where it is another than the one that has the young person now."""

from datetime import date

from trailblazer.access.models import Organisation
from trailblazer.care.models import Transition
from trailblazer.teams.questions import service_of


def next_team(transition: Transition, today: date) -> Organisation | None:
    """None where no team of this provider serves the next school, or the same team does."""
    if transition.next_school_id is None:
        return None
    service = service_of(transition.next_school_id, today)
    if service is None:
        return None
    team = service.team.organisation
    is_ours = team.provider_id == transition.provider_id
    return team if is_ours and team.pk != transition.young_person.team_id else None
