"""One school, with where each of its facts comes from."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.places.cards import cards_of
from trailblazer.places.history import history, related
from trailblazer.places.models import School
from trailblazer.places.teams_of import teams_of
from trailblazer.ui.environment import day, number

TOP_OF_POSTGRESQL = 2**31 - 1


@page_for(Permission.SEE_SCHOOLS)
def school(request: Asked, urn: int) -> HttpResponse:
    known = School.objects.select_related("authority__region", "authority__main_icb", "last_import")
    known = known.prefetch_related("services__team__organisation").filter(urn__lte=TOP_OF_POSTGRESQL)
    found = get_object_or_404(known.filter(urn=min(urn, TOP_OF_POSTGRESQL)))
    shown = {"school": found, "figures": figures_of(found), "teams": teams_of(found, request.today)}
    shown["cards"] = cards_of(found, request.member, request.today)
    shown["wide_cards"] = cards_of(found, request.member, request.today, wide=True)
    return render(
        request, "places/school.jinja", shown | {"history": history(found), "related": related(found)}
    )


def figures_of(school: School) -> list[dict[str, Any]]:
    """How many learn there, with the day of the count, and who they are."""
    counted = f"census of {day(school.census_on)}" if school.census_on else "day of the count not known"
    if school.pupils is None:
        counted = "the register has none for colleges" if school.is_college else "none in the register"
    share = school.fsm_percent
    return [
        {
            "label": "Learners" if school.is_college else "Pupils",
            "figure": number(school.pupils),
            "note": counted,
            "href": f"{reverse('desk:definitions')}#not-known" if school.pupils is None else "",
        },
        {"label": "Ages", "figure": ages(school), "note": "that it is registered for"},
        {
            "label": "Free school meals",
            "figure": number(None) if share is None else f"{share.normalize():f}%",
            "note": "of pupils",
        },
    ]


def ages(school: School) -> str:
    if school.low_age is None or school.high_age is None:
        return number(None)
    return f"{school.low_age} to {school.high_age}"
