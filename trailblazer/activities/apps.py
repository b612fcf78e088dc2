from django.apps import AppConfig

PARTS = ("kept_here", "on_today", "school_card")


class ActivitiesConfig(AppConfig):
    name = "trailblazer.activities"
    label = "activities"

    def ready(self) -> None:
        """Each part adds to the pages of others: the day, other work, and the first page of a school's lead."""
        from importlib import import_module

        for part in PARTS:
            import_module(f"trailblazer.activities.{part}")
