"""Whether what was measured can be counted: what is missing, course by course, and the rates, protected."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.domain.terms import SchoolYear, school_years_ago
from trailblazer.outcomes import readiness as ready
from trailblazer.outcomes.views.worklist import tabs
from trailblazer.young_people.views.road import Asked

A_PAGE = 25
YEARS = 3


@page_for(Permission.SEE_CARE)
def readiness(request: Asked) -> HttpResponse:
    """The courses under way with what is missing; beneath, the rates of those that ended in a school year."""
    member = request.member
    year = _year_asked(request)
    page = Paginator(ready.open_courses(member, only_own=not _leads(member)), A_PAGE).get_page(
        request.GET.get("page")
    )
    looked_at_list([one.young_person for one in page], by=member, where="what is missing for a pair")
    ended = ready.counted(ready.ready_of(ready.ended_courses(member, year.first_day, year.last_day), member))
    shown: dict[str, Any] = {
        "page": page,
        "rows": ready.ready_of(page, member),
        "leads": _leads(member),
        "links": tabs(member, "readiness"),
        "year": year,
        "years": [school_years_ago(back, request.today) for back in range(YEARS)],
        "by_practitioner": ready.by_practitioner(ended) if _leads(member) else None,
        "by_school": ready.by_school(ended),
        "by_questionnaire": ready.by_questionnaire(ended),
    }
    return render(request, "outcomes/readiness.jinja", shown)


def _leads(member: Membership) -> bool:
    """Those who give courses see the team's; others their own."""
    return member.may(Permission.ALLOCATE_COURSES)


def _year_asked(request: Asked) -> SchoolYear:
    known = [school_years_ago(back, request.today) for back in range(YEARS)]
    asked = request.GET.get("year", "")
    return next((one for one in known if str(one.starts_in) == asked), known[0])
