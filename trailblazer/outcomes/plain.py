"""What changed, in the words in which a young person reads it: sessions done, each goal, and how things were."""

from dataclasses import dataclass, field
from datetime import datetime

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.today import now
from trailblazer.care.help_of import Help
from trailblazer.care.models import Score
from trailblazer.care.numbers import GOAL, SCORE, Line
from trailblazer.care.on_track import held_of
from trailblazer.domain.entered_scores import Change
from trailblazer.outcomes.plain_charts import Pictures, pictures_of

WHAT_WAS_GOOD = ("how-was-it", "w1")  # the form and its question


@dataclass(frozen=True)
class Shown:
    """One line with its sentence and its picture."""

    title: str
    words: str
    line: Line
    pictures: Pictures | None


@dataclass(frozen=True)
class Progress:
    """All that is shown."""

    done: int
    planned: int
    goals: list[Shown]
    feelings: list[Shown]
    next_at: datetime | None = None
    good: list[str] = field(default_factory=list)  # what was good about it, in their own words


def progress_of(known: Help, good: list[str]) -> Progress:
    """Goals first: they are in their own words. Then how things were, without the name of a scale or a cut-off."""
    course = known.course
    if course is None:
        return Progress(0, 0, [], [])
    lines = [one for one in known.lines if one.referral_id == course.referral.pk and one.points]
    goals = [
        Shown(one.label, _goal(one), one, pictures_of(one, one.label)) for one in lines if one.kind == GOAL
    ]
    own = [one for one in lines if one.kind == SCORE and one.rater == "self" and len(one.points) > 1]
    feelings = [Shown(one.measure.of, _feeling(one), one, pictures_of(one, one.measure.of)) for one in own]
    booked = [
        one.starts_at for one in known.contacts_of(course) if not one.attendance and one.starts_at >= now()
    ]
    return Progress(
        held_of(course, known), course.sessions_planned, goals, feelings, min(booked, default=None), good
    )


def what_was_good(known: Help, member: Membership) -> list[str]:
    """What the young person wrote to this in this course's request, the newest first."""
    if known.course is None:
        return []
    form, question = WHAT_WAS_GOOD
    kept = visible(Score, member).filter(
        Score.FILLED_IN, referral=known.course.referral.pk, measure=form, rater="self"
    )
    return [text for score in kept.order_by("-scored_on", "-pk") if (text := score.words.get(question))]


def _goal(line: Line) -> str:
    """You started at 2 out of 10. Now you are at 7. That is a real change, not just a good week."""
    first, latest = line.points[0], line.points[-1]
    if len(line.points) == 1:
        return f"You are at {first.value:g} out of 10."
    said = f"You started at {first.value:g} out of 10. Now you are at {latest.value:g}."
    return f"{said} {_AFTER[line.change]}".strip()


_AFTER = {
    Change.BETTER: "That is a real change, not just a good week.",
    Change.WORSE: "It is further away than when you started. Tell us what got in the way.",
    Change.SAME: "That is within what goes up and down from week to week.",
    Change.NOT_KNOWN: "",
}


def _feeling(line: Line) -> str:
    words = {
        Change.BETTER: "Your answers say that this is better than when you started, by more than goes up and down.",
        Change.WORSE: "Your answers say that this is harder than when you started. We will talk about it with you.",
        Change.SAME: "Your answers go up and down a little. There is no clear change yet, and that is all right.",
        Change.NOT_KNOWN: "These are your answers over time.",
    }
    return words[line.change]
