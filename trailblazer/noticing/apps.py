from django.apps import AppConfig


class NoticingConfig(AppConfig):
    name = "trailblazer.noticing"
    label = "noticing"

    def ready(self) -> None:
        """What a school has of its own stands on its page, and whom it helps on their records."""
        from trailblazer.noticing import on_record, school_card  # noqa: F401
