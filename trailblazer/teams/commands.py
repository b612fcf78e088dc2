"""`trailblazer teams load-sites`: the areas chosen in 2018/19 and the London sites of 2019/20."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from trailblazer.access.records import Service

teams = typer.Typer(no_args_is_help=True, help="Areas, waves and teams.")


def add_to(root: typer.Typer) -> None:
    root.add_typer(teams, name="teams")


@teams.callback()
def _teams() -> None:
    """Areas, waves and teams."""


@teams.command("load-sites")
def load_sites(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Load the waves and the 36 areas whose names were published. Loading again changes nothing."""
    from trailblazer.teams import sites

    loaded = sites.load(sites.read(), by=Service())
    if as_json:
        typer.echo(json.dumps(asdict(loaded)))
        return
    typer.echo(f"Areas: {loaded.added} added, {loaded.changed} changed, {loaded.unchanged} as they were.")
    if loaded.not_matched:
        typer.echo(
            f"No local authority of these names is loaded: {', '.join(loaded.not_matched)}. "
            "Run `trailblazer places load`, then this command again.",
            err=True,
        )
