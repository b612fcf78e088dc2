"""Which school a member may work on, and whose the record is that they make there."""

from datetime import date
from typing import Any

from django.http import Http404

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.team_schools import serves
from trailblazer.care.views.terms import school_or_404
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService
from trailblazer.teams.questions import service_of


def is_theirs(by: Actor, school: School, today: date) -> bool:
    """The member's own school, or one that their team serves."""
    member = by.membership
    if member is not None and member.organisation.kind == Organisation.Kind.SCHOOL:
        return member.organisation.urn == school.urn
    return serves(by, school, today)


def school_of(member: Membership, urn: int, today: date) -> School:
    """The school of this number, if it is theirs; otherwise "not found"."""
    school = school_or_404(urn)
    if not is_theirs(member, school, today):
        raise Http404
    return school


def may_keep(member: Membership, school: School, today: date) -> bool:
    return member.may(Permission.KEEP_SCHOOL_WORK) and is_theirs(member, school, today)


def common_of(school: School, by: Actor, today: date) -> dict[str, Any]:
    """Provider, team and school of a new record. What a school itself makes is of the team that serves it.

    Raises NotPossible where it is not theirs, or where no team serves the school.
    """
    if by.membership is not None and not is_theirs(by, school, today):
        raise NotPossible("Somebody of the school, or of the team that serves it, keeps this")
    service = _service(school, by, today)
    if service is None:
        raise NotPossible("No team serves this school yet, so there is nobody to keep this with")
    team = service.team.organisation
    return {"provider_id": team.provider_id, "team_id": team.pk, "school": school}


def _service(school: School, by: Actor, today: date) -> SchoolService | None:
    """The service of the member's own provider, where they have one; else the one that the school asks."""
    if by.provider_id is None:
        return service_of(school, today)
    of_own = SchoolService.objects.open_on(today).filter(
        school=school, team__organisation__provider=by.provider_id
    )
    return of_own.select_related("team__organisation").order_by("pk").first()
