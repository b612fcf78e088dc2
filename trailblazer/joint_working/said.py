"""A cohort in words: its days and people in a sentence, its figures, and what to see in its chart."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from trailblazer.domain.joint_ratings import ALL
from trailblazer.domain.joint_working import Point, Sector, rules
from trailblazer.joint_working.models import Cohort, Participant
from trailblazer.joint_working.reading import Compared, Reading
from trailblazer.ui.environment import day, day_and_month

TALK = "Where sectors differ, talk about it first."


def sentence_of(cohort: Cohort, people: Sequence[Participant], today: date) -> str:
    """18 schools, 6 health and 5 other partners. Day 1 was …, day 2 was …, in person at …"""
    coming = [one for one in people if one.state == Participant.State.ACCEPTED]
    count = {sector: sum(one.sector is sector for one in coming) for sector in Sector}
    named = day if cohort.day_2.year != today.year else day_and_month
    was = ("was" if cohort.day_1 < today else "is", "was" if cohort.day_2 < today else "is")
    schools = f"{count[Sector.EDUCATION]} of {rules().most_schools} schools"
    if cohort.day_1 > today:
        schools = f"{count[Sector.EDUCATION]} of up to {rules().most_schools} schools have said yes"
    return (
        f"{schools}, {count[Sector.HEALTH]} health and {count[Sector.OTHER]} other "
        f"partner{'' if count[Sector.OTHER] == 1 else 's'}. "
        f"Day 1 {was[0]} {named(cohort.day_1)}, day 2 {was[1]} {named(cohort.day_2)}, {cohort.where}."
    )


def figures_of(reading: Reading, compared: Compared) -> list[dict[str, Any]]:
    """The row of figures over the ratings; before day 1, how far the invitations are."""
    if reading.cohort.day_1 > reading.today:
        return _of_invitations(reading)
    reminded, late = reading.reminded, len(reading.late)
    return [
        {
            "label": "Rated both times",
            "figure": len(compared.given),
            "small": f"of {compared.could}",
            "note": f"{reminded[0]} reminded on {day_and_month(reminded[1])}"
            if reminded
            else "nobody reminded",
        },
        {
            "label": "Came to both days",
            "figure": reading.both_days,
            "small": f"of {len(reading.schools)}",
            "note": "schools",
        },
        _largest(compared),
        _widest(compared),
        {
            "label": "Actions done",
            "figure": len(reading.done),
            "small": f"of {len(reading.actions)}",
            "note": f"{late} late" if late else "none late",
        },
    ]


def _of_invitations(reading: Reading) -> list[dict[str, Any]]:
    states = [one.state for one in reading.people if one.kind == Participant.Kind.SCHOOL]
    state, most = Participant.State, f"of {rules().most_schools}"
    return [
        {"label": "Schools that said yes", "figure": states.count(state.ACCEPTED), "small": most},
        {"label": "To answer", "figure": states.count(state.INVITED), "note": "schools invited"},
        {"label": "Not invited yet", "figure": states.count(state.PLANNED), "note": "schools with a seat"},
        {"label": "Waiting list", "figure": states.count(state.WAITING), "note": "schools, in its order"},
        {
            "label": "Rated before day 1",
            "figure": sum(one.point is Point.BEFORE for one in reading.rated),
            "small": f"of {len(reading.coming)}",
            "note": "who are coming",
        },
    ]


def _largest(compared: Compared) -> dict[str, Any]:
    line = compared.largest
    if line is None:
        return {"label": "Largest change", "figure": "–", "note": "too few to show"}
    by = line.groups[ALL].by or 0
    return {
        "label": "Largest change",
        "figure": f"{by:+.1f}".replace("-", "\N{MINUS SIGN}"),
        "note": f"{line.asked.name.lower()}, all sectors",
    }


def _widest(compared: Compared) -> dict[str, Any]:
    line = compared.widest
    if line is None or line.ends is None:
        return {"label": "Widest gap now", "figure": "–", "note": "fewer than two sectors are shown"}
    low, high = line.ends
    note = f"{line.asked.name.lower()}: {high[1].words.lower()} {high[0]:.1f}, {low[1].words.lower()} {low[0]:.1f}"
    return {"label": "Widest gap now", "figure": f"{line.gap:.1f}", "note": note}


def finding_of(compared: Compared) -> str:
    """What to see in the chart, in a sentence or two."""
    shown = [sector for sector in Sector if sector not in compared.hidden_sectors]
    if len(shown) < 2:
        return "Fewer than two sectors are large enough to show, so they cannot be compared yet."

    def average(sector: Sector, name: str) -> float:
        values = [getattr(line.groups[sector], name) for line in compared.areas]
        numbers = [value for value in values if isinstance(value, float)]
        return sum(numbers) / len(numbers) if numbers else 0.0

    began = max(shown, key=lambda sector: average(sector, "before"))
    moved = max(shown, key=lambda sector: average(sector, "after") - average(sector, "before"))
    return f"{began.words} began higher; {moved.words.lower()} moved furthest. " + TALK
