"""Finds Pango, by which letters on paper draw their text, or installs it when it may.

python3 scripts/pango.py
"""

from __future__ import annotations

import subprocess
import sys
from ctypes.util import find_library

from machine import Missing, install
from setup import PYTHON

PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-liberation",
    "fonts-dejavu-core",
)
DRAWS = "from weasyprint import HTML; HTML(string='<p>ok').write_pdf()"


def have() -> None:
    """Raises Missing where it is not here and may not be installed."""
    if find_library("pangoft2-1.0") or draws() or (install(*PACKAGES) and draws()):
        return
    raise Missing("Pango is needed for letters on paper: install it (Debian: apt install libpangoft2-1.0-0).")


def draws() -> bool:
    """Whether a page can be drawn, wherever the library lies. It takes about a second."""
    return subprocess.run([str(PYTHON), "-c", DRAWS], capture_output=True).returncode == 0


if __name__ == "__main__":
    try:
        have()
    except Missing as reason:
        sys.exit(str(reason))
