"""A review as its school keeps it: begin, ask colleagues, agree area by area, finish, open again."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.review_tools import Area, Tool, spread
from trailblazer.domain.terms import school_year_of
from trailblazer.teams.of_school import school_for
from trailblazer.whole_school import actions, links
from trailblazer.whole_school.colleagues import people_of
from trailblazer.whole_school.forms import reviews as forms
from trailblazer.whole_school.models import Agreed, Evidence, PlannedAction, Reopening, Respondent, Review
from trailblazer.whole_school.plans import rows_of
from trailblazer.whole_school.reading import Asked as AskedOf
from trailblazer.whole_school.reading import Read, asked_of, read_all
from trailblazer.whole_school.tools import known_tools
from trailblazer.young_people.views.road import Page, answer


def page_of(review: Review) -> str:
    return reverse("whole_school:review", args=[review.ref])


def _page(review: Review, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, page_of(review), "The review", done, lede)


def opened(request: Asked, ref: str) -> Review:
    return find(
        Review, ref, by=request.member, together_with=("school", "team", "agreed_by__user", "begun_by__user")
    )


def tool_or_404(read: Read) -> Tool:
    if read.tool is None:
        raise Http404
    return read.tool


@page_for(Permission.KEEP_SCHOOL_WORK)
def begin(request: Asked, urn: int) -> HttpResponse:
    member, today = request.member, request.today
    school, year = school_for(member, urn), school_year_of(today)
    tools = [one for one in known_tools().by_id.values() if one.is_in_force(today)]
    this_year = visible(Review, member).filter(school=school, year=year.starts_in)
    taken = {one.tool: one.ref for one in this_year}
    initial = {"will_answer": member.school_id == school.pk}  # whoever works there knows it
    form = forms.Begin(request.POST or None, tools=tools, taken=taken, initial=initial)

    def act(**values: Any) -> Review:
        return actions.begin_review(school, by=member, **values)

    back = reverse("whole_school:school", args=[school.urn])
    lede = f"{school.name}, {year}. One review a year with each tool, so that years can be compared."
    if len(taken) == len(tools):
        lede = f"There is a review with each tool for {year} already."
    page = Page("Begin a review", "Begin", back, school.name, "Begun. Now ask colleagues to rate", lede)
    return answer(request, form, act, page, to=page_of)


@page_for(Permission.SEE_SCHOOL_WORK)
def review(request: Asked, review: str) -> HttpResponse:
    """Where the review is: who answered, what is agreed, evidence, and what comes next."""
    found, member = opened(request, review), request.member
    read = read_all([found], member)[0]
    asked = asked_of(found, member)
    actions_of = visible(PlannedAction, member).filter(review=found).select_related("owner__user")
    shown = {
        "review": found,
        "read": read,
        "asked": asked,
        "evidence": _evidence(found, read, request),
        "why": list(visible(Agreed, member).filter(review=found).exclude(why="")),
        "reopened": list(visible(Reopening, member).filter(review=found).select_related("by__user")),
        "actions": rows_of(actions_of, member, request.today),
        "links": {one.pk: links.LINKS.address_of(one) for one in asked.waiting if one.member_id is None},
        "may_keep": member.may(Permission.KEEP_SCHOOL_WORK),
        "school": found.school,
    }
    return render(request, "whole_school/review.jinja", shown)


def _evidence(review: Review, read: Read, request: Asked) -> list[dict[str, Any]]:
    found = (
        visible(Evidence, request.member)
        .filter(review=review)
        .select_related("added_by__user", "deleted_by__user")
    )
    items = {item.id: item.text for item in read.tool.items} if read.tool else {}
    return [{"file": one, "of": items.get(one.item, "The whole review")} for one in found]


@page_for(Permission.KEEP_SCHOOL_WORK)
def ask(request: Asked, review: str) -> HttpResponse:
    """Colleagues with an account, several at once."""
    found, member = opened(request, review), request.member
    asked = {one.member_id for one in asked_of(found, member).all}
    people = [one for one in people_of(found.school, found.team) if one.pk not in asked]
    form = forms.AskMembers(request.POST or None, people=people)

    def act(**values: Any) -> Review:
        return actions.ask_members(found, by=member, **values)

    lede = "Each is told by email, and finds it first when they sign in. For others make a link."
    return answer(request, form, act, _page(found, "Ask colleagues to rate", "Ask them", "Asked", lede))


@page_for(Permission.KEEP_SCHOOL_WORK)
def ask_by_link(request: Asked, review: str) -> HttpResponse:
    found = opened(request, review)
    form = forms.AskByLink(request.POST or None)

    def act(**values: Any) -> Respondent:
        return actions.ask_by_link(found, by=request.member, **values)

    lede = "The link opens this review for one person, for 28 days, without an account. Send it only to them."
    page = _page(found, "Ask somebody by a link", "Make the link", "The link is below, to copy", lede)
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def take_out(request: Asked, respondent: str) -> HttpResponse:
    found = find(Respondent, respondent, by=request.member, together_with=("review",))
    form = forms.ActionForm(request.POST or None)

    def act(**values: Any) -> Respondent:
        return actions.take_out(found, by=request.member, **values)

    lede = f"{found.name} is no longer asked. What they had begun to rate is deleted."
    return answer(
        request, form, act, _page(found.review, "Take somebody out", "Take them out", "Taken out", lede)
    )


@page_for(Permission.KEEP_SCHOOL_WORK)
def agree(request: Asked, review: str, code: str) -> HttpResponse:
    """One area: what each rating was given, how often, and the one that is agreed."""
    found, member = opened(request, review), request.member
    read, asked = read_all([found], member)[0], asked_of(found, member)
    tool = tool_or_404(read)
    area = tool.area(code)
    if area is None:
        raise Http404
    form = forms.Agree(
        request.POST or None, tool=tool, area=area, initial=_to_agree(found, read, asked, area, tool)
    )
    if not found.is_finished and asked.may_see and form.is_valid():
        key = form.cleaned_data["submission_key"]
        try:
            actions.agree_area(
                found, by=member, area=code, ratings=form.ratings, why=form.words, submission_key=key
            )
        except NotPossible as reason:
            form.add_error(_field_of(form, str(reason)), str(reason))
        else:
            return redirect(_after(found, tool, area))
    shown = {"review": found, "read": read, "area": area, "tool": tool, "form": form, "asked": asked}
    given = [one.ratings for one in asked.answered]
    notes = {
        item.id: [one.notes[item.id] for one in asked.answered if item.id in one.notes] for item in area.items
    }
    spreads = {item.id: spread(tool, item.id, given) for item in area.items}
    return render(request, "whole_school/agree.jinja", shown | {"spreads": spreads, "notes": notes})


def _field_of(form: forms.Agree, words: str) -> str | None:
    """Where the fault is, so that the summary leads to it."""
    return next((f"words_{item.id}" for item in form.area.items if f"“{item.text}”" in words), None)


def _to_agree(review: Review, read: Read, asked: AskedOf, area: Area, tool: Tool) -> dict[str, Any]:
    """What was agreed; where nothing was, what all said, if all said the same."""
    if not asked.may_see:
        return {}
    ratings = dict(read.ratings)
    for item in area.items:
        said = {one.ratings[item.id] for one in asked.answered if item.id in one.ratings}
        if len(said) == 1 and item.id not in ratings:
            ratings[item.id] = said.pop()
    why = {one.item: one.why for one in review.agreed.all()}
    was_seen = any(item.id in read.ratings for item in area.items)
    return forms.OfArea.filled_with(area, ratings, why, was_seen=was_seen)


def _after(review: Review, tool: Tool, area: Area) -> str:
    """The next area, or the review after the last."""
    place = tool.areas.index(area) + 1
    if place < len(tool.areas):
        return reverse("whole_school:agree", args=[review.ref, tool.areas[place].id])
    return page_of(review)


@page_for(Permission.KEEP_SCHOOL_WORK)
def finish(request: Asked, review: str) -> HttpResponse:
    found = opened(request, review)
    form = forms.Finish(request.POST or None, record=found, today=request.today)
    read = read_all([found], request.member)[0]
    missing = read.overall.missing if read.overall else 0

    def act(**values: Any) -> Review:
        return actions.finish_review(found, by=request.member, **values)

    left = (
        f" {missing} items have no agreed rating: they are left out of the figures, and said."
        if missing
        else ""
    )
    lede = f"From here on it can only be read, and opened again with a reason.{left}"
    page = _page(found, "Finish the review", "Finish", "Agreed. Now choose what to do about the lowest", lede)
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def reopen(request: Asked, review: str) -> HttpResponse:
    found = opened(request, review)
    form = forms.Reason(request.POST or None, record=found)

    def act(**values: Any) -> Review:
        return actions.reopen_review(found, by=request.member, **values)

    lede = "That it was opened again, by whom and why, stays to be read."
    return answer(
        request, form, act, _page(found, "Open the review again", "Open it again", "Open again", lede)
    )
