"""How fast forms are scored, one by one and as a table, beside adding up the same numbers with NumPy alone; and the
command on a file, in seconds and memory, beside reading and writing the same file with the csv module alone.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.register import KILOBYTES_IN_A_MEGABYTE, Cost
from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.instruments.scoring import score
from trailblazer.domain.instruments.tables import Floats, People, score_table

FORMS, ALONE = 200_000, 2_000
PORTION, PORTIONS = 10_000, 20  # of the file
TIMES = 5  # the best of so many, because the machine has other things to do
MISSING = 0.02
WHICH = ("gad-7", "sdq-self-11-17", "core-10", "rcads-47-child", "ors")
BARE = """
import csv, json, sys
with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    writer, read = csv.writer(target), 0
    for row in csv.reader(source):
        writer.writerow(row)
        read += 1
print(json.dumps({"read": read - 1}))
"""


@dataclass(frozen=True)
class Forms:
    """Answers of one instrument that were drawn by chance, some of them missing, and whom they are about."""

    instrument: Instrument
    answers: Floats
    people: People


def drawn(one: Instrument, number: int) -> Forms:
    chance = np.random.default_rng(2026)
    columns = [chance.choice(possible(one, item.code), number) for item in one.items]
    answers = np.ascontiguousarray(np.array(columns).T)
    answers[chance.random(answers.shape) < MISSING] = np.nan
    people = People(
        chance.integers(8, 18, number),
        chance.choice(["M", "F", ""], number, p=[0.45, 0.5, 0.05]),
        chance.integers(3, 14, number),
    )
    return Forms(one, answers, people)


def possible(one: Instrument, code: str) -> Floats:
    if one.line is not None and not one.item(code).options:
        steps = round((one.line.last - one.line.first) / one.line.step)
        return np.round(np.linspace(one.line.first, one.line.last, steps + 1), 1)
    return np.array([option.value for option in one.options_of(code)], dtype=float)


def best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def one_by_one(forms: Forms) -> Callable[[], object]:
    codes = [item.code for item in forms.instrument.items]
    rows = [
        {code: None if np.isnan(answer) else float(answer) for code, answer in zip(codes, row, strict=True)}
        for row in forms.answers[:ALONE]
    ]
    about = [forms.people.about(place) for place in range(ALONE)]
    return lambda: [score(forms.instrument, row, who) for row, who in zip(rows, about, strict=True)]


def run() -> None:
    of_a_file()  # first, because a process is also charged with the memory of the one that starts it
    print(f"{'Forms scored in a second':24} one by one   as a table   NumPy alone   table beside NumPy alone")
    for name in WHICH:
        forms = drawn(instrument(name), FORMS)
        alone = ALONE / best(one_by_one(forms))
        table = best(lambda forms=forms: score_table(forms.instrument, forms.answers, forms.people))
        numbers = np.nan_to_num(
            forms.answers
        )  # beforehand, so that the bare sum need not look for what is missing
        bare = best(lambda numbers=numbers: numbers.sum(axis=1))
        print(f"{forms.instrument.short:24} {alone:10,.0f} {FORMS / table:12,.0f}", end="")
        print(f" {FORMS / bare:13,.0f} {table / bare:10.1f} times the time", flush=True)


def of_a_file() -> None:
    """The whole command, from the start of its process to its end."""
    forms = drawn(instrument("sdq-self-11-17"), PORTION)
    with tempfile.TemporaryDirectory(prefix="trailblazer-bench-") as folder:
        source, target = Path(folder) / "forms.csv", Path(folder) / "scores.csv"
        written(forms, source)
        scoring = [sys.executable, "-m", "trailblazer.cli", "score", str(source)]
        scoring += ["--instrument", forms.instrument.id, "--out", str(target)]
        bare = cost([sys.executable, "-c", BARE, str(source), str(target)])
        ours = cost(scoring)
    print(f"{'A file of forms':40} seconds   rows/s  peak MB   times the bare copy: time, memory")
    for words, taken in (("Copied with the csv module alone", bare), ("trailblazer score, SDQ self", ours)):
        print(f"{words:40} {taken.seconds:7.1f} {taken.rate:8,.0f} {taken.peak:8.0f}", end="")
        print(f"   {taken.seconds / bare.seconds:6.1f} {taken.peak / bare.peak:6.1f}", flush=True)


def written(forms: Forms, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *(item.code for item in forms.instrument.items), "age", "sex", "school_year"])
        rows = []
        for place, row in enumerate(forms.answers.tolist()):
            who = forms.people.about(place)
            given = ["" if np.isnan(answer) else int(answer) for answer in row]
            rows.append([*given, who.age, who.sex, who.school_year])
        for portion in range(PORTIONS):
            writer.writerows([portion * PORTION + number, *row] for number, row in enumerate(rows))


def cost(command: list[str]) -> Cost:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "trailblazer.settings"}
    began = time.perf_counter()
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert running.stdout is not None
    said = running.stdout.read()
    _, status, used = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{' '.join(command[:4])} ended with {running.returncode}")
    read = json.loads(said)["read"] if said else PORTION * PORTIONS
    return Cost(read, seconds, used.ru_maxrss / KILOBYTES_IN_A_MEGABYTE)


if __name__ == "__main__":
    run()
