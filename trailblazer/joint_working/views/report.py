"""The area report: as a page, as a PDF with the same words, and the table that is shown as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from trailblazer.access import log
from trailblazer.access.asked import Asked
from trailblazer.access.models import LogEntry
from trailblazer.joint_working import paper
from trailblazer.joint_working.doors import joint_page
from trailblazer.joint_working.reading import Reading
from trailblazer.joint_working.said import sentence_of
from trailblazer.joint_working.views.cohorts import SEE, cohort_of
from trailblazer.statistics.files import NoFile


def _reading(request: Asked, ref: str) -> Reading:
    return Reading(cohort_of(request, ref), request.today)


@joint_page(SEE)
def report(request: Asked, cohort: str) -> HttpResponse:
    """Before, after and ten months later by sector; actions, attendance, methods and limits."""
    reading = _reading(request, cohort)
    shown = paper.report_of(reading) | {
        "sentence": sentence_of(reading.cohort, reading.people, request.today)
    }
    return render(request, "joint_working/report.jinja", shown)


@joint_page(SEE)
def pdf(request: Asked, cohort: str) -> HttpResponse:
    reading = _reading(request, cohort)
    try:
        made = paper.pdf_of_report(reading)
    except NoFile as reason:
        messages.error(request, str(reason))
        return redirect("joint_working:report", reading.cohort.ref)
    return sent_as_file(request, reading, made, "application/pdf", "pdf")


@joint_page(SEE)
def table(request: Asked, cohort: str) -> HttpResponse:
    """What the tables show and no more: no answer of anybody is in it."""
    reading = _reading(request, cohort)
    return sent_as_file(request, reading, paper.csv_of(reading), "text/csv; charset=utf-8", "csv")


def sent_as_file(request: Asked, reading: Reading, made: bytes, kind: str, ending: str) -> HttpResponse:
    log.write(
        LogEntry.Kind.EXPORT, f"joint working taken out as {ending}", by=request.member, about=reading.cohort
    )
    answer = HttpResponse(made, content_type=kind)
    name = f"{slugify(reading.cohort.name) or 'joint-working'}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
