"""The advice log of a school, for its lead, and turning an advice into a request for support."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.advice.offers import next_free
from trailblazer.advice.school_log import log_of_school
from trailblazer.advice.themes import published
from trailblazer.advice.words import reason_of
from trailblazer.domain.terms import school_year_of
from trailblazer.places.cards import who_is_told
from trailblazer.places.models import School
from trailblazer.referrals.beginning import begin_request
from trailblazer.referrals.forms.small import OneButton


@page_for(Permission.SEE_ADVICE)
def log(request: Asked) -> HttpResponse:
    """What was asked, when, and what came of it; who asked, where they let the lead see it."""
    if request.member.is_staff:
        return redirect("advice:team")
    school = School.objects.filter(pk=request.member.school_id or 0).first()
    year = school_year_of(request.today)
    whose = school.name if school else request.member.organisation.name
    shown = {
        "school": school,
        "rows": log_of_school(request.member),
        "year": year,
        "themes": published(request.member, year, whose, request.today, school),
        "next_free": next_free(request.member),
        "button": OneButton(),
        "told": who_is_told(request.member, request.today),
    }
    return render(request, "advice/log.jinja", shown)


@page_for(Permission.ASK_FOR_SUPPORT)
@require_POST
def into_request(request: Asked, topic: str) -> HttpResponse:
    """A request for support is begun with the reason that the topic stands for, and nothing else of the advice."""
    if not (reason := reason_of(topic)):
        raise Http404
    if not OneButton(request.POST).is_valid():
        return redirect("advice:log")
    try:
        begun = begin_request(by=request.member, reasons=[reason])
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("desk:start")
    messages.success(request, "Begun. The reason is filled in; say who it is for, with their agreement")
    return redirect(begun)
