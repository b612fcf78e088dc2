"""What measures add to the record of a young person: a page, and the main score of the summary with the way to it."""

from typing import Any

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.record_recording import score_section
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import RecordPage, Section, add_page, add_section


def main_score(record: Record, member: Membership) -> dict[str, Any] | None:
    given = score_section(record, member)
    return given and {**given, "address": reverse("outcomes:measures", args=[record.person.ref])}


add_page(RecordPage(30, "outcomes:measures", "Measures", Permission.SEE_CARE))
add_section(Section(10, "main", "care/record_score.jinja", main_score))
