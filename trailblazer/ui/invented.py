"""What the demonstration says of whatever it gives out: paper, files, calendars. Its pages have a banner."""

from django.conf import settings

INVENTED = "Demonstration. The people, schools of the teams and figures are invented."


def invented() -> tuple[str, ...]:
    """The line that goes with everything that leaves a demonstration; none in a service."""
    return (INVENTED,) if settings.DEMO else ()
