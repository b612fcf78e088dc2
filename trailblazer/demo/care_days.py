"""The calendars of the invented service: sample term dates, days at university and leave."""

from datetime import date, timedelta

from trailblazer.access.models import Membership
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.care.models import AwayDay
from trailblazer.demo.staff import InventedTeam
from trailblazer.places import terms
from trailblazer.places.actions import import_terms


def keep_sample_terms() -> None:
    """The invented dates of the authorities in which the invented schools lie."""
    import_terms(terms.from_text(terms.SAMPLE.read_text(encoding="utf-8")), by=Service())


def write_days(made: InventedTeam) -> None:
    """Who is away when."""
    for trainee in made.with_role(Role.TRAINEE):
        _away(trainee, "university", made.today - timedelta(days=80), made.today + timedelta(days=200), 4)
    for number, member in enumerate(made.with_role(Role.PRACTITIONER, Role.FAMILY_SUPPORT_WORKER)):
        first = made.today + timedelta(days=20 + 3 * number)
        _away(member, "leave", first, first + timedelta(days=2))


def _away(member: Membership, kind: str, first: date, last: date, weekday: int | None = None) -> None:
    AwayDay.objects.create(
        provider_id=member.provider_id or 0,
        team=member.organisation,
        member=member,
        kind=kind,
        starts_on=first,
        ends_on=last,
        weekday=weekday,
    )
