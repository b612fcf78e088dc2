"""What courses add to the record of a young person: what can be done about them, from the banner."""

from collections.abc import Iterator

from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.caseloads import without_a_course
from trailblazer.care.models import Course
from trailblazer.referrals.models import Referral
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Act, add_acts


def acts(record: Record, member: Membership) -> Iterator[Act]:
    """Begin help where a request was accepted and nothing has begun; for who leads, ask another team."""
    if not member.may(Permission.RECORD_CARE):
        return
    waiting = without_a_course(visible(Referral, member)).filter(young_person=record.person).first()
    if waiting is not None:
        yield Act("Begin a course of support", reverse("care:open_course", args=[waiting.ref]), is_main=True)
    if member.may(Permission.ALLOCATE_COURSES):
        course = visible(Course, member).open().filter(young_person=record.person).first()
        if course is not None:
            yield Act("Ask another team", reverse("care:transfer_course", args=[course.ref]))


add_acts(acts)
