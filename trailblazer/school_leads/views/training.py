"""The training of whoever leads on mental health in a school."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.domain import codes
from trailblazer.domain.lead_role import grant
from trailblazer.places.models import School
from trailblazer.school_leads import actions
from trailblazer.school_leads.forms.keeping import TrainingForm
from trailblazer.school_leads.models import LeadTraining, SchoolRole
from trailblazer.school_leads.views.people import tabs
from trailblazer.teams.of_school import may_keep, school_for
from trailblazer.young_people.views.road import Page, answer

KEPT = (
    "person", "course", "course_provider", "starts_on", "ended_on", "certificate", "certificate_on", "outcomes",
    "grant_on", "grant_pounds", "is_second_grant",
)  # fmt: skip


@page_for(Permission.SEE_SCHOOL_WORK)
def training(request: Asked, urn: int) -> HttpResponse:
    school = school_for(request.member, urn)
    found = list(visible(LeadTraining, request.member).filter(school=school).select_related("person"))
    looked_at_list(found, by=request.member, where="training of a school’s leads shown")
    leads = visible(SchoolRole, request.member).filter(school=school, role__in=("smhl", "deputy"))
    here = [one for one in leads if one.stretch.holds(request.today)]
    of_those_here = [one for one in found if one.person.stretch.holds(request.today)]
    covered = {code for one in of_those_here for code in one.outcomes}
    context: dict[str, Any] = {
        "school": school,
        "links": tabs(school, "training"),
        "rows": found,
        "without": [one for one in here if all(row.person_id != one.pk for row in found)],
        "outcomes": [
            {"words": code.words, "plain": code.plain, "is_covered": code.code in covered}
            for code in codes.load("training_outcomes")
        ],
        "covered": len(covered & {code.code for code in codes.load("training_outcomes")}),
        "grant_words": grant().sentence,
        "may_keep": may_keep(request.member, school),
        "source": codes.load("training_outcomes").source,
    }
    return render(request, "school_leads/training.jinja", context)


@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked, urn: int) -> HttpResponse:
    school = school_for(request.member, urn)
    return _answered(request, school, LeadTraining(school=school), {}, "Add a course")


@page_for(Permission.KEEP_SCHOOL_WORK)
def change(request: Asked, lead_training: str) -> HttpResponse:
    found = find(LeadTraining, lead_training, by=request.member, together_with=("school", "person"))
    if not may_keep(request.member, found.school):
        raise Http404
    initial = {name: getattr(found, name) for name in KEPT}
    return _answered(request, found.school, found, initial, found.course)


def _answered(
    request: Asked, school: School, record: LeadTraining, initial: dict[str, Any], title: str
) -> HttpResponse:
    people = list(visible(SchoolRole, request.member).filter(school=school).values_list("pk", flat=True))
    form = TrainingForm(
        request.POST or None,
        people=people,
        grant_words=grant().sentence,
        today=request.today,
        record=record if record.pk else None,
        initial=initial,
    )

    def act(**values: Any) -> LeadTraining:
        return actions.keep_training(record, by=request.member, **values)

    page = Page(
        title=title,
        button="Save",
        back=reverse("school_leads:training", args=[school.urn]),
        back_words="Training",
        done="Saved",
        lede=f"{school.name}. No file is needed: the reference or the day of the certificate is enough.",
    )
    return answer(request, form, act, page)
