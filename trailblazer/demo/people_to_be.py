"""Whom one can sign in as in the demonstration, by role."""

from dataclasses import dataclass

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role

ORDER = (
    (Role.SENIOR_MENTAL_HEALTH_LEAD, "asks for support, sees where each request is"),
    (Role.SCHOOL_STAFF, "books 15 minutes of advice, reads what was agreed"),
    (Role.SUPERVISOR, "decides requests, answers them, sees who waits longest"),
    (Role.PRACTITIONER, "helps: sees children, requests and schools of the team"),
    (Role.TRAINEE, "learns beside a supervisor"),
    (Role.THERAPIST, "takes what is more than brief help"),
    (Role.TEAM_LEAD, "holds the four weeks, invites people, sets who may ask"),
    (Role.ADMINISTRATOR, "enters, matches, corrects"),
    (Role.WELLBEING_FACILITATOR, "their part of the same child’s help"),
    (Role.FAMILY_SUPPORT_WORKER, "their part of the same child’s help"),
    (Role.PSYCHOLOGIST, "decides, and takes what is more complex"),
    (Role.PROGRAMME, "keeps the register, areas and teams"),
    (Role.COMMISSIONER, "sees teams, areas and coverage; no child’s record"),
)
MOST = 6


@dataclass(frozen=True)
class Group:
    role: Role
    does: str
    people: list[Membership]


def people_to_be() -> list[Group]:
    """The first few people of each role."""
    members = list(
        Membership.objects.filter(user__is_invented=True)
        .select_related("user", "organisation")
        .order_by("pk")
    )
    groups = [Group(role, does, [m for m in members if m.role == role][:MOST]) for role, does in ORDER]
    return [group for group in groups if group.people]
