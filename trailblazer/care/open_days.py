"""Whether a group can meet in a school on a day, in a sentence fit for the person who plans or records it."""

from collections.abc import Callable
from datetime import date

from trailblazer.access.records import NotPossible
from trailblazer.care.calendars import terms_of_school
from trailblazer.care.models import GroupSession
from trailblazer.domain.terms import NoSuchCalendar, london_day
from trailblazer.places.models import School
from trailblazer.ui.environment import day as in_words


def why_closed_by_day(school: School | None) -> Callable[[date], str]:
    """For each day, why nobody can meet there, or nothing. The terms are read once; asking costs no query.

    Where no term of that day is known, every working day counts as open.
    """
    terms = terms_of_school(school)

    def why(day: date) -> str:
        if school is not None and (gone := why_gone(school, day)):
            return gone
        try:
            reason = terms.why_closed(day)
        except NoSuchCalendar as unknown:
            return str(unknown)
        if not reason:
            return ""
        if school is None:
            return f"{in_words(day)} is no working day ({reason})"
        return f"{school.name} is closed on {in_words(day)} ({reason})"

    return why


def why_gone(school: School, day: date) -> str:
    """That the school itself has closed for good by this day, or nothing."""
    if school.is_open if school.closed_on is None else school.closed_on > day:
        return ""
    return f"{school.name} closed" + (
        f" on {in_words(school.closed_on)}" if school.closed_on else " for good"
    )


def refuse_register(session: GroupSession) -> None:
    """Raises NotPossible for a session said to be held where the school was closed on its day."""
    reason = why_closed_by_day(session.group.school)(london_day(session.starts_at))
    if reason:
        raise NotPossible(f"{reason}. Cancel this session, or move it to the day on which it was held")
