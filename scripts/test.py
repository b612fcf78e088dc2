"""Runs every test: rules and apps on SQLite and on PostgreSQL, journeys in Chromium. What cannot run has failed.

python3 scripts/test.py [arguments of pytest]
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Callable

import browser
import pango
import postgres
from machine import ROOT, Missing
from setup import BIN, set_up

JOURNEYS = "tests/journeys"
RULES_AND_APPS = ["tests", f"--ignore={JOURNEYS}", "-n", "2"]
IN_A_BROWSER = [JOURNEYS, "-n", "2", "--dist", "loadgroup"]  # each of the two with a demonstration of its own
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


PARTS: list[tuple[str, Callable[[ExitStack], dict[str, str]], list[str]]] = [
    ("Rules and apps on SQLite", on_sqlite, RULES_AND_APPS),
    ("Rules and apps on PostgreSQL", on_postgresql, RULES_AND_APPS),
    ("Journeys in Chromium", in_chromium, IN_A_BROWSER),
]


def run(name: str, prepare: Callable[[ExitStack], dict[str, str]], arguments: list[str]) -> tuple[int, str]:
    """Runs one part. Gives pytest's exit code (1 where it could not start) and the last line that was said."""
    print(f"\n=== {name} ===", flush=True)
    environment = {key: value for key, value in os.environ.items() if key not in OURS}
    environment["PYTHONUNBUFFERED"] = "1"
    with ExitStack() as stack:
        try:
            environment |= prepare(stack)
        except Missing as reason:
            print(reason, flush=True)
            return 1, str(reason)
        return told([str(BIN / "python"), "-m", "pytest", *arguments], environment)


def told(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Runs the command, passing on what it says, and remembers the last line."""
    last = ""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            for line in running.stdout:
                print(line, end="", flush=True)
                last = line.strip(" =\n") or last
        finally:
            if sys.exc_info()[0] is not None:  # we were asked to end, so it is too
                running.terminate()
    return running.returncode, last


def split(asked: list[str]) -> list[tuple[str, Callable[[ExitStack], dict[str, str]], list[str]]]:
    """The parts that are wanted: all of them, or those that hold the paths that were asked for."""
    paths = [word for word in asked if Path(ROOT, word.split("::")[0]).exists()]
    options = [word for word in asked if word not in paths]
    wanted = []
    for name, prepare, arguments in PARTS:
        ours = [path for path in paths if path.startswith(JOURNEYS) is (arguments[0] == JOURNEYS)]
        if paths and ours:
            wanted.append((name, prepare, [*arguments[1:], *ours, *options]))
        elif not paths:
            wanted.append((name, prepare, [*arguments, *options]))
    return wanted


def main() -> int:
    postgres.stop_in_order()
    asked = sys.argv[1:]
    try:
        set_up("dev")
        pango.have()
    except Missing as reason:
        print(reason)
        return 1
    codes, lines = [], []
    for name, prepare, arguments in split(asked):
        began = time.monotonic()
        code, last = run(name, prepare, arguments)
        codes.append(code)
        if code == 0 and NOT_RUN.search(last):
            code = 1
        lines.append(
            f"{VERDICTS.get(code, 'FAILED')}  {name}: {last} ({time.monotonic() - began:.0f} s in all)"
        )
    print("", *lines, sep="\n")
    # A part in which nothing fits the words of ARGS has not failed, if another part had something.
    allowed = {0, NOTHING_COLLECTED} if asked and 0 in codes else {0}
    return 0 if codes and set(codes) <= allowed else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
