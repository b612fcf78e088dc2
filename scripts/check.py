"""Everything that can be checked without running the service. Every check runs; any that fails fails the whole."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from machine import ROOT, Missing
from setup import BIN, set_up

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
}


def run(command: list[str]) -> tuple[int, str]:
    environment = {**os.environ, **ENVIRONMENT}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout.strip()


def main() -> int:
    try:
        set_up("dev")
    except Missing as reason:
        print(reason)
        return 1
    failed = []
    for name, command in CHECKS.items():
        began = time.monotonic()
        code, said = run(command)
        verdict = "FAILED" if code else "passed"
        last = said.splitlines()[-1] if said and not code else ""
        print(f"{name:<14}{verdict} {time.monotonic() - began:5.1f} s  {last}", flush=True)
        if code:
            failed.append(name)
            print(said, flush=True)
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
