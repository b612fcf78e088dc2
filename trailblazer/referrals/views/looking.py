"""Pages to look closer at a request: its waits by every definition, and what happened to it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.models import LogEntry
from trailblazer.access.roles import Permission
from trailblazer.domain.clock import DEFINITIONS, FULL_CLOCK_STOP, NATIONAL_MRS, OURS, Definition, Wait
from trailblazer.domain.spells import JoinedSpell
from trailblazer.referrals.events import clock_of, clock_of_spell, joined_spell_of
from trailblazer.referrals.models import Referral
from trailblazer.referrals.page import banner

MOST_LINES = 200


@page_for(Permission.RECORD_EVENTS)
def waits(request: Asked, ref: str) -> HttpResponse:
    """How long this request waited by each published definition, and by the national count where that joins several."""
    referral, today = find(Referral, ref, by=request.member), request.today
    counted = clock_of(referral, today).waits()
    rows = [_row(DEFINITIONS[name], wait, today) for name, wait in counted.items()]
    if (spell := joined_spell_of(referral, today)) is not None and len(spell.members) > 1:
        joined = clock_of_spell(spell, today).wait(FULL_CLOCK_STOP)
        rows.append(_row(FULL_CLOCK_STOP, joined, today, spell))
    context = {"referral": referral, "banner": banner(referral, today), "rows": rows}
    return render(request, "referrals/waits.jinja", context | {"ours": OURS, "mrs": NATIONAL_MRS})


def _row(definition: Definition, wait: Wait, today: date, spell: JoinedSpell | None = None) -> dict[str, Any]:
    return {
        "definition": definition,
        "wait": wait,
        "spell": spell,
        "days": wait.length_days(today),
        "is_waiting": wait.is_waiting(today),
        "band": wait.band(today),
        "ours": OURS.is_kept(wait, today),
        "mrs": NATIONAL_MRS.is_kept(wait, today),
    }


@page_for(Permission.RECORD_EVENTS)
def history(request: Asked, ref: str) -> HttpResponse:
    """Every event, the corrected ones too; and for those who may see the log, who looked and who changed what."""
    referral = find(Referral, ref, by=request.member)
    entries = None
    if request.member.may(Permission.SEE_LOG):
        entries = (
            LogEntry.objects.filter(record=ref).select_related("member__user").order_by("-pk")[:MOST_LINES]
        )
    context = {
        "referral": referral,
        "banner": banner(referral, request.today),
        "events": referral.events.select_related("by__user", "superseded_by").order_by("happened_on", "pk"),
        "entries": entries,
    }
    return render(request, "referrals/history.jinja", context)
