"""Who does what in one school: its people, those who had a role before, and whether that is confirmed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission, Role
from trailblazer.domain import codes
from trailblazer.domain.school_roles import LEAD, Standing
from trailblazer.places.models import School
from trailblazer.school_leads import actions
from trailblazer.school_leads.forms.keeping import EndForm, RoleForm
from trailblazer.school_leads.kept_elsewhere import kept_elsewhere
from trailblazer.school_leads.models import Confirmation, LeadHandOver, SchoolRole
from trailblazer.school_leads.reading import contacts_of, leading_accounts, people_of
from trailblazer.teams.of_school import may_keep, school_for
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.views.road import Page, answer

ANSWERS_SHOWN = 5


def tabs(school: School, here: str) -> list[dict[str, Any]]:
    """The three pages of a school's lead."""
    pages = {"people": "Who does what", "review": "Self-review", "training": "Training"}
    return [
        {
            "label": label,
            "href": reverse(f"school_leads:{name}", args=[school.urn]),
            "is_current": name == here,
        }
        for name, label in pages.items()
    ]


def back_to(school: School, title: str, button: str, done: str, lede: str = "") -> Page:
    address = reverse("school_leads:people", args=[school.urn])
    return Page(title, button, address, "Who does what", done, lede)


@page_for(Permission.SEE_SCHOOL_WORK)
def people(request: Asked, urn: int) -> HttpResponse:
    member, today = request.member, request.today
    school = school_for(member, urn)
    now, past = people_of(school, member, today)
    elsewhere = kept_elsewhere(school, member, today)
    looked_at_list([one.role for one in now], by=member, where="people of a school shown")
    contacts = contacts_of([school], member).get(school.pk)
    confirmations = Confirmation.objects.visible_to(member).filter(school=school)
    hand_overs = visible(LeadHandOver, member).filter(school=school)
    context: dict[str, Any] = {
        "school": school,
        "links": tabs(school, "people"),
        "groups": _by_role(now, elsewhere),
        "has_lead": any(one.role.is_lead and one.role.stretch.holds(today) for one in now),
        "past": past,
        "contacts": contacts,
        "standing": contacts.standing(today) if contacts else Standing.NOT_CONFIRMED,
        "Standing": Standing,
        "answers": confirmations.exclude(answered_at=None).order_by("-answered_at")[:ANSWERS_SHOWN],
        "hand_overs": list(hand_overs.select_related("leaving", "follower")[:ANSWERS_SHOWN]),
        "may_keep": may_keep(member, school),
        "is_team": member.is_staff,
        "may_invite": member.may_give(Role.SENIOR_MENTAL_HEALTH_LEAD),
        "left_open": _left_open(school, past, request),
        "form": ActionForm(),
    }
    return render(request, "school_leads/people.jinja", context)


def _by_role(now: list[Any], elsewhere: list[Any]) -> list[dict[str, Any]]:
    """Every role in the order of the list, held or not, with who holds it."""
    known = codes.load("school_roles")
    groups = [
        {
            "code": code.code,
            "words": code.words,
            "people": [one for one in now if one.role.role == code.code],
            "elsewhere": [one for one in elsewhere if one.role == code.code],
        }
        for code in known
    ]
    others = [one for one in now if one.role.role not in known]
    return [*groups, *([{"code": "", "words": "Other", "people": others, "elsewhere": []}] if others else [])]


def _left_open(school: School, past: list[SchoolRole], request: Asked) -> list[SchoolRole]:
    """Leads who have left, as somebody said by a link, and whose account was not ended."""
    accounts = leading_accounts([school], request.today)
    return [one for one in past if one.is_lead and (school.pk, one.email.lower()) in accounts]


@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked, urn: int) -> HttpResponse:
    school = school_for(request.member, urn)
    asked_for = request.GET.get("role", "")
    initial = {"starts_on": request.today, "code": asked_for or LEAD}
    form = RoleForm(request.POST or None, is_new=True, initial=initial)

    def act(**values: Any) -> SchoolRole:
        return actions.keep_role(SchoolRole(school=school), by=request.member, **values)

    page = back_to(
        school, "Add somebody", "Save", "Saved", f"{school.name}. One person may have several roles."
    )
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def change(request: Asked, school_role: str) -> HttpResponse:
    found = _kept(request, school_role)
    names = ("name", "email", "telephone", "starts_on", "last_day")
    initial = {name: getattr(found, name) for name in names}
    form = RoleForm(request.POST or None, is_new=False, record=found, initial=initial)

    def act(**values: Any) -> SchoolRole:
        return actions.keep_role(found, by=request.member, **values)

    page = back_to(found.school, found.words, "Save", "Saved", f"{found.name}, {found.school.name}")
    return answer(request, form, act, page)


def _kept(request: Asked, school_role: str) -> SchoolRole:
    """A role of a school that is theirs to keep."""
    found = find(SchoolRole, school_role, by=request.member, together_with=("school",))
    if not may_keep(request.member, found.school):
        raise Http404
    return found


@page_for(Permission.KEEP_SCHOOL_WORK)
def end(request: Asked, school_role: str) -> HttpResponse:
    found = _kept(request, school_role)
    if found.is_lead:
        return redirect("school_leads:hand_over", found.ref)
    form = EndForm(request.POST or None, record=found, initial={"last_day": request.today})

    def act(**values: Any) -> SchoolRole:
        return actions.end_role(found, by=request.member, **values)

    page = back_to(found.school, "Last day", "Save", "Saved", f"{found.name}, {found.words}")
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
@require_POST
def ask(request: Asked, urn: int) -> HttpResponse:
    """Sends the school a link by which it confirms who does what."""
    school = school_for(request.member, urn)
    form = ActionForm(request.POST)
    if form.is_valid():
        try:
            made = actions.ask_to_confirm(school, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, f"{made.to_name} is asked to confirm. The link is open for 30 days")
    return redirect("school_leads:people", school.urn)
