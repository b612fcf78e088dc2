"""Handing a young person over: what is typed, then the letter word for word, then it goes."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.actions.hand_overs import hand_over
from trailblazer.care.forms.hand_overs import HandOverForm
from trailblazer.care.hand_over_letter import ToSend, letter_of
from trailblazer.care.models import Course, HandOver, Transition
from trailblazer.care.next_team import next_team
from trailblazer.care.team_schools import colleagues_of
from trailblazer.domain.hand_overs import Kind, follow_up
from trailblazer.letters.models import SAFEGUARDING
from trailblazer.letters.recipients import Recipient, may_go
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import NEVER_SENT_ON

REASON_OF = {"school_move": "moved"}


@page_for(Permission.RECORD_CARE)
def begin(request: Asked, young_person: str) -> HttpResponse:
    """To a service outside, or only to show the way."""
    person = find(YoungPerson, young_person, by=request.member)
    return _hand_over(request, person, initial=_again(request, person))


@page_for(Permission.RECORD_CARE)
def begin_for(request: Asked, transition: str) -> HttpResponse:
    """To the next school, team or adult service, for a change that is planned."""
    found = find(Transition, transition, by=request.member)
    if found.state not in Transition.OPEN:
        raise Http404
    school = found.next_school
    initial = {"to_name": school.name if school else "", "reason": REASON_OF.get(found.kind, "age")}
    return _hand_over(request, found.young_person, transition=found, initial=initial)


def _again(request: Asked, person: YoungPerson) -> dict[str, Any]:
    """What is taken over from a hand-over that came back, to send something like it elsewhere."""
    before = (
        visible(HandOver, request.member).filter(ref=request.GET.get("like", ""), young_person=person).first()
    )
    return {"kind": before.kind, "reason": before.reason} if before is not None else {}


def _hand_over(
    request: Asked, person: YoungPerson, *, initial: dict[str, Any], transition: Transition | None = None
) -> HttpResponse:
    to_team = next_team(transition, request.today) if transition is not None else None
    form = HandOverForm(
        request.POST or None,
        person=person,
        members=colleagues_of(request.member, request.today),
        by=request.member,
        today=request.today,
        kind=HandOver.Kind.TRANSITION if transition is not None else "",
        to_team=to_team,
        initial=initial,
    )
    if "change" not in request.POST and form.is_valid():
        to_send = _to_send(form, person)
        try:
            letter = letter_of(to_send, by=request.member, on=form.cleaned_data["sent_on"])
            if form.cleaned_data["shown_for"] != form.mark_of(letter):
                return _read_first(request, form, to_send, letter)
            made = _send(request, form, person, transition)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, DONE.get(to_send.channel, "Handed over"))
            return redirect("care:hand_over", made.ref)
    return render(request, "care/hand_over_new.jinja", _shown(form, person, transition, to_team))


DONE = {
    "email": "Handed over. The letter is in the outbox",
    "post": "Handed over. The letter waits under Letters to be printed and posted",
    "printed": "Handed over. Print the letter, or read it out",
    "told": "Kept. Give them the words",
    "inside": "Handed over. The other team sees it now",
    "gone": "Kept. Nothing was sent from here",
}


def _to_send(form: HandOverForm, person: YoungPerson) -> ToSend:
    values = form.values
    made = ToSend(
        person=person,
        kind=values["kind"],
        to_name=values["to_name"].strip(),
        reason=values["reason"],
        words=values["words"],
        follow_up_on=values["follow_up_on"] or follow_up().on(Kind(values["kind"]), form.today),
        to_contact=values["to_contact"],
        to_team=values["to_team"],
        without_consent_reason=values["without_consent_reason"],
        has_gone_already=values["has_gone_already"],
        names_no_family=values["names_no_family"],
    )
    now_by = form.agreed_now_by
    return replace(made, agreed_now_by=now_by, consent=None if now_by else form.agreed_by)


def _read_first(request: Asked, form: HandOverForm, to_send: ToSend, letter: str) -> HttpResponse:
    """The letter word for word, to whom it goes and how. What was typed goes on with the page."""
    mark = form.mark_of(letter)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in (*NEVER_SENT_ON, "shown_for")
        for value in values
    ]
    context = {
        "person": to_send.person,
        "to_send": to_send,
        "letter": letter,
        "typed": [*typed, ("shown_for", mark)],
        "why_held": _why_held(to_send),
    }
    return render(request, "care/hand_over_check.jinja", context)


def _why_held(to_send: ToSend) -> str:
    """Why the letter would be held back, as things are: an address that is none."""
    if to_send.channel not in ("email", "post"):
        return ""
    to = Recipient("service", to_send.to_name, to_send.to_contact)
    return may_go(to, to_send.channel, to_send.person, SAFEGUARDING).why


def _send(request: Asked, form: HandOverForm, person: YoungPerson, transition: Transition | None) -> HandOver:
    school = transition.next_school if transition is not None else None
    made: HandOver = hand_over(
        person,
        by=request.member,
        submission_key=form.cleaned_data["submission_key"],
        agreed_by=form.agreed_by,
        referral=_request_of(request, person),
        course=_course_of(request, person),
        transition=transition,
        to_school=school,
        **form.values,
    )
    return made


def _course_of(request: Asked, person: YoungPerson) -> Course | None:
    found = visible(Course, request.member).filter(young_person=person, state__in=Course.OPEN)
    return found.order_by("-opened_on", "-pk").first()


def _request_of(request: Asked, person: YoungPerson) -> Referral | None:
    """The open request it belongs to: the one it was begun from, else the newest."""
    found = visible(Referral, request.member).filter(young_person=person, state__in=Referral.OPEN)
    named = found.filter(ref=request.GET.get("request", "")).first()
    return named or found.order_by("-received_on", "-pk").first()


def _shown(
    form: HandOverForm, person: YoungPerson, transition: Transition | None, to_team: Any
) -> dict[str, Any]:
    back = reverse("care:hand_overs_of", args=[person.ref])
    return {"form": form, "person": person, "transition": transition, "to_team": to_team, "back_to": back}
