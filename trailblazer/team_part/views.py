"""From an action of a plan: plan an activity for it, order one, choose what is planned already, or untie it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.activities.actions.ordering import DAYS_TO_ANSWER
from trailblazer.activities.forms.activities import PlanForm
from trailblazer.activities.models import Order, SchoolActivity
from trailblazer.activities.reading import library_of, menu_of
from trailblazer.care.team_schools import members_of_team
from trailblazer.care.views.visits import warning
from trailblazer.team_part import actions, forms
from trailblazer.team_part.models import TiedWork
from trailblazer.team_part.reading import to_choose
from trailblazer.ui.forms import ActionForm
from trailblazer.whole_school.models import PlannedAction
from trailblazer.young_people.views.road import Page, answer

LONGEST_TITLE = 120


def _opened(request: Asked, ref: str) -> PlannedAction:
    return find(PlannedAction, ref, by=request.member, together_with=("school",))


def _page(found: PlannedAction, title: str, button: str, done: str) -> Page:
    back = reverse("whole_school:action", args=[found.ref])
    promised = f" The team said: {found.team_will}." if found.team_will else ""
    return Page(title, button, back, "The action", done, f"{found.school.name}: {found.what}.{promised}")


@page_for(Permission.PLAN_VISITS)
def plan(request: Asked, planned_action: str) -> HttpResponse:
    found, member = _opened(request, planned_action), request.member
    form = PlanForm(
        request.POST or None,
        people=members_of_team(member, request.today),
        library=library_of(member),
        initial={"title": found.what[:LONGEST_TITLE], "staff": [member.ref]},
    )

    def act(**values: Any) -> SchoolActivity:
        return actions.plan_for(found, by=member, **values)

    page = _page(found, "Plan an activity for this action", "Plan it", "Planned, and tied to this action")
    return answer(request, form, warning(form, act), page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def order(request: Asked, planned_action: str) -> HttpResponse:
    """A school's lead orders for their own school."""
    found, member = _opened(request, planned_action), request.member
    if member.school_id != found.school_id:
        raise Http404
    form = forms.OrderFor(request.POST or None, items=menu_of(member), today=request.today)

    def act(**values: Any) -> Order:
        return actions.order_for(found, by=member, **values)

    done = f"Sent. The team answers within {DAYS_TO_ANSWER} working days"
    page = _page(found, "Order from the menu for this action", "Send the order", done)
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def choose(request: Asked, planned_action: str) -> HttpResponse:
    found, member = _opened(request, planned_action), request.member
    form = forms.ChooseWork(request.POST or None, offered=to_choose(found, member), today=request.today)

    def act(**values: Any) -> PlannedAction:
        return actions.choose_for(found, by=member, **values)

    page = _page(found, "Choose what is planned already", "Tie to this action", "Tied to this action")
    shown: dict[str, Any] = {
        "action": found,
        "heading": page.title,
        "may_plan": member.may(Permission.PLAN_VISITS),
    }
    return answer(request, form, act, page, template="team_part/choose.jinja", **shown)


@page_for(Permission.KEEP_SCHOOL_WORK)
@require_POST
def untie(request: Asked, tied_work: str) -> HttpResponse:
    found = find(TiedWork, tied_work, by=request.member, together_with=("action__school",))
    form = ActionForm(request.POST)

    def act(**values: Any) -> TiedWork:
        return actions.untie(found, by=request.member, **values)

    page = _page(
        found.action, "Not for this action", "Not for this action", "Taken off. The activity stays as it is"
    )
    return answer(request, form, act, page)
