"""Tasks, and days away."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.care.actions.away import add_away, remove_away
from trailblazer.care.actions.tasks import add_task, finish_task, give_task
from trailblazer.care.forms.tasks import AddAway, AddTask, GiveTask, TaskDone
from trailblazer.care.models import AwayDay, Task
from trailblazer.care.team_schools import PLANS_FOR_ALL, colleagues_of, members_of_team
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer

A_PAGE = 25


@page_for(Permission.SEE_CARE)
def list_(request: Asked) -> HttpResponse:
    """What is to be done, soonest first: one's own, the team's, or nobody's."""
    which = request.GET.get("whose", "own")
    everything: Any = visible(Task, request.member)
    lists = {
        "own": ("Yours", everything.open().filter(owner=request.member)),
        "team": ("The team’s", everything.open()),
        "nobody": ("With nobody", everything.nobodys(request.today)),
    }
    which = which if which in lists else "own"
    page = Paginator(
        lists[which][1].select_related("young_person", "owner__user").order_by("due_on", "pk"), A_PAGE
    )
    shown = page.get_page(request.GET.get("page"))
    looked_at_list(list(shown.object_list), by=request.member, where="tasks shown")
    links = [
        {"label": label, "href": f"?whose={name}", "count": found.count(), "is_current": name == which}
        for name, (label, found) in lists.items()
    ]
    return render(request, "care/tasks.jinja", {"page": shown, "links": links, "which": which})


@page_for(Permission.PLAN_VISITS)
def add(request: Asked) -> HttpResponse:
    member, ref = request.member, request.GET.get("young_person", "")
    person = find(YoungPerson, ref, by=member) if ref else None
    form = AddTask(
        request.POST or None,
        members=members_of_team(member, request.today),
        initial={"owner": member.ref, "due_on": request.today},
    )

    def act(**values: Any) -> Task:
        return add_task(by=member, young_person=person, **values)

    return answer(
        request, form, act, _page("Add a task", "Add the task", "The task is added."), person=person
    )


@page_for(Permission.PLAN_VISITS)
def give(request: Asked, task: str) -> HttpResponse:
    found = find(Task, task, by=request.member)
    form = GiveTask(
        request.POST or None,
        members=members_of_team(request.member, request.today),
        initial={"owner": found.owner.ref if found.owner else "", "due_on": found.due_on},
    )

    def act(**values: Any) -> Task:
        return give_task(found, by=request.member, **values)

    page = _page("Give the task to somebody", "Save", "The task is saved.", found.words)
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.PLAN_VISITS)
def done(request: Asked, task: str) -> HttpResponse:
    found = find(Task, task, by=request.member)

    def act(**values: Any) -> Task:
        return finish_task(found, by=request.member, **values)

    page = _page("This task is done", "Mark as done", "Done.", found.words)
    return answer(request, TaskDone(request.POST or None), act, page, person=found.young_person)


def _page(title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, reverse("care:tasks"), "Tasks", done, lede)


@page_for(Permission.SEE_CARE)
def away(request: Asked) -> HttpResponse:
    """Days to come on which somebody of the team is not to be booked."""
    found = visible(AwayDay, request.member).filter(ends_on__gte=request.today).select_related("member__user")
    may_all = request.member.role in PLANS_FOR_ALL
    rows = [(one, may_all or one.member_id == request.member.pk) for one in found.order_by("starts_on", "pk")]
    return render(request, "care/away.jinja", {"rows": rows})


@page_for(Permission.PLAN_VISITS)
def add_away_days(request: Asked) -> HttpResponse:
    member = request.member
    members = [member]
    if member.role in PLANS_FOR_ALL:
        members = [*colleagues_of(member, request.today)]
    form = AddAway(request.POST or None, members=members, initial={"member": member.ref})

    def act(**values: Any) -> AwayDay:
        return add_away(by=member, **values)

    lede = "No time is offered on these days. What is booked already stays, and is shown with a warning."
    page = Page(
        "Add days away", "Add the days", reverse("care:away"), "Days away", "The days are added.", lede
    )
    return answer(request, form, act, page)


@page_for(Permission.PLAN_VISITS)
def remove(request: Asked, away_day: str) -> HttpResponse:
    found = find(AwayDay, away_day, by=request.member)

    def act(**values: Any) -> None:
        remove_away(found, by=request.member, **values)

    page = Page(
        "Take out these days", "Take out", reverse("care:away"), "Days away", "The days are taken out."
    )
    return answer(request, ActionForm(request.POST or None), act, page)
