"""What only some work needs is imported by that work, so that a web process starts quickly and stays small."""

import os
import subprocess
import sys

HEAVY = ("numpy", "openpyxl", "vl_convert", "weasyprint")
START = f"""
import sys
import trailblazer.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_no_heavy_library_is_imported_as_the_web_process_starts():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "trailblazer.settings",
        "DATABASE_URL": "sqlite://:memory:",
    }
    done = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
