"""Concerns: written down, told, confirmed, closed; and whom they reach at a school."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care.unsent import Kept, add_form, restored
from trailblazer.care.views.terms import school_or_404
from trailblazer.places.models import School
from trailblazer.safeguarding import actions, forms
from trailblazer.safeguarding.models import Concern, DecidedAnew, SchoolRoute, Told
from trailblazer.safeguarding.reading import route_of
from trailblazer.safeguarding.views.risk import page_about
from trailblazer.teams.of_school import school_for
from trailblazer.teams.questions import service_of
from trailblazer.ui.environment import moment
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer

CONCERN = "concern"
add_form(CONCERN, Kept(YoungPerson, "safeguarding:concern", lambda person: f"Concern about {person.name}"))


@page_for(Permission.RECORD_SAFEGUARDING)
def concern(request: Asked, young_person: str) -> HttpResponse:
    person = find(YoungPerson, young_person, by=request.member)
    route = route_of(person)
    has_route = route is not None and bool(route.lead_email)
    kept = restored(CONCERN, person.ref, request.member)
    initial = kept.initial(forms.ConcernForm)
    form = forms.ConcernForm(request.POST or None, today=request.today, has_route=has_route, initial=initial)

    def act(**values: Any) -> Concern:
        return actions.record_concern(person, by=request.member, **values)

    lede = "If a child is in danger now, ring 999 first. Quiet mode never holds a concern back."
    done = "Recorded. Tell whom you decided to tell, and note the receipt"
    page = page_about(person, "Record a concern", "Record the concern", done, lede)
    more: dict[str, Any] = {"person": person, "route": route, "kept": kept, "unsent_name": CONCERN}
    return answer(request, form, act, page, template="safeguarding/concern_form.jinja", **more)


@page_for(Permission.RECORD_SAFEGUARDING)
def tell(request: Asked, concern: str) -> HttpResponse:
    found = find(Concern, concern, by=request.member)
    form = forms.TellForm(request.POST or None, today=request.today, is_shared=found.is_shared)

    def act(**values: Any) -> Told:
        return actions.tell(found, by=request.member, **values)

    lede = "" if found.is_shared else f"{_stands(found)} Telling somebody decides it anew."
    page = page_about(found.young_person, "Whom it was told", "Save", "Noted", lede)
    return answer(request, form, act, page, person=found.young_person)


def _stands(concern: Concern) -> str:
    """The decision that stands, in a sentence."""
    stands = concern.decisions[0]
    words = "to share this" if concern.is_shared else "not to share this"
    return f"On {moment(stands.recorded_at)} it was decided {words}, because: “{stands.reason.rstrip('.')}”."


@page_for(Permission.RECORD_SAFEGUARDING)
def decide(request: Asked, concern: str) -> HttpResponse:
    """Decides again whether a concern is shared."""
    found = find(Concern, concern, by=request.member)
    form = forms.DecideForm(request.POST or None)

    def act(**values: Any) -> DecidedAnew:
        return actions.decide_anew(found, by=request.member, **values)

    lede = f"{_stands(found)} That stays to be read."
    page = page_about(found.young_person, "Decide anew", "Save the decision", "Decided", lede)
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_SAFEGUARDING)
def receipt(request: Asked, told: str) -> HttpResponse:
    found = find(Told, told, by=request.member)
    form = forms.ReceiptForm(request.POST or None)

    def act(**values: Any) -> Told:
        return actions.note_receipt(found, by=request.member, **values)

    page = page_about(found.young_person, "They confirmed that they have it", "Save", "Receipt noted")
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_SAFEGUARDING)
def close(request: Asked, concern: str) -> HttpResponse:
    found = find(Concern, concern, by=request.member)
    form = forms.CloseConcern(request.POST or None)

    def act(**values: Any) -> Concern:
        return actions.close_concern(found, by=request.member, **values)

    page = page_about(
        found.young_person, "Close the concern", "Close the concern", "Closed. It stays on the record"
    )
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.PLAN_VISITS, Permission.KEEP_SCHOOL_WORK)
def route(request: Asked, urn: int) -> HttpResponse:
    """Whom a concern reaches at a school: kept by its team, and by the lead of the school itself."""
    member = request.member
    is_own = member.school_id is not None
    school: School = school_for(member, urn) if is_own else school_or_404(urn)
    known = visible(SchoolRoute, member).filter(school=school)
    if is_own:
        service = service_of(school, request.today)
        known = known.filter(team=service.team.organisation_id if service else None)
    kept = known.first()
    names = ("lead_name", "lead_telephone", "lead_email", "deputy", "how")
    form = forms.RouteForm(
        request.POST or None,
        record=kept,
        initial={name: getattr(kept, name) for name in names} if kept else {},
    )

    def act(**values: Any) -> SchoolRoute:
        keep = actions.keep_own_route if is_own else actions.keep_route
        return keep(kept or SchoolRoute(school=school), by=member, **values)

    return answer(request, form, act, _page_of_route(school, is_own=is_own))


def _page_of_route(school: School, *, is_own: bool) -> Page:
    name, words = ("school_leads:people", "Who does what") if is_own else ("places:school", school.name)
    whose = "Your team reads the same. " if is_own else ""
    return Page(
        title="Whom a concern reaches",
        button="Save",
        back=reverse(name, args=[school.urn]),
        back_words=words,
        done="Saved, and checked today",
        lede=f"{school.name}. {whose}The designated safeguarding lead is often not the senior mental health lead.",
    )
