"""Finds a Chromium that runs, or installs one when it may.

python3 scripts/browser.py COMMAND...     runs the command with CHROMIUM set to it
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator

from machine import Missing, install
from setup import PYTHON, set_up

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as browsers:
    print(browsers.chromium.executable_path)
"""


def find() -> Path:
    """A Chromium that runs: this machine's, else Debian's when we may install it, else Playwright's own download."""
    found = look()
    if found is None and install("chromium", "fonts-liberation", "fonts-dejavu-core"):
        found = look()
    if found is None:
        print("Downloading Playwright's Chromium.", flush=True)
        subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"])
        found = look()
    if found is None:
        raise Missing(
            "Chromium is needed: install it (Debian: apt install chromium) or set CHROMIUM to where it is."
        )
    return found


def look() -> Path | None:
    return next((path for path in candidates() if runs(path)), None)


def candidates() -> Iterator[Path]:
    if os.environ.get("CHROMIUM"):
        yield Path(os.environ["CHROMIUM"])
    yield from (Path(path) for path in map(shutil.which, NAMES) if path)
    yield from map(Path, APPLICATIONS)
    asked = subprocess.run([str(PYTHON), "-c", PLAYWRIGHT], capture_output=True, text=True)
    if asked.returncode == 0:
        yield Path(asked.stdout.strip())


def runs(path: Path) -> bool:
    """Ubuntu's command of that name only says where to get it, so being there is not enough."""
    return path.is_file() and subprocess.run([str(path), "--version"], capture_output=True).returncode == 0


def main() -> int:
    try:
        set_up("dev")
        return subprocess.run(sys.argv[1:], env={**os.environ, "CHROMIUM": str(find())}).returncode
    except Missing as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
