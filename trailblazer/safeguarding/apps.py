from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "trailblazer.safeguarding"
    label = "safeguarding"

    def ready(self) -> None:
        """Risk stands on every page of a young person."""
        from trailblazer.safeguarding import on_record, school_card  # noqa: F401
