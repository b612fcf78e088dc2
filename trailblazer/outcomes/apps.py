from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "trailblazer.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        """What asking for questionnaires adds to the record of a young person."""
        from trailblazer.outcomes import on_record  # noqa: F401
