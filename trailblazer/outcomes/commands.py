"""`trailblazer score`, `trailblazer change` and `trailblazer instruments`: the rules of the questionnaires on files."""

import csv
import json
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument, instruments, read
from trailblazer.domain.instruments.change import Mode
from trailblazer.domain.instruments.norms import By
from trailblazer.domain.instruments.scoring import CannotScore, refuse_unless_scored
from trailblazer.outcomes.scored_files import (
    CHANGE_ADDS,
    FileFault,
    changed_rows,
    forms_of,
    read_rows,
    scored_rows,
)
from trailblazer.outcomes.settings import shows_t_scores

about = typer.Typer(no_args_is_help=True, help="The questionnaires that are known.")
FAULT = 2
File = Annotated[Path, typer.Argument(help="A CSV file with a heading")]
Out = Annotated[
    Path | None, typer.Option("--out", help="Where to write it; the screen where nothing is said")
]
Norms = Annotated[
    By, typer.Option("--norms", help="How a norm row of the RCADS is found: by age or by school year")
]


def add_to(root: typer.Typer) -> None:
    root.command()(score)
    root.command()(change)
    root.add_typer(about, name="instruments")


def score(
    file: File,
    instrument_id: Annotated[str, typer.Option("--instrument", help="The id of a questionnaire")],
    norms: Norms = By.NATIONAL,
    out: Out = None,
) -> None:
    """Score a file of forms: one row each, columns named by the codes of the questions; blank is not answered.

    The columns age, sex (M, F, other, unknown) and school_year find the norm row. Other columns pass through. What is
    wrong with a row stands in its column errors, and changes no other row.
    """
    try:
        one = instrument(instrument_id)
        refuse_unless_scored(one)
        heading, rows = read_rows(file)
        forms = forms_of(one, heading)
        written = write(out, forms.heading, scored_rows(forms, rows, norms, with_t=shows_t_scores()))
    except (UnknownInstrument, CannotScore, FileFault) as reason:
        raise fault(reason) from None
    typer.echo(f"{written} forms of {one.short} scored by the rules {one.version}.", err=True)


def change(
    file: File,
    mode: Annotated[
        Mode, typer.Option("--mode", help="Whose rule: that of NHS England, or the authors' directions")
    ] = Mode.NATIONAL,
    norms: Norms = By.NATIONAL,
    out: Out = None,
) -> None:
    """Say of a file of first and last scores what each change is: instrument, scale, rater, first, last, age, sex.

    A column referral groups the joined verdict of a rater; without it the whole file is one.
    """
    try:
        heading, rows = read_rows(file)
        written = write(out, [*heading, *CHANGE_ADDS], changed_rows(heading, rows, mode, norms))
    except FileFault as reason:
        raise fault(reason) from None
    typer.echo(f"{written} changes judged by the {mode.value} rule.", err=True)


def write(out: Path | None, heading: list[str], rows: Iterable[list[str]]) -> int:
    """Writes the rows as they come; how many there were. A file that cannot be finished is not left half-written."""
    beside = out.with_name(f"{out.name}.part") if out else None
    written = 0
    with ExitStack() as stack:
        target = stack.enter_context(beside.open("w", encoding="utf-8", newline="")) if beside else sys.stdout
        if beside:
            stack.callback(beside.unlink, missing_ok=True)
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(heading)
        for row in rows:
            writer.writerow(row)
            written += 1
        if beside and out:
            target.close()
            beside.replace(out)
    return written


def fault(reason: Exception) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(FAULT)


@about.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Every questionnaire with how it is taken in and who fills it in."""
    rows = [
        {
            "id": one.id,
            "title": one.title,
            "entry": one.entry,
            "raters": list(one.raters),
            "scales": [s.id for s in one.scales],
        }
        for one in instruments().values()
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in instruments().values():
        takes = "answers" if one.is_scored else "answers, no score" if one.entry == "items" else "scores only"
        typer.echo(f"{one.id:28} {takes:18} {', '.join(one.raters):20} {one.title}")


@about.command("check")
def check(
    file: Annotated[
        Path | None, typer.Argument(help="One file; all that travel with us where none is named")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Prove that a questionnaire's file is whole; exit 1 with what is wrong."""
    from trailblazer.domain.instruments.checking import faults_of

    try:
        known = [read(file.read_bytes())] if file else list(instruments().values())
    except (OSError, ValueError, TypeError, KeyError) as reason:
        raise fault(FileFault(f"The file cannot be read as an instrument: {reason}")) from None
    found = {one.id: faults_of(one) for one in known}
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        for name, faults in found.items():
            for each in faults:
                typer.echo(f"{name}: {each}", err=True)
        typer.echo(f"{len(known)} checked, {sum(map(bool, found.values()))} with faults.")
    if any(found.values()):
        raise typer.Exit(1)
