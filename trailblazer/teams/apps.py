from collections.abc import Iterable

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "trailblazer.teams"
    label = "teams"

    def ready(self) -> None:
        """A team's leads invite the mental health leads of the schools that it serves."""
        from trailblazer.access.invitations import SCHOOLS_OF_TEAM

        SCHOOLS_OF_TEAM.append(schools_served)


def schools_served(team_id: int) -> Iterable[int]:
    """The URNs of the schools that this team serves today."""
    from django.db.models import Q

    from trailblazer.access.today import today
    from trailblazer.teams.models import SchoolService

    open_today = Q(ends_on=None) | Q(ends_on__gt=today())
    return SchoolService.objects.filter(open_today, team=team_id).values_list("school_id", flat=True)
