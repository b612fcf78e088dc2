"""Cards of the first page of a school's lead that no one app has."""

from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.domain.school_resources import fitting, phases_of
from trailblazer.places.cards import Card, add_card_of_our_school
from trailblazer.places.models import School


def to_read(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """What there is to read and use for the phase of this school."""
    phases = phases_of(school.low_age, school.high_age, is_college=school.is_college)
    region = school.authority.region.name if school.authority else ""
    return {"found": fitting(phases, region)}


add_card_of_our_school(Card(60, "desk/resources_card.jinja", to_read, is_wide=True))
