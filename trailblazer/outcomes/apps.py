from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "trailblazer.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        """What measures and asking for them add to the record of a young person."""
        from trailblazer.outcomes import asking_on_record, on_record, told  # noqa: F401
