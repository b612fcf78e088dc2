"""An answer that tells of risk is told before its form is sent: what is kept of it, and when somebody is told.

Half a form is nobody's to read, with one exception: the answer to its question about risk, once it told of risk. From
then on every change to that one answer is kept beside the form, so that changing it back or deleting the form takes
nothing away from whoever looks. Decision 0016.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

MOST_KEPT = 20  # the first, and the newest of the rest


class Mark(NamedTuple):
    """The question about risk of a questionnaire, and the answer from which on somebody must look."""

    code: str
    at_least: float

    def is_reached(self, answer: float | None) -> bool:
        return answer is not None and answer >= self.at_least


class Said(NamedTuple):
    """What was said to that question, and when. No answer is: would rather not say, or taken out of the form."""

    at: datetime
    answer: float | None
    is_deleted: bool = False


def heard(said: Sequence[Said], now: Said, mark: Mark) -> tuple[Said, ...]:
    """What is kept after one more answer: nothing before the first that tells of risk, and the same again once."""
    known = tuple(said)
    if not known:
        return (now,) if mark.is_reached(now.answer) else ()
    if (known[-1].answer, known[-1].is_deleted) == (now.answer, now.is_deleted):
        return known
    return known[:1] + (*known[1:], now)[-(MOST_KEPT - 1) :]


def is_news(said: Sequence[Said], answer: float | None, mark: Mark) -> bool:
    """Whether this answer tells of more risk than the last did; `said` is what was kept before it.

    It raises an alert where none is open for the form, and is added to the one that is.
    """
    if not mark.is_reached(answer):
        return False
    last = said[-1].answer if said else None
    return last is None or answer is not None and answer > last


def in_words(said: Sequence[Said], mark: Mark, *, is_sent: bool = False, is_taken_back: bool = False) -> str:
    """What the alert says of the form. Never what was answered: it is read in lists."""
    if not said:
        return ""
    end = "form taken back" if is_taken_back else "form sent now" if is_sent else "form not sent"
    if said[-1].is_deleted:
        return f"Answered, then deleted, {end}"
    if not mark.is_reached(said[-1].answer):
        return f"Answered, then changed, {end}"
    return f"Answered before sending, {end}" if is_sent else f"Answered, {end}"
