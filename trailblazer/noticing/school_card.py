"""What a school has of its own, on its page, for those who keep it or send pupils to it."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.noticing.models import SchoolSupport
from trailblazer.places.cards import Card, add_card
from trailblazer.places.models import School


def own_help(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not (member.may(Permission.SEE_SCHOOL_WORK) and school.is_open):
        return None
    kept = visible(SchoolSupport, member).filter(school=school).open_on(today)  # type: ignore[attr-defined]
    return {"kept": list(kept), "urn": school.urn}


add_card(Card(40, "noticing/school_card.jinja", own_help))
