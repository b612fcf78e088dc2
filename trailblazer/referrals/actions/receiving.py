"""A request comes in: from a school, from someone without an account, or entered by the team."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from trailblazer.access import wall
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.domain.clock import Kind
from trailblazer.domain.consent import Answer
from trailblazer.domain.identity import age_on
from trailblazer.domain.routes import first_step, may_ask
from trailblazer.places.models import School
from trailblazer.referrals.checks import checked
from trailblazer.referrals.events import append
from trailblazer.referrals.models import Referral
from trailblazer.referrals.models.referral import CONSULT_FIRST
from trailblazer.referrals.outgoing import raise_risk, send_receipt, tell_the_lead
from trailblazer.referrals.public.links import address_of, issue
from trailblazer.teams.models import Team
from trailblazer.teams.questions import team_of
from trailblazer.teams.routes import route_for

EARLIEST = date(2018, 9, 1)  # before the first teams there was nobody to ask


@action(Permission.ASK_FOR_SUPPORT, logged_as="request received")
def receive(
    *,
    by: Actor,
    source: str,
    school: School | None = None,
    team: Team | None = None,
    link_secret: str = "",
    **told: Any,
) -> Referral:
    """A request asked for today by a school's member or a visitor. `told` are fields of Referral (`checks.TOLD`).

    It goes to the team that serves the school, or to the team chosen by someone who has none. It never creates or
    changes a young person. `link_secret` opens its status page to someone without an account; the receipt carries it.
    Raises NotPossible where no team can receive it, or what was told cannot be kept.
    """
    values = checked(told)
    values["school_may_know"] = values.get("consents", {}).get("tell_school") == Answer.GIVEN
    if isinstance(by, Membership):
        school = School.objects.filter(pk=by.school_id or 0).first()
        team, values["requester_name"] = None, by.user.name
    team = _receiving_team(school, team)
    route = route_for(team, school, today())
    age = age_on(values["born_on"], today()) if values.get("born_on") else None
    if not (allowed := may_ask(route, source, age)):
        raise NotPossible(allowed.why)
    step = first_step(route, source, values["school_may_know"], age)
    values["awaits_lead"], values["is_read_first"] = step.waits_for_lead, step.is_read_first
    if step.begins_with_consultation:
        values["next_step"] = CONSULT_FIRST
    with wall.within([team.provider.pk]):
        referral = _made(values, source, team, school, by=by, on=today())
        link = address_of(issue(referral, link_secret)) if link_secret else ""
        send_receipt(referral, by=by, link=link)
        if step.tells_lead:
            tell_the_lead(referral, by=by)
    return referral


@action(Permission.ADD_REQUEST, logged_as="request entered")
def enter(
    *,
    by: Membership,
    source: str,
    received_on: date,
    school: School | None = None,
    **told: Any,
) -> Referral:
    """A request that came by telephone, on paper, by email or from a GP, with the day it came (not in the future)."""
    if not EARLIEST <= received_on <= today():
        raise NotPossible("Enter the day it came: not in the future, and not before teams began")
    if by.team_id is not None:
        team = Team.objects.select_related("organisation").get(pk=by.team_id)
    else:
        team = _receiving_team(school, None)
    if team.provider.pk != by.provider_id:
        raise NotPossible("That school is served by another provider’s team")
    referral = _made(checked(told), source, team, school, by=by, on=received_on)
    send_receipt(referral, by=by)
    return referral


def _receiving_team(school: School | None, team: Team | None) -> Team:
    if school is not None:
        team = team_of(school, today())
    if team is None:
        raise NotPossible("No team can take a request for this school today")
    return team


def _made(
    values: Mapping[str, Any], source: str, team: Team, school: School | None, *, by: Actor, on: date
) -> Referral:
    """The request, its first event, and where it names risk an alert, all together."""
    member = by.membership
    asked_by_school = member is not None and not member.is_staff
    referral = Referral.objects.create(
        provider=team.provider,
        team=team.organisation,
        school=school,
        source=source,
        received_on=on,
        received_at=now(),
        asked_by=member if asked_by_school else None,
        entered_by=None if asked_by_school else member,
        **values,
    )
    append(referral, Kind.RECEIVED, by=by, on=on)
    referral.save()
    if referral.names_risk:
        raise_risk(referral, by=by)
    return referral
