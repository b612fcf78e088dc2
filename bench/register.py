"""How fast the register of schools is imported, and in how much memory, beside reading the same file with the csv
module alone. Each is a process of its own, from its start to its end, on a new SQLite database.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PLACES = Path(__file__).resolve().parent.parent / "trailblazer" / "data" / "places"
REGISTER = PLACES / "gias_20260130_rebuilt.csv.gz"
LINKS = PLACES / "gias_links_20250727.csv.gz"
BARE = """
import csv, gzip, json, sys
with gzip.open(sys.argv[1], "rt", encoding="cp1252", newline="") as lines:
    print(json.dumps({"read": sum(1 for row in csv.reader(lines)) - 1}))
"""
KILOBYTES_IN_A_MEGABYTE = 1024  # Linux gives the peak in kilobytes


@dataclass(frozen=True)
class Cost:
    """What one process took: rows it read, seconds, and the most memory it held, in megabytes."""

    rows: int
    seconds: float
    peak: float

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


def cost(command: list[str], environment: dict[str, str]) -> Cost:
    """Runs the command, which prints one JSON object with `read`, and says what it took."""
    began = time.perf_counter()
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert running.stdout is not None
    said = running.stdout.read()
    _, status, used = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{' '.join(command[-3:])} ended with {running.returncode}")
    return Cost(json.loads(said)["read"], seconds, used.ru_maxrss / KILOBYTES_IN_A_MEGABYTE)


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="trailblazer-bench-") as folder:
        ours = {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "VAR": folder}
        ours |= {"DJANGO_SETTINGS_MODULE": "trailblazer.settings"}
        not_ours = {"TRAILBLAZER_DEMO", "DATABASE_ROLE", "TODAY"}
        environment = {name: value for name, value in os.environ.items() if name not in not_ours} | ours
        trailblazer = [sys.executable, "-m", "trailblazer.cli"]
        subprocess.run([*trailblazer, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
        importing = [*trailblazer, "schools", "import", str(REGISTER), "--json"]
        bare = cost([sys.executable, "-c", BARE, str(REGISTER)], environment)
        report("Reading it with the csv module alone", bare, bare)
        report("A dry run", cost([*importing, "--dry-run"], environment), bare)
        report("The first import, with links", cost([*importing, "--links", str(LINKS)], environment), bare)
        report("The same file again", cost(importing, environment), bare)


def report(words: str, taken: Cost, bare: Cost) -> None:
    if taken is bare:
        print(f"{'The register of schools, ' + format(bare.rows, ',') + ' rows, on SQLite':44}", end="")
        print("  seconds  rows/s  peak MB   times the bare reading: time, memory")
    print(f"{words:44} {taken.seconds:8.1f} {taken.rate:7,.0f} {taken.peak:8.0f}", end="")
    print(f"   {taken.seconds / bare.seconds:6.1f} {taken.peak / bare.peak:6.1f}", flush=True)


if __name__ == "__main__":
    run()
