"""The plan of a school: the lowest items become actions, each is followed, and a term looks at all of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.domain.school_terms import term_of
from trailblazer.places.models import School
from trailblazer.teams.of_school import school_for
from trailblazer.teams.questions import service_of
from trailblazer.whole_school import actions
from trailblazer.whole_school.colleagues import people_of
from trailblazer.whole_school.forms import plan as forms
from trailblazer.whole_school.forms.reviews import Reason
from trailblazer.whole_school.models import PlanLine, PlannedAction, Policy
from trailblazer.whole_school.plans import open_actions, rows_of
from trailblazer.whole_school.reading import read_all
from trailblazer.whole_school.teams_part import ways_of
from trailblazer.whole_school.views.reviews import opened, tool_or_404
from trailblazer.young_people.views.road import Page, answer

SHOWN, MOST = 3, 9


def page_of(school: School) -> str:
    return reverse("whole_school:school", args=[school.urn])


def people_for(request: Asked, school: School) -> list[Membership]:
    service = service_of(school, request.today)
    return list(people_of(school, service.team.organisation if service else None))


@page_for(Permission.KEEP_SCHOOL_WORK)
def choose(request: Asked, review: str) -> HttpResponse:
    """The lowest items that have no action yet, each with one proposed."""
    found, member = opened(request, review), request.member
    read = read_all([found], member)[0]
    tool = tool_or_404(read)
    planned = set(visible(PlannedAction, member).filter(review=found).values_list("item", flat=True))
    count = MOST if request.GET.get("more") else SHOWN
    items = [item for item in read.lowest_items(len(tool.items)) if item.id not in planned][:count]
    form = forms.ChooseActions(
        request.POST or None,
        tool=tool,
        items=items,
        ratings=dict(read.ratings),
        people=people_for(request, found.school),
        today=request.today,
        first=member.ref,
    )

    def act(**values: Any) -> School:
        return actions.plan_actions(found.school, by=member, review=found, **values)

    title = "Choose what to do about the lowest"
    page = Page(title, "Add to the plan", page_of(found.school), found.school.name, "Added to the plan")
    shown: dict[str, Any] = {
        "review": found,
        "school": found.school,
        "heading": title,
        "tool": tool,
        "is_short": count == SHOWN and len(items) == SHOWN,
    }
    return answer(request, form, act, page, template="whole_school/choose.jinja", **shown)


@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked, urn: int) -> HttpResponse:
    school = school_for(request.member, urn)
    proposed = {"what": request.GET.get("what", "")[: forms.LONGEST]}
    people = people_for(request, school)
    form = forms.WordAction(request.POST or None, people=people, today=request.today, initial=proposed)

    def act(plan: actions.Plan, **values: Any) -> School:
        return actions.plan_actions(school, by=request.member, plans=[plan], **values)

    page = Page("Add an action", "Add to the plan", page_of(school), school.name, "Added to the plan")
    return answer(request, form, act, page)


def _opened(request: Asked, ref: str) -> PlannedAction:
    return find(PlannedAction, ref, by=request.member, together_with=("school", "owner__user", "review"))


def _page(found: PlannedAction, title: str, button: str, done: str) -> Page:
    back = reverse("whole_school:action", args=[found.ref])
    return Page(title, button, back, "The action", done, found.what)


@page_for(Permission.ANSWER_REVIEWS)
def action(request: Asked, planned_action: str) -> HttpResponse:
    """One action, and everything that happened to it."""
    found, member = _opened(request, planned_action), request.member
    lines = visible(PlanLine, member).filter(action=found).select_related("by__user")
    shown = {
        "row": rows_of([found], member, request.today)[0],
        "ways": ways_of(found, member),
        "form": forms.ActionForm(),
        "lines": list(lines),
        "may_keep": member.may(Permission.KEEP_SCHOOL_WORK),
        "may_see_school": member.may(Permission.SEE_SCHOOL_WORK),
    }
    return render(request, "whole_school/action.jinja", shown)


@page_for(Permission.KEEP_SCHOOL_WORK)
def change(request: Asked, planned_action: str) -> HttpResponse:
    found = _opened(request, planned_action)
    initial = {name: getattr(found, name) for name in forms.FIELDS} | {
        "owner": found.owner.ref if found.owner else ""
    }
    form = forms.WordAction(
        request.POST or None,
        record=found,
        people=people_for(request, found.school),
        today=min(request.today, found.planned_on),
        with_why=True,
        initial=initial,
    )

    def act(**values: Any) -> PlannedAction:
        return actions.change_action(found, by=request.member, **values)

    return answer(request, form, act, _page(found, "Change the action", "Save", "Changed"))


@page_for(Permission.ANSWER_REVIEWS)
def begun(request: Asked, planned_action: str) -> HttpResponse:
    found = _opened(request, planned_action)
    form = forms.Words(request.POST or None, record=found)

    def act(**values: Any) -> PlannedAction:
        return actions.begin_action(found, by=request.member, **values)

    return answer(request, form, act, _page(found, "It is begun", "Save", "Begun"))


@page_for(Permission.ANSWER_REVIEWS)
def done(request: Asked, planned_action: str) -> HttpResponse:
    found = _opened(request, planned_action)
    form = forms.Words(request.POST or None, record=found)

    def act(**values: Any) -> PlannedAction:
        return actions.finish_action(found, by=request.member, **values)

    return answer(request, form, act, _page(found, "It is done", "Save", "Done"))


@page_for(Permission.KEEP_SCHOOL_WORK)
def drop(request: Asked, planned_action: str) -> HttpResponse:
    found = _opened(request, planned_action)
    form = Reason(request.POST or None, record=found)

    def act(**values: Any) -> PlannedAction:
        return actions.drop_action(found, by=request.member, **values)

    return answer(
        request, form, act, _page(found, "Drop the action", "Drop it", "Dropped. It stays to be read")
    )


@page_for(Permission.KEEP_SCHOOL_WORK)
def term(request: Asked, urn: int) -> HttpResponse:
    """Every open action, each with a line and where it is moved a new day."""
    school = school_for(request.member, urn)
    rows = open_actions(school, request.member, request.today)
    form = forms.LookAtPlan(request.POST or None, rows=rows)

    def act(**values: Any) -> School:
        return actions.look_at_plan(school, by=request.member, **values)

    title = f"Look at the plan, {str(term_of(request.today)).lower()}"
    page = Page(title, "Save", page_of(school), school.name, "Kept in the history of each action")
    return answer(request, form, act, page, template="whole_school/term.jinja", school=school, heading=title)


@page_for(Permission.KEEP_SCHOOL_WORK)
def add_policy(request: Asked, urn: int) -> HttpResponse:
    school = school_for(request.member, urn)
    form = forms.AddPolicy(request.POST or None)

    def act(**values: Any) -> Policy:
        return actions.add_policy(school, by=request.member, **values)

    page = Page("Add a policy", "Add it", page_of(school), school.name, "Added")
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def policy(request: Asked, policy: str) -> HttpResponse:
    """Its days, as they are; or taken out of the list."""
    found = find(Policy, policy, by=request.member, together_with=("school",))
    initial = {name: getattr(found, name) for name in ("reviewed_on", "due_on", "where")}
    form = forms.ChangePolicy(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> Policy:
        return actions.change_policy(found, by=request.member, **values)

    page = Page(found.called, "Save", page_of(found.school), found.school.name, "Saved")
    return answer(request, form, act, page, template="whole_school/policy.jinja", policy=found)


@page_for(Permission.KEEP_SCHOOL_WORK)
def policy_reviewed(request: Asked, policy: str) -> HttpResponse:
    found = find(Policy, policy, by=request.member, together_with=("school",))
    form = forms.ReviewPolicy(request.POST or None, record=found, today=request.today)

    def act(**values: Any) -> Policy:
        return actions.review_policy(found, by=request.member, **values)

    page = Page(
        "The policy was reviewed", "Save", page_of(found.school), found.school.name, "Saved", found.called
    )
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def policy_ended(request: Asked, policy: str) -> HttpResponse:
    found = find(Policy, policy, by=request.member, together_with=("school",))
    form = forms.ActionForm(request.POST or None, record=found)

    def act(**values: Any) -> Policy:
        return actions.end_policy(found, by=request.member, **values)

    page = Page(
        "Take the policy out of the list",
        "Take it out",
        page_of(found.school),
        found.school.name,
        "Taken out",
        found.called,
    )
    return answer(request, form, act, page)
