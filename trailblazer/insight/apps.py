from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "trailblazer.insight"
    label = "insight"

    def ready(self) -> None:
        """The newest report stands on the first page of a school's lead, and all of them on its page for the team."""
        from trailblazer.insight import school_card  # noqa: F401
