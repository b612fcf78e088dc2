"""Whom one team has asked another of the provider to take on: one who waits, one who stays, one who went."""

from itertools import pairwise

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.care.actions.transfers import answer_transfer, ask_transfer
from trailblazer.care.models import Course
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.pathways import of_groups

ASKED = (
    "Moves to the grandmother in January, and changes to a school of yours.",
    "Has moved house. The new school is one of yours.",
    "Would rather be seen in your clinic, which is nearer.",
)
NO = "No room before Easter. We can offer the parents’ group from 12 January."


def write(made: list[InventedTeam]) -> None:
    """Of the first two teams of each provider, in the words of the people who would ask."""
    seen = set()
    for team, other in pairwise(made):
        provider = team.team.organisation.provider_id
        if provider == other.team.organisation.provider_id and provider not in seen:
            seen.add(provider)
            _three(team, other)


def _three(team: InventedTeam, other: InventedTeam) -> None:
    courses = Course.objects.open().filter(
        team=team.team.organisation, lead__isnull=False, young_person__transitions=None
    )
    courses = courses.exclude(pathway__in=of_groups())
    asks, answers = _who_leads(team), _who_leads(other)
    for number, (course, reason) in enumerate(zip(courses.order_by("-opened_on", "pk"), ASKED, strict=False)):
        asked = ask_transfer(course, by=asks, to_team=other.team.organisation, reason=reason)
        if number > 0:
            answer_transfer(asked, by=answers, accept=number == 2, answer=NO if number == 1 else "")


def _who_leads(team: InventedTeam) -> Membership:
    return team.with_role(Role.SUPERVISOR)[0]
