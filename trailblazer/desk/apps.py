from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "trailblazer.desk"
    label = "desk"

    def ready(self) -> None:
        """What stands on pages of several apps that may not know of each other."""
        from trailblazer.desk import (  # noqa: F401
            for_boards,
            for_leads,
            safeguarding_leads,
            school_cards,
            term_report_sections,
        )
