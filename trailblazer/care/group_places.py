"""What the families of a group hear of a session: an appointment of their own, that names neither group nor others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor
from trailblazer.access.today import now
from trailblazer.care.models import Group, GroupMember, GroupSession
from trailblazer.care.telling import tell_or_ring
from trailblazer.young_people.models import YoungPerson

AROUND = ("young_person__consents", "young_person__quiet_mode_steps", "young_person__carers")


@dataclass(frozen=True)
class PlaceInGroup:
    """One member's place in one session. It has what a contact has of what a family is told."""

    member: GroupMember
    session: GroupSession
    lead: Membership | None

    @property
    def young_person(self) -> YoungPerson:
        return self.member.young_person

    @property
    def seen(self) -> str:
        return self.session.group.seen

    @property
    def place(self) -> str:
        return self.session.group.place

    @property
    def starts_at(self) -> datetime:
        return self.session.starts_at

    @property
    def ref(self) -> str:
        return self.session.ref

    @property
    def provider(self) -> Organisation:
        return self.session.provider

    @property
    def provider_id(self) -> int:
        return self.session.provider_id

    @property
    def team(self) -> Organisation | None:
        return self.session.team

    @property
    def team_id(self) -> int | None:
        return self.session.team_id


def places_in(sessions: Iterable[GroupSession]) -> list[PlaceInGroup]:
    """Every member of each session who is in its group on its day, in the same few queries for all of them."""
    leads = {one: _lead_of(one) for one in sessions if one.group.kind == Group.Kind.GROUP}
    of = GroupMember.objects.filter(group__in={one.group_id for one in leads})
    members = list(of.select_related("young_person").prefetch_related(*AROUND))
    return [
        PlaceInGroup(member, session, lead)
        for session, lead in leads.items()
        for member in members
        if member.group_id == session.group_id and member.is_in_on(session.day)
    ]


def tell_members(session: GroupSession, template: str, *, by: Actor) -> None:
    """A message to the family of each member, or a task to ring. What is past is no news. Called inside an action."""
    if session.starts_at > now():
        for place in places_in([session]):
            tell_or_ring(place, template, by=by)


def _lead_of(session: GroupSession) -> Membership | None:
    """Who rings: whose visit it is in, else the first of the leaders."""
    if session.visit is not None:
        return session.visit.member
    return min(session.group.leaders.all(), key=lambda one: one.pk, default=None)
