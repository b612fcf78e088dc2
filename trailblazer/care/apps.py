from django.apps import AppConfig

PARTS = (
    "holding",
    "owed_today",
    "quiet_looks",
    "record_courses",
    "record_groups",
    "record_hand_overs",
    "record_plans",
    "record_recording",
    "record_visits",
    "school_cards",
    "today_own",
)


class CareConfig(AppConfig):
    name = "trailblazer.care"
    label = "care"

    def ready(self) -> None:
        """Each part adds its pages, flags and sections to the record of a young person."""
        from importlib import import_module

        for part in PARTS:
            import_module(f"trailblazer.care.{part}")
