"""What must be seen first of a young person, for any page that is about one: `flags_for(person)` in its template."""

from typing import Any

from django.http import HttpRequest

from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import Flag, flags_of


def context(request: HttpRequest) -> dict[str, Any]:
    member = getattr(request, "member", None)

    def flags_for(person: YoungPerson) -> list[Flag]:
        return flags_of(person, member, request.today) if member is not None else []  # type: ignore[attr-defined]

    return {"flags_for": flags_for}
