"""What courses add to the record of a young person: what can be done about them, from the banner."""

from collections.abc import Iterator

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.help_of import help_of
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Act, add_acts


def acts(record: Record, member: Membership) -> Iterator[Act]:
    """Begin help where a request was accepted and nothing has begun; for who leads, ask another team."""
    if not member.may(Permission.RECORD_CARE):
        return
    known = help_of(record.person, member)
    waiting = next(iter(known.without_a_course), None)
    if waiting is not None:
        yield Act("Begin a course of support", reverse("care:open_course", args=[waiting.ref]), is_main=True)
    if member.may(Permission.ALLOCATE_COURSES) and known.course is not None and known.course.is_open:
        yield Act("Ask another team", reverse("care:transfer_course", args=[known.course.ref]))


add_acts(acts)
