"""Sessions in the database. All of them end with the browser; how long an unused one is kept depends on whose it is."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession


class SessionStore(DatabaseSession):
    """Someone without an account is writing about themselves on a phone, and may take longer than a colleague may."""

    def get_session_cookie_age(self) -> int:
        return settings.SESSION_COOKIE_AGE if SESSION_KEY in self else settings.VISITOR_SESSION_AGE
