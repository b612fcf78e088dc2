"""The report of one school's term for its governors: what it counts, and how its figures are protected together.

Every number of people goes through `domain.disclosure` before it stands in a report, and figures that are about the
same people go through it together (`protect_linked`): the requests of the term; the sessions, of them those that were
attended, in them the pupils who were helped, by year group, sex, need and wait; the courses that ended; the forms. What
happened in a term is counted in no other term, and nothing is given that runs on from term to term (how many wait, how
many are helped just now), so that one report cannot be taken from another. Where fewer than 10 pupils were helped they
are not divided at all. A corrected report hides at least what the one before hid.

Words, and the needs of a request in groups: trailblazer/data/term_report/report.toml.
"""

from trailblazer.domain.term_report.counts import (
    ATTENDED,
    HELPED,
    LATER,
    NO_ANSWER,
    OF_CHANGE,
    OF_REQUESTS,
    OF_SESSIONS,
    SEXES,
    WITHIN,
    YEAR_NOT_KNOWN,
    Asked,
    Counts,
    Forms,
    Held,
    Pupil,
    Section,
    need_of,
    needs,
    sections,
    version,
)
from trailblazer.domain.term_report.protecting import Protected, Time, Titled, protect

__all__ = [
    "ATTENDED",
    "HELPED",
    "LATER",
    "NO_ANSWER",
    "OF_CHANGE",
    "OF_REQUESTS",
    "OF_SESSIONS",
    "SEXES",
    "WITHIN",
    "YEAR_NOT_KNOWN",
    "Asked",
    "Counts",
    "Forms",
    "Held",
    "Protected",
    "Pupil",
    "Section",
    "Time",
    "Titled",
    "need_of",
    "needs",
    "protect",
    "sections",
    "version",
]
