from django.apps import AppConfig


class SchoolLeadsConfig(AppConfig):
    name = "trailblazer.school_leads"
    label = "school_leads"

    def ready(self) -> None:
        """Who leads stands on the page of a school, beside what help there is."""
        from trailblazer.school_leads import own_tools, school_card  # noqa: F401
