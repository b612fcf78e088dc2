"""`trailblazer review-tools`: the tools that are known, and proof that a file is whole."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from trailblazer.domain.review_tools.catalogue import NOT_READABLE, read
from trailblazer.domain.review_tools.checking import faults_of
from trailblazer.whole_school.tools import known_tools

about = typer.Typer(no_args_is_help=True, help="The tools with which schools review themselves.")
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def add_to(root: typer.Typer) -> None:
    root.add_typer(about, name="review-tools")


@about.command("list")
def list_(as_json: AsJson = False) -> None:
    """Every tool with its areas, items and scale."""
    rows: list[dict[str, Any]] = [
        {
            "id": one.id,
            "name": one.name,
            "areas": {area.id: len(area.items) for area in one.areas},
            "items": len(one.items),
            "scale": [one.lowest, one.highest],
        }
        for one in known_tools().by_id.values()
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row['id']:28} {row['items']:3} items, {len(row['areas'])} areas  {row['name']}")


@about.command("check")
def check(
    file: Annotated[
        Path | None,
        typer.Argument(help="One file; all that are known, and the site’s folder, where none is named"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Prove that a tool's file is whole; exit 1 with what is wrong."""
    if file is not None:
        found = {file.name: _faults(file)}
    else:
        known = known_tools()
        found = {one.id: faults_of(one) for one in known.by_id.values()}
        found |= {name: [why] for name, why in known.refused.items()}
    if as_json:
        typer.echo(json.dumps({"faults": found}, ensure_ascii=False))
    else:
        for name, faults in found.items():
            for words in faults:
                typer.echo(f"{name}: {words}", err=True)
        typer.echo(f"{len(found)} checked, {sum(map(bool, found.values()))} with faults.")
    if any(found.values()):
        raise typer.Exit(1)


def _faults(file: Path) -> list[str]:
    try:
        return faults_of(read(file.read_bytes()))
    except NOT_READABLE as reason:
        return [f"it cannot be read as a review tool: {reason}"]
