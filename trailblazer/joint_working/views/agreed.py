"""What was agreed: actions and how they go, and the map made on day 1."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.joint_working import actions, forms
from trailblazer.joint_working.doors import joint_page
from trailblazer.joint_working.models import ActionLook, Cohort, JointAction, MapNote
from trailblazer.joint_working.reading import Reading
from trailblazer.joint_working.views.cohorts import ORGANISE, SEE, cohort_of, head
from trailblazer.young_people.views.road import Page
from trailblazer.young_people.views.road import answer as answered


def back_to(cohort: Cohort) -> str:
    return reverse("joint_working:actions", args=[cohort.ref])


@joint_page(SEE)
def actions_(request: Asked, cohort: str) -> HttpResponse:
    """Every action, those that are open first; how each stood when they were gone through."""
    reading = Reading(cohort_of(request, cohort), request.today)
    shown = head(request, reading, "actions") | {
        "open_actions": [one for one in reading.actions if one.is_open],
        "closed_actions": [one for one in reading.actions if not one.is_open],
        "late": len(reading.late),
        "not_gone_through": [
            one
            for one in reading.actions
            if one.is_open and _moment(reading) not in {look.when for look in one.looks.all()}
        ],
        "moment": ActionLook.When(_moment(reading)).label.lower(),
    }
    return render(request, "joint_working/actions.jinja", shown)


def _moment(reading: Reading) -> str:
    """When an open action is gone through now: between the days, at day 2, or after ten months."""
    cohort, now = reading.cohort, reading.today
    if now < cohort.day_2:
        return ActionLook.When.BETWEEN
    last = (now - cohort.day_1).days > 240
    return ActionLook.When.TEN_MONTHS if last else ActionLook.When.DAY_2


@joint_page(ORGANISE)
def new_action(request: Asked, cohort: str) -> HttpResponse:
    found = cohort_of(request, cohort)
    people = found.participants.coming().select_related("school")
    form = forms.NewAction(
        request.POST or None, people=people, of=found.framework, initial={"agreed_on": request.today}
    )

    def act(**values: Any) -> JointAction:
        return actions.agree(found, by=request.member, **values)

    page = Page("Write down what was agreed", "Save", back_to(found), found.name, "Written down.")
    return answered(request, form, act, page)


def _found(request: Asked, ref: str) -> JointAction:
    return find(JointAction, ref, by=request.member, together_with=("cohort",))


@joint_page(SEE)
def action_(request: Asked, joint_action: str) -> HttpResponse:
    """One action: who, by when, and every time it was gone through."""
    found = _found(request, joint_action)
    owners = [own.participant for own in found.ownerships.select_related("participant__school")]
    shown = {
        "found": found,
        "cohort": found.cohort,
        "owners": owners,
        "looks": list(found.looks.all()),
        "is_late": found.is_late(request.today),
        "may_organise": request.member.may(ORGANISE),
        "is_schools": any(one.school_id == request.member.school_id for one in owners if one.school_id)
        and found.is_open,
    }
    return render(request, "joint_working/action.jinja", shown)


@joint_page(ORGANISE)
def change_action(request: Asked, joint_action: str) -> HttpResponse:
    found = _found(request, joint_action)
    initial = {name: getattr(found, name) for name in ("domain", "words", "by_day")}
    initial["owners"] = list(found.ownerships.values_list("participant", flat=True))
    people = found.cohort.participants.coming().select_related("school")
    form = forms.ActionFields(
        request.POST or None, record=found, people=people, of=found.cohort.framework, initial=initial
    )

    def act(**values: Any) -> JointAction:
        return actions.change_action(found, by=request.member, **values)

    back = reverse("joint_working:action", args=[found.ref])
    return answered(request, form, act, Page("Change this action", "Save", back, found.words, "Saved."))


@joint_page(ORGANISE)
def look(request: Asked, joint_action: str) -> HttpResponse:
    """How it stands, as it was said when all were gone through."""
    found = _found(request, joint_action)
    reading = Reading(found.cohort, request.today)
    initial = {"status": found.status, "when": _moment(reading)}
    form = forms.LookForm(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> ActionLook:
        return actions.look_at(found, by=request.member, **values)

    page = Page("How does it stand?", "Save", back_to(found.cohort), "Actions", "Written down.", found.words)
    return answered(request, form, act, page)


@joint_page(SEE)
def say(request: Asked, joint_action: str) -> HttpResponse:
    """Done or not yet, by the school that an owner is of."""
    found = _found(request, joint_action)
    form = forms.SayOfAction(request.POST or None, record=found)

    def act(**values: Any) -> ActionLook:
        return actions.say_as_school(found, by=request.member, **values)

    back = reverse("joint_working:action", args=[found.ref])
    page = Page("Is it done?", "Save", back, found.words, "Written down. Thank you.", found.words)
    return answered(request, form, act, page)


@joint_page(SEE)
def map_(request: Asked, cohort: str) -> HttpResponse:
    """Who takes what, and how they are reached, as it was said on day 1."""
    reading = Reading(cohort_of(request, cohort), request.today)
    notes = list(reading.cohort.mapnotes.all())
    shown = head(request, reading, "map") | {
        "groups": [(kind.label, [one for one in notes if one.kind == kind]) for kind in MapNote.Kind],
    }
    return render(request, "joint_working/map.jinja", shown)


@joint_page(ORGANISE)
def new_note(request: Asked, cohort: str) -> HttpResponse:
    found = cohort_of(request, cohort)
    form = forms.NoteForm(request.POST or None)

    def act(**values: Any) -> MapNote:
        return actions.write_note(found, by=request.member, **values)

    back = reverse("joint_working:map", args=[found.ref])
    lede = "Services and posts, with numbers of services. Nothing about a child."
    return answered(
        request, form, act, Page("Add to the map", "Save", back, "Map made on day 1", "Saved.", lede)
    )


@joint_page(ORGANISE)
def change_note(request: Asked, map_note: str) -> HttpResponse:
    note = find(MapNote, map_note, by=request.member, together_with=("cohort",))
    initial = {name: getattr(note, name) for name in ("kind", "heading", "words")}
    form = forms.NoteForm(request.POST or None, record=note, initial=initial)

    def act(**values: Any) -> MapNote:
        return actions.change_note(note, by=request.member, **values)

    back = reverse("joint_working:map", args=[note.cohort.ref])
    return answered(request, form, act, Page("Change this note", "Save", back, "Map made on day 1", "Saved."))
