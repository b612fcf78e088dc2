"""What speaks against offering advice at a time: what the practitioner is down for, and days on which nobody comes."""

from collections.abc import Sequence

from trailblazer.access.models import Membership
from trailblazer.care.calendars import taken_of_member, visits_of, why_member_is_away
from trailblazer.care.planning import in_words, span, where, why_closed
from trailblazer.domain.advice import Quarter
from trailblazer.domain.terms import london_day
from trailblazer.places.models import School
from trailblazer.ui.environment import clock_time

IN_SCHOOL = "in_school"
MOST_SAID = 3


def clashes_of(
    member: Membership, quarters: Sequence[Quarter], schools: Sequence[School], ways: Sequence[str]
) -> list[str]:
    """Sentences, none where nothing speaks against it. A visit to one of the schools is where advice belongs."""
    first, last = quarters[0].starts_at, quarters[-1].ends_at
    day = london_day(first)
    found = [
        f"You are down for something from {clock_time(busy.starts_at)} to {clock_time(busy.ends_at)}"
        for busy in taken_of_member(member, first, last)[:MOST_SAID]
    ]
    chosen = {school.pk for school in schools}
    if IN_SCHOOL in ways:
        elsewhere = (one for one in visits_of(member, first, last) if one.school_id not in chosen)
        found += [f"You are at {where(visit)} {span(visit)}" for visit in elsewhere][:MOST_SAID]
    if away := why_member_is_away(member, day):
        found.append(f"You are away on {in_words(day)}: {away.lower()}")
    places: list[tuple[School | None, str]] = [(school, "school_room") for school in schools] or [
        (None, "telephone")
    ]
    closed = (why_closed(school, day, place) for school, place in places)
    return found + [why for why in closed if why][:MOST_SAID]
