"""The list: empty until somebody is looked for."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.ui.filters import remembered
from trailblazer.young_people.forms import YoungPeopleFilters
from trailblazer.young_people.models import QuietMode, YoungPerson
from trailblazer.young_people.record import with_requests

A_PAGE = 50


@page_for(Permission.SEE_YOUNG_PEOPLE)
def list_(request: HttpRequest) -> HttpResponse:
    if (elsewhere := remembered(request, "young people")) is not None:
        return elsewhere
    member, today = request.member, request.today  # type: ignore[attr-defined]
    filters = YoungPeopleFilters(request.GET, member=member)
    people: Any = visible(YoungPerson, member)
    found = (
        filters.narrowed(people, today)
        .with_quiet_mode()
        .select_related("school", "team")
        .prefetch_related(with_requests(member))
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    looked_at_list(shown, by=member, where="children and young people listed")
    context = {
        "filters": filters,
        "is_asked": bool(filters.chosen),
        "page": page,
        "rows": [_row(person, member, today) for person in shown],
    }
    return render(request, "young_people/list.jinja", context)


def _row(person: Any, member: Any, today: Any) -> dict[str, Any]:
    notes = [
        f"Known as {person.known_as}" if person.known_as else "",
        f"Interpreter: {person.interpreter_language}" if person.interpreter_language else "",
    ]
    where = (person.year_on(today), person.school.name if person.school else "")
    return {
        "person": person,
        "where": ", ".join(part for part in where if part),
        "notes": ". ".join(note for note in notes if note),
        "age": person.age_on(today),
        "is_quiet": person.quiet_step in QuietMode.MEANS_ON,
        "request": next(iter(person.seen_requests), None),
        "team": person.team.name if person.team and member.team_id is None else "",
    }
