"""`trailblazer score`, `trailblazer change` and `trailblazer instruments`: the rules of the questionnaires on files."""

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument, instruments, read
from trailblazer.domain.instruments.change import Mode
from trailblazer.domain.instruments.norms import By, version
from trailblazer.domain.instruments.scoring import CannotScore, refuse_unless_scored
from trailblazer.outcomes.changed_files import Pairs
from trailblazer.outcomes.csv_files import FileFault, open_csv, write_csv
from trailblazer.outcomes.scored_files import Summary, forms_of, scored_rows
from trailblazer.outcomes.settings import shows_t_scores

about = typer.Typer(no_args_is_help=True, help="The questionnaires that are known.")
FAULT = 2
File = Annotated[Path, typer.Argument(help="A CSV file whose first row names its columns")]
Out = Annotated[
    Path | None, typer.Option("--out", help="Where to write it; the screen where nothing is said")
]
Norms = Annotated[
    By, typer.Option("--norms", help="How a norm row of the RCADS is found: by age or by school year")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def add_to(root: typer.Typer) -> None:
    root.command()(score)
    root.command()(change)
    root.add_typer(about, name="instruments")


def score(
    file: File,
    instrument_id: Annotated[str, typer.Option("--instrument", help="The id of a questionnaire")],
    norms: Norms = By.NATIONAL,
    out: Out = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --out: say how many, as JSON.")] = False,
) -> None:
    """Score a file of forms: one row each, columns named by the codes of the questions; blank is not answered.

    The columns age, sex (M, F, other, unknown) and school_year find the norm row. Other columns pass through, in front.
    What is wrong with a row stands in its column errors, and changes no other row. Questions that no score is made of,
    and those of the impact supplement, may have no column.
    """
    if as_json and out is None:
        _stop("--json says how many forms there were: name the file for their scores with --out")
    told = Summary()
    try:
        one = instrument(instrument_id)
        refuse_unless_scored(one)
        forms = forms_of(one, open_csv(file))
        warn_of(forms.unknown, forms.not_there)
        with_t = shows_t_scores()
        write_csv(out, forms.heading, scored_rows(forms, norms, with_t=with_t, summary=told))
    except (UnknownInstrument, CannotScore, FileFault) as reason:
        _stop(str(reason))
    if as_json:
        has_t = with_t and any(scale.has_t for scale in one.scales)
        facts = {"instrument": one.id, "rules": one.version, "norms": version(norms) if has_t else ""}
        typer.echo(json.dumps({"read": told.forms, "with_errors": told.with_errors, **facts}))
    else:
        typer.echo(
            f"{told.forms} scored by the rules {one.version}, {told.with_errors} with errors.", err=True
        )


def change(
    file: File,
    mode: Annotated[
        Mode, typer.Option("--mode", help="Whose rule: that of NHS England, or the authors' directions")
    ] = Mode.NATIONAL,
    norms: Norms = By.NATIONAL,
    out: Out = None,
) -> None:
    """Say of a file of first and last scores what each change is: instrument, scale, rater, first, last, age, sex.

    First and last are raw scores. A column referral groups the joined verdict of a rater; without it the whole file is
    one. With --norms school-year a column school_year finds the norm row.
    """
    try:
        pairs = Pairs(open_csv(file), mode, norms, shows_t_scores())
        warn_of(pairs.unknown, [])
        written = write_csv(out, pairs.heading, pairs.rows())
    except FileFault as reason:
        _stop(str(reason))
    typer.echo(f"{written} changes judged by the {mode.value} rule.", err=True)


def warn_of(unknown: list[str], not_there: list[str]) -> None:
    """Columns are told by name, so that one that is misspelt is seen."""
    if unknown:
        typer.echo(f"Not known here, passed through: {', '.join(unknown)}.", err=True)
    if not_there:
        typer.echo(f"Without a column, so not answered: {', '.join(not_there)}.", err=True)


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(FAULT)


@about.command("list")
def list_(as_json: AsJson = False) -> None:
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
    as_json: AsJson = False,
) -> None:
    """Prove that a questionnaire's file is whole; exit 1 with what is wrong."""
    from trailblazer.domain.instruments.checking import faults_of, notes_of

    try:
        known = [read(file.read_bytes())] if file else list(instruments().values())
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as reason:
        missing = " is missing" if isinstance(reason, KeyError) else ""
        _stop(f"The file cannot be read as an instrument: {reason}{missing}")
    found = {one.id: faults_of(one) for one in known}
    if as_json:
        notes = {one.id: notes_of(one) for one in known}
        typer.echo(json.dumps({"faults": found, "notes": notes}, ensure_ascii=False))
    else:
        for one in known:
            for words in found[one.id]:
                typer.echo(f"{one.id}: {words}", err=True)
            for words in notes_of(one):
                typer.echo(f"{one.id}, to be known: {words}")
        typer.echo(f"{len(known)} checked, {sum(map(bool, found.values()))} with faults.")
    if any(found.values()):
        raise typer.Exit(1)
