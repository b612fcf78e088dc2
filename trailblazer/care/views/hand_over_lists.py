"""The lists of hand-overs: all that are followed, those to us, and those of one young person."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.forms.hand_over_steps import HandOverFilters
from trailblazer.care.models import HandOver, Transition
from trailblazer.care.models.hand_overs import HandOverQuerySet
from trailblazer.care.record_hand_overs import of_record
from trailblazer.care.team_schools import members_of_team
from trailblazer.places.models import search_words
from trailblazer.referrals.models import Referral
from trailblazer.ui.filters import IN_SESSION, remembered
from trailblazer.young_people.record_pages import opened, shown

A_PAGE = 50
AROUND = ("young_person__school", "owner__user", "to_team", "team")
LISTS = {
    "follow_up": "To follow up",
    "unanswered": "Not answered",
    "back": "Come back",
    "nobody": "With nobody",
    "open": "All open",
    "settled": "Settled",
}
FIRST = "open"
EMPTY = {
    "follow_up": "Nobody is to be asked today.",
    "unanswered": "Every service has answered.",
    "back": "Nothing has come back that nobody has seen to.",
    "nobody": "Somebody follows each of them.",
    "open": "Nothing is followed. Hand somebody over from their record.",
    "settled": "Nothing is settled yet.",
}


def own(member: Membership) -> HandOverQuerySet:
    """Those this member's team follows; not those that another team sends to it."""
    found: Any = visible(HandOver, member)
    return found.exclude(Q(to_team=member.organisation_id) & ~Q(young_person__team=member.organisation_id))


def of_list(found: HandOverQuerySet, shown_list: str, today: date) -> HandOverQuerySet:
    return {
        "follow_up": found.to_follow_up,
        "unanswered": lambda _: found.unanswered(),
        "back": lambda _: found.came_back(),
        "nobody": found.nobodys,
        "open": lambda _: found.open(),
        "settled": lambda _: found.exclude(pk__in=found.open().values("pk")),
    }[shown_list](today)


def tabs(request: Asked, current: str) -> list[dict[str, Any]]:
    """The sub-menu of every list of this part."""
    member = request.member
    of_theirs: Any = visible(HandOver, member)
    to_us = of_theirs.to_answer_by(member.organisation_id).count()
    changes = visible(Transition, member).filter(state__in=Transition.OPEN).count()
    pages = (
        ("care:hand_overs", "Hand-overs", None),
        ("care:hand_overs_to_us", "To us", to_us),
        ("care:specialist_waits", "Waiting at a specialist service", None),
        ("care:transitions", "Changes to come", changes),
    )
    return [
        {"label": label, "href": reverse(name), "count": count, "is_current": name == current}
        for name, label, count in pages
    ]


def back_words(request: Asked) -> str:
    """Where the back link leads: the list as it was last left."""
    kept = request.session.get(IN_SESSION, {}).get(f"hand-overs {request.member.ref}", "")
    which = LISTS.get(QueryDict(kept).get("list", ""), LISTS[FIRST])
    return f"Hand-overs: {which.lower()}"


@page_for(Permission.SEE_CARE)
def list_(request: Asked) -> HttpResponse:
    if (elsewhere := remembered(request, "hand-overs", never=("q",))) is not None:
        return elsewhere
    which = request.GET.get("list", FIRST)
    which = which if which in LISTS else FIRST
    everything = own(request.member)
    members = members_of_team(request.member, request.today)
    filters = HandOverFilters(request.GET, lists=LISTS, members=members)
    found = narrowed(of_list(everything, which, request.today), filters.chosen)
    order = ("-settled_on", "-pk") if which == "settled" else ("follow_up_on", "sent_on", "pk")
    page = Paginator(found.select_related(*AROUND).order_by(*order), A_PAGE).get_page(request.GET.get("page"))
    looked_at_list(list(page.object_list), by=request.member, where="hand-overs listed")
    context = {
        "tabs": tabs(request, "care:hand_overs"),
        "figures": figures(everything, request),
        "which": which,
        "filters": filters,
        "page": page,
        "is_narrowed": bool(set(filters.chosen) - {"list"}),
        "empty": EMPTY[which],
    }
    return render(request, "care/hand_overs.jinja", context)


def narrowed(found: HandOverQuerySet, chosen: dict[str, Any]) -> HandOverQuerySet:
    same = {name: chosen[name] for name in ("kind", "state", "owner") if name in chosen}
    found = found.filter(**same)
    for word in search_words(chosen.get("q", "")):
        found = found.filter(Q(young_person__search__contains=word) | Q(to_name__icontains=word))
    return found


def figures(everything: HandOverQuerySet, request: Asked) -> list[dict[str, Any]]:
    """Each with what it is out of, and the list it leads to."""
    today, still_open = request.today, everything.open().count()
    due = everything.to_follow_up(today)
    back, unanswered = everything.came_back().count(), everything.unanswered()
    longest = unanswered.order_by("sent_on").values_list("sent_on", flat=True).first()
    middle = visible(Referral, request.member).filter(state=Referral.State.MISSING_MIDDLE).count()
    late = due.filter(follow_up_on__lt=today).count()
    nobody = everything.nobodys(today).count()
    since = f"The longest since {longest.day} {longest:%B}" if longest else "Every service has answered"
    lists = [
        ("unanswered", "Not answered", unanswered.count(), since, False),
        ("follow_up", "To follow up today", due.count(), f"{late} late" if late else "None late", late > 0),
        ("back", "Come back to us", back, "Declined, handed back or lost, and to be seen to", back > 0),
        ("nobody", "With nobody", nobody, "Nobody follows them, or whoever did has left", nobody > 0),
    ]
    of_open = {"small": f"of {still_open} open"}
    return [
        *(
            {"label": label, "figure": figure, "note": note, "href": f"?list={code}", "is_late": is_late}
            | of_open
            for code, label, figure, note, is_late in lists
        ),
        {
            "label": "Missing middle",
            "figure": middle,
            "note": "Requests, each with where they are helped",
            "href": f"{reverse('referrals:list')}?stage=missing_middle",
        },
    ]


@page_for(Permission.SEE_CARE)
def to_us(request: Asked) -> HttpResponse:
    """What other teams of the provider hand over to this one: first what waits for an answer."""
    member = request.member
    found: Any = visible(HandOver, member).filter(to_team=member.organisation_id).select_related(*AROUND)
    waiting = list(found.to_answer_by(member.organisation_id).order_by("sent_on", "pk"))
    answered = list(found.exclude(pk__in=[one.pk for one in waiting]).order_by("-sent_on", "-pk")[:A_PAGE])
    looked_at_list([*waiting, *answered], by=member, where="hand-overs to us listed")
    context = {
        "tabs": tabs(request, "care:hand_overs_to_us"),
        "waiting": waiting,
        "answered": answered,
        "may_answer": member.may(Permission.ALLOCATE_COURSES),
    }
    return render(request, "care/hand_overs_to_us.jinja", context)


@page_for(Permission.SEE_CARE)
def of_person(request: Asked, young_person: str) -> HttpResponse:
    """Every hand-over of one young person, the changes to come, and what was offered meanwhile."""
    record = opened(request, young_person)
    more = of_record(record, request.member)
    looked_at_list(more["hand_overs"], by=request.member, where="hand-overs listed")
    return render(request, "care/hand_overs_of.jinja", shown(request, record, "care:hand_overs_of", **more))
