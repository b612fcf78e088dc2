"""Proposing the sharing of a term's time with weights one can try first; adjusting it; the board's decision."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.allocation import actions, forms
from trailblazer.allocation.boards import minuted_for
from trailblazer.allocation.inputs import begins_with, schools_in
from trailblazer.allocation.ledger import Ledger, with_all
from trailblazer.allocation.models import AllocationChange, AllocationDecision, TimeAllocation
from trailblazer.allocation.views.reading import ledger_of, team_of, term_or_404
from trailblazer.domain.allocation import NotAnAllocation, Setting, capacity, phases, share_out
from trailblazer.domain.school_terms import Term
from trailblazer.places.models import School
from trailblazer.teams.models import Team
from trailblazer.young_people.views.road import Page, answer

KEEP = Permission.KEEP_ALLOCATION


@page_for(KEEP)
def propose(request: Asked, team: str, term: str) -> HttpResponse:
    """The form, and what its weights give: tried as often as one likes, saved once."""
    of, when = team_of(request, team), term_or_404(term)
    initial = begins_with(of, when, request.today)
    form = forms.Propose(request.POST or None, initial=initial)
    schools = schools_in(of, when)
    tried, refused = _tried(form, schools, initial)
    if refused:
        form.add_error(None, refused)
    page = Page(
        title=f"Propose the time of {when}",
        button="Save the proposal",
        back=reverse("allocation:term", args=[of.ref, when.code]),
        back_words=f"Time for schools, {when}",
        done="The proposal is saved. The board decides.",
    )

    def act(**values: Any) -> TimeAllocation:
        return actions.propose(of, by=request.member, term=when, **values)

    shown: dict[str, Any] = {
        "tried": tried,
        "team": of,
        "term": when,
        "count": len(schools),
        "now": _now(request, of, when),
        "phases": phases(),
    }
    shown["sections"] = list(form.sections())
    return answer(request, form, act, page, template="allocation/propose.jinja", **shown)


def _tried(
    form: forms.Propose, schools: dict[int, tuple[School, Setting]], initial: dict[str, Any]
) -> tuple[dict[str, Any] | None, str]:
    """What the weights of the form give, and why they give nothing."""
    values = initial
    if form.is_bound:
        if not form.is_valid():
            return None, ""
        values = form.cleaned_data
    else:
        asked = forms.Propose(
            {name: str(value) for name, value in initial.items()} | {"submission_key": "0" * 32}
        )
        if not asked.is_valid():
            return None, ""
        values = asked.cleaned_data
    try:
        half_days = capacity(values["whole_time"], values["weeks"], values["kept"])
        shares = share_out([setting for _, setting in schools.values()], values["weights"], half_days)
    except NotAnAllocation as reason:
        return None, str(reason) if form.is_bound else ""
    rows = [
        {
            "school": schools[one.key][0],
            "known": schools[one.key][1],
            "share": float(one.part) * 100,
            "half_days": one.half_days,
        }
        for one in shares
    ]
    return {"half_days": half_days, "rows": rows, "split": values["split"]}, ""


def _now(request: Asked, team: Team, term: Term) -> dict[int, int]:
    """Half-days of the proposal that this one would replace, by URN."""
    kept = visible(TimeAllocation, request.member).filter(team=team.pk, term=term.code, replaced_on=None)
    found = with_all(kept).first()
    return {key: value for key, value in Ledger(found).now.items() if key is not None} if found else {}


def _back(ledger: Ledger) -> str:
    return reverse("allocation:term", args=[ledger.allocation.team.ref, ledger.allocation.term])


@page_for(KEEP)
def adjust(request: Asked, time_allocation: str) -> HttpResponse:
    ledger = ledger_of(request, time_allocation)
    found = ledger.allocation
    schools = [line.school for line in ledger.lines]
    form = forms.Adjust(request.POST or None, record=found, schools=schools, now=ledger.now)
    lede = (
        "The board has agreed this term. What you change now waits for its next decision, and counts from then on."
        if ledger.is_agreed
        else "The proposal itself stays as it was; the board sees both."
    )
    page = Page(
        f"Adjust the time of {found.of_term}",
        "Save the adjustment",
        _back(ledger),
        f"Time for schools, {found.of_term}",
        "The adjustment is saved.",
        lede,
    )

    def act(**values: Any) -> AllocationChange:
        return actions.adjust(found, by=request.member, **values)

    return answer(request, form, act, page)


def _in_words(change: Any) -> str:
    """2 half-days from one school to another."""
    days = f"{change.half_days} half-day{'' if change.half_days == 1 else 's'}"
    names = (one.name if one else "what is held back" for one in (change.from_school, change.to_school))
    return f"{days} from {' to '.join(names)}"


@page_for(KEEP)
def decide(request: Asked, time_allocation: str) -> HttpResponse:
    ledger = ledger_of(request, time_allocation)
    found = ledger.allocation
    minuted = minuted_for(request.member, found.team)
    form = forms.Decide(request.POST or None, record=found, today=request.today, minuted=minuted)
    about = "; ".join(_in_words(one) for one in ledger.waiting)
    lede = (
        f"What changed since the board agreed: {about}."
        if ledger.is_agreed
        else f"The proposal{f', with these changes: {about}' if about else ' as it was worked out'}. "
        "What the board itself changed is an adjustment: write it down first."
    )
    page = Page(
        "What the board decided",
        "Save the decision",
        _back(ledger),
        f"Time for schools, {found.of_term}",
        "The decision is saved.",
        lede,
    )

    def act(**values: Any) -> AllocationDecision:
        return actions.decide(found, by=request.member, **values)

    return answer(request, form, act, page)
