"""Pages for any adult in a school: the guide to noticing, and *Who could help?*. They keep nothing and name nobody."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.noticing import STAGES, guide
from trailblazer.noticing.forms import WhoCouldHelp
from trailblazer.noticing.who_could_help import who_could_help
from trailblazer.places.cards import who_is_told
from trailblazer.places.models import School
from trailblazer.referrals.beginning import begin_request
from trailblazer.referrals.forms.small import OneButton


def own_school(member: Membership) -> School | None:
    """The school that a member of a school works for."""
    return School.objects.filter(pk=member.school_id or 0).first()


@page_for(Permission.BOOK_ADVICE)
def noticing(request: HttpRequest) -> HttpResponse:
    """What may be noticed at one stage of school, and what to do about each sign."""
    asked = cast(Asked, request)
    stage = asked.GET.get("stage", "")
    stage = stage if stage in STAGES else _usual(own_school(asked.member))
    shown = {"stage": stage, "stages": STAGES, "signs": guide().at(stage), "source": guide().source}
    shown["told"] = who_is_told(asked.member, asked.today)
    return render(request, "noticing/guide.jinja", shown)


def _usual(school: School | None) -> str:
    lowest = (school.low_age if school else None) or 4
    return "college" if lowest >= 16 else "secondary" if lowest >= 10 else "primary"


@page_for(Permission.BOOK_ADVICE)
def who(request: HttpRequest) -> HttpResponse:
    """Four questions, and who could help, best first."""
    asked = cast(Asked, request)
    school = own_school(asked.member)
    begun = {"about": asked.GET.getlist("about")}  # as the guide leads here
    form = WhoCouldHelp(asked.GET if "year" in asked.GET else None, school=school, initial=begun)
    found = None
    if school and form.is_bound and form.is_valid():
        found = who_could_help(form.asked, school, asked.member, asked.today)
    may_ask = asked.member.may(Permission.ASK_FOR_SUPPORT)
    told = who_is_told(asked.member, asked.today)
    shown: dict[str, Any] = {"form": form, "found": found, "school": school, "may_ask": may_ask, "told": told}
    shown["begin"] = OneButton()
    return render(request, "noticing/who.jinja", shown)


@page_for(Permission.ASK_FOR_SUPPORT)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """A request for support is begun with the year and what it is about. Still nobody is named."""
    asked = cast(Asked, request)
    form = WhoCouldHelp(asked.POST, school=own_school(asked.member))
    if not form.is_valid() or not OneButton(asked.POST).is_valid():
        return redirect("noticing:who")
    given = form.cleaned_data
    try:
        begun = begin_request(by=asked.member, reasons=given["about"], year_group=given["year"])
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("desk:start")
    messages.success(request, "Begun. The year and what it is about are filled in; say who it is for")
    return redirect(begun)
