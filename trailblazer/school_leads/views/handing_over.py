"""A lead leaves: the hand-over, and the page for whoever follows with what to do in the first week."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission, Role
from trailblazer.domain import lead_role
from trailblazer.places.models import School
from trailblazer.school_leads import actions
from trailblazer.school_leads.forms.keeping import HandOverForm, WeekForm
from trailblazer.school_leads.models import LeadHandOver
from trailblazer.school_leads.open_things import open_things
from trailblazer.school_leads.views.people import _kept, back_to
from trailblazer.teams.of_school import is_theirs, may_keep
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.views.road import answer

TEMPLATE = "school_leads/hand_over.jinja"


@page_for(Permission.KEEP_SCHOOL_WORK)
def hand_over(request: Asked, school_role: str) -> HttpResponse:
    role = _kept(request, school_role)
    if not role.is_lead:
        raise Http404
    if (made := role.hand_overs.first()) is not None and request.method != "POST":
        return redirect("school_leads:first_week", made.ref)
    form = HandOverForm(
        request.POST or None, record=role, initial={"last_day": role.last_day or request.today}
    )

    def act(**values: Any) -> LeadHandOver:
        return actions.hand_over_lead(role, by=request.member, **values)

    lede = f"{role.name} leads in {role.school.name} since {role.starts_on.day} {role.starts_on:%B %Y}."
    page = back_to(role.school, "Hand over", "Hand over", "Handed over", lede)
    more = {"open_things": open_things(role.school, request.member, request.today)}
    return answer(
        request, form, act, page, to=lambda made: reverse("school_leads:first_week", args=[made.ref]),
        template=TEMPLATE, **more,
    )  # fmt: skip


@page_for(Permission.SEE_SCHOOL_WORK)
def first_week(request: Asked, lead_hand_over: str) -> HttpResponse:
    """For whoever follows: what is open, what the one before wrote, and what to do in the first week."""
    found = _found(request, lead_hand_over)
    school = found.school
    may = may_keep(request.member, school)
    done = found.done if isinstance(found.done, dict) else {}
    form = WeekForm(request.POST or None, record=found, initial={"done": list(done)})
    if request.method == "POST" and may and form.is_valid():
        try:
            actions.tick_step(found, by=request.member, **form.cleaned_data)
        except (NotPossible, StaleSave) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Saved")
            return redirect("school_leads:first_week", found.ref)
    context: dict[str, Any] = {
        "found": found,
        "school": school,
        "form": form,
        "steps": [
            {"step": step, "address": _address_of(step.page, school), "done_on": done.get(step.code)}
            for step in lead_role.first_week()
        ],
        "done": set(form["done"].value() or ()),
        "open_things": open_things(school, request.member, request.today),
        "may_keep": may,
        "may_invite": request.member.may_give(Role.SENIOR_MENTAL_HEALTH_LEAD),
        "key": ActionForm(record=found),
    }
    return render(request, "school_leads/first_week.jinja", context)


def _found(request: Asked, lead_hand_over: str) -> LeadHandOver:
    together = ("school", "leaving", "follower", "by__user")
    found = find(LeadHandOver, lead_hand_over, by=request.member, together_with=together)
    if not is_theirs(request.member, found.school):
        raise Http404
    return found


def _address_of(page: str, school: School) -> str:
    if page == "requests":
        return reverse("referrals:list")
    return reverse(f"school_leads:{page}", args=[school.urn]) if page else ""


@page_for(Permission.INVITE_PEOPLE)
@require_POST
def invite(request: Asked, lead_hand_over: str) -> HttpResponse:
    """Invites whoever follows to the account of a lead."""
    found = _found(request, lead_hand_over)
    form = ActionForm(request.POST)
    if form.is_valid():
        try:
            actions.invite_follower(found, by=request.member, **form.cleaned_data)
        except (NotPossible, StaleSave) as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "The invitation is on its way")
    return redirect("school_leads:first_week", found.ref)
