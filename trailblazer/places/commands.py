"""`trailblazer places load` and `trailblazer schools import`: areas, and every school of the register."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.domain.register import RegisterFault
from trailblazer.places import actions, areas, older, register, terms

places = typer.Typer(no_args_is_help=True, help="Regions, boards and authorities.")
schools = typer.Typer(no_args_is_help=True, help="The register of schools.")
FILE_FAULT = 2
REFUSED_AS_OLDER = (
    "It would bring back what was so then: nothing was written. To do so say its day: --as-at {day}"
)
SUMMARY_KEYS = (
    "read",
    "added",
    "changed",
    "unchanged",
    "refused",
    "closed",
    "reopened",
    "absent",
    "england_open",
    "without_coordinates",
    "without_pupils",
)
# What a summary says besides, where a file of links was given.
LINK_KEYS = {
    "links": "Links read",
    "links_added": "Links added",
    "links_refused": "Links refused",
    "links_to_unknown_schools": "Links, schools unknown",
}


def add_to(root: typer.Typer) -> None:
    root.add_typer(places, name="places")
    root.add_typer(schools, name="schools")


@places.callback()
def _places() -> None:
    """Regions, boards and authorities."""


@schools.callback()
def _schools() -> None:
    """The register of schools."""


@places.command()
def load(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Load regions, integrated care boards and the 153 authorities. Loading again changes nothing."""
    changed = areas.load(by=Service())
    if as_json:
        typer.echo(json.dumps(changed))
        return
    typer.echo(
        f"Added or changed: {changed['regions']} regions, {changed['boards']} integrated care boards, "
        f"{changed['authorities']} local authorities."
    )


@schools.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The register as published: .csv, .gz or .zip.")],
    links: Annotated[Path | None, typer.Option(help="Its file of links between schools.")] = None,
    as_at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day the file tells of. Said outright, it may be an older one."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the same summary and write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Bring the schools to what a register file says: all of the file, or nothing.

    A file whose name says that it is older than a register imported before is refused, unless --as-at says its day.
    """
    said = as_at.date() if as_at else register.day_in_name(file.name)
    day = said or today()
    try:
        if (warning := older.warning(day) if said else "") and not as_at and not dry_run:
            raise RegisterFault(f"{warning}. {REFUSED_AS_OLDER.format(day=day)}")
        if warning:
            typer.echo(f"{warning}.", err=True)
        summary = _summary(file, links, day, dry_run, quiet=as_json, day_was_said=said is not None)
    except RegisterFault as fault:
        typer.echo(json.dumps({"fault": str(fault)}) if as_json else str(fault), err=not as_json)
        raise typer.Exit(FILE_FAULT) from None
    if as_json:
        typer.echo(json.dumps({key: summary[key] for key in summary if links or key not in LINK_KEYS}))
        return
    typer.echo("\n".join(in_words(summary, day, dry_run)))


@schools.command("terms")
def import_terms(
    file: Annotated[Path, typer.Argument(help="Term dates of authorities, in TOML with their source.")],
) -> None:
    """Replace the term dates of the authorities that a file names: all of the file, or nothing."""
    try:
        kept = actions.import_terms(terms.read(file), by=Service())
    except terms.TermsFault as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(FILE_FAULT) from None
    typer.echo(f"Kept {kept:,} stretches of term.")


def _summary(
    file: Path, links: Path | None, day: date, dry_run: bool, *, quiet: bool, day_was_said: bool
) -> dict[str, Any]:
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"))
    console = Console(stderr=True)  # what is printed to be kept is the summary alone
    with Progress(*columns, transient=True, console=console, disable=quiet) as shown:
        bar = shown.add_task("Reading", total=None)

        def tell(done: int, total: int | None, doing: str) -> None:
            shown.update(bar, completed=done, total=total, description=doing)

        reckoned = register.reckon(file, links, tell=tell)
        if dry_run:
            return reckoned.summary.as_json()
        made = actions.import_register(
            file,
            links=links,
            as_at=day,
            day_was_said=day_was_said,
            by=Service(),
            reckoned=reckoned,
            tell=tell,
        )
        return {key: value for key, value in (made.summary or {}).items() if key != register.CLOSING}


def in_words(summary: dict[str, Any], day: date, dry_run: bool) -> list[str]:
    """The summary as lines for a person."""
    lines = [
        f"Register as at {day:%d %B %Y}." + (" Nothing was written: this was a dry run." if dry_run else "")
    ]
    lines += [f"{key.replace('_', ' ').capitalize():22}{summary[key]:>9,}" for key in SUMMARY_KEYS]
    if summary["links"]:
        lines += [f"{LINK_KEYS[key]:22}{summary[key]:>9,}" for key in LINK_KEYS]
    lines += [f"Changed {column}: {count:,}" for column, count in summary["by_field"].items()]
    lines += [f"Row {row['row']:,}, {row['column']}: {row['reason']}" for row in summary["rows"]]
    if more := summary["refused"] - len(summary["rows"]):
        lines.append(f"And {more:,} more rows that were refused.")
    return lines
