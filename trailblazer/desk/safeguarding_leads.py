"""Who does what in a school shows its designated safeguarding lead, who is kept with the route of a concern."""

from datetime import date

from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.domain.school_roles import SAFEGUARDING
from trailblazer.places.cards import Told, add_who_is_told
from trailblazer.places.models import School
from trailblazer.safeguarding.models import SchoolRoute
from trailblazer.school_leads.kept_elsewhere import KeptElsewhere, add_kept_elsewhere


def safeguarding_leads(school: School, member: Membership, today: date) -> list[KeptElsewhere]:
    """The lead that the team or the school wrote down; where to change it, for those who may."""
    of_team = member.may(Permission.PLAN_VISITS) and member.team_id is not None
    keeps = of_team or (member.may(Permission.KEEP_SCHOOL_WORK) and member.school_id == school.pk)
    address = reverse("safeguarding:route", args=[school.urn]) if keeps else ""
    routes = visible(SchoolRoute, member).filter(school=school).exclude(lead_name="")
    return [
        KeptElsewhere(
            SAFEGUARDING, one.lead_name, one.lead_email, one.lead_telephone, one.checked_on, address
        )
        for one in routes
    ] or [KeptElsewhere(SAFEGUARDING, "", address=address)]


def named(member: Membership, today: date) -> list[Told]:
    """Whom pages for everybody in a school name, with the telephone."""
    routes = visible(SchoolRoute, member).filter(school=member.school_id).exclude(lead_name="")
    return [Told(*one) for one in routes.values_list("lead_name", "lead_telephone")]


add_who_is_told(named)
add_kept_elsewhere(safeguarding_leads)
