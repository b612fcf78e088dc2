from django.apps import AppConfig


class TeamPartConfig(AppConfig):
    name = "trailblazer.team_part"
    label = "team_part"

    def ready(self) -> None:
        """What the team does stands in the plan, and what it is for on the page of an activity or an order."""
        from trailblazer.team_part import in_the_plan, on_activities  # noqa: F401
