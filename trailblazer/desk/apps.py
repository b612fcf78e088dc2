from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "trailblazer.desk"
    label = "desk"

    def ready(self) -> None:
        """What stands on pages of several apps that may not know of each other."""
        from trailblazer.desk import for_leads, safeguarding_leads  # noqa: F401
