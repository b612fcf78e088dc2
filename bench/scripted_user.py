"""A scripted user at a real browser: they press keys at the pace of an ordinary typist, and think before each answer.

Paces are those of the keystroke-level model (Card, Moran and Newell, 1980): 0.28 seconds a key for somebody who types
40 words a minute, 1.35 seconds to think before an answer that is not yet in one's head. The time is measured, not
added up, so it holds what the pages take.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

KEY, THINK = 0.28, 1.35  # seconds
TODAY = "2026-11-24"
PATIENCE = 240
ROOT = Path(__file__).resolve().parent.parent


class NoBrowser(Exception):
    """There is no Chromium on this machine."""


@contextmanager
def demonstration(requests: int = 60) -> Iterator[str]:
    """The address of a demonstration of its own, until the figures are taken."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="trailblazer-bench-") as var:
        ours = {"VAR": var, "TODAY": TODAY, "TRAILBLAZER_DEMO": "1", "ORIGIN": address}
        ours |= {"DJANGO_SETTINGS_MODULE": "trailblazer.settings", "DATABASE_URL": "", "DATABASE_ROLE": ""}
        command = [sys.executable, "-m", "trailblazer.cli", "demo", "start", "--port", str(port)]
        with (Path(var) / "log").open("w") as log:
            running = subprocess.Popen(
                [*command, "--requests", str(requests)],
                cwd=ROOT,
                env={**os.environ, **ours},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            _wait_for(f"{address}/health", running, Path(var) / "log")
            yield address
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGTERM)
                running.wait(timeout=60)


def _wait_for(address: str, running: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"The demonstration did not start:\n{log.read_text()[-2000:]}")


class Typist:
    """Somebody who works a page with the keyboard alone, and is timed from the page's opening to what it says."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.keys = self.thoughts = 0

    def signs_in_as(self, role: str) -> None:
        self.page.goto(f"{self.address}/demo/")
        row = self.page.locator("tr").filter(has=self.page.get_by_role("rowheader", name=role, exact=True))
        row.get_by_role("listitem").first.get_by_role("button").click()

    def thinks(self) -> None:
        self.thoughts += 1
        time.sleep(THINK)

    def presses(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            time.sleep(KEY)
            self.page.keyboard.press(key)
            self.keys += 1

    def types(self, words: str) -> None:
        for letter in words:
            self.presses("Space" if letter == " " else letter)

    def tabs_to(self, name: str, most: int = 60) -> None:
        """Presses Tab until what has the focus carries these words in its label, legend or text."""
        for _ in range(most):
            self.presses("Tab")
            if name in self.page.evaluate(FOCUSED):
                return
        raise SystemExit(f"Nothing called {name!r} was reached with {most} presses of Tab")


FOCUSED = """() => {
    const it = document.activeElement
    const group = it.closest('fieldset')
    const label = it.labels && it.labels.length ? it.labels[0].innerText : ''
    return [group ? group.querySelector('legend').innerText : '', label, it.innerText].join(' ')
}"""


@contextmanager
def browser_page(width: int = 1280, height: int = 800) -> Iterator[Any]:
    """A page in real Chromium. Raises NoBrowser where there is none."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        raise NoBrowser
    arguments = ["--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium, args=[*arguments, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        )
        try:
            yield found.new_page(viewport={"width": width, "height": height})
        finally:
            found.close()
