"""A form is answered without an account: opened by a secret link or on a handed-over device, one question at a time."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.doors import find
from trailblazer.access.guard import public
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.today import now
from trailblazer.domain.instruments.wording import Question
from trailblazer.domain.languages import direction
from trailblazer.outcomes import drafting, holding, links
from trailblazer.outcomes.actions import answer_ask
from trailblazer.outcomes.forms import answering as forms
from trailblazer.outcomes.forms.answering import InWords, OnALine, OneAnswer, Send
from trailblazer.outcomes.holding import Held, changes_of
from trailblazer.outcomes.models import MOST_WRONG_MONTHS, Ask
from trailblazer.outcomes.sheet import NOTHING_YET, RATHER_NOT, Sheet, sheet_of
from trailblazer.ui.public import BirthMonth, posted
from trailblazer.ui.words import gettext

View = Callable[..., HttpResponse]
AnswerForm = OneAnswer | OnALine | InWords
NOT_THERE, GONE = 404, 410
LOOKS_AND_SENDS = ["GET", "HEAD", "POST"]


@public
@require_http_methods(LOOKS_AND_SENDS)
def open_(request: AskedByAnyone, secret: str) -> HttpResponse:
    """The link. To look at it changes nothing; the birth month puts the form into the session."""
    ask = links.LINKS.by_secret(secret)
    if ask is None:
        return _closed(request, "unknown")
    if not ask.can_be_opened(now()):
        return _closed(request, _why_closed(ask))
    form = BirthMonth(posted(request))
    if request.method == "POST" and form.is_valid():
        if links.is_birth_month(ask, **form.cleaned_data):
            return _begin(request, ask)
        if ask.wrong_months + 1 >= MOST_WRONG_MONTHS:
            return _closed(request, "locked")
        words = gettext(
            "That is not the month we have. Check the month and the year. After 5 tries it locks."
        )
        form.add_error(None, words)
    return render(request, "outcomes/birth_month.jinja", {"form": form})


def _begin(request: AskedByAnyone, ask: Ask) -> HttpResponse:
    """The secret leaves the address. That the form was opened is written down once."""
    holding.hold(request, ask)
    held = holding.held_by(request)
    assert held is not None, "it is held from here on"
    find(Ask, held.ask.ref, by=Visitor(holds=held.ask), purpose="opened to be answered")
    return redirect("outcomes:answer")


def _why_closed(ask: Ask) -> str:
    if ask.score_id is not None:
        return "answered"
    if ask.withdrawn_at is not None:
        return "withdrawn"
    return "locked" if ask.is_locked else "expired"


def _closed(request: AskedByAnyone, why: str, *, is_handed_over: bool = False) -> HttpResponse:
    """One plain page that names nobody."""
    status = NOT_THERE if why == "unknown" else GONE
    page = {"why": why, "is_handed_over": is_handed_over}
    return render(request, "outcomes/closed.jinja", page, status=status)


def of_held_form(page: View) -> View:
    """A page of the one form that this session holds, while it can be answered."""

    @wraps(page)
    def guarded(request: AskedByAnyone, *args: Any, **kwargs: Any) -> HttpResponse:
        held = holding.held_by(request)
        if held is None:
            return _closed(request, "no_session")
        if held.is_sent:
            return redirect(f"{reverse('outcomes:sent')}{'?again=1' if request.method == 'POST' else ''}")
        ask, handed = held.ask, held.is_handed_over
        if not ask.can_be_opened(now()):
            return _closed(request, _why_closed(ask), is_handed_over=handed)
        if (sheet := sheet_of(ask)) is None:
            return _closed(request, "not_shown", is_handed_over=handed)
        return page(request, held, sheet, *args, **kwargs)

    return public(guarded)


@of_held_form
def answer(request: AskedByAnyone, held: Held, sheet: Sheet) -> HttpResponse:
    """The start: what it is, how long it takes, who sees it, and that nobody watches it all the time."""
    page = {"sheet": sheet, "first": sheet.next_open or sheet.questions[0]}
    return render(request, "outcomes/begin.jinja", page | _of(held))


def _of(held: Held) -> dict[str, Any]:
    is_self = held.ask.rater == Ask.Rater.SELF
    return {
        "is_handed_over": held.is_handed_over,
        "is_self": is_self,
        "is_told": bool(held.ask.risk_said),
        "language": held.ask.language,
        "direction": direction(held.ask.language),
    }


@of_held_form
@require_http_methods(LOOKS_AND_SENDS)
def question(request: AskedByAnyone, held: Held, sheet: Sheet, code: str) -> HttpResponse:
    """One question. One tap keeps the answer and goes on."""
    asked = sheet.wording.question(code)
    if asked is None:
        raise Http404
    form = _form_for(request, sheet, asked)
    if request.method == "POST" and form.is_valid():
        return _kept(sheet, asked, form)
    return render(request, "outcomes/question.jinja", _question(held, sheet, asked, form))


def _form_for(request: AskedByAnyone, sheet: Sheet, asked: Question) -> AnswerForm:
    if asked.is_in_words:
        given = sheet.given(asked)
        said = "" if given in (RATHER_NOT, NOTHING_YET) else given
        return InWords(posted(request), question=asked, one=sheet.instrument, initial={"answer": said})
    kind = OneAnswer if asked.options else OnALine
    return kind(posted(request), question=asked, one=sheet.instrument)


def _kept(sheet: Sheet, asked: Question, form: AnswerForm) -> HttpResponse:
    """Keeps it, and goes on: to where help is, to the next question, or to what is sent."""
    if isinstance(form, InWords):
        drafting.keep_words(sheet.ask, asked.code, form.cleaned_data["answer"])
    else:
        drafting.keep(sheet.ask, asked.code, form.given)
    if sheet.tells_of_risk(asked):
        return redirect("outcomes:answer_help")
    following = sheet.after(asked)
    return redirect("outcomes:question", following.code) if following else redirect("outcomes:check")


def _question(held: Held, sheet: Sheet, asked: Question, form: AnswerForm) -> dict[str, Any]:
    given = sheet.given(asked)
    return {
        "form": form,
        "asked": asked,
        "sheet": sheet,
        "before": sheet.before(asked),
        "given": given,
        "would_rather_not": given == RATHER_NOT,
        "typed": form.data.get("answer", "") if form.is_bound else _typed(given),
        "rather_not": forms.RATHER_NOT,
        **_of(held),
    }


def _typed(given: Any) -> str:
    return f"{given:g}" if isinstance(given, int | float) else ""


@of_held_form
def help_now(request: AskedByAnyone, held: Held, sheet: Sheet) -> HttpResponse:
    """Straight after an answer that tells of risk: where help is now, and that we see this one answer already."""
    asked = sheet.risk_question
    if asked is None or not sheet.tells_of_risk(asked):
        return redirect("outcomes:answer")
    page = {"asked": asked, "following": sheet.after(asked), "sheet": sheet}
    return render(request, "outcomes/help_now.jinja", page | _of(held))


@of_held_form
@require_http_methods(LOOKS_AND_SENDS)
def check(request: AskedByAnyone, held: Held, sheet: Sheet) -> HttpResponse:
    """Everything that is sent, each with a way to change it; then it is sent, once."""
    key = sha256(f"send {held.ask.ref}".encode()).hexdigest()[:32]
    form = Send(posted(request), initial={"submission_key": key})
    if request.method == "POST" and form.is_valid():
        if not sheet.can_be_sent:
            form.add_error(None, gettext("Answer at least one question, or stop and delete."))
        elif _send(request, held, form):
            return redirect("outcomes:sent")
    page = {"form": form, "sheet": sheet, "rows": sheet.rows(), "last": sheet.questions[-1]}
    return render(request, "outcomes/check_form.jinja", page | _of(held))


def _send(request: AskedByAnyone, held: Held, form: Send) -> bool:
    try:
        how = Ask.How.DEVICE if held.is_handed_over else ""
        answer_ask(held.ask, by=Visitor(holds=held.ask), how=how, **form.cleaned_data)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return False
    held.ask.refresh_from_db(fields=["risk_alert"])
    holding.mark_sent(request, names_risk=held.ask.risk_alert_id is not None)
    return True


@public
def sent(request: AskedByAnyone) -> HttpResponse:
    """After sending: thanks, where help is now, and on a handed-over device to give it back."""
    held = holding.held_by(request)
    if held is None or not held.is_sent:
        return _closed(request, "no_session")
    page = {"names_risk": held.names_risk, "is_again": "again" in request.GET, "changes": changes_of(held)}
    return render(request, "outcomes/form_sent.jinja", page | _of(held))


@of_held_form
@require_http_methods(LOOKS_AND_SENDS)
def stop(request: AskedByAnyone, held: Held, sheet: Sheet) -> HttpResponse:
    """Stop and delete: asked once, then everything answered so far is gone."""
    if request.method != "POST":
        return render(request, "outcomes/stop_form.jinja", _of(held))
    drafting.forget(held.ask)
    if not held.is_handed_over:
        holding.let_go(request)
    return _stopped(request, held)


def _stopped(request: AskedByAnyone, held: Held) -> HttpResponse:
    return render(request, "outcomes/stopped_form.jinja", _of(held))
