"""Who takes part: the list with answers and attendance, adding, inviting, reminding."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.records import NotPossible
from trailblazer.domain.joint_working import Sector, rules
from trailblazer.joint_working import actions, forms
from trailblazer.joint_working.doors import joint_page
from trailblazer.joint_working.models import Cohort, Participant
from trailblazer.joint_working.reading import Reading
from trailblazer.joint_working.schools import covered, lead_of
from trailblazer.joint_working.views.cohorts import ORGANISE, SEE, cohort_of, head
from trailblazer.places.models import School
from trailblazer.referrals.forms.small import OneButton
from trailblazer.teams.of_school import schools_of
from trailblazer.teams.search import find_schools, page_asked
from trailblazer.young_people.views.road import Page
from trailblazer.young_people.views.road import answer as answered

DAYS, WAVES = (1, 2), {1: "first", 2: "second"}


def back_to(cohort: Cohort) -> str:
    return reverse("joint_working:attendance", args=[cohort.ref])


@joint_page(SEE)
def attendance(request: Asked, cohort: str) -> HttpResponse:
    """Everyone of the cohort: who they are, what they answered, whether they came, whether they rated."""
    reading = Reading(cohort_of(request, cohort), request.today)
    point = reading.cohort.open_point(request.today)
    planned = [one for one in reading.people if one.state == Participant.State.PLANNED]
    shown = head(request, reading, "attendance") | {
        "form": None,
        "groups": _groups(reading),
        "waiting": sorted((one for one in reading.people if one.state == "waiting"), key=lambda one: one.pk),
        "gone": [one for one in reading.people if one.state in ("declined", "lapsed")],
        "point": point,
        "rated": reading.who_rated(point) if point else set(),
        "seats": rules().most_schools,
        "taken": sum(
            one.kind == "school" and one.state in Participant.HOLDS_A_SEAT for one in reading.people
        ),
        "waves": [
            (number, words, count)
            for number, words in WAVES.items()
            if (count := sum(one.wave == number for one in planned))
        ],
        "has_begun": request.today >= reading.cohort.day_1,
        "days": [
            (number, on, request.today >= on)
            for number, on in zip(DAYS, (reading.cohort.day_1, reading.cohort.day_2), strict=True)
        ],
        "new_key": OneButton,
    }
    return render(request, "joint_working/attendance.jinja", shown)


def _groups(reading: Reading) -> list[tuple[str, list[Participant]]]:
    """Those with a seat, by sector."""
    there = [one for one in reading.people if one.state in Participant.HOLDS_A_SEAT]
    names = {
        Sector.EDUCATION: "Schools and colleges",
        Sector.HEALTH: "NHS services",
        Sector.OTHER: "Other partners",
    }
    return [(names[sector], [one for one in there if one.sector is sector]) for sector in Sector]


@joint_page(ORGANISE)
def note_attendance(request: Asked, cohort: str, number: int) -> HttpResponse:
    """Who came on one of the two days."""
    if number not in DAYS:
        raise Http404
    reading = Reading(cohort_of(request, cohort), request.today)
    form = forms.Attendance(request.POST or None, people=reading.coming, which=number)

    def act(**values: Any) -> Cohort:
        return actions.note_attendance(reading.cohort, by=request.member, which=number, **values)

    lede = "" if reading.coming else "Nobody has said that they are coming. Invite people first."
    back = back_to(reading.cohort)
    page = Page(f"Who came on day {number}?", "Save", back, "Attendance", "Attendance is saved.", lede)
    return answered(request, form, act, page)


@joint_page(ORGANISE)
def choose_school(request: Asked, cohort: str) -> HttpResponse:
    """Which school takes part: among those that the area covers."""
    found = cohort_of(request, cohort)
    among = covered(found, request.today)
    there = set(found.participants.exclude(state__in=("declined", "lapsed")).values_list("school", flat=True))
    own = (
        schools_of(request.member).exclude(pk__in=there - {None}).order_by("name")
        if request.member.is_staff
        else []
    )
    shown = {
        "own": own,
        "cohort": found,
        "found": find_schools(among, request.GET.get("q", ""), page_asked(request.GET.get("page", ""))),
        "asked": "q" in request.GET,
        "there": there,
    }
    return render(request, "joint_working/choose_school.jinja", shown)


@joint_page(ORGANISE)
def add_school(request: Asked, cohort: str, urn: int) -> HttpResponse:
    """A school with its one lead: the senior mental health lead who signs in for it is offered."""
    found = cohort_of(request, cohort)
    school = get_object_or_404(School, pk=urn)
    lead = lead_of(school, request.today)
    initial = (
        {"name": lead.user.name, "email": lead.user.email, "job": "Senior mental health lead"} if lead else {}
    )
    form = forms.SchoolLead(request.POST or None, initial=initial)

    def act(**values: Any) -> Participant:
        return actions.add_school(found, school, by=request.member, **values)

    page = Page(
        f"Add {school.name}",
        "Add the school",
        reverse("joint_working:choose_school", args=[found.ref]),
        "Choose a school",
        f"{school.name} is added.",
        "One lead for each school: the person who comes to both days and rates.",
    )
    return answered(request, form, act, page, to=lambda made: back_to(found))


@joint_page(ORGANISE)
def add_partner(request: Asked, cohort: str) -> HttpResponse:
    found = cohort_of(request, cohort)
    form = forms.Partner(request.POST or None)

    def act(**values: Any) -> Participant:
        return actions.add_partner(found, by=request.member, **values)

    page = Page("Add a partner", "Add the partner", back_to(found), found.name, "The partner is added.")
    return answered(request, form, act, page)


@joint_page(ORGANISE)
def change_person(request: Asked, participant: str) -> HttpResponse:
    person = find(Participant, participant, by=request.member, together_with=("cohort", "school"))
    initial = {name: getattr(person, name) for name in ("name", "job", "email")}
    form = forms.PersonForm(request.POST or None, record=person, initial=initial)

    def act(**values: Any) -> Participant:
        return actions.change_person(person, by=request.member, **values)

    page = Page(
        f"Change {person.name}",
        "Save",
        back_to(person.cohort),
        person.cohort.name,
        "Saved.",
        person.from_where,
    )
    return answered(request, form, act, page)


def _pressed(request: Asked, act: Any, done: str, back: str) -> HttpResponse:
    """A button of its own: does one thing, and says what was done or why not."""
    form = OneButton(request.POST)
    if form.is_valid():
        try:
            act(submission_key=form.cleaned_data["submission_key"])
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, done)
    return redirect(back)


@joint_page(ORGANISE)
@require_POST
def invite_wave(request: Asked, cohort: str, number: int) -> HttpResponse:
    found = cohort_of(request, cohort)
    if number not in WAVES:
        raise Http404

    def act(**key: Any) -> Any:
        return actions.send_wave(found, by=request.member, wave=number, **key)

    return _pressed(request, act, f"The {WAVES[number]} invitations are on their way.", back_to(found))


@joint_page(ORGANISE)
@require_POST
def invite_person(request: Asked, participant: str) -> HttpResponse:
    person = find(Participant, participant, by=request.member, together_with=("cohort",))

    def act(**key: Any) -> Any:
        return actions.invite_person(person, by=request.member, **key)

    return _pressed(request, act, f"{person.name} is invited.", back_to(person.cohort))


@joint_page(ORGANISE)
@require_POST
def remind(request: Asked, participant: str) -> HttpResponse:
    person = find(Participant, participant, by=request.member, together_with=("cohort",))

    def act(**key: Any) -> Any:
        return actions.remind(person, by=request.member, **key)

    return _pressed(request, act, f"{person.name} has their link again.", back_to(person.cohort))
