"""The self-review of the six core responsibilities."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.domain.lead_role import Responsibility, responsibilities, source
from trailblazer.domain.terms import school_year_of
from trailblazer.school_leads import actions
from trailblazer.school_leads.forms.keeping import ReviewForm
from trailblazer.school_leads.models import ResponsibilityReview
from trailblazer.school_leads.review_chart import drawn
from trailblazer.school_leads.review_of import review_of
from trailblazer.school_leads.views.people import tabs
from trailblazer.teams.of_school import may_keep, school_for
from trailblazer.young_people.views.road import Page, answer

TAGS = {"not_yet": "grey", "begun": "orange", "in_place": "blue", "working_well": "green"}


@page_for(Permission.SEE_SCHOOL_WORK)
def review(request: Asked, urn: int) -> HttpResponse:
    school = school_for(request.member, urn)
    found = review_of(school, request.member, request.today)
    shown = [one for row in found.rows if (one := row.in_year(found.year)) is not None]
    looked_at_list(shown, by=request.member, where="self-review of a school shown")
    context: dict[str, Any] = {
        "school": school,
        "links": tabs(school, "review"),
        "review": found,
        "chart": drawn(found),
        "tags": TAGS,
        "source": source(),
        "to_do": next((row.of for row in found.rows if row.in_year(found.year) is None), None),
        "may_keep": may_keep(request.member, school),
    }
    return render(request, "school_leads/review.jinja", context)


def _responsibility(code: str) -> Responsibility:
    for one in responsibilities():
        if one.code == code:
            return one
    raise Http404


@page_for(Permission.KEEP_SCHOOL_WORK)
def review_one(request: Asked, urn: int, responsibility: str) -> HttpResponse:
    """One responsibility this school year, with what was said of it the year before."""
    school = school_for(request.member, urn)
    of, year = _responsibility(responsibility), school_year_of(request.today)
    reviews = list(
        visible(ResponsibilityReview, request.member).filter(school=school, responsibility=of.code)
    )
    kept = next((one for one in reviews if one.school_year == year.starts_in), None)
    before = next((one for one in reviews if one.school_year < year.starts_in), None)
    initial: dict[str, Any] = {"reviewed_on": request.today}
    if kept is not None:
        initial = {name: getattr(kept, name) for name in ("level", "evidence", "link", "reviewed_on")}
    form = ReviewForm(request.POST or None, of=of, record=kept, initial=initial)

    def act(**values: Any) -> ResponsibilityReview:
        record = kept or ResponsibilityReview(school=school, responsibility=of.code)
        return actions.review_responsibility(record, by=request.member, **values)

    page = Page(
        title=of.name,
        button="Save",
        back=reverse("school_leads:review", args=[school.urn]),
        back_words="Self-review",
        done=f"Saved: {of.name[:1].lower()}{of.name[1:]}",
        lede=of.what,
    )
    return answer(
        request, form, act, page, template="school_leads/review_one.jinja", before=before, year=year
    )
