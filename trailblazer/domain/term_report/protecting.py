"""Protecting the figures of a report: what is of the same pupils together, and sentences from protected figures."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from trailblazer.domain.disclosure import Figure, Linked, Part, Table, median_of, protect_linked
from trailblazer.domain.term_report.counts import (
    ADVICE,
    ATTENDED,
    BEGAN,
    BEGAN_AT,
    BY_NEED,
    BY_SEX,
    BY_WAIT,
    BY_WHAT,
    BY_YEAR,
    ENDED,
    HELPED,
    HELPED_AT,
    HOURS_TO,
    LIAISON,
    OF_CHANGE,
    OF_REQUESTS,
    REACHED,
    REQUESTS,
    SESSIONS,
    SHARES_TO,
    SMALLEST_BASE,
    Counts,
    sections,
)
from trailblazer.domain.term_report.parts import are_divided, divided, of_help, of_question
from trailblazer.domain.time_by_function import FUNCTIONS


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
        linked = self._protected(divided(REQUESTS, BY_WHAT, OF_REQUESTS, counts.requests))
        table = linked.line((REQUESTS,), BY_WHAT, heading="Requests", total=REQUESTS)
        self.headline.append((REQUESTS, linked.figures[REQUESTS,]))
        words = ("Requests by what became of them", "What became of them")
        self._give("requests", "requests", words, table, "Requests")

    def help(self, counts: Counts) -> None:
        """Sessions, and in those that were attended the pupils who were helped."""
        linked = self._protected(of_help(counts))
        table = linked.line((SESSIONS,), BY_WHAT, heading="Sessions", total=SESSIONS)
        self._give("contacts", "contacts", ("Sessions by who came", "Who came"), table, "Sessions")
        self.sessions = linked.figures[SESSIONS, BY_WHAT, ATTENDED]
        helped = linked.figures[HELPED_AT]
        self.headline += [(HELPED, helped), ("Sessions attended", self.sessions)]
        self.said["reach"].append(f"{HELPED}: {helped.in_words}.")
        if not are_divided(counts):
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
        root = divided(ENDED, BY_WHAT, OF_CHANGE, counts.ended)
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
                tuple(of_question(one, form.filled_in) for one in form.questions)
                if form.filled_in >= SMALLEST_BASE
                else ()
            )
            least = SMALLEST_BASE if divisions else 0
            linked = self._protected(Part(form.name, form.filled_in, divisions, known_least=least))
            self.said["voice"].append(f"{form.name}: filled in {linked.figures[form.name,].in_words}.")
            if divisions:
                title = f"{form.name}: answers"
                self._give("voice", f"voice-{place}", (title, "Question"), linked.grid((form.name,)))
            elif form.filled_in:
                self.said["voice"].append("Answers are given from ten forms on.")

    def whole_school(self, counts: Counts) -> None:
        names = tuple(one.label for one in counts.work)
        if not names:
            return
        reached = {one.label: one.reached for one in counts.work}
        linked = self._protected(divided(REACHED, BY_WHAT, names, reached))
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
                linked = self._protected(divided(name, BY_WHAT, tuple(of), of))
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
