"""Asking many without a name: what must be there before, what may be shown after, and who is told of a worrying answer.

An answer has no name, no time and no place in an order. That is a promise, and it costs something: nobody can go to
whoever gave a worrying answer. Decision 0022.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from trailblazer.domain.disclosure import Table, gathered, least_answers, protect_answers
from trailblazer.domain.question_sets import PUPILS, STAFF, QuestionSet

FEWEST_ASKED = {PUPILS: 20, STAFF: 10}
FEWEST_ANSWERS = 10  # with the answers in three columns and those who did not say; more columns ask for more
LONGEST_OPEN = timedelta(days=60)
TOTAL = "Total"
IN_THE_SCHOOL = ""  # the place of a concern that may not be said more closely
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """What a school settles before it asks: whom, why, who knows, and who answers where an answer is worrying."""

    for_whom: str
    asked: Mapping[str, int]  # how many are asked, by year group
    purpose: str = ""
    told: str = ""
    responder: str = ""
    telephone: str = ""
    hours: str = ""
    help_here: str = ""
    opens_on: date | None = None
    closes_on: date | None = None


class Point(NamedTuple):
    """One thing that must be there before a survey opens; `words` say what to do where it is not."""

    name: str
    is_there: bool
    words: str


def points_of(plan: Plan, today: date) -> tuple[Point, ...]:
    """What must be there, in order. A survey opens when all of it is."""
    fewest, asked = FEWEST_ASKED[plan.for_whom], sum(plan.asked.values())
    who = "pupils" if plan.for_whom == PUPILS else "staff"
    points = [
        Point(
            f"At least {fewest} {who} are asked",
            asked >= fewest,
            f"Ask at least {fewest} {who}: of fewer, answers could be traced. You ask {asked}",
        ),
        Point("What it is for", bool(plan.purpose), "Say in plain words what it is for"),
        Point(
            "Who was told",
            bool(plan.told),
            "Say who was told before: parents and carers, with how to opt out"
            if plan.for_whom == PUPILS
            else "Say how staff were told",
        ),
        Point(
            "Who answers where an answer is worrying",
            bool(plan.responder and plan.telephone and plan.hours),
            "Name who answers, with a telephone number and its hours",
        ),
        Point(
            "Where help is now", bool(plan.help_here), "Say what people read about where help is in school"
        ),
        Point("The days it is open", _days_fit(plan, today), _days_words(plan, today)),
    ]
    return tuple(points)


def _days_fit(plan: Plan, today: date) -> bool:
    return not _days_words(plan, today)


def _days_words(plan: Plan, today: date) -> str:
    first, last = plan.opens_on, plan.closes_on
    if first is None or last is None:
        return "Enter the days on which it opens and closes"
    if last < first:
        return "Enter a last day that is not before the first"
    if last < today:
        return "Enter a last day that is still to come"
    if last - max(first, today) > LONGEST_OPEN:
        return f"Enter a last day at most {LONGEST_OPEN.days} days after the first"
    return ""


def together(counts: Mapping[str, int], least: int) -> list[tuple[str, ...]]:
    """Year groups in the order given, those with too few answers put with their neighbours. Empty: all are too few.

    Every answer stands in one row, so no row can be worked out by taking the others from the total.
    """
    if sum(counts.values()) < least:
        return []
    rows: list[tuple[str, ...]] = []
    waiting: list[str] = []
    for group in counts:
        waiting.append(group)
        if sum(counts[one] for one in waiting) >= least:
            rows.append(tuple(waiting))
            waiting = []
    if waiting:
        rows[-1] = (*rows[-1], *waiting)
    return rows


def row_name(groups: Sequence[str]) -> str:
    """Year 7; Year 7 and Year 8; Year 7 to Year 9."""
    if len(groups) == 1:
        return groups[0]
    return f"{groups[0]} {'and' if len(groups) == 2 else 'to'} {groups[-1]}"


@dataclass(frozen=True)
class Shown:
    """What may be shown: a protected table for each question by row, and one of all questions together."""

    by_question: Mapping[str, Table]
    overall: Table
    rows: tuple[str, ...]


def shown(asked: QuestionSet, answers: Mapping[str, Sequence[Answers]]) -> Shown | None:
    """The figures of a survey that is over; `answers` by year group, with those that nobody of answered. None: too few.

    Rows are the same for every question: who left one out stands in its last column. Raises ValueError for a set
    whose answers are in one column.
    """
    least = max(FEWEST_ANSWERS, least_answers(len(asked.answers)))
    rows = together({group: len(given) for group, given in answers.items()}, least)
    if not rows:
        return None
    tables: dict[str, Table] = {}
    for question in asked.questions:
        counts = {
            row_name(groups): _counted(
                asked, question.code, [one for group in groups for one in answers[group]]
            )
            for groups in rows
        }
        made = protect_answers(counts, total=TOTAL)
        tables[question.short] = made.with_percentages(asked.in_100, part=asked.columns[0].name, of=TOTAL)
    return Shown(tables, gathered(tables, TOTAL), tuple(row_name(groups) for groups in rows))


def _counted(asked: QuestionSet, code: str, given: Iterable[Answers]) -> dict[str, int]:
    found = Counter(asked.column_of(one.get(code)) for one in given)
    return {column: found[column] for column in asked.answers}


def to_tell(answered: Mapping[str, int], concerned: Mapping[str, int], told: Sequence[str]) -> list[str]:
    """Where there is at least one worrying answer that nobody was told of yet: year groups, or IN_THE_SCHOOL.

    A year group is named only from ten answers on. Where fewer answered, it is said of the school as a whole; once
    another place was named, only if those smaller groups have ten answers together, for else the one who is left
    would be named by leaving out the others.
    """
    large = [
        group
        for group, count in answered.items()
        if count >= FEWEST_ANSWERS and concerned.get(group, 0) and group not in told
    ]
    small = [group for group, count in answered.items() if count < FEWEST_ANSWERS]
    if IN_THE_SCHOOL in told or not any(concerned.get(group, 0) for group in small):
        return large
    if sum(answered[group] for group in small) >= FEWEST_ANSWERS or not (told or large):
        return [*large, IN_THE_SCHOOL]
    return large


def place_in_words(place: str) -> str:
    return f"in {place}" if place else "in the school"
