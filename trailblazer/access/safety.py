"""What must not be so when real people are served."""

from urllib.parse import urlsplit

from django.conf import settings

LOCAL = {"", "localhost", "127.0.0.1", "::1"}


def unsafe() -> list[str]:
    """Each unsafe setting, in a sentence that says what to do; none when it is safe to serve."""
    return [sentence for is_unsafe, sentence in _findings() if is_unsafe]


def _findings() -> list[tuple[bool, str]]:
    database = settings.DATABASES["default"]
    is_postgresql = "postgresql" in database["ENGINE"]
    is_open = is_postgresql and not database.get("PASSWORD") and database.get("HOST", "") not in LOCAL
    origin = urlsplit(settings.ORIGIN)
    return [
        (settings.DEBUG, "DEBUG is on. It shows the inside of the service to anyone: unset DEBUG."),
        (
            settings.SECRET_KEY == settings.DEFAULT_SECRET or len(settings.SECRET_KEY) < 50,
            "SECRET_KEY is the default or too short. Set it to 50 random characters or more.",
        ),
        ("*" in settings.ALLOWED_HOSTS, "ALLOWED_HOSTS holds a wildcard. Name the hosts people type."),
        (is_open, "The database is on another host and asks for no password. Put one in DATABASE_URL."),
        (
            origin.scheme != "https" and origin.hostname not in LOCAL,
            "ORIGIN is not https, so cookies would travel in the open. Serve behind TLS and set ORIGIN to https.",
        ),
        (settings.DEMO, "TRAILBLAZER_DEMO is on: anyone may sign in as anyone. Unset it."),
        (settings.TODAY is not None, "TODAY is set: the clock would be wrong. Unset it."),
    ]
