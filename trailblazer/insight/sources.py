"""What other apps bring to the report of a term; they are named in `desk.term_report_sections`.

Each is asked about one school and term. A report is whole without any of them: what nobody brings is not in it.
"""

from collections.abc import Callable, Iterable

from trailblazer.domain.school_terms import Term
from trailblazer.domain.term_report import Held
from trailblazer.places.models import School

Work = Callable[[School, Term], Iterable[Held]]
Agreed = Callable[[School, Term], dict[int, float] | None]

_WORK: list[Work] = []
_AGREED: list[Agreed] = []


def add_work(source: Work) -> None:
    """Whole-school work of a term by kind, as it was counted: the report protects it."""
    if source not in _WORK:
        _WORK.append(source)


def add_agreed(source: Agreed) -> None:
    """Hours of a term by function as they were agreed for a school; None where nothing was."""
    if source not in _AGREED:
        _AGREED.append(source)


def work_of(school: School, term: Term) -> list[Held]:
    return [one for source in _WORK for one in source(school, term)]


def agreed_for(school: School, term: Term) -> dict[int, float] | None:
    return next((found for source in _AGREED if (found := source(school, term)) is not None), None)
