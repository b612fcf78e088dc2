"""Recording what was agreed, who can decide, and quiet mode."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.domain.consent import may_set_quiet_mode
from trailblazer.young_people import actions
from trailblazer.young_people.consents import is_competent, quiet_of
from trailblazer.young_people.forms import CompetenceForm, ConsentForm, QuietReview, QuietStart
from trailblazer.young_people.models import Competence, Consent, QuietMode, YoungPerson
from trailblazer.young_people.views.road import Page, answer

QUIET_LEDE = (
    "In quiet mode parents and carers are not told: no letter, message or call goes to them, and no post goes "
    "home. It never holds back what must be said to keep somebody safe. It is looked at again at each contact."
)


def _page(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
    back = reverse("young_people:agreed", args=[person.ref])
    return Page(title, button, back, "Consent and quiet mode", done, lede)


@page_for(Permission.KEEP_YOUNG_PEOPLE)
def consent(request: Asked, ref: str) -> HttpResponse:
    """What was said about one purpose: agreed, said no, or withdrawn."""
    person = find(YoungPerson, ref, by=request.member)
    form = ConsentForm(
        request.POST or None,
        young_person=person,
        carers=person.carers.all(),
        today=request.today,
        initial={"purpose": request.GET.get("purpose", "")},
    )

    def act(**values: Any) -> Consent:
        return actions.record_consent(person, by=request.member, today=request.today, **values)

    lede = "What was said before is kept beside it. It is never changed."
    page = _page(person, "Record consent", "Record consent", "Consent recorded", lede)
    return answer(request, form, act, page, person=person)


@page_for(Permission.RECORD_COMPETENCE)
def competence(request: Asked, ref: str) -> HttpResponse:
    person = find(YoungPerson, ref, by=request.member)
    form = CompetenceForm(request.POST or None, today=request.today, purpose=request.GET.get("purpose", ""))

    def act(**values: Any) -> Competence:
        return actions.decide_competence(person, by=request.member, today=request.today, **values)

    lede = f"{person.called} is {person.age_on(request.today)}. Decide afresh for each question, with care."
    page = _page(
        person, "Record what they can decide for themselves", "Save decision", "Decision saved", lede
    )
    return answer(request, form, act, page, person=person)


@page_for(Permission.RECORD_COMPETENCE)
def quiet_mode(request: Asked, ref: str) -> HttpResponse:
    """Switches quiet mode on where the rules allow it; where it is on, asks whether it is still right."""
    person = find(YoungPerson, ref, by=request.member)
    if quiet_of(person).is_on:
        return _look_again(request, person)

    def act(**values: Any) -> QuietMode:
        return actions.switch_quiet_mode_on(person, by=request.member, today=request.today, **values)

    decided = is_competent(person, Competence.PARENTS_TOLD)
    allowed = may_set_quiet_mode(person.born_on, request.today, decided, by_practitioner=True)
    page = _page(person, "Switch quiet mode on", "Switch quiet mode on", "Quiet mode is on", QUIET_LEDE)
    form = QuietStart(request.POST or None)
    return answer(request, form, act, page, person=person, not_allowed=allowed.why)


def _look_again(request: Asked, person: YoungPerson) -> HttpResponse:
    def act(is_still_right: bool, **values: Any) -> QuietMode:
        does = actions.look_at_quiet_mode_again if is_still_right else actions.switch_quiet_mode_off
        return does(person, by=request.member, today=request.today, **values)

    page = _page(person, "Look at quiet mode again", "Save", "Saved", QUIET_LEDE)
    return answer(request, QuietReview(request.POST or None), act, page, person=person)
