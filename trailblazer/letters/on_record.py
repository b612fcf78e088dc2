"""What letters add to every page of a young person."""

from collections.abc import Iterator

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Act, RecordPage, add_acts, add_page


def acts(record: Record, member: Membership) -> Iterator[Act]:
    if member.may(Permission.WRITE_LETTERS):
        yield Act("Write a letter", reverse("letters:write", args=[record.person.ref]))


add_page(RecordPage(55, "letters:of_record", "Letters", Permission.SEE_LETTERS))
add_acts(acts)
