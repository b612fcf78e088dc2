"""One course of support: opened after a request, changed, taken on; transfers; and the catalogue of pathways."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.care import caseloads
from trailblazer.care.actions import courses as actions
from trailblazer.care.actions import transfers
from trailblazer.care.forms.courses import CourseForm, OpenCourse
from trailblazer.care.forms.giving import AnswerTransfer, TakeOn, TransferForm
from trailblazer.care.models import Allocation, Course, Plan, Transfer
from trailblazer.care.staff import HELPS, post_of
from trailblazer.care.views.caseload import tabs
from trailblazer.domain import codes, pathways
from trailblazer.referrals.models import Referral
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.views.road import Page, answer


def record_of(course: Course) -> str:
    return reverse("young_people:record", args=[course.young_person.ref])


@page_for(Permission.RECORD_CARE)
def open_(request: Asked, referral: str) -> HttpResponse:
    """Begins help after a request that was accepted."""
    found = find(Referral, referral, by=request.member)
    if found.young_person is None:
        raise Http404
    helps = request.member.role in HELPS
    may_give = request.member.may(Permission.ALLOCATE_COURSES)
    form = OpenCourse(
        request.POST or None,
        referral=found,
        lead=request.member if helps and not may_give else None,
        today=request.today,
        by=request.member,
        may_give=may_give,
        initial={"lead": request.member.ref if helps and not may_give else None},
    )
    page = Page(
        title="Begin a course of support",
        button="Begin",
        back=reverse("young_people:record", args=[found.young_person.ref]),
        back_words=found.young_person.name,
        done="Begun. Book the first contact next",
        lede="Pathways that fit the reasons, age and role come first. They advise; you choose.",
    )

    def act(**values: Any) -> Course:
        return actions.open_course(found, by=request.member, **values)

    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.SEE_CARE)
def show(request: Asked, course: str) -> HttpResponse:
    """One course: what it is, who has had it, and who else helps this young person."""
    found = find(Course, course, by=request.member)
    person = found.young_person
    courses: Any = visible(Course, request.member)
    own, *others = sorted(
        caseloads.rows(caseloads.with_facts(courses.filter(young_person=person)), request.today),
        key=lambda row: (row.course.pk != found.pk, not row.course.is_open, row.course.opened_on),
    )
    plan = visible(Plan, request.member).filter(referral=found.referral).select_related("lead_worker__user")
    context = {
        "person": person,
        "row": own,
        "others": others,
        "plan": plan.order_by("-pk").first(),
        "had_by": visible(Allocation, request.member)
        .filter(course=found)
        .select_related("lead__user", "by__user"),
        "may_record": request.member.may(Permission.RECORD_CARE) and found.is_open,
        "may_reopen": request.member.may(Permission.RECORD_CARE) and not found.is_open,
        "may_give": request.member.may(Permission.ALLOCATE_COURSES) and found.is_open,
    }
    return render(request, "care/course.jinja", context)


@page_for(Permission.RECORD_CARE)
def change(request: Asked, course: str) -> HttpResponse:
    found = find(Course, course, by=request.member)
    names = ("pathway", "sessions_planned", "session_minutes")
    form = CourseForm(
        request.POST or None,
        record=found,
        referral=found.referral,
        lead=found.lead,
        today=request.today,
        initial={name: getattr(found, name) for name in names},
    )
    page = Page("Change the course of support", "Save", record_of(found), found.young_person.name, "Saved")

    def act(**values: Any) -> Course:
        return actions.change_course(found, by=request.member, **values)

    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def take(request: Asked, course: str) -> HttpResponse:
    found = find(Course, course, by=request.member)
    known = pathways.catalogue().get(found.pathway)
    doubts = known.doubts(None, post_of(request.member)) if known is not None else ()
    sessions = "1 session" if found.sessions_planned == 1 else f"{found.sessions_planned} sessions"
    page = Page(
        title="Take this on",
        button="Take it on",
        back=reverse("care:unallocated"),
        back_words="With nobody",
        done="It is in your caseload. Book the next contact",
        lede=". ".join((f"{pathways.name_of(found.pathway)}, {sessions}", *doubts)) + ".",
    )

    def act(**values: Any) -> Course:
        return actions.take_on(found, by=request.member, **values)

    form = TakeOn(request.POST or None, record=found, doubts=doubts)
    return answer(request, form, act, page, to=record_of, person=found.young_person)


@page_for(Permission.ALLOCATE_COURSES)
def transfer(request: Asked, course: str) -> HttpResponse:
    """Asks another team of the provider to take a young person on."""
    found = find(Course, course, by=request.member)
    form = TransferForm(request.POST or None, course=found)
    page = Page(
        title="Ask another team to take them on",
        button="Ask the team",
        back=record_of(found),
        back_words=found.young_person.name,
        done="Asked. Nothing moves until they accept",
        lede="The record goes with them, and all that is open: requests, courses, contacts, hand-overs, changes "
        "to come and tasks. They leave their groups here. What was done stays your work.",
    )

    def act(**values: Any) -> Transfer:
        return transfers.ask_transfer(found, by=request.member, **values)

    return answer(request, form, act, page, to=lambda _: reverse("care:transfers"), person=found.young_person)


@page_for(Permission.SEE_CARE)
def transfers_(request: Asked) -> HttpResponse:
    """Who was asked for and by whom, what waits for an answer first."""
    found = visible(Transfer, request.member).select_related(
        "young_person", "team", "to_team", "asked_by__user", "answered_by__user", "course"
    )
    shown = list(found.order_by("answered_on", "-asked_on", "-pk")[:100])
    shown.sort(key=lambda one: one.state != Transfer.State.ASKED)
    looked_at_list([one.young_person for one in shown], by=request.member, where="transfers listed")
    context = {
        "tabs": tabs(request, "transfers"),
        "transfers": shown,
        "may_answer": request.member.may(Permission.ALLOCATE_COURSES),
        "pathway": pathways.name_of,
    }
    return render(request, "care/transfers.jinja", context)


@page_for(Permission.ALLOCATE_COURSES)
def answer_transfer(request: Asked, transfer: str) -> HttpResponse:
    found = find(Transfer, transfer, by=request.member)
    form = AnswerTransfer(request.POST or None, record=found)
    page = Page(
        title="Answer the other team",
        button="Answer",
        back=reverse("care:transfers"),
        back_words="Between teams",
        done="Answered",
        lede=f"{found.team.name if found.team else 'A team'} asks you to take on {_whom(found)}: {found.reason}",
    )

    def act(**values: Any) -> Transfer:
        return transfers.answer_transfer(found, by=request.member, **values)

    return answer(request, form, act, page)


def _whom(transfer: Transfer) -> str:
    """Whom, and for what. Of a young person of another team no more is said than the list says."""
    course = transfer.course
    return transfer.young_person.name + (f" ({pathways.name_of(course.pathway).lower()})" if course else "")


@page_for(Permission.ALLOCATE_COURSES)
def take_back(request: Asked, transfer: str) -> HttpResponse:
    found = find(Transfer, transfer, by=request.member)
    form = ActionForm(request.POST or None, record=found)
    page = Page(
        "Take the question back", "Take back", reverse("care:transfers"), "Between teams", "Taken back"
    )

    def act(**values: Any) -> Transfer:
        return transfers.take_back(found, by=request.member, **values)

    return answer(request, form, act, page)


@page_for(Permission.SEE_CARE)
def catalogue(request: Asked) -> HttpResponse:
    """What a team may offer."""
    kinds = {
        "one_to_one": "One to one",
        "parent_led": "Through a parent or carer",
        "family": "With the family",
        "group": "Groups",
        "class": "Classes and assemblies",
    }
    known = pathways.in_force(request.today)
    groups = [(words, [one for one in known if one.kind == kind]) for kind, words in kinds.items()]
    return render(request, "care/pathways.jinja", {"tabs": tabs(request, "pathways"), "groups": groups})


@page_for(Permission.SEE_CARE)
def pathway(request: Asked, code: str) -> HttpResponse:
    found = pathways.catalogue().get(code)
    if found is None:
        raise Http404
    roles = [one.words for one in codes.load("staff_roles") if one.code in found.roles]
    reasons = [one.words for one in codes.load("reasons") if one.code in found.reasons]
    seen = codes.load("who_seen").words(found.seen)
    context = {"pathway": found, "roles": roles, "reasons": reasons, "seen": seen}
    return render(request, "care/pathway.jinja", context)
