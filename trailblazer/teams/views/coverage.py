"""Coverage of England by the teams of this installation."""

from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.teams.views.change import Asked


@page_for(Permission.SEE_TEAMS)
def coverage(request: Asked) -> HttpResponse:
    return render(request, "teams/coverage.jinja", {})
