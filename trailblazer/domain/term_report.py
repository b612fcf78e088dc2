"""The report of one school's term for its governors: what it counts, and how its figures are protected together.

Every number of people goes through `domain.disclosure` before it stands in a report, and figures that are about the
same people go through it together (`protect_linked`): the requests of the term; the sessions, of them those that were
attended, in them the pupils who were helped, by year group, sex, need and wait; the courses that ended; the forms. What
happened in a term is counted in no other term, and nothing is given that runs on from term to term (how many wait, how
many are helped just now), so that one report cannot be taken from another. Where fewer than 10 pupils were helped they
are not divided at all. A corrected report hides at least what the one before hid.

Words, and the needs of a request in groups: trailblazer/data/term_report/report.toml.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from trailblazer.domain.disclosure import Division, Figure, Linked, Part, Table, median_of, protect_linked
from trailblazer.domain.time_by_function import FUNCTIONS

FOUR_WEEKS = 28
SMALLEST_BASE = 10
SHARES_TO, HOURS_TO = 5, 10

REQUESTS, SESSIONS, ENDED, ADVICE, LIAISON, REACHED = (
    "Requests received",
    "Sessions booked",
    "Courses of help that ended",
    "Advice given",
    "Meetings and calls",
    "People reached",
)
ATTENDED, HELPED, AGAIN = "Attended", "Pupils helped", "Came again"
BEGAN, WITHIN, LATER, EARLIER = (
    "Help began in the term",
    "Within four weeks",
    "After four weeks or more",
    "Began before",
)
BY_WHAT, BY_YEAR, BY_SEX, BY_NEED, BY_WAIT = "What became", "Year group", "Sex", "Need", "Wait"
OF_REQUESTS = ("Accepted", "Advice or another service", "Not for this team, or withdrawn", "Not decided yet")
OF_SESSIONS = (
    ATTENDED,
    "Did not come, or too late",
    "Cancelled by the pupil or family",
    "Cancelled by the team",
)
SEXES = ("Girls", "Boys", "Another, or not known")
OF_CHANGE = ("Reliably better", "No reliable change", "Reliably worse", "No first and last questionnaire")
NO_ANSWER = "No answer"
YEAR_NOT_KNOWN = "Another, or not known"
HELPED_AT = (SESSIONS, BY_WHAT, ATTENDED, "Of them", HELPED)
BEGAN_AT = (*HELPED_AT, BY_WAIT, BEGAN)


@dataclass(frozen=True)
class Section:
    """One section in words: what it counts, and who is left out."""

    key: str
    title: str
    counted: str
    left_out: str


@cache
def _file() -> dict[str, Any]:
    path = files("trailblazer") / "data" / "term_report" / "report.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def sections() -> tuple[Section, ...]:
    """The sections of every report, in their order."""
    return tuple(Section(**row) for row in _file()["sections"])


def version() -> str:
    """Which edition of the words and rules a report was made by."""
    return str(_file()["version"])


@cache
def needs() -> tuple[str, ...]:
    return tuple(row["words"] for row in _file()["needs"])


def need_of(reason: str) -> str:
    """The group of a code of "reasons". What is in none, or empty, is in the last."""
    return next((row["words"] for row in _file()["needs"] if reason in row["reasons"]), needs()[-1])


@dataclass(frozen=True)
class Pupil:
    """A pupil who was helped in the term. `waited` in days where help began in it."""

    year: str
    sex: str
    need: str
    waited: int | None = None


@dataclass(frozen=True)
class Asked:
    """One question of a form about the help, and how many pupils gave each answer."""

    words: str
    given: Mapping[str, int]


@dataclass(frozen=True)
class Forms:
    """One form about the help: how many pupils filled it in, and its questions, which all have the same answers."""

    name: str
    filled_in: int
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Held:
    """Whole-school work of one kind: meetings held, people reached, minutes."""

    label: str
    held: int
    reached: int
    minutes: int = 0


@dataclass(frozen=True)
class Counts:
    """What was counted for one school and term, before it is protected. It is never kept and never shown."""

    requests: Mapping[str, int] = field(default_factory=dict)
    sessions: Mapping[str, int] = field(default_factory=dict)
    pupils: tuple[Pupil, ...] = ()
    years: tuple[str, ...] = ()  # the year groups of the school, in their order
    ended: Mapping[str, int] = field(default_factory=dict)
    forms: tuple[Forms, ...] = ()
    work: tuple[Held, ...] = ()
    advice: Mapping[str, int] = field(default_factory=dict)  # every topic, those nobody asked about too
    liaison: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[int, int] = field(default_factory=dict)  # by function


@dataclass(frozen=True)
class Titled:
    """A protected table of a section, with what its rows are and the column that is drawn ("" for none)."""

    key: str
    title: str
    rows_are: str
    table: Table
    chart_of: str = ""


@dataclass(frozen=True)
class Time:
    """Time given to a school: hours to the nearest 10, and the share of each function to the nearest 5 in 100."""

    hours: int
    shares: dict[int, int]


@dataclass(frozen=True)
class Protected:
    """The figures of a report as anybody may see them: tables and sentences by section; and what is hidden."""

    tables: dict[str, list[Titled]]
    said: dict[str, list[str]]
    headline: list[tuple[str, Figure]]
    time: Time | None
    hidden: frozenset[tuple[str, ...]]


def protect(counts: Counts, *, hidden: Collection[tuple[str, ...]] = ()) -> Protected:
    """Protects all figures of a report. `hidden` is what an earlier edition of the same report hid: it stays hidden."""
    made = _Making(frozenset(hidden))
    made.requests(counts)
    made.help(counts)
    made.outcomes(counts)
    made.voice(counts)
    made.whole_school(counts)
    made.advice(counts)
    given = made.time_given(counts)
    return Protected(made.tables, made.said, made.headline, given, frozenset(made.now_hidden))


class _Making:
    """A report while its sections are protected one after another."""

    def __init__(self, hidden: frozenset[tuple[str, ...]]) -> None:
        self.hidden = hidden
        self.now_hidden: set[tuple[str, ...]] = set()
        self.tables: dict[str, list[Titled]] = {section.key: [] for section in sections()}
        self.said: dict[str, list[str]] = {section.key: [] for section in sections()}
        self.headline: list[tuple[str, Figure]] = []
        self.sessions: Figure | None = None

    def _protected(self, root: Part) -> Linked:
        linked = protect_linked(root, hidden=self.hidden)
        self.now_hidden |= linked.hidden
        return linked

    def _give(self, section: str, key: str, words: tuple[str, str], table: Table, chart: str = "") -> None:
        title, rows_are = words
        bars = [row for row in table.rows[:-1] if not row.figures[0].is_hidden and row.figures[0].value]
        can_be_drawn = len(bars) > 1
        self.tables[section].append(Titled(key, title, rows_are, table, chart if can_be_drawn else ""))

    def requests(self, counts: Counts) -> None:
        linked = self._protected(_of(REQUESTS, BY_WHAT, OF_REQUESTS, counts.requests))
        table = linked.line((REQUESTS,), BY_WHAT, heading="Requests", total=REQUESTS)
        self.headline.append((REQUESTS, linked.figures[REQUESTS,]))
        words = ("Requests by what became of them", "What became of them")
        self._give("requests", "requests", words, table, "Requests")

    def help(self, counts: Counts) -> None:
        """Sessions, and in those that were attended the pupils who were helped."""
        linked = self._protected(_of_help(counts))
        table = linked.line((SESSIONS,), BY_WHAT, heading="Sessions", total=SESSIONS)
        self._give("contacts", "contacts", ("Sessions by who came", "Who came"), table, "Sessions")
        self.sessions = linked.figures[SESSIONS, BY_WHAT, ATTENDED]
        helped = linked.figures[HELPED_AT]
        self.headline += [(HELPED, helped), ("Sessions attended", self.sessions)]
        self.said["reach"].append(f"{HELPED}: {helped.in_words}.")
        if not _are_divided(counts):
            if counts.pupils:
                self.said["reach"].append("So few are not divided by year group, sex, need or wait.")
            return
        for key, division in (("year", BY_YEAR), ("sex", BY_SEX), ("need", BY_NEED)):
            table = linked.line(HELPED_AT, division, heading="Pupils", total=HELPED)
            self._give("reach", key, (f"{HELPED} by {division.lower()}", division), table, "Pupils")
        if BEGAN_AT not in linked.figures:
            self.said["waits"].append(f"Help began in this term for fewer than {SMALLEST_BASE}: not given.")
            return
        table = linked.line(BEGAN_AT, BY_WAIT, heading="Pupils", total=BEGAN, rate="In 100")
        self._give("waits", "waits", ("Time from request to start of help", "They waited"), table)
        weeks = [one.waited / 7 for one in counts.pupils if one.waited is not None]
        middle = median_of(weeks, base=linked.figures[BEGAN_AT])
        if not middle.is_hidden:
            self.said["waits"].append(f"Half of them waited about {middle.in_words} weeks or less.")

    def outcomes(self, counts: Counts) -> None:
        """Only where so many ended that a share can be given."""
        root = _of(ENDED, BY_WHAT, OF_CHANGE, counts.ended)
        is_divided = root.count >= SMALLEST_BASE
        linked = self._protected(
            replace(root, known_least=SMALLEST_BASE) if is_divided else replace(root, divisions=())
        )
        self.said["outcomes"].append(f"{ENDED}: {linked.figures[ENDED,].in_words}.")
        if is_divided:
            table = linked.line((ENDED,), BY_WHAT, heading="Courses", total=ENDED, rate="In 100")
            words = ("Change between first and last questionnaire", "Change")
            self._give("outcomes", "outcomes", words, table, "Courses")
        elif root.count:
            self.said["outcomes"].append("So few are not divided by what changed.")

    def voice(self, counts: Counts) -> None:
        """Only where a form was filled in by so many that answers can be given."""
        for place, form in enumerate(counts.forms):
            divisions = (
                tuple(_of_question(one, form.filled_in) for one in form.questions)
                if form.filled_in >= SMALLEST_BASE
                else ()
            )
            least = SMALLEST_BASE if divisions else 0
            linked = self._protected(Part(form.name, form.filled_in, divisions, known_least=least))
            self.said["voice"].append(f"{form.name}: filled in {linked.figures[form.name,].in_words}.")
            if divisions:
                title = f"{form.name}: answers"
                self._give("voice", f"voice-{place}", (title, "Question"), linked.grid((form.name,)))

    def whole_school(self, counts: Counts) -> None:
        names = tuple(one.label for one in counts.work)
        if not names:
            return
        reached = {one.label: one.reached for one in counts.work}
        linked = self._protected(_of(REACHED, BY_WHAT, names, reached))
        self.headline.append(("Reached in classes, groups, training", linked.figures[REACHED,]))
        table = linked.line((REACHED,), BY_WHAT, heading="People reached", total=REACHED)
        self._give(
            "whole_school",
            "whole-school",
            ("People reached by kind of work", "Kind"),
            table,
            "People reached",
        )
        for one in counts.work:
            if one.held and not linked.figures[REACHED, BY_WHAT, one.label].is_hidden:
                times = "once" if one.held == 1 else f"{one.held} times"
                self.said["whole_school"].append(f"{one.label}: {times}.")

    def advice(self, counts: Counts) -> None:
        for key, name, of, heading in (
            ("advice", ADVICE, counts.advice, "Topic"),
            ("liaison", LIAISON, counts.liaison, "With whom"),
        ):
            if of:
                linked = self._protected(_of(name, BY_WHAT, tuple(of), of))
                if key == "advice":
                    self.headline.append((name, linked.figures[name,]))
                table = linked.line((name,), BY_WHAT, heading="Times", total=name)
                title = f"{name} by {'topic' if key == 'advice' else 'whom it was with'}"
                self._give("advice", key, (title, heading), table, "Times" if key == "advice" else "")

    def time_given(self, counts: Counts) -> Time | None:
        """So coarse that it does not tell sessions; none at all where their number is hidden."""
        total = sum(counts.minutes.values())
        if not total:
            self.said["time"].append("No time at this school is written down.")
            return None
        if self.sessions is None or self.sessions.is_hidden:
            self.said["time"].append("Not given: it would tell how many sessions there were.")
            return None
        shares = {n: _nearest(100 * counts.minutes.get(n, 0) / total, SHARES_TO) for n in FUNCTIONS}
        return Time(_nearest(total / 60, HOURS_TO), shares)


def _nearest(number: float, to: int) -> int:
    return to * int(number / to + 0.5)


def _of(name: str, division: str, parts: tuple[str, ...], counts: Mapping[str, int]) -> Part:
    """People, or times, in one division."""
    if unknown := set(counts) - set(parts):
        raise ValueError(f"{name} has no part {sorted(unknown)[0]}")
    inner = tuple(Part(one, counts.get(one, 0)) for one in parts)
    return Part(name, sum(one.count for one in inner), (Division(division, inner),))


def _are_divided(counts: Counts) -> bool:
    return len(counts.pupils) >= SMALLEST_BASE


def _of_help(counts: Counts) -> Part:
    """Sessions, those attended, in them the pupils who came at least once, and each way to divide these."""
    pupils = counts.pupils
    divisions: tuple[Division, ...] = ()
    if _are_divided(counts):
        divisions = _divisions(counts)
    helped = Part(HELPED, len(pupils), divisions, known_least=SMALLEST_BASE if divisions else 0)
    attended = counts.sessions.get(ATTENDED, 0)
    again = Part(AGAIN, attended - len(pupils), is_published=False)
    parts = tuple(
        Part(
            one,
            counts.sessions.get(one, 0),
            (Division("Of them", (helped, again)),) if one == ATTENDED else (),
        )
        for one in OF_SESSIONS
    )
    return Part(SESSIONS, sum(counts.sessions.values()), (Division(BY_WHAT, parts),))


def _divisions(counts: Counts) -> tuple[Division, ...]:
    years = (*counts.years, YEAR_NOT_KNOWN)
    return (
        _counted(
            BY_YEAR, years, [one.year if one.year in years else YEAR_NOT_KNOWN for one in counts.pupils]
        ),
        _counted(BY_SEX, SEXES, [one.sex for one in counts.pupils]),
        _counted(BY_NEED, needs(), [one.need for one in counts.pupils]),
        *_by_wait(counts.pupils),
    )


def _by_wait(pupils: tuple[Pupil, ...]) -> tuple[Division, ...]:
    """Those whose help began in the term, where so many began that a share can be given."""
    began = [one.waited for one in pupils if one.waited is not None]
    if len(began) < SMALLEST_BASE:
        return ()
    within = sum(days < FOUR_WEEKS for days in began)
    inner = Division(BY_WAIT, (Part(WITHIN, within), Part(LATER, len(began) - within)))
    of_them = Part(BEGAN, len(began), (inner,), known_least=SMALLEST_BASE)
    return (Division(BY_WAIT, (of_them, Part(EARLIER, len(pupils) - len(began), is_published=False))),)


def _counted(name: str, parts: tuple[str, ...], of: list[str]) -> Division:
    return Division(name, tuple(Part(one, of.count(one)) for one in parts))


def _of_question(one: Asked, filled_in: int) -> Division:
    answered = sum(one.given.values())
    parts = [
        *(Part(words, count) for words, count in one.given.items()),
        Part(NO_ANSWER, filled_in - answered),
    ]
    return Division(one.words, tuple(parts))
