"""Whether what was measured can be counted: what is missing, course by course, and the rates, protected."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.domain.disclosure import Place, Table
from trailblazer.domain.terms import SchoolYear, school_years_ago
from trailblazer.outcomes import readiness as ready
from trailblazer.outcomes.actions.saying import say_what_we_did
from trailblazer.outcomes.experience import Heard, heard
from trailblazer.outcomes.forms.saying import WeDid
from trailblazer.outcomes.models import YouSaid
from trailblazer.outcomes.views.worklist import tabs
from trailblazer.statistics.files import given_or_told
from trailblazer.statistics.publications import Publication
from trailblazer.young_people.views.road import Page, answer

A_PAGE = 25
YEARS, FIRST_YEAR, CHANGES = 3, 2018, 10


@dataclass(frozen=True)
class Published:
    """A table that is given out: its title, what its rows are, and how it is counted."""

    title: str
    rows_are: str
    table: Callable[[Iterable[ready.Ready]], Table | None]
    is_for_leads: bool = False


PUBLISHED = {
    "by-practitioner": Published(
        "First and second scores by practitioner", "Practitioner", ready.by_practitioner, is_for_leads=True
    ),
    "by-school": Published("First and second scores by school", "School", ready.by_school),
    "by-questionnaire": Published(
        "First and second scores by questionnaire and who fills it in",
        "Questionnaire",
        ready.by_questionnaire,
    ),
}


@page_for(Permission.SEE_CARE)
def readiness(request: Asked) -> HttpResponse:
    """The courses under way with what is missing; beneath, the rates of those that ended in a school year."""
    member, year = request.member, _year_asked(request)
    page = Paginator(ready.open_courses(member, only_own=not _leads(member)), A_PAGE).get_page(
        request.GET.get("page")
    )
    looked_at_list([one.young_person for one in page], by=member, where="what is missing for a pair")
    ended = _ended(member, year)
    shown: dict[str, Any] = {
        "page": page,
        "rows": ready.ready_of(page, member),
        "leads": _leads(member),
        "links": tabs(member, "readiness"),
        "year": year,
        "years": [school_years_ago(back, request.today) for back in range(YEARS)],
        "publications": [
            (made, reverse("outcomes:readiness_file", args=[year.starts_in, name]))
            for name in PUBLISHED
            if (made := _publication(name, ended, year, member)) is not None
        ],
    }
    return render(request, "outcomes/readiness.jinja", shown)


@page_for(Permission.SEE_CARE)
def experience(request: Asked) -> HttpResponse:
    """What young people and parents say of the help, in one school year; their words for those who lead."""
    year = _year_asked(request)
    shown = {
        "links": tabs(request.member, "experience"),
        "year": year,
        "years": [school_years_ago(back, request.today) for back in range(YEARS)],
        "heard": [
            (
                one,
                _what_was_said(one, year, request.member),
                reverse("outcomes:experience_file", args=[year.starts_in, one.instrument.id]),
            )
            for one in heard(request.member, year.first_day, year.last_day)
        ],
        "reads_words": _leads(request.member),
        "changes": visible(YouSaid, request.member)[:CHANGES],
    }
    return render(request, "outcomes/experience.jinja", shown)


@page_for(Permission.SEE_CARE)
def experience_file(request: Asked, year: int, form: str) -> HttpResponse:
    """The answers to one form as a file: `as` says which kind. What was written in words is in no file."""
    of_year = _year_of(request, year)
    for one in heard(request.member, of_year.first_day, of_year.last_day):
        if one.instrument.id == form:
            back = f"{reverse('outcomes:experience')}?year={year}"
            return given_or_told(request, _what_was_said(one, of_year, request.member), back)
    raise Http404


@page_for(Permission.ALLOCATE_COURSES)
def we_did(request: Asked) -> HttpResponse:
    """What the team did because of what it was told."""
    form = WeDid(request.POST or None, initial={"done_on": request.today})

    def act(**values: Any) -> YouSaid:
        return say_what_we_did(by=request.member, **values)

    lede = "Everyone who sends a form to your team reads it on the page after sending."
    back = reverse("outcomes:experience")
    page = Page("You said, we did", "Write it", back, "What was said", "Written.", lede)
    return answer(request, form, act, page)


@page_for(Permission.SEE_CARE)
def readiness_file(request: Asked, year: int, table: str) -> HttpResponse:
    """One of the protected tables as a file: `as` says which kind."""
    of_year = _year_of(request, year)
    if table not in PUBLISHED:
        raise Http404
    made = _publication(table, _ended(request.member, of_year), of_year, request.member)
    return given_or_told(request, made, f"{reverse('outcomes:readiness')}?year={year}#ended")


def _what_was_said(one: Heard, year: SchoolYear, member: Membership) -> Publication:
    counted = (
        f"{member.organisation.name}, forms of the school year {year}. Each question is protected by itself, since the "
        "same people answered the others."
    )
    return Publication(f"{one.instrument.short}, question by question", one.table, counted, "Question")


def _ended(member: Membership, year: SchoolYear) -> list[ready.Ready]:
    return ready.counted(ready.ready_of(ready.ended_courses(member, year.first_day, year.last_day), member))


def _publication(
    name: str, ended: list[ready.Ready], year: SchoolYear, member: Membership
) -> Publication | None:
    """A protected table with its words; None where there is nothing to count, or it is not for this member."""
    one = PUBLISHED[name]
    table = one.table(ended) if _leads(member) or not one.is_for_leads else None
    if table is None:
        return None
    counted = f"{member.organisation.name}, courses that ended in {year} with two contacts or more."
    can_be_drawn = any(not row.figures[-1].is_hidden for row in table.rows if row.place is Place.ROW)
    return Publication(one.title, table, counted, one.rows_are, chart_of=ready.RATE if can_be_drawn else "")


def _leads(member: Membership) -> bool:
    """Those who give courses see the team's; others their own."""
    return member.may(Permission.ALLOCATE_COURSES)


def _year_of(request: Asked, year: int) -> SchoolYear:
    if not FIRST_YEAR <= year <= school_years_ago(0, request.today).starts_in:
        raise Http404
    return SchoolYear(year)


def _year_asked(request: Asked) -> SchoolYear:
    known = [school_years_ago(back, request.today) for back in range(YEARS)]
    asked = request.GET.get("year", "")
    return next((one for one in known if str(one.starts_in) == asked), known[0])
