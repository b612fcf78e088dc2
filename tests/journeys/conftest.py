"""Journeys run against the real thing: the demonstration as `make demo` starts it, in real Chromium."""

import fcntl
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.journeys.inspecting import Inspector

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-24"
DATABASE, SECRET = "trailblazer.sqlite3", "demo-secret"
REQUESTS = 60
PATIENCE = 180
MOST_STOPS = 80
FOCUSED_WORDS = """() => {
    const it = document.activeElement;
    const group = it.closest("fieldset");
    const label = it.labels && it.labels.length ? it.labels[0].innerText : "";
    return [group ? group.querySelector("legend").innerText : "", label, it.innerText].join(" ");
}"""
TYPED_INTO = "input:not([type=radio], [type=checkbox]), textarea"
ARGUMENTS = ["--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The address of a demonstration of its own, with its own database, until the journeys end."""
    if running_already := os.environ.get("JOURNEYS_AT"):  # while a journey is being written
        yield running_already
        return
    port, var = free_port(), tmp_path_factory.mktemp("var")
    ours = {"VAR": str(var), "TODAY": TODAY, "TRAILBLAZER_DEMO": "1", "ORIGIN": f"http://localhost:{port}"}
    ours |= {"DJANGO_SETTINGS_MODULE": "trailblazer.settings", "DATABASE_URL": "", "DATABASE_ROLE": ""}
    command = [sys.executable, "-m", "trailblazer.cli", "demo", "start", "--port", str(port)]
    log = (var / "log").open("w")
    with built_once(built_in(tmp_path_factory), var):
        running = subprocess.Popen(
            [*command, "--requests", str(REQUESTS)],
            cwd=ROOT,
            env={**os.environ, **ours},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        wait_for(f"http://localhost:{port}/health", running, var / "log")
    try:
        yield f"http://localhost:{port}"
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=30)


def built_in(tmp_path_factory) -> Path:
    """Where the demonstration is kept as it was built, for every part of the run."""
    of_run = tmp_path_factory.getbasetemp()
    return Path(
        os.environ.get("BUILT_IN") or (of_run.parent if "PYTEST_XDIST_WORKER" in os.environ else of_run)
    )


@contextmanager
def built_once(shared: Path, var: Path):
    """The first part of a run builds the demonstration; every other begins with a copy of it, as it was built."""
    with (shared / "building").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        is_first = not (shared / DATABASE).exists()
        if not is_first:
            copy(shared, var)
        yield
        if is_first:
            copy(var, shared)


def copy(of: Path, to: Path) -> None:
    """The database, with what SQLite has written beside it, and the secret under which it was filled."""
    with closing(sqlite3.connect(of / DATABASE)) as one, closing(sqlite3.connect(to / DATABASE)) as other:
        one.backup(other)
    shutil.copy(of / SECRET, to / SECRET)


def wait_for(address: str, running: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if running.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            running.wait(0.3) if running.poll() is not None else _pause()
    pytest.fail(f"The demonstration did not start:\n{log.read_text()[-3000:]}")


def _pause() -> None:
    with socket.socket() as nobody:
        nobody.settimeout(0.3)
        nobody.connect_ex(("127.0.0.1", 9))


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=[*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )


class Person:
    """Someone at a browser. Everything is found by the words on the page."""

    def __init__(self, page: Page, address: str, *beside: str) -> None:
        """`beside` are other addresses to which the browser may go."""
        self.page, self.address, self.beside = page, address, beside
        self.complaints: list[str] = []
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(text)

    def _watch(self, request) -> None:
        if not request.url.startswith((self.address, *self.beside, "data:", "about:", "blob:")):
            self.complaints.append(f"a request left for {request.url}")

    def opens(self, path: str) -> "Person":
        response = self.page.goto(path if path.startswith("http") else f"{self.address}{path}")
        self.status = response.status if response else 0
        return self

    def signs_in_as(self, role: str, of: str = "", nth: int = 0) -> "Person":
        """As the first person of this role, or as another: of an organisation, or further down the list."""
        self.opens("/demo/")
        row = self.page.locator("tr").filter(has=self.page.get_by_role("rowheader", name=role, exact=True))
        row.get_by_role("listitem").filter(has_text=of).nth(nth).get_by_role("button").click()
        expect(self.page.get_by_role("navigation", name="Menu")).to_be_attached()
        return self

    def clicks(self, words: str, exact: bool = False) -> "Person":
        link = self.page.get_by_role("link", name=words, exact=exact)
        button = self.page.get_by_role("button", name=words, exact=exact)
        link.or_(button).first.click()
        self.page.wait_for_load_state()
        return self

    def fills(self, label: str, value: str) -> "Person":
        boxes = self.page.get_by_label(label).and_(self.page.locator(TYPED_INTO))
        boxes.locator("visible=true").first.fill(value)
        return self

    def chooses(self, label: str, under: str = "") -> "Person":
        """Ticks an answer; where several questions have it, the one of this question."""
        within = self.page.get_by_role("group", name=under) if under else self.page
        within.get_by_label(label, exact=bool(under)).first.check()
        return self

    def selects(self, label: str, option: str) -> "Person":
        self.page.get_by_label(label).locator("visible=true").first.select_option(label=option)
        return self

    def types_day(self, legend: str, day: date) -> "Person":
        group = self.page.get_by_role("group", name=legend)
        for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(box).fill(str(value))
        return self

    def walks_to(self, words: str) -> "Person":
        """Tabs forward until the thing with these words has the focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if words in self.page.evaluate(FOCUSED_WORDS):
                return self
        raise AssertionError(f"{words!r} is never reached by Tab on {self.path}")

    def ticks(self) -> "Person":
        self.page.keyboard.press("Space")
        return self

    def enters(self) -> "Person":
        """Presses Enter, and is on another page, or on the same one anew."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def types(self, words: str) -> "Person":
        self.page.keyboard.type(words)
        return self

    def sees(self, words: str) -> "Person":
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    def does_not_see(self, words: str) -> "Person":
        expect(self.page.locator("body")).not_to_contain_text(words)
        return self

    def finds_nothing_at(self, path: str) -> "Person":
        """The page is not there for them: as for any address that never was."""
        assert self.opens(path).status == 404, f"{path} answered {self.status}"
        return self

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url)


@pytest.fixture
def someone(chromium, address):
    """Makes a person at a browser: `someone()`, or on a phone without script: `someone(width=375, script=False)`."""
    people, contexts = [], []

    def make(width: int = 1280, script: bool = True, at: tuple[str, ...] = (), **more) -> Person:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, locale="en-GB", **more
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        people.append(Person(context.new_page(), *(at or (address,))))
        return people[-1]

    yield make
    complaints = [complaint for person in people for complaint in person.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def what_was_seen():
    return Inspector()


@pytest.fixture
def inspector(what_was_seen):
    """Looks at pages, and has found nothing wrong with them by the end of the test."""
    what_was_seen.faults.clear()
    yield what_was_seen
    assert not what_was_seen.faults, "\n".join(what_was_seen.faults)
