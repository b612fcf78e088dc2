"""Which pupil of a school is helped by whom: all of them, one of them, and what the school writes down."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Organisation
from trailblazer.access.roles import Permission
from trailblazer.domain.helped import Place
from trailblazer.noticing import helping
from trailblazer.noticing.attendance_chart import drawn
from trailblazer.noticing.helped import of_request, of_school, team_checks
from trailblazer.noticing.helped_forms import EndHelp, HelpForm, HelpWithoutRequest
from trailblazer.noticing.models import SchoolHelp, SchoolSupport, Thought
from trailblazer.noticing.pupil import Pupil
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.teams.of_school import may_keep, school_for
from trailblazer.young_people.record_pages import marks_of
from trailblazer.young_people.views.road import Page, answer

HEADINGS = {
    Place.SEVERAL: ("Two or more help", "Agree who leads, so that nobody is asked the same thing twice."),
    Place.NOBODY: ("Nobody helps yet", "Asked for or noticed. Is there something in school while they wait?"),
    Place.ONE: ("One helps", ""),
    Place.NOT_TOLD: (
        "Not for school to know",
        "The young person or family decides what school hears. What you do yourselves you can write down.",
    ),
    Place.NO_MORE: ("Nobody helps now", "Answered or ended this school year."),
}


@page_for(Permission.SEE_SCHOOL_WORK)
def helped(request: Asked, urn: int) -> HttpResponse:
    """All of them, with those first whom several help, and those whom nobody does."""
    school = school_for(request.member, urn)
    pupils = of_school(school, request.member, request.today)
    seen = [one.referral for one in pupils if one.referral]
    looked_at_list(seen, by=request.member, where="pupils of a school and who helps them listed")
    by_place = {place: [one for one in pupils if one.place is place] for place in Place}
    people = [one.referral.young_person for one in pupils if one.referral and one.referral.young_person]
    shown = {
        "school": school,
        "groups": [(place, *HEADINGS[place], by_place[place]) for place in Place if by_place[place]],
        "figures": _figures(by_place, pupils),
        "is_school": bool(request.member.school_id),
        "may_keep": may_keep(request.member, school),
        "marks": {} if request.member.school_id else marks_of(people, request.member, request.today),
        "back_to": _back(request, school),
    }
    return render(request, "noticing/helped.jinja", shown)


def _figures(by_place: dict[Place, list[Pupil]], pupils: list[Pupil]) -> list[dict[str, Any]]:
    several, nobody = len(by_place[Place.SEVERAL]), len(by_place[Place.NOBODY])
    helped_now = sum(bool(one.helpers) for one in pupils)
    return [
        {
            "label": "Helped now",
            "figure": helped_now,
            "small": f"of {len(pupils)}",
            "note": "as far as you may know",
        },
        {"label": "Two or more help", "figure": several, "note": "agree who leads" if several else ""},
        {
            "label": "Nobody helps yet",
            "figure": nobody,
            "note": "asked for or noticed",
            "is_late": nobody > 0,
        },
    ]


@page_for(Permission.SEE_SCHOOL_WORK)
def pupil(request: Asked, referral: str) -> HttpResponse:
    """One of them: who helps, and whether they are back in school."""
    found = _request(request, referral)
    one = of_request(found, request.member, request.today)
    school = found.school
    assert school is not None, "a request without a school is not found here"
    began, ended = (
        one.began_on,
        None if one.helpers else max((h.until for h in one.past if h.until), default=None),
    )
    shown = {
        "referral": found,
        "pupil": one,
        "school": school,
        "is_school": bool(request.member.school_id),
        "may_keep": may_keep(request.member, school),
        "chart": drawn([row.count for row in one.counts], began, ended, one.attendance),
        "checks": team_checks(one, request.member),
        "back_to": (reverse("noticing:helped", args=[school.pk]), "Who helps whom"),
    }
    return render(request, "noticing/pupil.jinja", shown)


def _request(request: Asked, ref: str) -> Referral:
    """A request of a school that whoever looks works for or serves."""
    found = find(Referral, ref, by=request.member, together_with=("school", "young_person", "owner__user"))
    if found.school is None:
        raise Http404
    return found


def _has(request: Asked, school: School) -> list[SchoolSupport]:
    kept: Any = visible(SchoolSupport, request.member).filter(school=school)
    return list(kept.open_on(request.today))


@page_for(Permission.KEEP_SCHOOL_WORK)
def add_for_pupil(request: Asked, referral: str) -> HttpResponse:
    found = _request(request, referral)
    school = school_for(request.member, found.school_id or 0)
    form = HelpForm(
        request.POST or None, school=school, has=_has(request, school), initial={"starts_on": request.today}
    )

    def act(**values: Any) -> SchoolHelp:
        return helping.keep_help(SchoolHelp(school=school, referral=found), by=request.member, **values)

    lede = "The team reads it too, unless the young person or family said that school and team do not talk about it."
    return answer(request, form, act, _page(found, school, "Add help by the school", "Added", lede))


@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked, urn: int) -> HttpResponse:
    """For somebody for whom nobody asked the team."""
    return _without_request(request, school_for(request.member, urn), {})


@page_for(Permission.KEEP_SCHOOL_WORK)
def add_for_thought(request: Asked, thought: str) -> HttpResponse:
    """For somebody whom the lead was thinking about."""
    found = find(Thought, thought, by=request.member, together_with=("school",))
    return _without_request(request, found.school, {"who": found.who, "year_group": found.year_group})


def _without_request(request: Asked, school: School, begun: dict[str, Any]) -> HttpResponse:
    if request.member.organisation.kind != Organisation.Kind.SCHOOL:
        raise PermissionDenied
    initial = {"starts_on": request.today} | begun
    form = HelpWithoutRequest(request.POST or None, school=school, has=_has(request, school), initial=initial)

    def act(**values: Any) -> SchoolHelp:
        return helping.keep_help(SchoolHelp(school=school), by=request.member, **values)

    lede = "Only you see this. The team is not told of a pupil for whom nobody asked."
    return answer(request, form, act, _page(None, school, "Add help by the school", "Added", lede))


@page_for(Permission.KEEP_SCHOOL_WORK)
def change(request: Asked, school_help: str) -> HttpResponse:
    found = find(SchoolHelp, school_help, by=request.member, together_with=("school", "support", "referral"))
    initial = {
        "helper": found.support.ref if found.support else f"kind:{found.kind}",
        "given_by": found.given_by,
        "starts_on": found.starts_on,
        "who": found.who,
        "year_group": found.year_group,
    }
    form_of = HelpForm if found.referral else HelpWithoutRequest
    has = _has(request, found.school)
    if found.support and found.support not in has:
        has.append(found.support)
    form = form_of(request.POST or None, record=found, school=found.school, has=has, initial=initial)

    def act(**values: Any) -> SchoolHelp:
        return helping.keep_help(found, by=request.member, **values)

    return answer(request, form, act, _page(_seen(request, found), found.school, "Change help", "Saved"))


@page_for(Permission.KEEP_SCHOOL_WORK)
def end(request: Asked, school_help: str) -> HttpResponse:
    found = find(SchoolHelp, school_help, by=request.member, together_with=("school", "support", "referral"))
    form = EndHelp(request.POST or None, record=found, initial={"ends_on": request.today})

    def act(**values: Any) -> SchoolHelp:
        return helping.end_help(found, by=request.member, **values)

    title = f"{found.words} ends for {found.who}"
    return answer(request, form, act, _page(_seen(request, found), found.school, title, "Saved"))


def _seen(request: Asked, found: SchoolHelp) -> Referral | None:
    """The request of this help, while whoever looks may still know of it."""
    return visible(Referral, request.member).filter(pk=found.referral_id or 0).first()


def _page(found: Referral | None, school: School, title: str, done: str, lede: str = "") -> Page:
    if found is None:
        back, words = reverse("noticing:helped", args=[school.pk]), "Who helps whom"
    else:
        back, words = reverse("noticing:pupil", args=[found.ref]), "Who helps, and how school goes"
    return Page(title, "Save", back, words, done, lede)


def _back(request: Asked, school: School) -> tuple[str, str]:
    if request.member.school_id:
        return reverse("desk:start"), "Our school"
    return reverse("places:school", args=[school.pk]), school.name
