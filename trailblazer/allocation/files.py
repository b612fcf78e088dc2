"""An allocation as files: every entry of the ledger in order, and every school with what it has."""

import csv
import io
from collections.abc import Iterable, Iterator

from trailblazer.allocation.given import Term
from trailblazer.allocation.ledger import Ledger
from trailblazer.domain.allocation_ledger import OUTCOMES, hours_by_function
from trailblazer.domain.terms import london_day
from trailblazer.domain.time_by_function import FUNCTIONS, NAMES
from trailblazer.statistics.files import BEGINS_A_FORMULA, FORBIDDEN_IN_A_CELL
from trailblazer.ui.invented import invented

HELD_BACK = "Held back by the team"
Cell = str | int | float


def ledger_csv(ledger: Ledger) -> bytes:
    """One row for each entry: what was proposed for a school, each adjustment from both sides, each decision."""
    heads = ("Day", "Entry", "School", "URN", "Half-days", "Reason or minute", "Who", "Board")
    return _written(heads, [*_proposed(ledger), *sorted(_later(ledger), key=lambda row: str(row[0]))])


def _proposed(ledger: Ledger) -> Iterator[tuple[Cell, ...]]:
    found = ledger.allocation
    by = found.proposed_by.user.name if found.proposed_by else ""
    for line in ledger.lines:
        day = found.proposed_on.isoformat()
        yield day, "Proposed", line.school.name, line.school_id, line.half_days, found.note, by, ""


def _later(ledger: Ledger) -> Iterator[tuple[Cell, ...]]:
    for one in ledger.adjustments:
        change = one.change
        day, by = london_day(change.made_at).isoformat(), change.by.user.name if change.by else ""
        sides = ((change.from_school, -change.half_days), (change.to_school, change.half_days))
        for school, half_days in sides:
            name, urn = (school.name, school.pk) if school else (HELD_BACK, "")
            yield day, f"Adjustment {change.number}", name, urn, half_days, change.reason, by, one.words
    for made in ledger.decisions:
        by = made.by.user.name if made.by else ""
        outcome = OUTCOMES.get(made.outcome, made.outcome)
        yield (
            made.decided_on.isoformat(),
            "Decision",
            "",
            "",
            "",
            f"{made.minute} {made.words}".strip(),
            by,
            outcome,
        )


def schools_csv(term: Term) -> bytes:
    """One row for each school: what the formula knew, half-days proposed, now and agreed, hours agreed and given."""
    ledger = term.ledger
    functions = [f"{n} {NAMES[n]}" for n in FUNCTIONS]
    heads = (
        *("Term", "School", "URN", "Kind", "Pupils", "Free school meals %", "Share %"),
        *("Proposed half-days", "Half-days now", "Agreed half-days"),
        *(f"Agreed hours, {name}" for name in functions),
        *(f"Given hours, {name}" for name in functions),
    )
    had = {one.school.pk: one for one in term.rows}
    rows = []
    for line in ledger.lines:
        agreed = None if ledger.agreed is None else ledger.agreed.get(line.school_id, 0)
        hours = {} if agreed is None else hours_by_function(agreed, ledger.allocation.split)
        rows.append(
            (
                str(ledger.allocation.of_term),
                line.school.name,
                line.school_id,
                line.phase_words,
                "" if line.pupils is None else line.pupils,
                "" if line.meals is None else float(line.meals),
                round(float(line.part) * 100, 2),
                line.half_days,
                ledger.now.get(line.school_id, 0),
                "" if agreed is None else agreed,
                *(hours.get(n, "") for n in FUNCTIONS),
                *(round(had[line.school_id].given[n], 2) for n in FUNCTIONS),
            )
        )
    return _written(heads, rows)


def _written(heads: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """UTF-8 with the mark that Excel asks for."""
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(heads)
    for row in rows:
        out.writerow([_plain(cell) if isinstance(cell, str) else cell for cell in row])
    for note in invented():
        out.writerow([])
        out.writerow([note])
    return written.getvalue().encode("utf-8-sig")


def _plain(words: str) -> str:
    """Words that a spreadsheet takes for words."""
    words = FORBIDDEN_IN_A_CELL.sub("", words)
    return f"'{words}" if BEGINS_A_FORMULA.match(words) else words
