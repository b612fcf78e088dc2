"""Which teams can host a cohort of this member, which schools its area covers, and who leads in a school."""

from datetime import date

from django.db.models import Q, QuerySet

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Role
from trailblazer.joint_working.models import Cohort
from trailblazer.places.models import LocalAuthority, School, SchoolQuerySet
from trailblazer.teams.models import SchoolService, Team


def hosts_for(member: Membership) -> QuerySet[Team]:
    """The programme chooses among all working teams; a provider among its own; a team is the host itself."""
    working = Team.objects.working().select_related("organisation__provider", "area")
    kind = member.organisation.kind
    if kind == Organisation.Kind.PROGRAMME:
        return working.order_by("organisation__name")
    if kind == Organisation.Kind.PROVIDER:
        return working.filter(organisation__provider=member.organisation_id).order_by("organisation__name")
    return working.filter(pk=member.organisation_id)


def covered(cohort: Cohort, today: date) -> SchoolQuerySet:
    """Open schools that the area covers: in one of its authorities, or served by one of its teams or by the host.

    Invented schools are for invented teams, so that nobody of a demonstration writes to a real one.
    """
    teams, place = Q(team=cohort.team_id), Q()
    if cohort.area_id:
        teams |= Q(team__area=cohort.area_id)
        place = Q(authority__in=LocalAuthority.objects.filter(areas=cohort.area_id))
    served = SchoolService.objects.open_on(today).filter(teams).values("school")
    host = Team.objects.filter(pk=cohort.team_id).first()
    found: SchoolQuerySet = School.objects.filter(Q(urn__in=served) | place, is_open=True)
    return found.filter(is_invented=host.is_invented) if host else found


def lead_of(school: School, today: date) -> Membership | None:
    """The senior mental health lead who signs in for the school, where there is one."""
    leads = Membership.objects.current(today).filter(
        organisation__urn=school.urn, role=Role.SENIOR_MENTAL_HEALTH_LEAD
    )
    return leads.select_related("user").order_by("pk").first()
