"""How school goes: at the start, at the end and one term after."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care import education as of_school
from trailblazer.care.actions.education import check_education
from trailblazer.care.education_chart import drawn
from trailblazer.care.forms.education import EducationForm
from trailblazer.care.models import Course, EducationCheck
from trailblazer.care.views.plans import page_of
from trailblazer.domain import codes
from trailblazer.domain.pathways import name_of
from trailblazer.young_people.views.road import Page, answer


@page_for(Permission.SEE_CARE)
def education(request: Asked, course: str) -> HttpResponse:
    """How school went, side by side, and what is still to be asked."""
    found = find(Course, course, by=request.member)
    checks = list(visible(EducationCheck, request.member).filter(course=found).select_related("by__user"))
    standing = of_school.standing(checks)
    context = {
        "course": found,
        "person": found.young_person,
        "pathway": name_of(found.pathway),
        "checks": [_row(one) for one in standing],
        "earlier": [_row(one) for one in checks if one not in standing],
        "chart": drawn(standing),
        "due": [
            (EducationCheck.Stage(one.stage), one.on)
            for one in of_school.due_of(found, checks, request.today)
        ],
        "has_consent": of_school.is_agreed(found),
        "may_record": request.member.may(Permission.RECORD_CARE),
        "back_to": page_of(found.young_person),
    }
    return render(request, "care/education.jinja", context)


def _row(check: EducationCheck) -> dict[str, Any]:
    exclusions = codes.load("exclusions")
    known = check.exclusion in exclusions and check.exclusion != "not_known"
    return {
        "check": check,
        "exclusion": exclusions.words(check.exclusion) if known else "",
        "share": of_school.missed(check).share,
    }


@page_for(Permission.RECORD_CARE)
def add_education(request: Asked, course: str) -> HttpResponse:
    found = find(Course, course, by=request.member)
    stage = request.GET.get("stage", "")
    form = EducationForm(request.POST or None, initial={"checked_on": request.today, "stage": stage})
    page = Page(
        title="How school goes",
        button="Save",
        back=reverse("care:education", args=[found.ref]),
        back_words="Staying in education",
        done="Saved",
        lede="Leave empty what nobody knows. It is then shown as not known, never as nought.",
    )

    def act(**values: Any) -> EducationCheck:
        return check_education(found, by=request.member, **values)

    return answer(request, form, act, page, person=found.young_person)
