"""Who of a caseload is owed what, counted for the page of the day by the same rules as the caseload itself."""

from collections import Counter
from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care import caseloads
from trailblazer.care.models import Course
from trailblazer.care.today_cards import TodayCard, add_card
from trailblazer.domain.owed import RED, WORDS, Owes


def of_caseload(member: Membership, day: date) -> dict[str, Any] | None:
    """How many courses of one's own owe each thing today, the worst first; in one query."""
    if not member.may(Permission.RECORD_CARE) or day != today():
        return None
    courses = caseloads.with_facts(caseloads.held_by(member, visible(Course, member)))
    rows = caseloads.rows(courses, day)
    counted = Counter(one.what for row in rows for one in row.owed)
    owed = [
        {"code": what.value, "words": WORDS[what], "count": counted[what], "is_late": what in RED}
        for what in Owes
        if counted[what]
    ]
    return {"open": len(rows), "owed": owed}


add_card(TodayCard(10, "side", "care/today_owed.jinja", of_caseload))
