"""The list of files that were brought in."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.imports.models import Import

A_PAGE = 50


@page_for(Permission.KEEP_REGISTER)
def list_(request: Asked) -> HttpResponse:
    page = Paginator(Import.objects.all(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/list.jinja", {"page": page})
