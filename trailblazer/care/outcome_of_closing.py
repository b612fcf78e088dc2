"""Who was told of a closed school, and who is still to be rung."""

from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.models import Contact, Task, Visit
from trailblazer.care.telling import BY_CALL, CANCELLED, MOVED
from trailblazer.letters.models import Letter
from trailblazer.places.models import School

TOLD_BY = (BY_CALL, MOVED, CANCELLED)


def outcome_of(school: School, day: date, member: Membership) -> list[Contact]:
    """The contacts that were changed, each with `told` (its messages) and `to_ring` (its open task, or None).

    A contact that got a new date is no longer in the visit: its history knows that it was.
    """
    visits = visible(Visit, member).filter(school=school, day=day).exclude(state=Visit.State.PLANNED)
    once_there = Contact.history.model.objects.filter(visit_id__in=visits.values("pk")).values("id")
    found = visible(Contact, member).filter(pk__in=once_there).exclude(is_in_error=True)
    contacts = list(found.select_related("young_person", "lead__user").order_by("starts_at", "pk"))
    refs = [contact.ref for contact in contacts]
    letters = visible(Letter, member).filter(template__in=TOLD_BY, about__in=refs)
    tasks = visible(Task, member).filter(source__in=TOLD_BY, about__in=refs)
    told: dict[str, list[Letter]] = {}
    for letter in letters.order_by("pk"):
        told.setdefault(letter.about, []).append(letter)
    to_ring = {task.about: task for task in tasks.filter(done_on=None)}
    for contact in contacts:
        contact.told = told.get(contact.ref, [])  # type: ignore[attr-defined]
        contact.to_ring = to_ring.get(contact.ref)  # type: ignore[attr-defined]
    return contacts
