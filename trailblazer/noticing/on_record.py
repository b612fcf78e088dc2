"""What the school does besides, on the record of a young person, as long as nobody said that it is not exchanged; and
the way there from a request.
"""

from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.help_of import add_kind, help_of
from trailblazer.noticing.models import SchoolHelp
from trailblazer.referrals.beside import add_page_beside
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Section, add_section

HELP_BY_SCHOOL = "help_by_school"


def also_helped(record: Record, member: Membership) -> dict[str, Any] | None:
    """One query, where there is any. Left out where the school wrote nothing down."""
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return None
    if not help_of(record.person, member).may_have(HELP_BY_SCHOOL):
        return None
    helps: Any = visible(SchoolHelp, member).filter(referral__young_person=record.person)
    rows = list(helps.select_related("support", "referral"))
    if not rows:
        return None
    return {
        "now": [one for one in rows if one.is_open_on(record.today)],
        "before": [one for one in rows if one.ends_on and not one.is_open_on(record.today)],
        "ref": rows[-1].referral.ref if rows[-1].referral else "",
    }


add_kind(HELP_BY_SCHOOL, SchoolHelp, "referral__young_person")
add_section(Section(45, "side", "noticing/also_helped.jinja", also_helped))
add_page_beside("noticing:pupil", "Who helps, and how school goes")
