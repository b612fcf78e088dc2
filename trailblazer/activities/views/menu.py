"""The menu and the library of a team, and what schools order from the menu."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access import log
from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.kept_files import given_out
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import LogEntry
from trailblazer.access.roles import Permission
from trailblazer.activities.actions import offering, ordering
from trailblazer.activities.beside import cards_of
from trailblazer.activities.forms.activities import PlanForm, as_ordered
from trailblazer.activities.forms.filters import OrderFilters
from trailblazer.activities.forms.menu import DeclineForm, MaterialForm, OfferForm, OrderForm
from trailblazer.activities.models import Material, MenuItem, Order
from trailblazer.activities.reading import library_of, menu_of, orders_of
from trailblazer.activities.views.lists import words
from trailblazer.care.team_schools import members_of_team, schools_of
from trailblazer.care.views.visits import warning
from trailblazer.domain.evidence_files import LARGEST
from trailblazer.teams.of_school import school_for
from trailblazer.ui.filters import remembered
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.uploads import largest_upload, too_large
from trailblazer.young_people.views.road import Page, answer

SHOWN = 40


@page_for(Permission.SEE_SCHOOL_WORK)
def menu(request: Asked) -> HttpResponse:
    """What is offered: a lead orders from it, the team keeps it."""
    return render(request, "activities/menu.jinja", {"items": menu_of(request.member)} | words(request))


@page_for(Permission.PLAN_VISITS)
def offer(request: Asked) -> HttpResponse:
    form = OfferForm(request.POST or None, library=library_of(request.member))

    def act(**values: Any) -> MenuItem:
        return offering.offer(by=request.member, **values)

    return answer(
        request, form, act, _of_menu("Add to the menu", "Offer it", "Offered. Your schools can order it")
    )


@page_for(Permission.PLAN_VISITS)
def change_offer(request: Asked, menu_item: str) -> HttpResponse:
    found = find(MenuItem, menu_item, by=request.member)
    form = OfferForm(request.POST or None, library=library_of(request.member), record=found)

    def act(**values: Any) -> MenuItem:
        return offering.change_offer(found, by=request.member, **values)

    return answer(request, form, act, _of_menu("Change what is offered", "Save the change", "Changed"))


@page_for(Permission.PLAN_VISITS)
def withdraw_offer(request: Asked, menu_item: str) -> HttpResponse:
    found = find(MenuItem, menu_item, by=request.member)
    form = ActionForm(request.POST or None, record=found)

    def act(**values: Any) -> MenuItem:
        return offering.withdraw_offer(found, by=request.member, **values)

    lede = f"{found.title}. Schools order it no more; what they ordered is still to be answered."
    return answer(request, form, act, _of_menu("Withdraw from the menu", "Withdraw it", "Withdrawn", lede))


def _of_menu(title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, reverse("activities:menu"), "Training menu", done, lede)


@page_for(Permission.SEE_SCHOOL_WORK)
def materials(request: Asked) -> HttpResponse:
    shown = {"library": library_of(request.member)}
    return render(request, "activities/materials.jinja", shown | words(request))


@largest_upload(LARGEST)
@page_for(Permission.PLAN_VISITS)
def add_material(request: Asked) -> HttpResponse:
    refused = too_large(request)
    form = MaterialForm(request.POST or None, request.FILES or None, refused=refused)

    def act(**values: Any) -> Material:
        return offering.add_material(by=request.member, **values)

    page = _of_library("Add to the library", "Add it", "Added")
    return answer(request, form, act, page, template="activities/add_material.jinja")


@page_for(Permission.SEE_SCHOOL_WORK)
def material(request: Asked, material: str) -> Any:
    """A file, to be saved; of a link, the way to it."""
    found = find(Material, material, by=request.member, purpose="taken out")
    if found.withdrawn_on is not None:
        raise Http404
    if not found.is_file:
        return redirect(found.link)
    response = given_out(offering.SHELF.where(found.ref), found.name, found.ending)
    log.write(LogEntry.Kind.EXPORT, "material taken out", by=request.member, about=found)
    return response


@page_for(Permission.PLAN_VISITS)
def withdraw_material(request: Asked, material: str) -> HttpResponse:
    found = find(Material, material, by=request.member)
    form = ActionForm(request.POST or None, record=found)

    def act(**values: Any) -> Material:
        return offering.withdraw_material(found, by=request.member, **values)

    lede = f"{found.title}. It is gone from the library; where it was used its title stays."
    return answer(
        request, form, act, _of_library("Withdraw from the library", "Withdraw it", "Withdrawn", lede)
    )


def _of_library(title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, reverse("activities:materials"), "Materials", done, lede)


@page_for(Permission.KEEP_SCHOOL_WORK)
def order(request: Asked, menu_item: str) -> HttpResponse:
    """A school's lead orders for their own school."""
    member = request.member
    found = find(MenuItem, menu_item, by=member)
    if member.school_id is None:
        raise Http404
    school = school_for(member, member.school_id)
    form = OrderForm(request.POST or None, today=request.today, initial={"audience": found.audience})

    def act(**values: Any) -> Order:
        return ordering.order(by=member, school=school, menu_item=found, **values)

    page = Page(
        f"Order: {found.title}",
        "Send the order",
        reverse("activities:menu"),
        "Training menu",
        f"Sent. The team answers within {ordering.DAYS_TO_ANSWER} working days",
        f"{found.minutes} minutes. {school.name}.",
    )
    return answer(request, form, act, page, to=_page_of)


def _page_of(order: Order) -> str:
    return reverse("activities:order", args=[order.ref])


@page_for(Permission.SEE_SCHOOL_WORK)
def orders(request: Asked) -> HttpResponse:
    """Those that wait, the most urgent first, and the newest of those that were answered; staff narrow them."""
    member, filters = request.member, None
    if member.is_staff:
        if (elsewhere := remembered(request, "orders")) is not None:
            return elsewhere
        filters = OrderFilters(request.GET, schools=schools_of(member, request.today))
    found = orders_of(member, filters.chosen if filters else {})
    waiting = list(found.waiting()[:SHOWN])
    answered = list(found.over().order_by("-asked_at", "-pk")[:SHOWN])
    looked_at_list([*waiting, *answered], by=member, where="orders of schools shown")
    shown = {"waiting": waiting, "answered": answered, "filters": filters}
    return render(request, "activities/orders.jinja", shown | words(request))


def _order(request: Asked, ref: str) -> Order:
    beside = ("school", "menu_item", "owner__user", "asked_by__user", "activity", "team")
    return find(Order, ref, by=request.member, together_with=beside)


@page_for(Permission.SEE_SCHOOL_WORK)
def one_order(request: Asked, order: str) -> HttpResponse:
    found = _order(request, order)
    shown = {"order": found, "form": ActionForm(record=found), "beside": cards_of(found, request.member)}
    return render(request, "activities/order.jinja", shown | words(request))


@page_for(Permission.PLAN_VISITS)
def plan_order(request: Asked, order: str) -> HttpResponse:
    found = _order(request, order)
    people = members_of_team(request.member, request.today)
    initial = as_ordered(found) | {"staff": [request.member.ref]}
    form = PlanForm(
        request.POST or None, people=people, library=library_of(request.member), record=found, initial=initial
    )

    def act(**values: Any) -> Order:
        return ordering.plan_order(found, by=request.member, **values)

    wishes = f"{found.term_name}{', ' if found.weeks else ''}{found.weeks}"
    lede = f"{found.school.name} would like it: {wishes}. About {found.expected} people."
    page = Page(
        "Plan what was ordered", "Plan it", _page_of(found), "Order", "Planned. The school is told", lede
    )
    return answer(request, form, warning(form, act), page)


@page_for(Permission.PLAN_VISITS)
def decline_order(request: Asked, order: str) -> HttpResponse:
    found = _order(request, order)
    form = DeclineForm(request.POST or None, record=found)

    def act(**values: Any) -> Order:
        return ordering.decline_order(found, by=request.member, **values)

    lede = f"{found.menu_item.title}, for {found.school.name}."
    page = Page("Not now", "Send this answer", _page_of(found), "Order", "Answered. The school is told", lede)
    return answer(request, form, act, page)


@page_for(Permission.PLAN_VISITS)
@require_POST
def take_on_order(request: Asked, order: str) -> HttpResponse:
    return _press(request, order, ordering.take_on, "It is yours to answer")


@page_for(Permission.KEEP_SCHOOL_WORK)
@require_POST
def withdraw_order(request: Asked, order: str) -> HttpResponse:
    if request.member.school_id is None:
        raise Http404
    return _press(request, order, ordering.withdraw_order, "Withdrawn")


def _press(request: Asked, ref: str, action: Any, done: str) -> HttpResponse:
    found = _order(request, ref)
    form = ActionForm(request.POST)

    def act(**values: Any) -> Order:
        return action(found, by=request.member, **values)

    return answer(request, form, act, Page(done, "Go on", _page_of(found), "Order", done))
