"""What schools asked advice about: counts by topic and term, protected before anybody reads them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.advice.models import Advice
from trailblazer.domain import codes
from trailblazer.domain.disclosure import Level, Place, Table, protect_table
from trailblazer.domain.school_terms import OF_SCHOOL_YEAR, term_of
from trailblazer.domain.terms import SchoolYear
from trailblazer.places.models import School
from trailblazer.statistics.publications import Publication

TOTAL, ALL_TOPICS = "Whole year", "All topics"
Row = tuple[str, date]  # a topic and a day


def rows_of(member: Membership, year: SchoolYear, school: School | None = None) -> list[Row]:
    """Topic and day of each advice of a school year that this member may know of; of one school where it is named."""
    facts = Advice.objects.facts_of(member).standing()
    facts = facts.filter(activity__happened_on__range=(year.first_day, year.last_day))
    if school is not None:
        facts = facts.filter(school=school)
    return list(facts.order_by().values_list("topic", "activity__happened_on"))


def terms_begun(year: SchoolYear, today: date) -> tuple[str, ...]:
    """The terms of a school year that have begun: one that is still to come is no 0."""
    last = min(today, year.last_day)
    return OF_SCHOOL_YEAR[: OF_SCHOOL_YEAR.index(term_of(last).name) + 1]


def by_topic(rows: Iterable[Row], level: Level, terms: Sequence[str] = OF_SCHOOL_YEAR) -> Table | None:
    """Every topic of the list by term, those that nobody asked about too; None where nothing was asked at all.

    `terms` come from the calendar and never from the counts: a column that is missing tells nothing. One term alone
    has no column of the whole year beside it.
    """
    counted = Counter((topic, term_of(day).name) for topic, day in rows)
    if not counted:
        return None
    named = {
        entry.words: {name: counted[entry.code, name] for name in terms}
        for entry in codes.load("advice_topics")
    }
    return protect_table(named, level=level, total=TOTAL if len(terms) > 1 else ALL_TOPICS)


def own_counts(
    member: Membership, year: SchoolYear, school: School | None = None
) -> list[tuple[str, dict[str, int]]]:
    """What a team reads in its own records, uncovered and on its page alone: topics asked about, most first."""
    rows = rows_of(member, year, school)
    counted = Counter((topic, term_of(day).name) for topic, day in rows)
    topics = Counter(topic for topic, _ in rows)
    words = codes.load("advice_topics").words_or_code
    terms = {term_of(day).name for _, day in rows}
    shown = [name for name in OF_SCHOOL_YEAR if name in terms]  # one that is still to come is no 0
    return [
        (words(topic), {name: counted[topic, name] for name in shown} | {TOTAL: count})
        for topic, count in topics.most_common()
    ]


def published(
    member: Membership, year: SchoolYear, whose: str, today: date, school: School | None = None
) -> Publication | None:
    """The table with its words. A chart stands with it where any of its figures can be shown."""
    level = Level.SCHOOL if school is not None else Level.TEAM
    table = by_topic(rows_of(member, year, school), level, terms_begun(year, today))
    if table is None:
        return None
    counted = (
        f"{whose}, advice given in {year}, booked or not. One piece of advice counts once, under one topic."
    )
    return Publication(
        f"What advice was about, {year}",
        table,
        counted,
        "Topic",
        chart_of=table.columns[-1] if _can_be_drawn(table) else "",
    )


def _can_be_drawn(table: Table) -> bool:
    rows: Any = (row for row in table.rows if row.place is Place.ROW)
    return any(not row.figures[-1].is_hidden and row.figures[-1].value for row in rows)
