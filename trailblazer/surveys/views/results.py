"""The figures of a survey that is over: protected, with charts and files, beside earlier ones, and what comes of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.domain.disclosure import Place, Table, side_by_side
from trailblazer.statistics.files import given_or_told
from trailblazer.statistics.publications import Publication
from trailblazer.surveys.figures import Finding, Read, headings, may_see_figures, read, trend_of
from trailblazer.surveys.models import Survey
from trailblazer.teams.of_school import may_keep

ALL, EARLIER = "all", "earlier"


def _opened(request: Asked, ref: str) -> Survey:
    """Raises Http404 while it runs, and for a team that the school shows nothing."""
    found = find(Survey, ref, by=request.member, together_with=("school",))
    if not (found.is_over(request.today) and may_see_figures(found, request.member)):
        raise Http404
    return found


@page_for(Permission.SEE_SCHOOL_WORK)
def results(request: Asked, survey: str) -> HttpResponse:
    found, member = _opened(request, survey), request.member
    made = read(found)
    shown: dict[str, Any] = {
        "survey": found,
        "school": found.school,
        "read": made,
        "publications": [],
        "may_plan": may_keep(member, found.school),
    }
    if made is not None and made.shown is not None:
        codes = [ALL, *(one.code for one, _ in made.by_row)]
        shown["publications"] = [
            (publication, reverse("surveys:survey_file", args=[found.ref, code]))
            for code in codes
            if (publication := _publication(made, code)) is not None
        ]
        shown["trend"] = _trend(request, found)
        shown["trend_address"] = reverse("surveys:survey_file", args=[found.ref, EARLIER])
        shown["findings"] = [(one, _plan_address(found, one)) for one in made.findings]
    return render(request, "surveys/results.jinja", shown)


@page_for(Permission.SEE_SCHOOL_WORK)
def survey_file(request: Asked, survey: str, code: str) -> HttpResponse:
    """One of the tables as a file: `as` says which kind."""
    found = _opened(request, survey)
    if code == EARLIER:
        publication = _trend(request, found)
    else:
        made = read(found)
        publication = _publication(made, code) if made is not None else None
    return given_or_told(request, publication, reverse("surveys:results", args=[found.ref]))


def _publication(made: Read, code: str) -> Publication | None:
    """The table of all questions, or of one by year group; None where there is none to show."""
    if made.shown is None:
        return None
    if code == ALL:
        return _published(made, made.shown.overall, "All who answered", "Question")
    table = next((table for one, table in made.by_row if one.code == code), None)
    question = made.asked.question(code)
    if table is None or question is None:
        return None
    return _published(made, table, f"{question.short}, by year group", "Year group")


def _published(made: Read, table: Table, title: str, rows_are: str) -> Publication:
    survey, asked = made.survey, made.asked
    counted = (
        f"{survey.school.name}, {asked.name}, {made.when}: answers without names of "
        f"{survey.get_for_whom_display().lower()}. {asked.source}."
    )
    can_be_drawn = any(not row.figures[-1].is_hidden for row in table.rows if row.place is Place.ROW)
    return Publication(title, table, counted, rows_are, chart_of=asked.in_100 if can_be_drawn else "")


def _trend(request: Asked, survey: Survey) -> Publication | None:
    """Each time these questions were asked, by its own protected figures; None where this is the first."""
    member = request.member
    others = visible(Survey, member).filter(school=survey.school).over(request.today)  # type: ignore[attr-defined]
    times = trend_of(survey, [one for one in others if may_see_figures(one, member)])
    if len(times) < 2 or times[-1].survey.pk != survey.pk:
        return None
    asked = times[-1].asked
    tables = {
        heading: one.shown.overall for heading, one in zip(headings(times), times, strict=True) if one.shown
    }
    whose = survey.get_for_whom_display().lower()
    return Publication(
        f"{asked.in_100}, each time it was asked",
        side_by_side(tables, asked.in_100),
        f"{survey.school.name}, {asked.name}: answers without names of {whose}, each time by its own figures; other "
        f"people answer each time, so ten in 100 more or less may mean nothing. {asked.source}.",
        "Question",
        is_trend=True,
    )


def _plan_address(survey: Survey, finding: Finding) -> str:
    """The page on which a whole-school plan gets an action, with words to begin from."""
    words = finding.question.idea or f"Look with them at: {finding.question.short}"
    return f"{reverse('whole_school:add_action', args=[survey.school_id])}?{urlencode({'what': words})}"
