from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from trailblazer.access.guard import public
from trailblazer.access.roles import Role
from trailblazer.desk.menu import MENUS
from trailblazer.domain.clock import BANDS, DEFINITIONS, STANDARDS


@public
def start(request: HttpRequest) -> HttpResponse:
    """The first page of each role; for someone without an account, the front door."""
    member = request.member  # type: ignore[attr-defined]
    if member is None:
        return render(request, "desk/front.jinja")
    if member.role == Role.SENIOR_MENTAL_HEALTH_LEAD:
        from trailblazer.desk.our_school import our_school

        return our_school(request)
    first = MENUS.get(member.role, ())
    return redirect(first[0].name if first else "access:account")


@public
def menu(request: HttpRequest) -> HttpResponse:
    """The whole menu as a page, for phones."""
    return render(request, "desk/menu.jinja")


@public
def words(request: HttpRequest, page: str) -> HttpResponse:
    """A page of words: help, accessibility, privacy, sources."""
    return render(request, f"desk/{page}.jinja")


@public
def definitions(request: HttpRequest) -> HttpResponse:
    """What each word and number means, from the rules that compute them."""
    words_of_rules = {"definitions": DEFINITIONS.values(), "standards": STANDARDS.values(), "bands": BANDS}
    return render(request, "desk/definitions.jinja", words_of_rules)


@public
def health(request: HttpRequest) -> JsonResponse:
    """Whether the service and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
