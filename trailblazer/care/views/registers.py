"""The page of one session: its register while it can be recorded, who will be away before, and what was recorded."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care import collecting
from trailblazer.care.actions import groups as planning
from trailblazer.care.actions.registers import FORM, note_absences, record_count, record_register
from trailblazer.care.forms.groups import SessionPlan
from trailblazer.care.forms.registers import RegisterForm
from trailblazer.care.forms.sessions import AbsencesForm, CancelForm, CountForm
from trailblazer.care.models import Group, GroupSession
from trailblazer.care.numbers import rater_of
from trailblazer.care.registers import Register, leaders_of, register_of
from trailblazer.care.unsent import Kept, Restored, add_form, restored
from trailblazer.care.views.visits import warning
from trailblazer.domain import codes
from trailblazer.referrals.forms.filters import colleagues_of
from trailblazer.young_people.views.road import Page, answer

State = GroupSession.State
add_form(
    FORM,
    Kept(
        GroupSession,
        "care:register",
        lambda session: f"Register of {session.group.name}, session {session.number}",
    ),
)


@page_for(Permission.SEE_CARE)
def register(request: Asked, group_session: str) -> HttpResponse:
    """One session. What can be done with it depends on whether it was held, and on who looks."""
    session = find(GroupSession, group_session, by=request.member)
    if not request.member.may(Permission.RECORD_CARE) or session.state == State.CANCELLED:
        return _read_only(request, session)
    if session.starts_at > now():
        return _absences(request, session)
    return _named(request, session) if session.group.kind == Group.Kind.GROUP else _counted(request, session)


def _named(request: Asked, session: GroupSession) -> HttpResponse:
    kept = restored(FORM, session.ref, request.member)
    register = _looked_at(request, session, _collects(request, kept, session))
    form = RegisterForm(request.POST or None, register=register, **_who(request, session))
    if not form.is_bound:
        form.initial.update(_kept(kept, form))
    if "count" not in request.POST and form.is_valid() and _saved(request, form, record_register, session):
        messages.success(request, f"Register saved: {_records(len(register.rows))}")
        return redirect("care:register", session.ref)
    shown = _shown(request, session) | {
        "register": register,
        "form": form,
        "kept": kept,
        "counts": form.counts(),
    }
    shown |= {"heading": collecting.heading(register.collects), "may_collect": _may_collect(session)}
    return render(request, "care/groups_register.jinja", shown)


def _counted(request: Asked, session: GroupSession) -> HttpResponse:
    form = CountForm(request.POST or None, session=session, **_who(request, session))
    if form.is_valid() and _saved(request, form, record_count, session):
        messages.success(request, "Saved")
        return redirect("care:register", session.ref)
    return render(request, "care/groups_count.jinja", _shown(request, session) | {"form": form})


def _absences(request: Asked, session: GroupSession) -> HttpResponse:
    """A session to come is not recorded; who said that they will be away is."""
    register = _looked_at(request, session)
    form = AbsencesForm(request.POST or None, register=register)
    if form.is_valid() and _saved(request, form, note_absences, session):
        messages.success(request, "Saved")
        return redirect("care:register", session.ref)
    return render(
        request, "care/groups_to_come.jinja", _shown(request, session) | {"register": register, "form": form}
    )


def _read_only(request: Asked, session: GroupSession) -> HttpResponse:
    register = _looked_at(request, session)
    shown = _shown(request, session) | {"register": register, "attendance": codes.load("attendance")}
    return render(request, "care/groups_read.jinja", shown)


def _may_collect(session: GroupSession) -> list[tuple[str, str]]:
    return collecting.choices(rater_of(session.group.seen))


def _collects(request: Asked, kept: Restored, session: GroupSession) -> str:
    """What the register asks of each: as its form says, or as was asked in the address; the goal where nothing is."""
    before = next(iter(kept.answers.get("collects", [])), "")
    asked = request.POST.get("collects") or request.GET.get("collects") or before
    return asked if asked in dict(_may_collect(session)) else collecting.GOAL


def _looked_at(request: Asked, session: GroupSession, collects: str = collecting.GOAL) -> Register:
    register = register_of(session, request.member, collects)
    looked_at_list([row.person for row in register.rows], by=request.member, where="register of a group")
    return register


def _who(request: Asked, session: GroupSession) -> dict[str, Any]:
    return {"led": leaders_of(session), "colleagues": list(colleagues_of(request.member))}


def _kept(kept: Restored, form: RegisterForm) -> dict[str, Any]:
    return kept.initial(form) if kept else {}


def _saved(request: Asked, form: Any, act: Any, session: GroupSession) -> bool:
    """Whether the one action did what the form asks; otherwise the form says why not, with what was typed."""
    try:
        act(session, by=request.member, **form.cleaned_data)
    except NotPossible as reason:
        form.add_error(None, str(reason))
    except StaleSave as refused:
        form.data = form.data.copy()
        form.data["version"] = str(getattr(refused.current, "version", ""))
        form.is_stale = True
        form.add_error(None, str(refused))
    else:
        return True
    return False


def _shown(request: Asked, session: GroupSession) -> dict[str, Any]:
    leaders = leaders_of(session)
    return {
        "session": session,
        "group": session.group,
        "others": [one.user.name for one in leaders if one != request.member],
        "of_how_many": session.group.sessions.exclude(state=State.CANCELLED).count(),
        "now": now(),
        "may_plan": request.member.may(Permission.PLAN_VISITS),
        "may_read_notes": request.member.may(Permission.SEE_NOTES),
    }


def _records(count: int) -> str:
    return f"{count} record{'' if count == 1 else 's'}"


@page_for(Permission.SEE_CARE)
def printed(request: Asked, group_session: str) -> HttpResponse:
    """A sheet for the room: names and empty boxes, and nothing else about anyone."""
    session = find(GroupSession, group_session, by=request.member)
    if session.group.kind != Group.Kind.GROUP:
        raise Http404
    return render(
        request,
        "care/groups_print.jinja",
        _shown(request, session) | {"register": _looked_at(request, session)},
    )


@page_for(Permission.PLAN_VISITS)
def plan(request: Asked, group_session: str) -> HttpResponse:
    """Day, time, room and what is planned."""
    session = find(GroupSession, group_session, by=request.member)
    form = SessionPlan(request.POST or None, session=session)

    def act(**values: Any) -> GroupSession:
        return planning.change_session(session, by=request.member, **values)

    page = _page_about(session, "Session plan", "Save the plan", "Saved")
    return answer(request, form, warning(form, act), page, template="care/groups_plan.jinja", session=session)


@page_for(Permission.PLAN_VISITS)
def cancel(request: Asked, group_session: str) -> HttpResponse:
    session = find(GroupSession, group_session, by=request.member)
    form = CancelForm(request.POST or None, record=session)

    def act(**values: Any) -> GroupSession:
        return planning.cancel_session(session, by=request.member, **values)

    page = _page_about(session, "Cancel this session", "Cancel the session", "Cancelled")
    return answer(request, form, act, page)


def _page_about(session: GroupSession, title: str, button: str, done: str) -> Page:
    address = reverse("care:register", args=[session.ref])
    return Page(title, button, address, f"{session.group.name}, session {session.number}", done)
