"""A school's self-review: the six responsibilities this school year beside the years before."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.domain.lead_role import Responsibility, responsibilities
from trailblazer.domain.terms import SchoolYear, school_year_of
from trailblazer.places.models import School
from trailblazer.school_leads.models import ResponsibilityReview
from trailblazer.school_leads.tools import Opens, tools_of


@dataclass(frozen=True)
class Row:
    """One responsibility: how it was seen in each year, and the tools with which it is done."""

    of: Responsibility
    by_year: Mapping[SchoolYear, ResponsibilityReview]
    tools: list[Opens]

    def in_year(self, year: SchoolYear) -> ResponsibilityReview | None:
        return self.by_year.get(year)


@dataclass(frozen=True)
class Review:
    """Everything a school said of itself. `years` are those with an answer, the earliest first."""

    year: SchoolYear
    years: list[SchoolYear]
    rows: list[Row]

    @property
    def done(self) -> int:
        return sum(row.in_year(self.year) is not None for row in self.rows)

    @property
    def before(self) -> SchoolYear | None:
        """The last year before this one in which it was reviewed."""
        earlier = [year for year in self.years if year < self.year]
        return earlier[-1] if earlier else None

    @property
    def in_words(self) -> str:
        """What is to be seen in it, in a sentence."""
        if not self.done:
            return "Nothing is reviewed yet this school year."
        said = f"{self.done} of {len(self.rows)} reviewed this school year."
        pairs = [
            (one.height, other.height)
            for row in self.rows
            if self.before and (one := row.in_year(self.year)) and (other := row.in_year(self.before))
        ]
        if pairs:
            higher = sum(now > then for now, then in pairs)
            lower = sum(now < then for now, then in pairs)
            said += f" Since {self.before}: {higher} higher, {lower} lower, {len(pairs) - higher - lower} the same."
        lowest = min(
            (row for row in self.rows if row.in_year(self.year)), key=lambda row: _height(row, self.year)
        )
        return f"{said} Lowest: {lowest.of.name[:1].lower()}{lowest.of.name[1:]}."


def _height(row: Row, year: SchoolYear) -> int:
    found = row.in_year(year)
    return found.height if found is not None else 0


def review_of(school: School, member: Membership, today: date) -> Review:
    """One question to the database, however many years."""
    found: dict[str, dict[SchoolYear, ResponsibilityReview]] = defaultdict(dict)
    for one in visible(ResponsibilityReview, member).filter(school=school).select_related("by__user"):
        found[one.responsibility][SchoolYear(one.school_year)] = one
    known = {one.code for one in responsibilities()}
    years = sorted({year for code, by_year in found.items() if code in known for year in by_year})
    rows = [
        Row(one, found.get(one.code, {}), tools_of(one.code, school, member, today))
        for one in responsibilities()
    ]
    return Review(school_year_of(today), years, rows)
