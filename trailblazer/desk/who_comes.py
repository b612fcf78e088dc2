"""Who of the team comes to a school, and on which days of the week, from the visits before and after today."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.care.models import Visit

AROUND = timedelta(days=28)
OFTEN = 2  # times in these eight weeks that make it a day of theirs
DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True)
class Comes:
    """Somebody of the team, what they are, and the days on which they usually come ("" where there are none)."""

    name: str
    role: str
    days: str


def who_comes(lead: Membership, today: date) -> list[Comes]:
    """Whoever comes most often first. One query."""
    around = (today - AROUND, today + AROUND)
    found = visible(Visit, lead).filter(school=lead.school_id, day__range=around)
    held = found.exclude(state=Visit.State.CANCELLED).filter(member__ended_on=None)
    days: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for name, role, on in held.order_by().values_list("member__user__name", "member__role", "day"):
        days[name, role][on.weekday()] += 1
    often = sorted(days.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [Comes(name, Role(role).label, _in_words(counted)) for (name, role), counted in often]


def _in_words(counted: Counter[int]) -> str:
    """Tuesdays and Thursdays."""
    usual = [DAYS[day] for day in sorted(counted) if counted[day] >= OFTEN]
    return " and ".join([", ".join(usual[:-1]), usual[-1]]) if len(usual) > 1 else "".join(usual)
