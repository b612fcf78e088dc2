"""`trailblazer`: one command with sub-commands. Each calls the same actions and rules as the pages do."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

WSGI = "trailblazer.wsgi:application"
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # what it prints of a failure could hold a name
    help="Trailblazer, from the command line.",
)
WITHOUT_DATABASE = {
    "check",
    "migrate",
    "demo",
    "serve",
    "score",
    "change",
    "instruments",
    "review-tools",
    "--help",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trailblazer.settings")
    import django

    django.setup()
    from trailblazer.access import wall

    wall.set_to_everyone_when_connected()
    add_commands_of_apps()
    if sys.argv[1:] and sys.argv[1] not in WITHOUT_DATABASE and "--help" not in sys.argv:
        see_to_the_database()
    app()


def see_to_the_database() -> None:
    """Sets up a database with nothing in it; one of another version is for its keeper to bring up."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    settings.VAR.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if executor.loader.applied_migrations:
        typer.echo("The database is of an earlier version. Run `trailblazer migrate` first.", err=True)
        raise SystemExit(1)
    typer.echo("Setting up a new database.", err=True)
    call_command("migrate", verbosity=0, interactive=False)


def add_commands_of_apps() -> None:
    """Each app's `commands.py` adds its sub-commands by `add_to(root)`."""
    from django.apps import apps

    for config in apps.get_app_configs():
        name = f"{config.name}.commands"
        if config.name.startswith("trailblazer.") and find_spec(name):
            import_module(name).add_to(app)


@app.command()
def migrate() -> None:
    """Bring the database to this version."""
    from django.conf import settings
    from django.core.management import call_command

    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=1, interactive=False)


@app.command()
def worker() -> None:
    """Run queued and scheduled work until stopped."""
    from trailblazer.tasks.worker import run_until_stopped

    run_until_stopped()


@app.command()
def serve(
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8000,
    workers: Annotated[int, typer.Option()] = 2,
) -> None:
    """Serve the pages. Refuses where `trailblazer check` finds something unsafe."""
    check(json=False)
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    os.execv(sys.executable, [sys.executable, "-m", *web, "--blocking-threads", "1", "--no-ws", WSGI])


@app.command()
def check(json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say what is unsafe in the settings; exit 1 if anything is. Then what is right only if it is so."""
    import json as json_

    from trailblazer.access.safety import unsafe, worth_knowing

    faults, notes = unsafe(), worth_knowing()
    if json:
        typer.echo(json_.dumps({"unsafe": faults, "worth_knowing": notes}))
    for sentence in [] if json else [*faults, *notes]:
        typer.echo(sentence, err=True)
    if faults:
        raise typer.Exit(1)
    if not json:
        typer.echo("The settings are safe to serve with.")


if __name__ == "__main__":
    main()
