"""A survey as its school keeps it: the list, the draft with its plan, opening, slips and posters, closing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.references import spoken
from trailblazer.access.roles import Permission, Role
from trailblazer.domain.question_sets import PUPILS
from trailblazer.domain.surveys import place_in_words, points_of
from trailblazer.places.models import School
from trailblazer.surveys import actions, codes
from trailblazer.surveys.figures import answered, may_see_figures
from trailblazer.surveys.forms import Open, Share, SurveyForm
from trailblazer.surveys.models import Survey, WayIn
from trailblazer.surveys.reading import may_answer_for, page_of
from trailblazer.surveys.sets import name_of, set_of, sets_for, without_words
from trailblazer.teams.of_school import may_keep, school_for
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.qr_codes import code_of as drawn
from trailblazer.young_people.views.road import Page, answer

TOGETHER = ("school", "responder__user", "confirmed_by__user")


def _list_of(school: School) -> str:
    return reverse("surveys:list", args=[school.pk])


def opened(request: Asked, ref: str) -> Survey:
    return find(Survey, ref, by=request.member, together_with=TOGETHER)


@page_for(Permission.SEE_SCHOOL_WORK)
def list_(request: Asked, urn: int) -> HttpResponse:
    """All of a school, newest first, with how many answered as far as that may be said."""
    school, member = school_for(request.member, urn), request.member
    kept = list(visible(Survey, member).filter(school=school))
    looked_at_list(kept, by=member, where="surveys of a school")
    rows = [
        {
            "survey": one,
            "name": name_of(one),
            "state": one.state(request.today),
            "has_figures": one.is_over(request.today) and may_see_figures(one, member),
        }
        for one in kept
    ]
    shown = {
        "school": school,
        "rows": rows,
        "may_keep": may_keep(member, school),
        "is_own": member.school_id == school.pk,
    }
    return render(request, "surveys/list.jinja", shown)


@page_for(Permission.KEEP_SCHOOL_WORK)
def new(request: Asked, urn: int) -> HttpResponse:
    """`for` says whom it asks."""
    school = school_for(request.member, urn)
    whom = request.GET.get("for", PUPILS)
    if whom not in Survey.ForWhom.values:
        raise Http404
    form = _form(request, school, whom)

    def act(**values: Any) -> Survey:
        return actions.draft(school, by=request.member, for_whom=whom, **values)

    title = "Ask pupils without names" if whom == PUPILS else "Ask staff how they are, without names"
    page = Page(
        title, "Save the draft", _list_of(school), "Surveys", "Saved. Nobody is asked yet", _lede(whom)
    )
    return answer(
        request, form, act, page, to=page_of, template="surveys/form.jinja", without_words=without_words()
    )


def _lede(whom: str) -> str:
    who = "a pupil" if whom == PUPILS else "a member of staff"
    return (
        f"Nobody, you included, can see what {who} answered. So nobody can go to {who} whose answer is worrying: "
        "that is why there is a plan for it. You can fill in what is missing later."
    )


def _form(request: Asked, school: School, whom: str, record: Survey | None = None) -> SurveyForm:
    people = list(may_answer_for(school, request.today))
    return SurveyForm(
        request.POST or None, for_whom=whom, school=school, sets=sets_for(whom), people=people, record=record
    )


@page_for(Permission.KEEP_SCHOOL_WORK)
def change(request: Asked, survey: str) -> HttpResponse:
    found = opened(request, survey)
    form = _form(request, found.school, found.for_whom, found)

    def act(**values: Any) -> Survey:
        return actions.change(found, by=request.member, **values)

    page = Page(f"Change {name_of(found)}", "Save the draft", page_of(found), name_of(found), "Saved")
    return answer(request, form, act, page, template="surveys/form.jinja", without_words=without_words())


@page_for(Permission.SEE_SCHOOL_WORK)
def survey(request: Asked, survey: str) -> HttpResponse:
    """One survey: what is missing, or how many answered, or its figures' way; and its plan."""
    found, member = opened(request, survey), request.member
    is_over = found.is_over(request.today)
    shown = {
        "survey": found,
        "school": found.school,
        "asked": set_of(found),
        "name": name_of(found),
        "state": found.state(request.today),
        "points": [] if found.opened_on else points_of(found.plan, request.today),
        "answered": answered(found) if found.opened_on and not is_over else None,
        "is_over": is_over,
        "may_see": may_see_figures(found, member),
        "is_own": member.school_id == found.school_id,
        "may_keep": may_keep(member, found.school),
        "may_open": member.role == Role.SENIOR_MENTAL_HEALTH_LEAD and member.school_id == found.school_id,
        "places": [place_in_words(place) for place in found.places_told],
        "sharing": Share(),
    }
    return render(request, "surveys/survey.jinja", shown)


@page_for(Permission.KEEP_SCHOOL_WORK)
def open_(request: Asked, survey: str) -> HttpResponse:
    """The last look at the plan, which a lead of the school confirms."""
    found = opened(request, survey)

    def act(**values: Any) -> Survey:
        return actions.open_survey(found, by=request.member, **values)

    page = Page(
        "Open this survey", "Confirm and open", page_of(found), name_of(found), "Open. Hand out the codes"
    )
    form = Open(request.POST or None, record=found)
    shown: dict[str, Any] = {"survey": found, "points": points_of(found.plan, request.today)}
    return answer(request, form, act, page, template="surveys/open.jinja", **shown)


@page_for(Permission.KEEP_SCHOOL_WORK)
def close(request: Asked, survey: str) -> HttpResponse:
    found = opened(request, survey)

    def act(**values: Any) -> Survey:
        return actions.close(found, by=request.member, **values)

    lede = "No more answers are taken, the codes are forgotten, and it is not opened again. The figures are then shown."
    page = Page("Close this survey", "Close it", page_of(found), name_of(found), "Closed", lede)
    return answer(request, ActionForm(request.POST or None, record=found), act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def forget(request: Asked, survey: str) -> HttpResponse:
    found = opened(request, survey)

    def act(**values: Any) -> None:
        actions.forget(found, by=request.member, **values)

    back = _list_of(found.school)
    page = Page(
        "Take this draft away", "Take it away", back, "Surveys", "Taken away", "Nobody was asked yet."
    )
    return answer(request, ActionForm(request.POST or None, record=found), act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def share(request: Asked, survey: str) -> HttpResponse:
    """Whether the team sees the figures."""
    found = opened(request, survey)

    def act(**values: Any) -> Survey:
        return actions.share(found, by=request.member, **values)

    words = "The team no longer sees the figures" if found.is_shared else "The team sees the figures"
    page = Page("Who sees the figures", "Save", page_of(found), name_of(found), words)
    form = Share(request.POST or None, record=found, initial={"is_shared": found.is_shared})
    form.fields["is_shared"].label = "The mental health support team sees the figures too"
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def paper(request: Asked, survey: str) -> HttpResponse:
    """What is printed: slips of one year group, in no order, or a poster of each link."""
    found, member = opened(request, survey), request.member
    if found.opened_on is None or found.is_over(request.today):
        messages.error(request, "Codes are there while it is open")
        return render(request, "surveys/paper.jinja", _paper(found, "", []), status=404)
    groups = found.groups
    group = request.GET.get("group", groups[0])
    if group not in groups:
        raise Http404
    ways = visible(WayIn, member).filter(survey=found, group=group)
    codes_of = [
        {
            "code": spoken(codes.code_of(one)),
            "address": (address := codes.address_of(one)),
            "picture": drawn(address),
        }
        for one in ways
    ]
    return render(request, "surveys/paper.jinja", _paper(found, group, codes_of))


def _paper(found: Survey, group: str, ways: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "survey": found,
        "school": found.school,
        "name": name_of(found),
        "group": group,
        "groups": found.groups,
        "ways": ways,
        "is_slips": found.how == Survey.How.SLIPS,
        "enter_at": codes.enter_address(),
    }
