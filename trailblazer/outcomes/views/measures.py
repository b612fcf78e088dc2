"""What was measured: every questionnaire of a young person with its scales, charts, tables, and each form by itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care.help_of import Help, help_of
from trailblazer.care.models import Score
from trailblazer.care.on_track import Said, said_of
from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.norms import By, version
from trailblazer.outcomes import charts, plain
from trailblazer.outcomes.answers import answers_of
from trailblazer.outcomes.due import owed_by
from trailblazer.outcomes.models import Ask
from trailblazer.outcomes.reading import ScaleLine, Sheet, form_of, sheets_of
from trailblazer.outcomes.settings import shows_t_scores
from trailblazer.outcomes.told import told_of
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import opened, shown


@page_for(Permission.SEE_CARE)
def measures(request: Asked, young_person: str) -> HttpResponse:
    """All of it; `form` and `scale` in the address say which scale is drawn large."""
    record = opened(request, young_person)
    known = help_of(record.person, request.member)
    sheets = sheets_of(record.person, request.member, with_t=shows_t_scores())
    sheet, line = _chosen(sheets, request.GET.get("form", ""), request.GET.get("scale", ""))
    more: dict[str, Any] = {
        "sheets": sheets,
        "sheet": sheet,
        "line": line,
        "goals": charts.goals_chart(known),
        "owed": owed_by(record.person, request.member, sheets, request.today, known),
        "may_ask": request.member.may(Permission.ASK_FOR_FORMS),
    }
    if sheet and line:
        more["chart"] = charts.scale_chart(sheet, line, known)
        more["said"] = _said(sheet, line, known)
    return render(request, "outcomes/measures.jinja", _shown(request, record, **more))


def _shown(request: Asked, record: Record, **more: Any) -> dict[str, Any]:
    return shown(request, record, "outcomes:measures", **more)


def _chosen(sheets: list[Sheet], key: str, scale_id: str) -> tuple[Sheet | None, ScaleLine | None]:
    """The scale that the address asks for; else the main one of the questionnaire with the most forms."""
    with_lines = [one for one in sheets if one.lines]
    sheet = next((one for one in with_lines if one.key == key), None)
    sheet = sheet or max(with_lines, key=lambda one: len(one.forms), default=None)
    if sheet is None:
        return None, None
    lines = {line.scale.id: line for line in sheet.lines}
    return sheet, lines.get(scale_id) or lines.get(sheet.instrument.main) or next(iter(lines.values()))


def _said(sheet: Sheet, line: ScaleLine, known: Help) -> Said | None:
    return said_of(charts.as_line(sheet, line), known.course, known)


@page_for(Permission.SEE_CARE)
def form(request: Asked, score: str) -> HttpResponse:
    """One form: its answers question by question, its scores with the rules that made them, and who gave it how."""
    found = find(Score, score, by=request.member, together_with=("young_person", "by__user"))
    record = opened(request, found.young_person.ref)
    one = instrument(found.measure)
    read = form_of(found, one, record.person, with_t=shows_t_scores())
    asked = visible(Ask, request.member).filter(score=found).exclude(risk_said=[]).first()
    more = {
        "form": read,
        "told": told_of(asked) if asked else None,
        "instrument": one,
        "answers": answers_of(one, found),
        "scales": [(scale, read.scores[scale.id]) for scale in one.scales if scale.id in read.scores],
        "has_t": any(scale.has_t for scale in one.scales),
        "norms": version(By.NATIONAL) if any(given.t is not None for given in read.scores.values()) else "",
        "back_to": reverse("outcomes:measures", args=[record.person.ref]),
    }
    return render(request, "outcomes/form.jinja", _shown(request, record, **more))


@page_for(Permission.SEE_CARE)
def progress(request: Asked, young_person: str) -> HttpResponse:
    """The same in plain words for the young person: to show on this screen, and to print. No scores of scales."""
    record = opened(request, young_person)
    known = help_of(record.person, request.member)
    good = plain.what_was_good(known, request.member)
    more = {"progress": plain.progress_of(known, good), "person": record.person, "record": record}
    return render(request, "outcomes/progress.jinja", more)
