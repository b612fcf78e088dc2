from django.apps import AppConfig


class NoticingConfig(AppConfig):
    name = "trailblazer.noticing"
    label = "noticing"

    def ready(self) -> None:
        """What a school has of its own stands on its page."""
        from trailblazer.noticing import school_card  # noqa: F401
