"""The calendars of the invented service: sample term dates and leave."""

from datetime import date, timedelta

from trailblazer.access.models import Membership
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.care.models import AwayDay, Contact, Visit
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.terms import london_day
from trailblazer.places import terms
from trailblazer.places.actions import import_terms

LEAVE = timedelta(days=2)  # from its first day to its last


def keep_sample_terms() -> None:
    """The invented dates of the authorities in which the invented schools lie."""
    import_terms(terms.from_text(terms.SAMPLE.read_text(encoding="utf-8")), by=Service())


def write_days(made: InventedTeam) -> None:
    """Who is away when."""
    for number, member in enumerate(made.with_role(Role.PRACTITIONER, Role.FAMILY_SUPPORT_WORKER)):
        first = _free_from(member, made.today + timedelta(days=20 + 3 * number))
        AwayDay.objects.create(
            provider_id=member.provider_id or 0,
            team=member.organisation,
            member=member,
            kind="leave",
            starts_on=first,
            ends_on=first + LEAVE,
        )


def _free_from(member: Membership, day: date) -> date:
    """The first day from which this member is down for nothing for as long as their leave lasts."""
    busy = {visit.day for visit in Visit.objects.filter(member=member)}
    busy |= {london_day(contact.starts_at) for contact in Contact.objects.filter(lead=member)}
    while busy & {day + timedelta(days=n) for n in range(LEAVE.days + 1)}:
        day += timedelta(days=1)
    return day
