"""Runs every test: rules and apps on SQLite and on PostgreSQL, journeys in Chromium. What cannot run has failed.

python3 scripts/test.py [arguments of pytest]
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import Callable, NamedTuple

import browser
import pango
import postgres
from machine import ROOT, Missing
from setup import BIN, set_up

JOURNEYS = "tests/journeys"
EVERY_PAGE = f"{JOURNEYS}/test_every_page_is_clean.py"
# Each part is one process, so that what it sets up is set up once; as many run at once as there are cores for. A third
# on two cores made the whole slower.
AT_ONCE = max(2, (os.cpu_count() or 2) // 2)
NOTHING_COLLECTED = 5
VERDICTS = {0: "passed", NOTHING_COLLECTED: "NO TEST"}
NOT_RUN = re.compile(r"\d+ (skipped|xfailed)")  # a test that did not run has not passed
# Set on a developer's own machine, these would change what the tests say.
OURS = {
    "DATABASE_URL",
    "DATABASE_ROLE",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "TRUSTED_PROXIES",
    "DEBUG",
    "ALLOWED_HOSTS",
    "ORIGIN",
    "TODAY",
    "VAR",
    "NOTIFY_API_KEY",
    "NOTIFY_TEXT_TEMPLATE",
    "NOTIFY_EMAIL_TEMPLATE",
}
OURS |= {"TRAILBLAZER_DEMO", "DJANGO_SETTINGS_MODULE"}


def on_sqlite(stack: ExitStack) -> dict[str, str]:
    return {}


def on_postgresql(stack: ExitStack) -> dict[str, str]:
    return {"DATABASE_URL": stack.enter_context(postgres.server())}


def in_chromium(stack: ExitStack) -> dict[str, str]:
    return {"CHROMIUM": str(browser.find())}


class Part(NamedTuple):
    name: str
    prepare: Callable[[ExitStack], dict[str, str]]
    paths: list[str]
    options: list[str]


# The longest comes first, and what belongs to journeys is parted in two, so that all end together.
PARTS = [
    Part("PostgreSQL", on_postgresql, ["tests"], [f"--ignore={JOURNEYS}"]),
    Part("SQLite", on_sqlite, ["tests"], [f"--ignore={JOURNEYS}"]),
    Part("Journeys", in_chromium, [JOURNEYS], [f"--ignore={EVERY_PAGE}"]),
    Part("Every page", in_chromium, [EVERY_PAGE], []),
]
PREPARING = Lock()  # two parts may need the same thing installed
RUNNING: list[subprocess.Popen[str]] = []


def run(part: Part) -> tuple[int, str]:
    """Runs one part. Gives its exit code, 1 where it could not start or something did not run, and its verdict."""
    began = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key not in OURS}
    # What is compiled is kept: the many processes of a run would each compile all of it again.
    environment |= {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": ""}
    with ExitStack() as stack:
        try:
            with PREPARING:
                environment |= part.prepare(stack)
        except Missing as reason:
            print(f"{part.name}: {reason}", flush=True)
            code, last = 1, str(reason)
        else:
            command = [str(BIN / "python"), "-m", "pytest", *part.options, *part.paths]
            code, last = told(part.name, command, environment)
    if code == 0 and NOT_RUN.search(last):
        code = 1
    return (
        code,
        f"{VERDICTS.get(code, 'FAILED')}  {part.name}: {last} ({time.monotonic() - began:.0f} s in all)",
    )


def told(name: str, command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Runs the command, passing on what it says under the name of its part, and remembers the last line."""
    last = ""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
        RUNNING.append(running)
        assert running.stdout is not None
        for line in running.stdout:
            print(f"{name:<10} | {line}", end="", flush=True)
            last = line.strip(" =\n") or last
    return running.returncode, last


def split(asked: list[str]) -> list[Part]:
    """The parts that are wanted: all of them, or those that hold the paths that were asked for."""
    paths = [word for word in asked if Path(ROOT, word.split("::")[0]).exists()]
    options = [word for word in asked if word not in paths]
    wanted = []
    for part in PARTS:
        ours = [held for path in paths if (held := held_by(part, path))] if paths else part.paths
        if ours:
            wanted.append(part._replace(paths=ours, options=[*part.options, *options]))
    return wanted


def held_by(part: Part, path: str) -> str:
    """What of a path that was asked for is this part's to run; nothing where it is another's."""
    file = path.split("::", maxsplit=1)[0].rstrip("/")
    if part.paths == [EVERY_PAGE]:
        return {JOURNEYS: EVERY_PAGE, EVERY_PAGE: path}.get(file, "")
    is_ours = file != EVERY_PAGE and file.startswith(JOURNEYS) is (part.paths == [JOURNEYS])
    return path if is_ours else ""


def run_all(parts: list[Part]) -> list[tuple[int, str]]:
    """All of the parts, some at a time. When we are asked to end, so is each that runs."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        with tempfile.TemporaryDirectory() as shared:
            os.environ["BUILT_IN"] = shared  # the demonstration, which the first that needs it builds
            return list(pool.map(run, parts))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for running in RUNNING:
            if running.poll() is None:
                running.terminate()
        pool.shutdown()


def main() -> int:
    postgres.stop_in_order()
    asked = sys.argv[1:]
    try:
        set_up("dev")
        pango.have()
    except Missing as reason:
        print(reason)
        return 1
    verdicts = run_all(split(asked))
    codes = [code for code, _ in verdicts]
    print("", *(line for _, line in verdicts), sep="\n")
    # A part in which nothing fits the words of ARGS has not failed, if another part had something.
    allowed = {0, NOTHING_COLLECTED} if asked and 0 in codes else {0}
    return 0 if codes and set(codes) <= allowed else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
