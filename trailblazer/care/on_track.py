"""Whether the help of a course is on track, from the line of its main questionnaire."""

from dataclasses import dataclass

from trailblazer.care.help_of import CourseLine, Help
from trailblazer.care.numbers import Line
from trailblazer.domain.instruments.change import is_reliable
from trailblazer.domain.on_track import Course, Track, track_of
from trailblazer.ui.environment import day


@dataclass(frozen=True)
class Said:
    """Where it stands, why in a sentence, and the rule."""

    track: Track
    why: str
    rule: str

    @property
    def is_not(self) -> bool:
        return self.track is Track.NOT

    @property
    def cannot_be_said(self) -> bool:
        return self.track is Track.NOT_KNOWN


def said_of(line: Line, course: CourseLine | None, known: Help) -> Said | None:
    """What the rule says of an open course; None where none is under way."""
    if course is None or not course.is_open:
        return None
    by, held = course.rule, held_of(course, known)
    track = track_of(Course(better_by(line), needed_by(line), held, course.sessions_planned), by)
    return Said(track, _why(line, held), by.words(course.sessions_planned))


def held_of(course: CourseLine, known: Help) -> int:
    """How many of its sessions took place."""
    return sum(one.took_place for one in known.contacts_of(course))


def needed_by(line: Line) -> float | None:
    """The reliable change; None where none is published or it is not settled which way is better."""
    return None if line.measure.better == "unsettled" else line.measure.change


def better_by(line: Line) -> float | None:
    """How many points better the latest score is than the first; None with fewer than two."""
    if len(line.points) < 2:
        return None
    first, last = line.first_and_last
    gained = last - first
    return gained if line.measure.better == "higher" else -gained


def _why(line: Line, held: int) -> str:
    """After 6 sessions the latest score (14) is not yet 4 points better than the first (16)."""
    gained, needed = better_by(line), needed_by(line)
    if needed is None:
        return "No reliable change is published for this scale, or it is not settled which way is better."
    if gained is None:
        return ""
    first, latest = line.points[0], line.points[-1]
    is_reliably = is_reliable(gained, needed)
    if is_reliably and gained < 0:
        return (
            f"The latest score ({latest.value:g}, {day(latest.on)}) is {round(-gained, 2):g} points worse than "
            f"the first ({first.value:g})."
        )
    sessions = f"{held} {'session' if held == 1 else 'sessions'}"
    far = "" if is_reliably else "not yet "
    return (
        f"After {sessions} the latest score ({latest.value:g}) is {far}{needed:g} points better than the first "
        f"({first.value:g})."
    )
