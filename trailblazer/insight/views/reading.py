"""The reports of a school, term by term: the lists, and one report as page and files."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from trailblazer.access import log
from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import LogEntry, Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import STAFF_ROLES, Permission
from trailblazer.domain.school_terms import Term, term_by_code, term_of
from trailblazer.insight.contents import made_of, shown, trend
from trailblazer.insight.models import TermReport
from trailblazer.insight.paper import csv_of_report, notes_of, pdf_of_report
from trailblazer.places.models import School
from trailblazer.statistics.files import FORMS, NoFile, given_as
from trailblazer.teams.models import SchoolService
from trailblazer.teams.of_school import common_of, school_for, schools_of

TERMS = 6  # that a list reaches back
FILES = {"pdf": ("application/pdf", pdf_of_report), "csv": ("text/csv; charset=utf-8", csv_of_report)}


def publishes(member: Membership) -> bool:
    """Staff of the team: the school reads what they publish."""
    return member.role in STAFF_ROLES and member.may(Permission.KEEP_SCHOOL_WORK)


def term_or_404(code: str) -> Term:
    try:
        return term_by_code(code)
    except ValueError:
        raise Http404 from None


@page_for(Permission.SEE_SCHOOL_WORK)
def of_team(request: Asked) -> HttpResponse:
    """The schools of the team with the report of the last term: what is still to publish first."""
    member = request.member
    if not publishes(member):
        raise PermissionDenied
    term = term_of(request.today).previous
    found = {one.school_id: one for one in visible(TermReport, member).filter(term=term.code).standing()}  # type: ignore[attr-defined]
    began = _began(member)
    schools = sorted(schools_of(member), key=lambda school: (school.pk in found, school.name))
    served = [one for one in schools if one.pk in found or began[one.pk] <= term.last_day]
    shown_ = {
        "rows": [(school, found.get(school.pk)) for school in served],
        "later": [one for one in schools if one not in served],
        "term": term,
        "next": term.next,
        "next_from": term.next.next.first_day,
        "published": len(found),
    }
    return render(request, "insight/of_team.jinja", shown_)


def _began(member: Membership) -> dict[int, date]:
    """The day from which the member's team has served each school."""
    served = SchoolService.objects.filter(team__organisation=member.organisation_id)
    began = served.order_by().values("school").annotate(first=Min("starts_on"))
    return {one["school"]: one["first"] for one in began}


@page_for(Permission.SEE_SCHOOL_WORK)
def reports(request: Asked, urn: int) -> HttpResponse:
    """Every report of a school, the newest first, with its headline figures as each report gave them."""
    member = request.member
    school = school_for(member, urn)
    known = list(visible(TermReport, member).filter(school=school).select_related("team"))
    looked_at_list(known, by=member, where="reports of terms shown")
    standing = [one for one in known if one.withdrawn_on is None]
    labels, rows = trend(standing)
    shown_: dict[str, Any] = {
        "school": school,
        "labels": labels,
        "rows": rows,
        "withdrawn": _last_withdrawn(known),
        "to_publish": _to_publish(school, known, request) if publishes(member) else [],
        "publishes": publishes(member),
        "this_term": term_of(request.today),
        "is_own": member.school_id == school.pk,
    }
    return render(request, "insight/reports.jinja", shown_)


def _last_withdrawn(known: list[TermReport]) -> list[TermReport]:
    """Reports that were withdrawn and that nothing stands in the place of."""
    newest: dict[tuple[int | None, str], TermReport] = {}
    for one in known:
        newest.setdefault((one.team_id, one.term), one)
    return [one for one in newest.values() if one.withdrawn_on is not None]


def _to_publish(school: School, known: list[TermReport], request: Asked) -> list[Term]:
    """The terms that are over, in which the team served this school, and of which there is no report."""
    member = request.member
    have = {one.term for one in known if one.team_id == member.organisation_id}
    served = SchoolService.objects.filter(school=school, team__organisation=member.organisation_id)
    since = min(served.values_list("starts_on", flat=True), default=request.today)
    found, term = [], term_of(request.today)
    for _ in range(TERMS):
        term = term.previous
        if term.code not in have and term.last_day >= since:
            found.append(term)
    return found


@page_for(Permission.SEE_SCHOOL_WORK)
def report(request: Asked, urn: int, term: str) -> HttpResponse:
    """The report that stands for a term. Of one that was withdrawn, the list says why: a letter may have led here."""
    member, of_term = request.member, term_or_404(term)
    school = school_for(member, urn)
    found = _standing(school, of_term, member)
    if found is None:
        if visible(TermReport, member).filter(school=school, term=of_term.code).exists():
            return redirect("insight:reports", urn)
        raise Http404
    found.school = school
    sections = shown(found.content, school, of_term)
    given = {
        "report": found,
        "school": school,
        "term": of_term,
        "sections": sections,
        "headline": _figures(found.content),
        "notes": notes_of(found, sections)[-2:],
        "publishes": publishes(member),
        "lead": found.content.get("lead", ""),
        "before": _before(found, member),
        "is_preview": False,
    }
    return render(request, "insight/report.jinja", given)


def _standing(school: School, term: Term, member: Membership) -> TermReport | None:
    """The report that stands, of the member's own team first."""
    known = visible(TermReport, member).filter(school=school, term=term.code, withdrawn_on=None)
    ordered = sorted(known.select_related("team"), key=lambda one: one.team_id != member.organisation_id)
    return find(TermReport, ordered[0].ref, by=member, together_with=("team",)) if ordered else None


def _before(found: TermReport, member: Membership) -> TermReport | None:
    earlier = visible(TermReport, member).filter(
        school=found.school_id, team=found.team_id, term=found.of_term.previous.code, withdrawn_on=None
    )
    return earlier.first()


def _figures(content: dict[str, Any]) -> list[dict[str, Any]]:
    """At most five, as one row: hidden ones say so."""
    return [
        {
            "label": one["label"],
            "figure": "–" if one["is_hidden"] else one["words"],
            "note": one["words"] if one["is_hidden"] else "to the nearest 5",
        }
        for one in content.get("headline", [])[:5]
    ]


@page_for(Permission.KEEP_SCHOOL_WORK)
def preview(request: Asked, urn: int, term: str) -> HttpResponse:
    """How a report would be. For staff alone: a school that read it day by day could take one day from the next."""
    member, of_term = request.member, term_or_404(term)
    if not publishes(member) or of_term > term_of(request.today):
        raise Http404
    school = school_for(member, urn)
    try:
        team = common_of(school, member)["team"]
    except NotPossible:
        raise Http404 from None
    kept = visible(TermReport, member).filter(school=school, team=team, term=of_term.code)
    content = made_of(team, [school], of_term)[school.pk].content
    given = {
        "school": school,
        "term": of_term,
        "sections": shown(content, school, of_term),
        "headline": _figures(content),
        "lead": content["lead"],
        "is_over": of_term.last_day < request.today,
        "before": kept.first(),
        "is_preview": True,
        "publishes": True,
    }
    return render(request, "insight/report.jinja", given)


@page_for(Permission.SEE_SCHOOL_WORK)
def report_file(request: Asked, urn: int, term: str) -> HttpResponse:
    """A published report as the PDF for governors, or all of its figures as CSV: `as` says which."""
    member, of_term, form = request.member, term_or_404(term), request.GET.get("as", "pdf")
    school = school_for(member, urn)
    found = _standing(school, of_term, member)
    if found is None or form not in FILES:
        raise Http404
    found.school = school
    content_type, make = FILES[form]
    try:
        made = HttpResponse(make(found, shown(found.content, school, of_term)), content_type=content_type)
    except NoFile as reason:
        messages.error(request, str(reason))
        return redirect("insight:report", urn, term)
    log.write(LogEntry.Kind.EXPORT, f"report of a term taken out as {form}", by=member, about=found)
    name = slugify(f"{school.name} {found.title}")
    made["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return made


@page_for(Permission.SEE_SCHOOL_WORK)
def report_table(request: Asked, urn: int, term: str, table: str) -> HttpResponse:
    """One protected table of a published report as a file: `as` says which kind."""
    member, of_term, form = request.member, term_or_404(term), request.GET.get("as", "csv")
    school = school_for(member, urn)
    found = _standing(school, of_term, member)
    sections = shown(found.content, school, of_term) if found else []
    tables = {key: made for one in sections for key, made in one.publications}
    if table not in tables or form not in FORMS:
        raise Http404
    try:
        return given_as(tables[table], form)
    except NoFile as reason:
        messages.error(request, str(reason))
        return redirect("insight:report", urn, term)
