"""`trailblazer demo start`: the demonstration, with everything it needs, until it is stopped."""

import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from django.conf import settings

demo = typer.Typer(no_args_is_help=True, help="An invented service in real places, to try everything with.")
WORKERS = 2
PATIENCE = 6.0  # seconds for the server and for the worker to finish what they do


def add_to(root: typer.Typer) -> None:
    root.add_typer(demo, name="demo")


@demo.command()
def load(requests: Annotated[int, typer.Option(help="Requests for each team.")] = 380) -> None:
    """Build the demonstration in this database, if it is not there yet."""
    from trailblazer.access.today import today
    from trailblazer.demo.build import build, is_built

    if is_built():
        typer.echo("The demonstration is there already.")
        return
    build(today(), typer.echo, requests)


@demo.command()
def start(
    port: Annotated[int, typer.Option()] = 8000,
    reset: Annotated[bool, typer.Option("--reset", help="Begin again.")] = False,
    requests: Annotated[int, typer.Option(help="Requests for each team.")] = 380,
) -> None:
    """Set up, load and serve the demonstration on this machine only."""
    if reset:
        forget()
    prepare(requests)
    print_welcome(port)
    serve(port)


def forget() -> None:
    """Deletes the demonstration's own database file. Any other database is for its owner to empty."""
    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        typer.echo("RESET works on the demonstration's own SQLite file only.", err=True)
        raise typer.Exit(2)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database['NAME']}{suffix}").unlink(missing_ok=True)


def prepare(requests: int) -> None:
    """Migrates, collects the static files and builds what is not there."""
    from django.core.management import call_command

    settings.VAR.mkdir(parents=True, exist_ok=True)
    settings.SECRET_KEY = own_secret()  # so that links made while it is built open once it is served
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    load(requests)


def print_welcome(port: int) -> None:
    typer.echo(f"\nTrailblazer: http://localhost:{port}")
    typer.echo("Everyone in it is invented. Sign in with one click, as:")
    from trailblazer.demo.people_to_be import people_to_be

    for group in people_to_be():
        for person in group.people[:1]:
            typer.echo(f"  {person.get_role_display():44} {person.user.name}, {person.organisation.name}")
    typer.echo(f"All of them: http://localhost:{port}/demo/\nCtrl-C stops it.\n", nl=True)
    sys.stdout.flush()


def own_secret() -> str:
    """A secret made for this demonstration alone, kept beside its database, so that a restart signs nobody out."""
    file = settings.VAR / "demo-secret"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return file.read_text(encoding="ascii")


def serve(port: int) -> None:
    """The web service and the worker, as two processes that end together."""
    from django.db import connections

    connections.close_all()
    origin = os.environ.get("ORIGIN") or f"http://localhost:{port}"
    environment = {**os.environ, "ORIGIN": origin, "SECRET_KEY": own_secret()}
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    web += [
        "--workers",
        str(WORKERS),
        "--blocking-threads",
        "1",
        "--no-ws",
        "--no-log",
        "trailblazer.wsgi:application",
    ]
    commands = [web, [sys.executable, "-m", "trailblazer.cli", "worker"]]
    running = [subprocess.Popen(command, env=environment) for command in commands]

    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not asked and all(process.poll() is None for process in running):
        time.sleep(0.1)
    codes = [ended(process) for process in running]
    raise typer.Exit(0 if asked else max(map(abs, codes)))


def ended(process: subprocess.Popen[bytes]) -> int:
    """Asks once, because a server that is asked twice forgets its workers; and does not wait for ever."""
    if process.poll() is None:
        process.terminate()
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
