from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "trailblazer.surveys"
    label = "surveys"

    def ready(self) -> None:
        """What is asked just now stands on the first page of a school's lead."""
        from trailblazer.surveys import school_card  # noqa: F401
