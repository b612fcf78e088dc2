"""The pack of somebody who leaves, and giving all of it to a colleague."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Permission
from trailblazer.care import caseloads, holding, pack
from trailblazer.care.actions.leaving import give_everything
from trailblazer.care.forms.giving import GiveEverything
from trailblazer.care.models import Course, Note, Plan
from trailblazer.young_people.record_pages import marks_of
from trailblazer.young_people.views.road import Page, answer


def _member(request: Asked, ref: str) -> Membership:
    """Somebody of the teams of whoever asks, also when they have left."""
    found = Membership.objects.filter(ref=ref, organisation__in=teams_of(request.member))
    member = found.select_related("user", "organisation").first()
    if member is None:
        raise Http404
    return member


def teams_of(member: Membership) -> list[Organisation]:
    """The member's own team; of a provider, itself and all its teams."""
    if member.team_id is not None:
        return [member.organisation]
    return [member.organisation, *Organisation.objects.filter(provider=member.provider_id).order_by("name")]


@page_for(Permission.ALLOCATE_COURSES)
def pack_(request: Asked, member: str) -> HttpResponse:
    """What somebody who leaves hands over: each open course with plan and last note, and all else they hold."""
    leaver = _member(request, member)
    rows = _courses_of(leaver, request)
    people = [row.person for row in rows]
    sections = pack.sections_of(leaver, request.member, request.today)
    looked_at_list([*people, *pack.people_in(sections)], by=request.member, where="handover pack read")
    held = holding.counts(request.member, request.today, [leaver.pk]).get(leaver.pk, {})
    context = {
        "leaver": leaver,
        "has_left": leaver.has_left(request.today),
        "held": holding.in_words(held),
        "rows": rows,
        "sections": sections,
        "plans": _plans_of(rows, request),
        "notes": _last_notes(people, request),
        "marks": marks_of(people, request.member, request.today),
    }
    return render(request, "care/pack.jinja", context)


def _courses_of(leaver: Membership, request: Asked) -> list[caseloads.CourseRow]:
    held: Any = visible(Course, request.member)
    listed: Any = caseloads.with_facts(held.open().filter(lead=leaver))
    return caseloads.rows(listed.order_by("next_at", "pk"), request.today)


def _plans_of(rows: list[caseloads.CourseRow], request: Asked) -> dict[int, Plan]:
    found = visible(Plan, request.member).filter(referral__in=[row.course.referral_id for row in rows])
    return {plan.referral_id: plan for plan in found}


def _last_notes(people: list[Any], request: Asked) -> dict[int, Note]:
    written: Any = visible(Note, request.member)
    in_order = written.standing().filter(young_person__in=people).order_by("about_on", "pk")
    return {note.young_person_id: note for note in in_order}


@page_for(Permission.ALLOCATE_COURSES)
def give_all(request: Asked, member: str) -> HttpResponse:
    """Everything they hold, to one colleague, in one step."""
    leaver = _member(request, member)
    held = holding.counts(request.member, request.today, [leaver.pk]).get(leaver.pk, {})
    page = Page(
        title=f"Give all that {leaver.user.name} has to a colleague",
        button="Give all of it",
        back=reverse("care:pack", args=[leaver.ref]),
        back_words="Handover pack",
        done="Given. What has to be moved or covered is a task of whoever has it now",
        lede=_lede(holding.in_words(held)),
    )

    def act(**values: Any) -> Membership:
        return give_everything(leaver, by=request.member, **values)

    form = GiveEverything(request.POST or None, leaver=leaver, today=request.today)
    return answer(request, form, act, page)


def _lede(held: str) -> str:
    return f"{held}. All of it changes hands, or none." if held else "Nothing is left to give."
