"""What planning adds to the banner of every young person: booking a contact."""

from collections.abc import Iterable

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Act, add_acts


def acts(record: Record, member: Membership) -> Iterable[Act]:
    if member.may(Permission.PLAN_VISITS):
        yield Act("Book a contact", reverse("care:book_contact", args=[record.person.ref]))


add_acts(acts)
