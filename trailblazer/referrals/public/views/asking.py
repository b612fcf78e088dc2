"""The journey: one question a page, kept on the server as it goes, checked, confirmed and sent."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trailblazer.access import limits
from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.guard import public
from trailblazer.access.records import NotPossible
from trailblazer.access.references import spoken
from trailblazer.domain.identity import age_finding
from trailblazer.referrals.models import Referral
from trailblazer.referrals.public import draft, links, questions, sending
from trailblazer.referrals.public.forms import Question
from trailblazer.referrals.public.questions import Step
from trailblazer.referrals.public.receiving import Receiver, receiver_of
from trailblazer.referrals.public.schools import SearchQuestion
from trailblazer.referrals.public.told import Told, Voice
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.public import posted
from trailblazer.ui.words import gettext

CHECK = "referrals:ask_check"


@public
@require_http_methods(["GET", "POST"])
def question(request: AskedByAnyone, name: str) -> HttpResponse:
    """One question. What is typed is kept on each *Carry on*; an answer that cannot be kept is shown again."""
    told = told_by(request)
    step = questions.step_named(told, name)
    if step is None:
        raise Http404
    form = step.form_for(told, data=posted(request), **_way_of_asking(step, request))
    if request.method == "POST" and form.is_valid():
        return redirect(*_after(request, step, form))
    return render(request, "referrals/public/question.jinja", _page(told, step, form))


def told_by(request: AskedByAnyone) -> Told:
    """What this visitor answered so far; the school of the address they came by counts as an answer."""
    return Told(_from_address(request) | draft.answers_of(request))


def _from_address(request: AskedByAnyone) -> draft.Answers:
    """What the address says by itself: a school from a poster, or that a parent asks."""
    urn, who = request.GET.get("school", ""), request.GET.get("for", "")
    school = questions.answers_for_school(int(urn)) if urn.isdecimal() and len(urn) <= 7 else {}
    return school | ({"who": {"who": Voice.CHILD.value}} if who == "child" else {})


def _way_of_asking(step: Step, request: AskedByAnyone) -> dict[str, Any]:
    return {"again": "again" in request.GET} if issubclass(step.form, SearchQuestion) else {}


def _after(request: AskedByAnyone, step: Step, form: Question) -> list[str]:
    """Keeps the answer, and says where to go on."""
    before = draft.answers_of(request)
    from_address = {name: said for name, said in _from_address(request).items() if name not in before}
    told = Told(draft.keep(request, from_address | {step.name: form.kept()}).answers)
    if detour := questions.detour_after(step, told, request.today):
        return [detour]
    if not form.is_answered:
        return ["referrals:ask_question", step.name]
    following = questions.next_step(told, step)
    return ["referrals:ask_question", following.name] if following else [CHECK]


def _page(told: Told, step: Step, form: Question) -> dict[str, Any]:
    number, count = questions.place_of(told, step)
    return {
        "form": form,
        "told": told,
        "step": step,
        "title": step.title[told.voice],
        "hint": step.hint[told.voice],
        "seen_by": step.seen_by[told.voice],
        "number": number,
        "count": count,
        "before": questions.before(told, step),
    }


@public
def not_safe(request: AskedByAnyone) -> HttpResponse:
    """Straight after a risk is named: where help is now, and that nobody watches this page."""
    told = told_by(request)
    following = next((step for step in questions.steps_of(told) if step.name not in told.answers), None)
    return render(request, "referrals/public/not_safe.jinja", {"told": told, "following": following})


@public
def no_team(request: AskedByAnyone) -> HttpResponse:
    """Where nobody can receive this request: what there is instead. What was written can still be read and shown."""
    told = told_by(request)
    receiver = receiver_of(told, request.today)
    written = [
        row for row in rows_of(told) if row["answers"] and row["step"].name not in questions.WHO_AND_WHERE
    ]
    page = {"receiver": receiver, "told": told, "rows": written, "may_change": False}
    return render(request, "referrals/public/no_team.jinja", page)


def rows_of(told: Told) -> list[dict[str, Any]]:
    """What was answered, question by question."""
    return [
        {"key": key, "answers": answers, "step": step}
        for step in questions.steps_of(told)
        for key, answers in step.form_for(told).rows()
    ]


@public
@require_http_methods(["GET", "POST"])
def check(request: AskedByAnyone) -> HttpResponse:
    """Everything that will be sent, with a way to change each answer; then it is sent, once."""
    told = told_by(request)
    if not told.answers:
        return redirect("referrals:ask_sent")
    receiver = receiver_of(told, request.today)
    if needed := questions.still_needed(told):
        return redirect("referrals:ask_question", needed[0].name)
    if not receiver.is_open:
        return redirect("referrals:ask_no_team")
    form = ActionForm(posted(request), initial={"submission_key": draft.submission_key(request)})
    if request.method == "POST" and form.is_valid() and _send(request, form, told, receiver):
        return redirect("referrals:ask_sent")
    page = {"form": form, "told": told, "receiver": receiver, "rows": rows_of(told), "may_change": True}
    return render(request, "referrals/public/check.jinja", page | _before_sending(told, receiver, request))


def _before_sending(told: Told, receiver: Receiver, request: AskedByAnyone) -> dict[str, Any]:
    """What is said before sending: of the age, and of who is told."""
    today, team = request.today, receiver.team
    assert team is not None, "the door is open"
    assert told.born_on is not None, "it was asked for"
    return {
        "age": told.age(today),
        "tells_school": told.of("tell", "tell_school") == "given",
        "is_outside_ages": age_finding(told.born_on, today, team.age_from, team.age_to) is not None,
    }


def _send(request: AskedByAnyone, form: ActionForm, told: Told, receiver: Receiver) -> bool:
    """Sends the request; says on the form why it could not."""
    if not limits.take_all(
        limits.Use(sending.FROM_ONE_DEVICE, str(request.session.session_key)),
        limits.Use(sending.FROM_ONE_ADDRESS, limits.address_of(request)),
    ):
        form.add_error(
            None,
            gettext("Too many requests were sent from here. Your answers are kept. Try again in an hour."),
        )
        return False
    secret = links.secret_after(draft.secret_of(request))
    key = draft.submission_key(request)
    try:
        referral = sending.send(told, receiver, secret=secret, submission_key=key)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return False
    draft.mark_sent(request, _said_after(referral, told, receiver))
    return True


def _said_after(referral: Referral, told: Told, receiver: Receiver) -> dict[str, Any]:
    """What the page after sending says, as JSON."""
    return {
        "ref": referral.ref,
        "team": referral.team.name if referral.team else "",
        "due": referral.answer_due_on.isoformat() if referral.answer_due_on else None,
        "names_risk": told.names_risk,
        "is_read_first": receiver.is_read_first,
    }


@public
def sent(request: AskedByAnyone) -> HttpResponse:
    """The reference number and the link, shown to whoever sent it and to nobody else."""
    said = draft.sent_of(request)
    if said is None:
        return redirect("referrals:ask")
    secret = links.secret_after(draft.secret_of(request))
    due = date.fromisoformat(said["due"]) if said["due"] else None
    page = {"said": said, "reference": spoken(said["ref"]), "due": due}
    page |= {"secret": secret, "link": links.address_of(secret)}
    return render(request, "referrals/public/sent.jinja", page)


@public
@require_http_methods(["GET", "POST"])
def stop(request: AskedByAnyone) -> HttpResponse:
    """Stop and delete: asked once, then everything written is gone."""
    if request.method == "POST":
        draft.delete(request)
        return redirect("referrals:ask_stopped")
    return render(request, "referrals/public/stop.jinja")
