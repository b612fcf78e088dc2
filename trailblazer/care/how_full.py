"""How full everybody of a team is: open courses beside the usual number of their post, and this week's contacts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from trailblazer.access.models import Membership, Organisation
from trailblazer.care.caseloads import helpers_of, with_facts
from trailblazer.care.models import Contact, Course
from trailblazer.care.staff import post_of
from trailblazer.domain import pathways
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
    given = {member: [course.pathway for course in held.get(member.pk, ())] for member in members}
    full = capacities(given, today)
    return [
        Holder(
            member=member,
            capacity=full[member.pk],
            contacts_this_week=booked.get(member.pk, 0),
            without_next=sum(course.next_at is None for course in held.get(member.pk, ())),
        )
        for member in members
    ]


def capacities(held: Mapping[Membership, Sequence[str]], today: date) -> dict[int, Capacity]:
    """How full each member is, by their key, from the pathways of the open courses they have; one query."""
    posts, of_groups = _posts_of(held, today), pathways.of_groups()
    found = {}
    for member, codes in held.items():
        post, part = posts.get(member.pk, (post_of(member), None))
        in_groups = sum(code in of_groups for code in codes)
        found[member.pk] = Capacity.of(len(codes) - in_groups, post, part, in_groups)
    return found


def capacities_of(members: Iterable[Membership], today: date) -> dict[int, Capacity]:
    """How full each of these members is; three queries."""
    held: dict[Membership, list[str]] = {member: [] for member in members}
    by_key = {member.pk: codes for member, codes in held.items()}
    for lead, code in Course.objects.open().filter(lead__in=list(held)).values_list("lead", "pathway"):
        if lead is not None:
            by_key[lead].append(code)
    return capacities(held, today)


def _posts_of(members: Iterable[Membership], today: date) -> dict[int, tuple[str, float]]:
    """The post each member holds today and the part of a whole week it has; of several posts the largest."""
    posts = Post.objects.filter(open_on(today), holder__in=list(members)).order_by("whole_time_equivalent")
    rows = posts.values_list("holder", "role", "whole_time_equivalent")
    return {holder: (role, float(part)) for holder, role, part in rows if holder is not None}
