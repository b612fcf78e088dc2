"""The steps that are one button or a short form: match, take back, reopen, close."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission
from trailblazer.referrals import actions
from trailblazer.referrals.forms.small import CloseButton, MatchButton, OneButton, TalkedForm
from trailblazer.referrals.models import Referral
from trailblazer.referrals.views.record import page_of
from trailblazer.young_people.forms import WhoTheyAre
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer

TOLD_OF_THEM = ("first_name", "last_name", "known_as", "born_on", "nhs_number", "year_group")


def _press(
    request: Asked, ref: str, do: Callable[..., Any], said: str, form: type[OneButton] = OneButton
) -> HttpResponse:
    """One button was pressed: do it once, say so, and show the request again."""
    referral = find(Referral, ref, by=request.member)
    pressed = form(request.POST or None, record=referral)
    if not pressed.is_valid():
        return redirect("referrals:record", ref)
    try:
        do(referral, by=request.member, **pressed.cleaned_data)
    except (NotPossible, StaleSave) as reason:
        return page_of(request, find(Referral, ref, by=request.member), problem=str(reason))
    messages.success(request, said)
    return redirect("referrals:record", ref)


@page_for(Permission.MATCH_REQUESTS)
def match(request: Asked, ref: str) -> HttpResponse:
    def link(referral: Referral, *, young_person: str, **values: Any) -> None:
        person = visible(YoungPerson, request.member).filter(ref=young_person).first()
        if person is None:
            raise Http404
        actions.match(referral, young_person=person, **values)

    return _press(request, ref, link, "Linked to the record", MatchButton)


@page_for(Permission.MATCH_REQUESTS)
def unmatch(request: Asked, ref: str) -> HttpResponse:
    return _press(request, ref, actions.unmatch, "Link taken back. The request waits to be matched")


@page_for(Permission.MATCH_REQUESTS)
def read_first(request: Asked, ref: str) -> HttpResponse:
    """Somebody has talked with the child who asked; whether school hears of it is what the child said."""
    if request.method == "POST" and not TalkedForm(request.POST).is_valid():
        referral = find(Referral, ref, by=request.member)
        return page_of(request, referral, problem="Choose whether school may know")
    said = "Noted. From here on it goes the way of this team’s route"
    return _press(request, ref, actions.talked_with_child, said, TalkedForm)


@page_for(Permission.DECIDE_REQUESTS)
def reopen(request: Asked, ref: str) -> HttpResponse:
    return _press(request, ref, actions.reopen, "Open again. Decide anew")


@page_for(Permission.DECIDE_REQUESTS)
def close(request: Asked, ref: str) -> HttpResponse:
    return _press(request, ref, actions.close, "Hand-over followed to its end, and closed", CloseButton)


@page_for(Permission.KEEP_YOUNG_PEOPLE)
def match_new(request: Asked, ref: str) -> HttpResponse:
    """A new record, filled from what we were told. Who may be the same person is shown first."""
    referral = find(Referral, ref, by=request.member)
    form = WhoTheyAre(
        request.POST or None,
        record=referral,
        today=request.today,
        provider_id=referral.provider_id,
        at=referral.school,
        initial={name: getattr(referral, name) for name in TOLD_OF_THEM} | {"version": referral.version},
    )
    page = Page(
        title="Make a record",
        button="Make the record and link the request",
        back=reverse("referrals:record", args=[ref]),
        back_words="The request",
        done="Record made, and the request linked to it",
        lede="Filled from what we were told. We look for the same person before a record is made.",
    )

    def act(**values: Any) -> Referral:
        seen = request.POST.getlist("seen")
        made: Referral = actions.match_new(referral, by=request.member, seen=seen, **values)
        return made

    return answer(cast(Any, request), form, act, page)
