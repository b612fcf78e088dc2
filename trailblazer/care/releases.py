"""What a school is told of the days to come: who comes when, and whom to release. When, not why.

A young person is named only where the newest answer about telling school is yes; for the others school knows of the
visit and of nobody in it. Nothing says what the time is for, or with whom of the team it is.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from trailblazer.access.doors import visible
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.care.calendars import IN_SCHOOL
from trailblazer.care.models import Contact, Visit
from trailblazer.care.models.contacts import ContactQuerySet
from trailblazer.domain.consent import Answer
from trailblazer.young_people.consents import standing_of
from trailblazer.young_people.models import YoungPerson

AHEAD = timedelta(days=14)
CONSENT = ("young_person__consents", "young_person__quiet_mode_steps")


@dataclass(frozen=True)
class Release:
    """One young person whom school lets go for a time."""

    young_person: YoungPerson
    starts_at: datetime
    ends_at: datetime


@dataclass
class Coming:
    """One visit, with whom school is to release during it."""

    visit: Visit
    releases: list[Release] = field(default_factory=list)


def coming_to_school(lead: Membership, today: date) -> list[Coming]:
    """The visits of the next two weeks to the school of this lead, in three queries and one line of the log."""
    going = visible(Visit, lead).filter(day__range=(today, today + AHEAD), state=Visit.State.PLANNED)
    visits = list(going.select_related("member__user", "school").order_by("starts_at", "pk"))
    found = {visit.pk: Coming(visit) for visit in visits}
    for contact in _agreed(Contact.objects.planned().filter(visit__in=visits, place__in=IN_SCHOOL)):
        coming = found[contact.visit_id or 0]
        coming.releases.append(Release(contact.young_person, contact.starts_at, contact.ends_at))
    shown = [release.young_person for coming in found.values() for release in coming.releases]
    looked_at_list(shown, by=lead, where="whom school is to release shown")
    return list(found.values())


def _agreed(contacts: ContactQuerySet) -> list[Contact]:
    rows = contacts.select_related("young_person").prefetch_related(*CONSENT)
    return [
        contact
        for contact in rows.exclude(seen="carer").order_by("starts_at", "pk")
        if standing_of(contact.young_person).of("tell_school") is Answer.GIVEN
    ]
