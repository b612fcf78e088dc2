"""How full everybody of a team is: open courses beside the usual number of their post, and this week's contacts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from trailblazer.access.models import Membership, Organisation
from trailblazer.care.caseloads import helpers_of, with_facts
from trailblazer.care.models import Contact, Course
from trailblazer.care.staff import post_of
from trailblazer.domain.capacity import Capacity
from trailblazer.domain.contacts import CANCELLED
from trailblazer.teams.models import Post, open_on


@dataclass(frozen=True)
class Holder:
    """One practitioner of the team's page, with how full they are."""

    member: Membership
    capacity: Capacity
    contacts_this_week: int
    without_next: int


def holders(team: Organisation, today: date, week: tuple[datetime, datetime]) -> list[Holder]:
    """Everybody who helps, with their open courses, what is booked this week and who has no next contact."""
    members = list(helpers_of(team, today))
    theirs = Course.objects.open().filter(young_person__team=team, lead__in=members)
    held: dict[int, list[Any]] = {}
    for course in with_facts(theirs):
        held.setdefault(course.lead_id or 0, []).append(course)
    booked = dict(
        Contact.objects.filter(lead__in=members, starts_at__range=week, is_in_error=False)
        .exclude(attendance__in=CANCELLED)
        .values_list("lead")
        .annotate(count=Count("pk"))
    )
    full = capacities({member: len(held.get(member.pk, ())) for member in members}, today)
    return [
        Holder(
            member=member,
            capacity=full[member.pk],
            contacts_this_week=booked.get(member.pk, 0),
            without_next=sum(course.next_at is None for course in held.get(member.pk, ())),
        )
        for member in members
    ]


def capacities(held: dict[Membership, int], today: date) -> dict[int, Capacity]:
    """How full each member is, by their key, from the number of open courses they have; one query."""
    posts = _posts_of(held, today)
    found = {}
    for member, number in held.items():
        post, part = posts.get(member.pk, (post_of(member), None))
        found[member.pk] = Capacity.of(number, post, part)
    return found


def capacities_of(members: Iterable[Membership], today: date) -> dict[int, Capacity]:
    """How full each of these members is; two queries."""
    chosen = list(members)
    rows = Course.objects.open().filter(lead__in=chosen).order_by().values_list("lead")
    counted = dict(rows.annotate(count=Count("pk")))
    return capacities({member: counted.get(member.pk, 0) for member in chosen}, today)


def _posts_of(members: Iterable[Membership], today: date) -> dict[int, tuple[str, float]]:
    """The post each member holds today and the part of a whole week it has; of several posts the largest."""
    posts = Post.objects.filter(open_on(today), holder__in=list(members)).order_by("whole_time_equivalent")
    rows = posts.values_list("holder", "role", "whole_time_equivalent")
    return {holder: (role, float(part)) for holder, role, part in rows if holder is not None}
