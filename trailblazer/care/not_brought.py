"""What follows when a child is not brought: somebody follows up by a day, and at the third time two people talk."""

from django.urls import reverse

from trailblazer.access.records import Actor
from trailblazer.access.today import today
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Contact, Task
from trailblazer.care.models.contacts import TaskQuerySet
from trailblazer.domain import codes
from trailblazer.domain.contacts import is_not_brought
from trailblazer.domain.not_brought import is_the_one_that_asks

SOURCE = "not_brought"
TALK = "The third session of a course was missed. Talk about what would help. Nothing ends by itself"


def follow_up(contact: Contact, *, by: Actor) -> None:
    """Keeps the task of following up as the contact was recorded. Called inside an action."""
    if not is_not_brought(contact.attendance):
        _close(contact, by)
        return
    _ask(contact, by)
    if contact.course_id is not None and _is_third(contact):
        _ask_for_a_talk(contact, by)


def _tasks(contact: Contact) -> TaskQuerySet:
    return Task.objects.open().filter(source=SOURCE, about=contact.ref)


def _ask(contact: Contact, by: Actor) -> None:
    words = (
        codes.load("not_brought_follow_ups").words(contact.follow_up) if contact.follow_up else "Follow up"
    )
    asked = f"Did not come: {words[0].lower()}{words[1:]}"
    due_on = contact.follow_up_on or today()
    if _tasks(contact).update(words=asked, due_on=due_on):
        return
    owner = contact.lead or by.membership
    Task.objects.ask(contact, asked, owner=owner, due_on=due_on, source=SOURCE, by=by.membership)


def _close(contact: Contact, by: Actor) -> None:
    done = {"done_on": today(), "done_by": by.membership, "done_words": "Recorded otherwise since"}
    _tasks(contact).update(**done)


def _is_third(contact: Contact) -> bool:
    others = Contact.objects.recorded().filter(course=contact.course_id).exclude(pk=contact.pk)
    before = others.order_by("starts_at").values_list("attendance", flat=True)
    return is_the_one_that_asks(before, contact.attendance)


def _ask_for_a_talk(contact: Contact, by: Actor) -> None:
    assert contact.course is not None
    if Alert.objects.filter(kind=SOURCE, about=contact.course.ref).exists():
        return
    person = contact.young_person
    raise_alert(
        SOURCE,
        words=TALK,
        provider=person.provider,
        by=by,
        team=person.team,
        young_person=person,
        about=contact.course.ref,
        about_address=reverse("young_people:record", args=[person.ref]),
    )
