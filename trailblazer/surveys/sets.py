"""The question sets of this installation: ours, and questionnaires for which the site has the words, read once."""

from functools import cache
from pathlib import Path

from django.conf import settings

from trailblazer.domain import question_sets
from trailblazer.domain.instruments.wording import Packs, packs_of
from trailblazer.domain.question_sets import QuestionSet
from trailblazer.surveys.models import Survey


@cache
def _packs(folder: Path | None) -> Packs:
    return packs_of(folder)


@cache
def _read(folder: Path | None) -> dict[str, QuestionSet]:
    return question_sets.question_sets(_packs(folder))


def known_sets() -> dict[str, QuestionSet]:
    return _read(settings.INSTRUMENT_WORDING)


def sets_for(whom: str) -> list[QuestionSet]:
    return [one for one in known_sets().values() if whom in one.for_whom]


def without_words() -> list[str]:
    """Questionnaires that a site's content pack would bring."""
    return question_sets.without_words(_packs(settings.INSTRUMENT_WORDING))


def set_of(survey: Survey) -> QuestionSet | None:
    """None where its words were taken away since."""
    return known_sets().get(survey.question_set)


def name_of(survey: Survey) -> str:
    found = set_of(survey)
    return found.name if found else "Questions that are no longer known here"
