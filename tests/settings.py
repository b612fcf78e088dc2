"""The settings of the service, with what tests need: static files as they lie, and the pages of the demonstration."""

import os

os.environ.setdefault("TRAILBLAZER_DEMO", "1")

from trailblazer.settings import *  # noqa: F403 - the environment must be set first

SECRET_KEY = "only-for-tests-" + "x" * 50
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
TODAY = None
SESSION_SEEN_EVERY = 24 * 60 * 60  # a page that is counted asks the same whenever the minute turns
EMAIL_PORT = 1
