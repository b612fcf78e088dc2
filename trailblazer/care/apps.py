from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "trailblazer.care"
    label = "care"

    def ready(self) -> None:
        """Each part adds its pages, flags and sections to the record of a young person."""
        from trailblazer.care import record_groups, record_recording, record_visits, school_cards, today_own  # noqa: F401
