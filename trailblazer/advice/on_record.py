"""What advice, liaison and meetings add to the record of a young person: a page, moments, a thing to do."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.advice.models import IndirectActivity
from trailblazer.domain import codes
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import (
    Act,
    Moment,
    RecordPage,
    add_acts,
    add_moments,
    add_page,
)

PAGE = "advice:of_person"
WORDS = {"advice_known_pupil": "Advice to school", "liaison": "Liaison", "multi_agency": "Meeting"}


def moments(record: Record, member: Membership) -> Iterator[Moment]:
    """Each piece of indirect work, with what it was. One query."""
    found = visible(IndirectActivity, member).filter(young_person=record.person, activity__is_in_error=False)
    rows = found.values_list("activity__happened_on", "activity__kind", "activity__minutes", "words")
    address = reverse(PAGE, args=[record.person.ref])
    for on, kind, minutes, words in rows:
        yield Moment(on, WORDS.get(kind, _of(kind)), words or f"{minutes} minutes", address=address, place=1)


def _of(kind: str) -> str:
    known = codes.load("activities")
    return known.words(kind) if kind in known else "Work about them"


def acts(record: Record, member: Membership) -> Iterable[Act]:
    if member.may(Permission.GIVE_ADVICE):
        yield Act("Note liaison", f"{reverse('advice:note_liaison')}?about={record.person.ref}")


add_page(RecordPage(45, PAGE, "Liaison and meetings", Permission.SEE_NOTES))
add_moments(moments)
add_acts(acts)
