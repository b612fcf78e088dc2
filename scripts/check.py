"""Everything that can be checked without running the service. Every check runs; any that fails fails the whole."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from machine import ROOT, Missing
from setup import BIN, set_up

AT_ONCE = 2
PYTHON = str(BIN / "python")
CHECKS = {
    "Format": [str(BIN / "ruff"), "format", "--check", "--quiet", "--diff", "."],
    "Lint": [str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise", "."],
    "Types": [str(BIN / "mypy")],
    "Layers": [str(BIN / "lint-imports"), "--no-cache"],
    "Migrations": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "Templates": [PYTHON, "scripts/check_templates.py"],
    "Dependencies": [PYTHON, "scripts/check_locks.py"],
    "Assets": [PYTHON, "scripts/assets.py", "--check"],
}
# The demonstration is an app like the others and is checked with them; no check reads or writes a database of ours.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "trailblazer.settings",
    "DATABASE_URL": "sqlite://:memory:",
    "TRAILBLAZER_DEMO": "1",
    "PYTHONDONTWRITEBYTECODE": "",  # what is compiled is kept for the next
}


def run(command: list[str]) -> tuple[int, str, float]:
    """The exit code, what was said, and how many seconds it took."""
    environment, began = {**os.environ, **ENVIRONMENT}, time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout.strip(), time.monotonic() - began


def main() -> int:
    try:
        set_up("dev")
    except Missing as reason:
        print(reason)
        return 1
    failed = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name, (code, said, took) in zip(CHECKS, pool.map(run, CHECKS.values()), strict=True):
            verdict = "FAILED" if code else "passed"
            last = said.splitlines()[-1] if said and not code else ""
            print(f"{name:<14}{verdict} {took:5.1f} s  {last}", flush=True)
            if code:
                failed.append(name)
                print(said, flush=True)
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
