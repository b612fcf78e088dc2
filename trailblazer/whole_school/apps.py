from django.apps import AppConfig


class WholeSchoolConfig(AppConfig):
    name = "trailblazer.whole_school"
    label = "whole_school"

    def ready(self) -> None:
        """A school's review and plan stand on the first page of its lead, and what somebody is to rate on theirs."""
        from trailblazer.whole_school import school_card, waiting  # noqa: F401
