"""What somebody without an account sees by their own link: the invitation, their ratings, their actions."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.doors import find
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.joint_working import actions, forms
from trailblazer.joint_working.links import of_person
from trailblazer.joint_working.models import Participant
from trailblazer.ui.forms import ActionForm


def _shown(request: AskedByAnyone, person: Participant, secret: str) -> dict[str, Any]:
    """All of their own page. Looking changes nothing, so a mail scanner uses nothing up."""
    cohort = person.cohort
    point = cohort.open_point(request.today) if person.state == Participant.State.ACCEPTED else None
    rating = person.ratings.filter(point=point).first() if point else None
    owned = person.actions.select_related("cohort").order_by("by_day", "pk")
    return {
        "person": person,
        "cohort": cohort,
        "secret": secret,
        "point": point,
        "closes": cohort.window(point)[1] if point else None,
        "rating": rating,
        "may_correct": rating is not None and rating.rated_on == request.today,
        "owned": [(one, one.is_late(request.today), forms.SayOfAction(auto_id=False)) for one in owned],
        "has_begun": request.today >= cohort.day_1,
        "answer_form": forms.AnswerInvitation(auto_id=False),
    }


@of_person
def own(request: AskedByAnyone, person: Participant, secret: str) -> HttpResponse:
    find(Participant, person.ref, by=Visitor(holds=person), purpose="opened by their own link")
    return render(request, "joint_working/own.jinja", _shown(request, person, secret))


@of_person
def answer(request: AskedByAnyone, person: Participant, secret: str) -> HttpResponse:
    """Yes or no to the invitation."""
    form = forms.AnswerInvitation(request.POST or None)
    if form.is_valid():
        return _done(request, secret, form, person, partial(actions.answer_invitation, person))
    shown = _shown(request, person, secret)
    return render(
        request, "joint_working/own.jinja", shown | {"form": form if request.method == "POST" else None}
    )


def _done(
    request: AskedByAnyone, secret: str, form: ActionForm, person: Participant, act: Any
) -> HttpResponse:
    """Does it, and goes back to their page; or the page again with the sentence that says why not."""
    try:
        act(by=Visitor(holds=person), **form.cleaned_data)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return render(request, "joint_working/own.jinja", _shown(request, person, secret) | {"form": form})
    messages.success(request, "Thank you. We have your answer.")
    return redirect("joint_working:own", secret)


@of_person
def rate(request: AskedByAnyone, person: Participant, secret: str) -> HttpResponse:
    """Seven areas and four measures on one page. On the same day they can be changed."""
    shown = _shown(request, person, secret)
    rating = shown["rating"]
    if shown["point"] is None:
        return redirect("joint_working:own", secret)
    given = rating.answers if rating else {}
    form = forms.RatingForm(request.POST or None, of=person.cohort.framework, given=given)
    if form.is_valid():
        # Where they rated already, only whoever says that they change it does so: the same form again is refused.
        is_change = rating is not None and request.POST.get("change") == "yes"
        act = actions.correct_rating if is_change else actions.rate
        try:
            act(person, by=Visitor(holds=person), **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Thank you. Your ratings are in.")
            return redirect("joint_working:own", secret)
    return render(
        request, "joint_working/rate.jinja", shown | {"form": form, "framework": person.cohort.framework}
    )


@of_person
def say(request: AskedByAnyone, person: Participant, secret: str, joint_action: str) -> HttpResponse:
    """Done or not yet, of an action that is theirs."""
    found = person.actions.filter(ref=joint_action).first()
    if found is None:
        raise Http404
    form = forms.SayOfAction(request.POST or None)
    if not form.is_valid():
        return redirect("joint_working:own", secret)
    return _done(request, secret, form, person, partial(actions.say_of_action, person, found))
