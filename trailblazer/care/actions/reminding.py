"""One reminder of one contact, or of one session of a group, to each of the family, by the service itself."""

from datetime import timedelta

from trailblazer.access.doors import action
from trailblazer.access.records import Actor
from trailblazer.access.roles import Permission
from trailblazer.care.group_places import PlaceInGroup
from trailblazer.care.models import Contact, GroupMember
from trailblazer.care.telling import REMINDER, tell_family
from trailblazer.letters.models import Letter

REMINDED_WITHIN = timedelta(days=7)  # a contact moved by weeks is another, and is reminded of again


@action(Permission.RUN_WORK, logged_as="reminder of a contact")
def remind(contact: Contact, *, by: Actor) -> Contact:
    """Queues a reminder for everyone who agreed to a channel. A contact that was reminded of is left alone."""
    earlier = Letter.objects.filter(about=contact.ref, template=REMINDER)
    if earlier.filter(queued_at__gte=contact.starts_at - REMINDED_WITHIN).exists() or contact.is_recorded:
        return contact
    tell_family(contact, REMINDER, by=by)
    return contact


@action(Permission.RUN_WORK, logged_as="reminder of a group session")
def remind_member(member: GroupMember, *, by: Actor, place: PlaceInGroup) -> GroupMember:
    """Queues a reminder of one session for the family of one member, in the words of any other appointment."""
    tell_family(place, REMINDER, by=by)
    return member
