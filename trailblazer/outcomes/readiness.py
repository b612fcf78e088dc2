"""Which courses can be counted: who has a first and a second score, what is missing, and the rates, protected."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.models import Contact, Course, Score
from trailblazer.care.scores import by_scale
from trailblazer.domain import on_track
from trailblazer.domain.contacts import counts
from trailblazer.domain.disclosure import Level, Table, gathered, protect_table
from trailblazer.domain.endings import what_is_unpaired
from trailblazer.domain.entered_scores import is_outcome, measures, pairs
from trailblazer.domain.instruments.change import Verdict, joined
from trailblazer.domain.on_track import Track
from trailblazer.domain.terms import london_day
from trailblazer.outcomes.reading import ScaleLine, as_sheets
from trailblazer.outcomes.settings import shows_t_scores
from trailblazer.teams.models import Team

PAIRED, FIRST, NONE = "First and second score", "One score", "No score"
STATES = (PAIRED, FIRST, NONE)
RATE = "Both, in 100"
SCORED = "Scored"
NOBODY = "Nobody now"
RATERS = {
    "self": "young person",
    "parent": "parent or carer",
    "teacher": "school",
    "clinician": "practitioner",
}


@dataclass(frozen=True)
class Ready:
    """A course, the kinds (questionnaire, rater) that were scored and those with a pair, and what is missing."""

    course: Course
    scored: frozenset[tuple[str, str]]
    paired: frozenset[tuple[str, str]]
    missing: tuple[str, ...]
    contacts: int
    track: Track | None = None  # by its main questionnaire

    @property
    def state(self) -> str:
        return PAIRED if self.paired else FIRST if self.scored else NONE

    def state_of(self, kind: tuple[str, str]) -> str:
        return PAIRED if kind in self.paired else FIRST


def ready_of(courses: Iterable[Course], member: Membership) -> list[Ready]:
    """Of these courses, in three queries however many they are."""
    found = list(courses)
    referrals = [one.referral_id for one in found]
    scores, days, rules = _scores(referrals, member), _days(referrals, member), _rules(found)
    return [_ready(one, scores[one.referral_id], days[one.referral_id], rules[one.team_id]) for one in found]


def _rules(courses: list[Course]) -> dict[int | None, on_track.Rule]:
    """The rule of *not on track* that each team chose."""
    teams = {one.team_id for one in courses}
    chosen = dict(Team.objects.filter(pk__in=teams - {None}).values_list("pk", "on_track_rule"))
    return {team: on_track.rule(chosen.get(team) if team else None) for team in teams}


def _scores(referrals: list[int], member: Membership) -> dict[int, list[Score]]:
    kept = visible(Score, member).filter(superseded_by=None, referral__in=referrals)
    found: dict[int, list[Score]] = defaultdict(list)
    for score in kept.order_by("scored_on", "pk"):
        if is_outcome(score.measure):
            found[score.referral_id].append(score)
    return found


def _days(referrals: list[int], member: Membership) -> dict[int, list[date]]:
    """The days of the contacts that count nationally, in order."""
    kept = visible(Contact, member).filter(referral__in=referrals, is_in_error=False).exclude(attendance="")
    found: dict[int, list[date]] = defaultdict(list)
    rows = kept.order_by("starts_at").values_list("referral", "starts_at", "attendance", "medium")
    for referral, starts_at, attendance, medium in rows:
        if counts(attendance, medium):
            found[referral].append(london_day(starts_at))
    return found


def _ready(course: Course, scores: list[Score], days: list[date], by: on_track.Rule) -> Ready:
    scored = by_scale(scores)
    kinds = [(one.measure, one.rater) for one in scored]
    made = pairs(scored, days)
    missing = what_is_unpaired(kinds, made, len(days))
    track = _track(course, scores, len(days), by) if course.state in Course.OPEN else None
    return Ready(course, frozenset(kinds), frozenset(made), missing, len(days), track)


STEPS = {Verdict.IMPROVED: 1.0, Verdict.NO_CHANGE: 0.0, Verdict.DETERIORATED: -1.0}


def _track(course: Course, scores: list[Score], held: int, by: on_track.Rule) -> Track | None:
    """Where it stands by the questionnaire with the most scores, the young person's own first: by all of its scales
    together, since the totals of the RCADS and the SDQ have no reliable change. None where no scale has one.
    """
    sheets = as_sheets(scores, course.young_person, with_t=shows_t_scores())
    known = [(one, lines) for one in sheets if (lines := [line for line in one.lines if _has_change(line)])]
    if not known:
        return None
    _, lines = max(known, key=lambda item: (len(item[0].forms), item[0].rater == "self"))
    verdict = joined(line.changed.verdict for line in lines)
    is_said = verdict in STEPS or all(len(line.points) < 2 for line in lines)
    seen = on_track.Course(STEPS.get(verdict), 1 if is_said else None, held, course.sessions_planned)
    return on_track.track_of(seen, by)


def _has_change(line: ScaleLine) -> bool:
    return line.scale.change is not None and line.scale.better != "unsettled"


def open_courses(member: Membership, *, only_own: bool) -> Any:
    """The courses under way, as somebody goes through them: the longest first."""
    found: Any = visible(Course, member).filter(state__in=Course.OPEN)
    found = found.filter(lead=member) if only_own else found
    return found.select_related("young_person", "lead__user").order_by("opened_on", "pk")


def ended_courses(member: Membership, first: date, last: date) -> Any:
    """Those that ended between two days, both included."""
    found: Any = visible(Course, member).filter(ended_on__range=(first, last))
    return found.select_related("young_person__school", "lead__user")


def counted(ready: Iterable[Ready]) -> list[Ready]:
    """Those in which a change can be shown at all: two contacts or more, as the national rule has it."""
    return [one for one in ready if one.contacts >= 2]


def by_practitioner(ready: Iterable[Ready]) -> Table | None:
    return _table(ready, lambda one: one.course.lead.user.name if one.course.lead else NOBODY, Level.TEAM)


def by_school(ready: Iterable[Ready]) -> Table | None:
    def school_of(one: Ready) -> str:
        school = one.course.young_person.school
        return school.name if school else "No school"

    return _table(ready, school_of, Level.SCHOOL)


def by_questionnaire(ready: Iterable[Ready]) -> Table | None:
    """A row for each questionnaire and rater, each protected by itself: one course may stand in several of them."""
    found = list(ready)
    tables = {}
    for kind in sorted({kind for one in found for kind in one.scored}, key=_name):
        states = Counter(one.state_of(kind) for one in found if kind in one.scored)
        row = {PAIRED: states[PAIRED], FIRST: states[FIRST]}
        tables[_name(kind)] = protect_table({SCORED: row}, total="All of it")
    return _with_rate(gathered(tables, SCORED)) if tables else None


def _name(kind: tuple[str, str]) -> str:
    measure, rater = kind
    known = measures().get(measure)
    return f"{known.name if known else measure}, {RATERS.get(rater, rater)}"


def _table(ready: Iterable[Ready], row_of: Callable[[Ready], str], level: Level) -> Table | None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in ready:
        found[row_of(one)][one.state] += 1
    if not found:
        return None
    rows = {name: {state: found[name][state] for state in STATES} for name in sorted(found)}
    return _with_rate(protect_table(rows, level=level, total="All"))


def _with_rate(table: Table) -> Table:
    return table.with_percentages(RATE, part=PAIRED, of=table.columns[-1])
