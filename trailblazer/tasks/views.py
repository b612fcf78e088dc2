from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.tasks.models import Job


@page_for(Permission.SEE_WORK)
def job(request: Asked, ref: str) -> HttpResponse:
    """How far a piece of work is. The page asks again by itself until it is over."""
    found = get_object_or_404(Job.objects.asked_for_by(request.member), ref=ref)
    return render(request, "tasks/job.jinja", {"job": found})
