"""A young child's own request: read by a person of the team, who talks with the child, before school hears of it."""

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.domain.consent import Answer
from trailblazer.domain.routes import first_step
from trailblazer.referrals.models import Referral
from trailblazer.referrals.outgoing import tell_the_lead
from trailblazer.teams.models import Team
from trailblazer.teams.routes import route_for


@action(Permission.ADD_TO_REQUEST, logged_as="request read first")
def talked_with_child(referral: Referral, *, by: Actor, school_may_know: bool) -> Referral:
    """They were talked with, and said whether school may know. From here on it goes the way of the team's route."""
    if not referral.is_read_first:
        raise NotPossible("Somebody has talked with them already")
    team = Team.objects.select_related("organisation").get(pk=referral.team_id)
    route = route_for(team, referral.school, today())
    step = first_step(route, referral.source, school_may_know, was_read=True)
    agreed = Answer.GIVEN if school_may_know else Answer.REFUSED
    referral.consents = referral.consents | {"tell_school": agreed.value}
    referral.school_may_know, referral.is_read_first = school_may_know, False
    referral.awaits_lead = step.waits_for_lead
    referral.save()
    if step.tells_lead and referral.is_open:
        tell_the_lead(referral, by=by)
    return referral
