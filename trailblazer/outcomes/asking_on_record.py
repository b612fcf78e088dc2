"""What asking for questionnaires adds to the record of every young person: a page, and a way to ask from the banner."""

from collections.abc import Iterator

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.outcomes.told import open_asks
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Act, RecordPage, add_acts, add_page


def waiting(person: YoungPerson, member: Membership) -> int:
    return sum(ask.is_waiting for ask in open_asks(person, member))


def acts(record: Record, member: Membership) -> Iterator[Act]:
    if member.may(Permission.ASK_FOR_FORMS):
        yield Act("Ask for a questionnaire", reverse("outcomes:ask_for", args=[record.person.ref]))


add_page(RecordPage(31, "outcomes:of_person", "Questionnaires", Permission.SEE_CARE, count=waiting))
add_acts(acts)
