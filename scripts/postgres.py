"""A PostgreSQL of our own: on a spare port of this machine, under a temporary folder, gone when we are.

python3 scripts/postgres.py COMMAND...     runs the command with DATABASE_URL set to it
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from machine import Missing, install

# fsync off: what a test writes need not survive a power cut.
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
"""


@contextmanager
def server() -> Iterator[str]:
    """Starts a server, gives its address as a DATABASE_URL, and stops and removes it whatever happens."""
    commands = find_commands()
    owner = who_may_own_it()
    folder = Path(tempfile.mkdtemp(prefix="trailblazer-postgresql-"))
    try:
        yield from started(commands, owner, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def started(commands: Path, owner: pwd.struct_passwd | None, folder: Path) -> Iterator[str]:
    cluster, password, port = folder / "cluster", secrets.token_hex(16), spare_port()
    (folder / "password").write_text(password, "utf-8")
    if owner is not None:
        for path in (folder, folder / "password"):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    locale = "en_GB.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    making = ["--username=trailblazer", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256"]
    run(
        owner,
        commands / "initdb",
        "-D",
        cluster,
        *making,
        "--encoding=UTF8",
        f"--locale={locale}",
        "--no-sync",
    )
    with (cluster / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(port=port))
    run(owner, commands / "pg_ctl", "-D", cluster, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://trailblazer:{password}@127.0.0.1:{port}/postgres"
    finally:
        run(owner, commands / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop")


def find_commands() -> Path:
    """The folder of the server's own commands, installing the server when we may."""
    found = look_for_commands()
    if found is None and install("postgresql"):
        found = look_for_commands()
    if found is None:
        raise Missing(
            "PostgreSQL's server is needed: install it (Debian: apt install postgresql) and try again."
        )
    return found


def look_for_commands() -> Path | None:
    """Debian keeps the server's commands off the PATH, in a folder for each version; the newest is taken."""
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    if shutil.which("pg_config"):
        folders.append(Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip()))
    for place in ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"):
        folders += sorted(
            Path(place).glob("*/bin"), key=lambda folder: version(folder.parent.name), reverse=True
        )
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def version(name: str) -> int:
    return int("".join(filter(str.isdigit, name)) or 0)


def who_may_own_it() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, so root lends it to another user. None: the one we are."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def run(owner: pwd.struct_passwd | None, *command: str | Path) -> None:
    """Runs one of the server's commands as its owner. What it says is shown only when it fails."""
    words = [str(word) for word in command]
    user, group, others = (owner.pw_uid, owner.pw_gid, ()) if owner else (None, None, None)
    with tempfile.TemporaryFile(
        "w+"
    ) as said:  # a pipe would be held open by the server that pg_ctl leaves behind
        done = subprocess.run(
            words, cwd="/", stdout=said, stderr=said, user=user, group=group, extra_groups=others
        )
        said.seek(0)
        if done.returncode:
            raise Missing(f"PostgreSQL's {Path(words[0]).name} failed: {said.read().strip()[-1500:]}")


def spare_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def stop_in_order() -> None:
    """Makes being asked to end raise, so that everything that was started is stopped."""
    for asked in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, lambda number, frame: sys.exit(128 + number))


def main() -> int:
    stop_in_order()
    try:
        with server() as address:
            return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}).returncode
    except KeyboardInterrupt:
        return 130
    except Missing as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
