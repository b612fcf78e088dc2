"""Results of activities as files: what was held in a term by kind, and what people said of one."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.activities.figures import activities_of_term
from trailblazer.activities.models import SchoolActivity
from trailblazer.activities.published import held_by_kind
from trailblazer.activities.reading import of_school
from trailblazer.activities.results import before_and_now, results_of
from trailblazer.domain.school_terms import Term, term_by_code
from trailblazer.statistics.files import given_or_told
from trailblazer.teams.of_school import school_for


def _term_or_404(code: str) -> Term:
    try:
        return term_by_code(code)
    except ValueError:
        raise Http404 from None


@page_for(Permission.SEE_SCHOOL_WORK)
def held_file(request: Asked, urn: int, term: str) -> HttpResponse:
    """The table of the page of a school: `as` says which kind of file."""
    school, of_term = school_for(request.member, urn), _term_or_404(term)
    publication = held_by_kind(school, of_term, activities_of_term(school, of_term))
    return given_or_told(request, publication, reverse("activities:of_school", args=[urn]))


@page_for(Permission.SEE_SCHOOL_WORK)
def training_file(request: Asked, urn: int, term: str) -> HttpResponse:
    """How sure people felt before each training of the term, and now."""
    member, today = request.member, request.today
    school, of_term = school_for(member, urn), _term_or_404(term)
    held = of_school(school, member, today, of_term).held
    publication = before_and_now(school, of_term, held, member, today)
    return given_or_told(request, publication, reverse("activities:of_school", args=[urn]))


@page_for(Permission.SEE_SCHOOL_WORK)
def results_file(request: Asked, school_activity: str) -> HttpResponse:
    """What people said of one activity, once it is told."""
    beside = ("school", "work")
    found = find(
        SchoolActivity, school_activity, by=request.member, purpose="taken out", together_with=beside
    )
    publication = results_of(found, request.member, request.today).publication
    return given_or_told(request, publication, reverse("activities:activity", args=[found.ref]))
