"""What a person is told when a page cannot be shown. Nothing of the record is in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.backends.jinja2 import Jinja2


def no_access(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "desk/no_access.jinja", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "desk/not_found.jinja", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for a fault asks nothing of the database: it may be what is broken."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    page = engine.env.get_template("desk/broken.jinja").render()
    return HttpResponse(page, status=500)
