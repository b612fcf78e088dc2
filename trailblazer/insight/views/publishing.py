"""What the team does with a report: publish it once its term is over, withdraw it, correct it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.insight import actions
from trailblazer.insight.forms import Publish, Why
from trailblazer.insight.models import TermReport
from trailblazer.insight.telling import who_is_told
from trailblazer.insight.views.reading import publishes, term_or_404
from trailblazer.teams.of_school import school_for
from trailblazer.young_people.views.road import Page, answer


@page_for(Permission.KEEP_SCHOOL_WORK)
def publish(request: Asked, urn: int, term: str) -> HttpResponse:
    """From the preview, once the term is over."""
    member, of_term = request.member, term_or_404(term)
    school = school_for(member, urn)
    if not publishes(member):
        raise PermissionDenied
    form = Publish(request.POST or None)

    def act(**values: Any) -> TermReport:
        return actions.publish(school, by=member, term=of_term, **values)

    back, there = (
        reverse(f"insight:{name}", args=[school.urn, of_term.code]) for name in ("preview", "report")
    )
    lede = (
        f"{school.name} reads it from today. Its figures do not change any more; it can be corrected. "
        f"{who_is_told(school)}"
    )
    page = Page(
        f"Publish the report of {of_term}", "Publish the report", back, "How it would be", "Published", lede
    )
    return answer(request, form, act, page, to=lambda made: there)


def _opened(request: Asked, ref: str) -> TermReport:
    found = find(TermReport, ref, by=request.member, together_with=("school", "team"))
    if not publishes(request.member):
        raise PermissionDenied
    return found


@page_for(Permission.KEEP_SCHOOL_WORK)
def withdraw(request: Asked, term_report: str) -> HttpResponse:
    found = _opened(request, term_report)
    form = Why(request.POST or None, record=found)

    def act(**values: Any) -> TermReport:
        return actions.withdraw(found, by=request.member, **values)

    back = reverse("insight:reports", args=[found.school_id])
    lede = f"{found.title}, {found.school.name}. The school reads why, and its figures no longer."
    page = Page("Withdraw this report", "Withdraw it", back, "Reports", "Withdrawn", lede)
    return answer(request, form, act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def correct(request: Asked, term_report: str) -> HttpResponse:
    found = _opened(request, term_report)
    form = Why(request.POST or None, record=found)

    def act(**values: Any) -> TermReport:
        return actions.correct(found, by=request.member, **values)

    back = reverse("insight:report", args=[found.school_id, found.term])
    lede = (
        f"{found.title}, {found.school.name}. The term is counted again, and the new report takes the place of this "
        f"one. What was hidden stays hidden. {who_is_told(found.school)}"
    )
    page = Page("Correct this report", "Count again and publish", back, "The report", "Corrected", lede)
    return answer(request, form, act, page)
