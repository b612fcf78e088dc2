"""What groups add to the record of a young person: the name of each group and their own sessions, nobody else's."""

from typing import Any

from django.db.models import Count, Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.groups import next_sessions
from trailblazer.care.help_of import help_of
from trailblazer.care.models import GroupMember
from trailblazer.domain.contacts import ATTENDED
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Section, add_section


def groups_beside(record: Record, member: Membership) -> dict[str, Any] | None:
    """The groups somebody is or was in, with how many of their sessions they came to. Three queries."""
    if not member.may(Permission.SEE_CARE) or not help_of(record.person, member).may_have("groups"):
        return None
    own = Q(
        group__sessions__contacts__young_person=record.person.pk,
        group__sessions__contacts__attendance__in=ATTENDED,
        group__sessions__contacts__is_in_error=False,
    )
    found = (
        visible(GroupMember, member)
        .filter(young_person=record.person)
        .select_related("group")
        .annotate(came_to=Count("group__sessions", filter=own, distinct=True))
        .order_by("-joined_on", "-pk")
    )
    rows = list(found)
    if not rows:
        return None
    return {"rows": rows, "next": next_sessions([record.person.pk], member).get(record.person.pk)}


add_section(Section(40, "side", "care/groups_beside.jinja", groups_beside))
