from django.apps import AppConfig


class AllocationConfig(AppConfig):
    name = "trailblazer.allocation"
    label = "allocation"

    def ready(self) -> None:
        """What was agreed for a school stands on the first page of its lead."""
        from trailblazer.allocation import school_card  # noqa: F401
