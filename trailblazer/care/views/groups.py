"""The list of groups, one group, and what is changed about it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care import groups as reading
from trailblazer.care.actions import groups as actions
from trailblazer.care.actions import joining
from trailblazer.care.forms.groups import (
    EndForm,
    GroupFilters,
    GroupForm,
    JoinForm,
    LeaveForm,
    NewGroup,
    SessionPlan,
)
from trailblazer.care.models import Group, GroupMember, GroupSession
from trailblazer.care.views.visits import warning
from trailblazer.domain import time_by_function
from trailblazer.ui.filters import remembered
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer

A_PAGE = 50
CHANGED = ("name", "kind", "pathway", "function", "school", "room", "materials")


def address_of(group: Group) -> str:
    return reverse("care:group", args=[group.ref])


def page_about(group: Group, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, address_of(group), group.name, done, lede)


@page_for(Permission.SEE_CARE)
def list_(request: Asked) -> HttpResponse:
    if (elsewhere := remembered(request, "groups")) is not None:
        return elsewhere
    member = request.member
    filters = GroupFilters(request.GET, member=member)
    found = reading.groups_of(member, filters.chosen).order_by("name", "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "rows": reading.rows(page.object_list, request.today),
        "is_narrowed": bool(filters.chosen),
        "may_plan": member.may(Permission.PLAN_VISITS) and member.team_id is not None,
        "may_record": member.may(Permission.RECORD_CARE),
        "now": now(),
    }
    return render(request, "care/groups_list.jinja", context)


@page_for(Permission.PLAN_VISITS)
def add(request: Asked) -> HttpResponse:
    """A group with its sessions, one a week on days that are open."""
    form = NewGroup(request.POST or None, member=request.member)
    page = Page(
        title="Plan a group",
        button="Plan the group",
        back=reverse("care:groups"),
        back_words="Groups",
        done="Planned",
        lede="A group with named members, a class, an assembly, a workshop for parents or training for staff.",
    )

    def act(**values: Any) -> Group:
        return actions.plan_group(by=request.member, **values)

    return answer(request, form, warning(form, act), page, to=address_of)


@page_for(Permission.SEE_CARE)
def group(request: Asked, group: str) -> HttpResponse:
    found = find(Group, group, by=request.member)
    members = visible(GroupMember, request.member).filter(group=found)
    members = members.select_related("young_person__school", "course")
    shown = list(members)
    looked_at_list([one.young_person for one in shown], by=request.member, where="members of a group listed")
    sessions = visible(GroupSession, request.member).filter(group=found).order_by("starts_at")
    context = {
        "group": found,
        "leaders": list(found.leaders.select_related("user").order_by("user__name")),
        "members": [one for one in shown if one.left_on is None or one.left_on > request.today],
        "left": [one for one in shown if one.left_on is not None and one.left_on <= request.today],
        "sessions": list(sessions),
        "function_words": time_by_function.IN_FULL[found.function],
        "may_plan": request.member.may(Permission.PLAN_VISITS),
        "may_record": request.member.may(Permission.RECORD_CARE),
        "now": now(),
    }
    return render(request, "care/groups_one.jinja", context)


@page_for(Permission.PLAN_VISITS)
def change(request: Asked, group: str) -> HttpResponse:
    found = find(Group, group, by=request.member)
    initial = {name: getattr(found, name) for name in CHANGED}
    form = GroupForm(request.POST or None, member=request.member, group=found, initial=initial)

    def act(**values: Any) -> Group:
        return actions.change_group(found, by=request.member, **values)

    page = page_about(found, "Change this group", "Save", "Saved")
    return answer(request, form, warning(form, act), page)


@page_for(Permission.RECORD_CARE)
def add_members(request: Asked, group: str) -> HttpResponse:
    """Who joins, chosen from those with an accepted request."""
    found = find(Group, group, by=request.member)
    if found.kind != Group.Kind.GROUP:
        raise Http404
    typed = request.GET.get("q", "").strip()[:100]
    offered = reading.candidates(found, request.member, typed)
    looked_at_list(
        [one.person for one in offered], by=request.member, where="people who could join a group listed"
    )
    people = {one.person.ref: one.person for one in offered}
    starts = max(request.today, found.starts_on)
    form = JoinForm(
        request.POST or None,
        choices=[(ref, person.name) for ref, person in people.items()],
        initial={"joined_on": starts},
    )

    def act(people: list[str], **values: Any) -> Group:
        return joining.join_all(found, by=request.member, people=_people(request, people), **values)

    page = page_about(found, "Add members", "Add to the group", "Added")
    return answer(
        request,
        form,
        warning(form, act),
        page,
        template="care/groups_join.jinja",
        group=found,
        offered=offered,
        typed=typed,
    )


def _people(request: Asked, refs: list[str]) -> list[YoungPerson]:
    return list(visible(YoungPerson, request.member).filter(ref__in=refs))


@page_for(Permission.RECORD_CARE)
def leave(request: Asked, group_member: str) -> HttpResponse:
    found = find(GroupMember, group_member, by=request.member)
    form = LeaveForm(request.POST or None, initial={"left_on": request.today})

    def act(**values: Any) -> GroupMember:
        return joining.leave(found, by=request.member, **values)

    page = page_about(found.group, "Leave the group", "Take out of the group", "Taken out of the group")
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.PLAN_VISITS)
def end(request: Asked, group: str) -> HttpResponse:
    found = find(Group, group, by=request.member)
    form = EndForm(request.POST or None, today=request.today)
    lede = (
        "Sessions after the last day are cancelled, and the members leave with the group. Their records stay."
    )

    def act(**values: Any) -> Group:
        return actions.end_group(found, by=request.member, **values)

    return answer(request, form, act, page_about(found, "End this group", "End the group", "Ended", lede))


@page_for(Permission.PLAN_VISITS)
def add_session(request: Asked, group: str) -> HttpResponse:
    found = find(Group, group, by=request.member)
    form = SessionPlan(request.POST or None, initial={"room": found.room})

    def act(room: str, **values: Any) -> GroupSession:
        return actions.add_session(found, by=request.member, room=room, **values)

    page = page_about(found, "Add a session", "Add the session", "Session added")
    return answer(request, form, warning(form, act), page)
