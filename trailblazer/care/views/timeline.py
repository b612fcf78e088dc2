"""Everything that happened to one young person, the newest first."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care.timeline import by_month
from trailblazer.young_people.record_pages import moments_of, opened, shown

A_PAGE = 100


@page_for(Permission.SEE_CARE)
def timeline(request: Asked, young_person: str) -> HttpResponse:
    record = opened(request, young_person)
    page = Paginator(moments_of(record, request.member), A_PAGE).get_page(request.GET.get("page"))
    more = {"page": page, "months": by_month(page.object_list)}
    return render(request, "care/timeline.jinja", shown(request, record, "care:timeline", **more))
