from django.apps import AppConfig

PARTS = ("kept_here", "on_record", "on_today", "school_card")


class AdviceConfig(AppConfig):
    name = "trailblazer.advice"
    label = "advice"

    def ready(self) -> None:
        """Each part adds to the pages of help: the day, the calendar, other work, the record of a young person."""
        from importlib import import_module

        for part in PARTS:
            import_module(f"trailblazer.advice.{part}")
