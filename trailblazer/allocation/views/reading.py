"""A team's terms, and one of them: the ledger, what the board decided, what was given; and both as files."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access import log
from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.models import LogEntry, Organisation
from trailblazer.access.roles import Permission
from trailblazer.allocation import charts, files
from trailblazer.allocation.boards import minuted_for
from trailblazer.allocation.given import Term as TermGiven
from trailblazer.allocation.ledger import Ledger, with_all
from trailblazer.allocation.models import TimeAllocation
from trailblazer.care.time_by_function import COLOURS
from trailblazer.domain.allocation import phases
from trailblazer.domain.allocation_ledger import hours, hours_by_function
from trailblazer.domain.school_terms import Term, coming_terms, term_by_code, term_of
from trailblazer.domain.time_by_function import FUNCTIONS, NAMES
from trailblazer.teams.models import Team

SEE = Permission.SEE_ALLOCATION


def teams_of(request: Asked) -> list[Team]:
    """One's own team, or those of one's provider."""
    of = Team.objects.select_related("organisation__provider")
    member = request.member
    if member.organisation.kind == Organisation.Kind.PROVIDER:
        return list(of.filter(organisation__provider=member.organisation_id))
    return list(of.filter(organisation=member.organisation_id))


def team_of(request: Asked, ref: str) -> Team:
    found = next((one for one in teams_of(request) if one.ref == ref), None)
    if found is None:
        raise Http404
    return found


def term_or_404(code: str) -> Term:
    try:
        return term_by_code(code)
    except ValueError:
        raise Http404 from None


@page_for(SEE)
def start(request: Asked) -> HttpResponse:
    teams = teams_of(request)
    if not teams:
        raise Http404
    return redirect("allocation:terms", teams[0].ref)


@page_for(SEE)
def terms(request: Asked, team: str) -> HttpResponse:
    """Every term with an allocation, and those that can be proposed: this one, what comes, what was."""
    of = team_of(request, team)
    found = visible(TimeAllocation, request.member).filter(team=of.pk).current()  # type: ignore[attr-defined]
    kept = {one.term: Ledger(one) for one in with_all(found)}
    this = term_of(request.today)
    every = {term_by_code(code) for code in kept} | set(coming_terms(request.today, 3))
    coming = sorted(one for one in every if one >= this)
    before = sorted((one for one in every if one < this), reverse=True)
    shown = {
        "team": of,
        "teams": teams_of(request),
        "terms": [(one, kept.get(one.code)) for one in (*coming, *before)],
        "this": this,
        "may_keep": request.member.may(Permission.KEEP_ALLOCATION),
    }
    return render(request, "allocation/terms.jinja", shown)


@page_for(SEE)
def term(request: Asked, team: str, term: str) -> HttpResponse:
    of, when = team_of(request, team), term_or_404(term)
    found = visible(TimeAllocation, request.member).filter(team=of.pk, term=when.code)
    current = with_all(found.current()).first()  # type: ignore[attr-defined]
    shown: dict[str, Any] = {
        "team": of,
        "term": when,
        "may_keep": request.member.may(Permission.KEEP_ALLOCATION),
        "replaced": list(found.exclude(replaced_on=None)),
        "ledger": None,
        "lines": [],
    }
    if current is not None:
        log.looked(current, by=request.member)
        shown |= _shown(request, Ledger(current))
    return render(request, "allocation/term.jinja", shown)


def _shown(request: Asked, ledger: Ledger) -> dict[str, Any]:
    allocation = ledger.allocation
    minuted = {one.ref: one for one in minuted_for(request.member, allocation.team)}
    balance = ledger.now if ledger.agreed is None else ledger.agreed
    shown: dict[str, Any] = {
        "ledger": ledger,
        "of": allocation,
        "lines": [
            {
                "line": line,
                "has": balance.get(line.school_id, 0),
                "waits": ledger.now.get(line.school_id, 0) - balance.get(line.school_id, 0),
                "hours": hours_by_function(balance.get(line.school_id, 0), allocation.split),
            }
            for line in ledger.lines
        ],
        "held_back": ledger.now.get(None, 0),
        "hours": hours,
        "minuted": minuted,
        "phases": phases(),
        "functions": [(n, NAMES[n]) for n in FUNCTIONS],
        "key": [(COLOURS[n], f"{n} {NAMES[n]}") for n in FUNCTIONS],
        "had": None,
    }
    if ledger.is_agreed and allocation.of_term.first_day <= request.today and ledger.lines:
        had = TermGiven(ledger, request.today)
        shown |= {"had": had, "chart": charts.bars(had)}
    return shown


def ledger_of(request: Asked, ref: str, purpose: str = "") -> Ledger:
    """The allocation, if this member may know of it, read whole."""
    found = find(TimeAllocation, ref, by=request.member, purpose=purpose)
    return Ledger(with_all(visible(TimeAllocation, request.member).filter(pk=found.pk)).get())


@page_for(SEE)
def ledger_csv(request: Asked, time_allocation: str) -> HttpResponse:
    ledger = ledger_of(request, time_allocation, "taken out")
    return sent_as_file(request, ledger, files.ledger_csv(ledger), "ledger")


@page_for(SEE)
def schools_csv(request: Asked, time_allocation: str) -> HttpResponse:
    ledger = ledger_of(request, time_allocation, "taken out")
    return sent_as_file(request, ledger, files.schools_csv(TermGiven(ledger, request.today)), "schools")


def sent_as_file(request: Asked, ledger: Ledger, made: bytes, what: str) -> HttpResponse:
    allocation = ledger.allocation
    log.write(LogEntry.Kind.EXPORT, f"sharing of time taken out: {what}", by=request.member, about=allocation)
    answer = HttpResponse(made, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="time-for-schools-{allocation.term}-{what}.csv"'
    return answer
