"""Addresses and people around a survey."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.access.today import today
from trailblazer.places.models import School
from trailblazer.surveys.models import Survey
from trailblazer.teams.questions import service_of


def page_of(survey: Survey) -> str:
    return reverse("surveys:survey", args=[survey.ref])


def may_answer_for(school: School, on: date) -> QuerySet[Membership]:
    """Who can be named in a plan: members of the school, but for its other staff, and of the team that serves it."""
    service = service_of(school, on)
    of_either = Q(organisation__urn=school.urn)
    if service is not None:
        of_either |= Q(organisation=service.team.organisation_id)
    found = Membership.objects.current(today()).filter(of_either).exclude(role=Role.SCHOOL_STAFF)
    return found.select_related("user", "organisation").order_by("organisation__kind", "user__name", "pk")
