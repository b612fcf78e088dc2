"""For the team: ask for a questionnaire, show its code, hand over the device, key it in, remind, take back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care.models import Score
from trailblazer.outcomes import actions, links
from trailblazer.outcomes.asking import fitting, referral_of, ways_in_words
from trailblazer.outcomes.asks import lines_of
from trailblazer.outcomes.content import wording_for
from trailblazer.outcomes.forms.asking import MESSAGE, PAPER, AskForm
from trailblazer.outcomes.forms.paper import PaperForm
from trailblazer.outcomes.models import Ask
from trailblazer.outcomes.told import told_of
from trailblazer.ui.qr_codes import code_of
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import opened, shown
from trailblazer.young_people.views.road import Page, answer

BESIDE = ("young_person__team", "carer", "asked_by__user", "score", "referral", "risk_alert")


def page_of(person: YoungPerson) -> str:
    return reverse("outcomes:of_person", args=[person.ref])


@page_for(Permission.SEE_CARE)
def of_person(request: Asked, young_person: str) -> HttpResponse:
    """Everything that was asked for about one young person, the newest first."""
    record = opened(request, young_person)
    asks = visible(Ask, request.member).filter(young_person=record.person).select_related(*BESIDE)
    lines = lines_of(list(asks), now(), request.today)
    looked_at_list([line.ask for line in lines], by=request.member, where="questionnaires of one shown")
    more = {"lines": lines, "may_ask": request.member.may(Permission.ASK_FOR_FORMS)}
    return render(request, "outcomes/of_person.jinja", shown(request, record, "outcomes:of_person", **more))


@page_for(Permission.ASK_FOR_FORMS)
def ask(request: Asked, young_person: str) -> HttpResponse:
    person = find(YoungPerson, young_person, by=request.member)
    form = AskForm(
        request.POST or None,
        offered=fitting(person, request.today),
        carers=list(person.carers.all()),
        ways=list(ways_in_words(person)),
        today=request.today,
        initial=_named_in(request),
    )

    def act(**values: Any) -> Ask:
        referral = referral_of(person, request.member)
        if referral is None:
            raise NotPossible("There is no request for support to ask under")
        return actions.ask_for_form(referral, by=request.member, **values)

    def to(made: Ask) -> str:
        way = request.POST.get("way")
        if way == MESSAGE:
            return page_of(person)
        return reverse("outcomes:enter" if way == PAPER else "outcomes:ask", args=[made.ref])

    lede = "Before the first session it shows where somebody starts; at the ending, whether it helped."
    page = Page("Ask for a questionnaire", "Ask", page_of(person), "Questionnaires", "It is asked for", lede)
    return answer(request, form, act, page, to=to, person=person)


def _named_in(request: Asked) -> dict[str, str]:
    """What the address says is due: which questionnaire, who answers, and why now."""
    said = {name: request.GET.get(name, "") for name in ("instrument", "rater", "moment")}
    named = {"questionnaire": f"{said['instrument']} {said['rater'] or 'self'}"} if said["instrument"] else {}
    return named | ({"moment": said["moment"]} if said["moment"] else {})


@page_for(Permission.SEE_CARE)
def one(request: Asked, ask: str) -> HttpResponse:
    """One that was asked for: its code while it is open, and what can be done with it."""
    found = find(Ask, ask, by=request.member, together_with=BESIDE)
    line = lines_of([found], now(), request.today)[0]
    may = request.member.may
    is_open = found.can_be_opened(now()) and wording_for(found.instrument, found.language) is not None
    has_link = found.how == Ask.How.LINK and links.LINKS.can_be_said_again(found)
    link = links.LINKS.address_of(found) if is_open and has_link else ""
    page = {
        "line": line,
        "person": found.young_person,
        "link": link if may(Permission.ASK_FOR_FORMS) else "",
        "code": code_of(link) if link and may(Permission.ASK_FOR_FORMS) else "",
        "is_open": is_open,
        "may_ask": may(Permission.ASK_FOR_FORMS),
        "may_enter": may(Permission.ANSWER_FORMS) and found.is_waiting and line.instrument is not None,
        "told": told_of(found) if line.instrument is not None else None,
        "alert_address": _alert_of(found) if may(Permission.SEE_ALERTS) else "",
        "back_to": page_of(found.young_person),
    }
    return render(request, "outcomes/ask.jinja", page)


def _alert_of(ask: Ask) -> str:
    return reverse("alerts:alert", args=[ask.risk_alert.ref]) if ask.risk_alert is not None else ""


@page_for(Permission.ASK_FOR_FORMS)
@require_POST
def remind(request: Asked, ask: str) -> HttpResponse:
    found = find(Ask, ask, by=request.member)
    try:
        actions.remind(found, by=request.member)
        messages.success(request, "The reminder is on its way")
    except NotPossible as reason:
        messages.error(request, f"No reminder went. {reason}")
    return redirect(_back(request, found))


@page_for(Permission.ASK_FOR_FORMS)
@require_POST
def withdraw(request: Asked, ask: str) -> HttpResponse:
    found = find(Ask, ask, by=request.member)
    try:
        actions.withdraw_ask(found, by=request.member)
        messages.success(request, "It is not asked for any more")
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect(_back(request, found))


def _back(request: Asked, ask: Ask) -> str:
    """To the list that the button stood in."""
    whose = request.POST.get("to", "")
    if whose in ("own", "team"):
        return f"{reverse('outcomes:list')}?whose={whose}"
    return page_of(ask.young_person)


@page_for(Permission.ANSWER_FORMS)
def enter(request: Asked, ask: str) -> HttpResponse:
    """A form on paper, keyed in with number keys."""
    found = find(Ask, ask, by=request.member, together_with=BESIDE)
    line = lines_of([found], now(), request.today)[0]
    if line.instrument is None or not found.is_waiting:
        return redirect("outcomes:ask", found.ref)
    form = PaperForm(request.POST or None, one=line.instrument, today=request.today)

    def act(**values: Any) -> Score:
        return actions.answer_ask(found, by=request.member, **values)

    back = page_of(found.young_person)
    page = Page(f"{line.instrument.short}, from paper", "Save", back, "Questionnaires", "The form is saved")
    more: dict[str, Any] = {"person": found.young_person, "line": line, "one": line.instrument}
    return answer(request, form, act, page, template="outcomes/paper.jinja", **more)
