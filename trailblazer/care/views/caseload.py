"""Caseloads: one's own, everybody's of the team, and what nobody has."""

from datetime import time, timedelta
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Permission
from trailblazer.care import caseloads, holding
from trailblazer.care.actions.courses import allocate
from trailblazer.care.actions.saved_views import drop_view, save_view
from trailblazer.care.caseload_sum import account_of
from trailblazer.care.forms.caseload import CaseloadFilters, NameView
from trailblazer.care.forms.giving import GiveForm
from trailblazer.care.how_full import capacities, holders
from trailblazer.care.models import Course, SavedView, Transfer
from trailblazer.care.staff import HELPS
from trailblazer.domain.contacts import moment
from trailblazer.referrals.models import Referral
from trailblazer.ui.filters import remembered
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.models import YoungPerson, YoungPersonQuerySet
from trailblazer.young_people.record_pages import marks_of
from trailblazer.young_people.views.road import Page, answer

A_PAGE = 25
LISTING = "caseload"


def team_of(member: Membership) -> Organisation | None:
    return member.organisation if member.team_id is not None else None


def tabs(request: Asked, current: str) -> list[dict[str, Any]]:
    """The sub-menu of caseloads. Practitioners see their own first, everybody else the team's."""
    member, courses = request.member, visible(Course, request.member)
    nobodys = caseloads.in_nobodys_hands(courses, request.today).count()
    nobodys += caseloads.without_a_course(visible(Referral, member)).count()
    waiting = Transfer.objects.visible_to(member).waiting().count()
    pages: list[tuple[str, str, str, int | None]] = [
        ("mine", "My caseload", reverse("care:caseload"), None),
        ("team", "Team", reverse("care:team_caseload"), None),
        ("everyone", "Everyone’s", reverse("care:every_caseload"), None),
        ("nobody", "With nobody", reverse("care:unallocated"), nobodys),
        ("transfers", "Between teams", reverse("care:transfers"), waiting),
        ("pathways", "Pathways", reverse("care:pathways"), None),
    ]
    if member.role not in HELPS:
        pages = pages[1:]
    return [
        {"label": label, "href": href, "count": count, "is_current": name == current}
        for name, label, href, count in pages
    ]


@page_for(Permission.SEE_CARE)
def mine(request: Asked) -> HttpResponse:
    """One's own open courses, who meets soonest first."""
    if (elsewhere := remembered(request, LISTING, never=("q",))) is not None:
        return elsewhere
    courses = caseloads.held_by(request.member, visible(Course, request.member))
    given = list(courses.values_list("pathway", flat=True))
    capacity = capacities({request.member: given}, request.today)[request.member.pk]
    title = "My caseload"
    return _listed(
        request,
        courses,
        "mine",
        title,
        f"One-to-one courses: {capacity.words}. {request.member.organisation.name}",
    )


@page_for(Permission.SEE_CARE)
def everyone(request: Asked) -> HttpResponse:
    """Every open course that the member may see, to be narrowed to one practitioner."""
    if (elsewhere := remembered(request, "caseloads", never=("q",))) is not None:
        return elsewhere
    courses: Any = visible(Course, request.member)
    return _listed(
        request, courses.open(), "everyone", "Everyone’s caseload", request.member.organisation.name
    )


def _listed(request: Asked, courses: Any, tab: str, title: str, lede: str) -> HttpResponse:
    member, today = request.member, request.today
    members = _colleagues(member, today) if tab == "everyone" else None
    filters = CaseloadFilters(request.GET, members=members, today=today)
    found = narrowed(caseloads.with_facts(courses), filters.chosen, member, today)
    found = found.order_by(F("next_at").asc(nulls_last=True), "opened_on", "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = caseloads.rows(page.object_list, today)
    looked_at_list([row.person for row in rows], by=member, where="caseload listed")
    question = request.GET.copy()
    question.pop("page", None)
    context = {
        "title": title,
        "lede": lede,
        "tabs": tabs(request, tab),
        "filters": filters,
        "page": page,
        "rows": rows,
        "marks": marks_of([row.person for row in rows], member, today),
        "is_narrowed": bool(filters.chosen),
        "shows_lead": tab != "mine",
        "may_give": member.may(Permission.ALLOCATE_COURSES),
        "views": SavedView.objects.visible_to(member).filter(listing=tab),
        "name_view": NameView(),
        "question": question.urlencode(),
        "listing": tab,
        "here": request.path,
    }
    return render(request, "care/caseload.jinja", context)


def _colleagues(member: Membership, today: Any) -> Any:
    found = Membership.objects.current(today).filter(role__in=HELPS)
    if member.team_id is not None:
        found = found.filter(organisation=member.team_id)
    else:
        found = found.filter(organisation__provider=member.provider_id)
    return found.select_related("user").order_by("user__name")


def narrowed(courses: Any, chosen: dict[str, Any], member: Membership, today: Any) -> Any:
    """The courses that fit every filter in use."""
    found, people = courses, cast(YoungPersonQuerySet, visible(YoungPerson, member))
    if "q" in chosen:
        found = found.filter(young_person__in=people.searched(chosen["q"]))
    for name in ("lead", "pathway"):
        if name in chosen:
            found = found.filter(**{name: chosen[name]})
    for code in chosen.get("only", ()):
        found = found.filter(caseloads.owing(code, today))
    return found


@page_for(Permission.SEE_CARE)
def team(request: Asked) -> HttpResponse:
    """Everybody of the team with how full they are, and the sum that proves that nobody is left out."""
    member, today = request.member, request.today
    monday = today - timedelta(days=today.weekday())
    week = (moment(monday, time(0)), moment(monday + timedelta(days=7), time(0)))
    theirs = Membership.objects.filter(organisation__in=_teams(member))
    context = {
        "tabs": tabs(request, "team"),
        "may_give": member.may(Permission.ALLOCATE_COURSES),
        "hold_something": holding.counts(member, today, theirs.values("pk")),
        "left_behind": holding.left_behind(_teams(member), member, today),
        "teams": [
            {
                "team": one,
                "holders": holders(one, today, week),
                "account": account_of(one, today),
            }
            for one in _teams(member)
        ],
    }
    return render(request, "care/caseload_team.jinja", context)


def _teams(member: Membership) -> list[Organisation]:
    own = team_of(member)
    if own is not None:
        return [own]
    return list(Organisation.objects.filter(kind="team", provider=member.provider_id).order_by("name"))


@page_for(Permission.SEE_CARE)
def unallocated(request: Asked) -> HttpResponse:
    """Open courses that nobody has, and accepted requests for which nothing has begun, longest waiting first."""
    member, today = request.member, request.today
    courses = caseloads.in_nobodys_hands(visible(Course, member), today)
    idle = caseloads.without_a_course(visible(Referral, member)).select_related("young_person", "school")
    rows = caseloads.rows(caseloads.with_facts(courses).order_by("referral__received_on", "pk")[:200], today)
    requests = list(idle.order_by("received_on", "pk")[:200])
    looked_at_list([row.person for row in rows], by=member, where="courses that nobody has listed")
    looked_at_list(requests, by=member, where="accepted requests without a course listed")
    context = {
        "tabs": tabs(request, "nobody"),
        "rows": rows,
        "requests": requests,
        "marks": marks_of([row.person for row in rows], member, today),
        "may_give": member.may(Permission.ALLOCATE_COURSES),
        "may_record": member.may(Permission.RECORD_CARE),
        "helps": member.role in HELPS,
        "left_behind": holding.left_behind(_teams(member), member, today),
    }
    return render(request, "care/unallocated.jinja", context)


@page_for(Permission.ALLOCATE_COURSES)
def give(request: Asked) -> HttpResponse:
    """First the boxes ticked on a list, then to whom; all of them change hands or none."""
    refs = request.POST.getlist("courses") if request.method == "POST" else request.GET.getlist("course")
    courses: Any = visible(Course, request.member)
    shown = list(caseloads.with_facts(courses.open().filter(ref__in=refs)).order_by("opened_on", "pk"))
    looked_at_list([one.young_person for one in shown], by=request.member, where="courses to be given listed")
    is_chosen = request.method == "POST" and "lead" in request.POST
    form = GiveForm(
        request.POST if is_chosen else None,
        team=shown[0].team if shown else team_of(request.member),
        refs=[one.ref for one in shown],
        today=request.today,
        initial={"courses": [one.ref for one in shown]},
    )
    page = Page(
        title="Give courses of support",
        button="Give",
        back=reverse("care:team_caseload"),
        back_words="Team caseload",
        done="Given. The owner of each request changed too",
        lede="" if shown else "Nothing is chosen. Go back and tick who is to change hands.",
    )

    def act(**values: Any) -> int:
        return allocate(by=request.member, **values)

    return answer(
        request, form, act, page, template="care/give.jinja", rows=caseloads.rows(shown, request.today)
    )


@page_for(Permission.SEE_CARE)
def keep_view(request: Asked, listing: str) -> HttpResponse:
    """Keeps the filters of a caseload under a name."""
    back = {"mine": "care:caseload", "everyone": "care:every_caseload"}.get(listing, "care:caseload")
    form = NameView(request.POST or None)
    page = Page("Keep these filters", "Keep", reverse(back), "Caseload", "Kept")

    def act(name: str, **values: Any) -> SavedView:
        question = request.POST.get("question", "")
        return save_view(by=request.member, listing=listing, name=name, question=question, **values)

    return answer(request, form, act, page)


@page_for(Permission.SEE_CARE)
def forget_view(request: Asked, saved_view: str) -> HttpResponse:
    found = find(SavedView, saved_view, by=request.member)
    form = ActionForm(request.POST or None)
    page = Page(f"Take “{found.name}” away", "Take away", reverse("care:caseload"), "Caseload", "Taken away")

    def act(**values: Any) -> None:
        drop_view(found, by=request.member, **values)

    return answer(request, form, act, page)
