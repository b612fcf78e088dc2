"""The record of one young person: summary, what was agreed, who can see what, and the activity log."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.log import REQUEST_ID, kept_from, lines_for
from trailblazer.access.models import LogEntry
from trailblazer.access.roles import Permission, Role
from trailblazer.domain import codes
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record import requests_of
from trailblazer.young_people.record_pages import facts_of, opened, sections_of, shown
from trailblazer.young_people.who_sees import who_sees_what

SEE = Permission.SEE_YOUNG_PEOPLE
A_PAGE = 50
ABOUT_THEM = {
    "ethnicity": ("Ethnic group", "ethnicity"),
    "gender": ("Gender", "gender"),
    "send": ("SEND", "yes_no"),
    "disability": ("Disability", "yes_no"),
    "young_carer": ("Cares for somebody", "yes_no"),
    "looked_after": ("Looked after", "yes_no"),
}


@page_for(SEE)
def summary(request: Asked, ref: str) -> HttpResponse:
    """What one comes for: what must be seen first, how it goes, who can see it, how to reach them."""
    record = opened(request, ref)
    more = {
        "main": sections_of(record, request.member, "main"),
        "side": sections_of(record, request.member, "side"),
        "facts": facts_of(record, request.member),
        "who": who_sees_what(record),
    }
    return render(request, "young_people/record.jinja", shown(request, record, "young_people:record", **more))


@page_for(SEE)
def details(request: Asked, ref: str) -> HttpResponse:
    """Requests, who cares for them, consent, what they need, and what is known about them."""
    record = opened(request, ref)
    needs = codes.load("communication_needs")
    person = record.person
    more = {
        "requests": requests_of(person, request.member),
        "needs": [needs.words(code) for code in person.communication_needs if code in needs],
        "about_them": [
            (label, _answer(code_list, getattr(person, name)))
            for name, (label, code_list) in ABOUT_THEM.items()
        ],
    }
    return render(
        request, "young_people/details.jinja", shown(request, record, "young_people:details", **more)
    )


def _answer(code_list: str, code: str) -> str:
    """The words of an equity answer; nothing where it was not asked."""
    return "" if code == YoungPerson.NOT_ASKED else codes.load(code_list).words_or_code(code)


@page_for(SEE)
def agreed(request: Asked, ref: str) -> HttpResponse:
    """Consent by purpose with its history, competence decisions, and quiet mode."""
    return render(
        request, "young_people/agreed.jinja", shown(request, opened(request, ref), "young_people:agreed")
    )


@page_for(SEE)
def who(request: Asked, ref: str) -> HttpResponse:
    record = opened(request, ref)
    context = shown(request, record, "young_people:who", who=who_sees_what(record))
    return render(request, "young_people/who.jinja", context)


@page_for(SEE)
def log(request: Asked, ref: str) -> HttpResponse:
    """Who looked and who changed what: all of it for those who may see the log, otherwise one's own."""
    record = opened(request, ref)
    all_lines = LogEntry.objects.filter(young_person=record.person.ref, provider_id=record.person.provider_id)
    entries = lines_for(request.member, all_lines)
    sees_all = request.member.may(Permission.SEE_LOG)
    if not sees_all:
        entries = entries.filter(member__user=request.member.user_id)
    entries = entries.exclude(request_id=REQUEST_ID.get())
    newest_first = entries.select_related("member__user", "member__organisation").order_by("-pk")
    page = Paginator(newest_first, A_PAGE).get_page(request.GET.get("page"))
    more = {"log_page": page, "sees_all": sees_all, "is_narrowed": bool(kept_from(request.member))}
    context = shown(request, record, "young_people:log", roles=dict(Role.choices), **more)
    return render(request, "young_people/log.jinja", context)
