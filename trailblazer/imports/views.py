"""The list of files that were brought in."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.imports.kinds import KINDS, tag_of
from trailblazer.imports.models import Import

A_PAGE = 50


@page_for(Permission.KEEP_REGISTER)
def list_(request: Asked) -> HttpResponse:
    imports = Import.objects.filter(kind__in=KINDS).select_related("uploaded_by__user", "job")
    page = Paginator(imports, A_PAGE).get_page(request.GET.get("page"))
    rows = [{"import": one, "kind": KINDS[one.kind], "tag": tag_of(one)} for one in page]
    return render(request, "imports/list.jinja", {"page": page, "rows": rows, "kinds": KINDS.values()})
