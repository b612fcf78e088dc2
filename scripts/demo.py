"""Sets up and starts the demonstration, and stops everything it started when it is asked to end.

python3 scripts/demo.py [--port 8000] [--reset]
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import Callable

import pango
from machine import ROOT, Missing
from setup import set_up

PATIENCE = 15.0  # seconds given to the server and the worker to finish what they do


def free(port: int) -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError as fault:
            raise Missing(
                f"Port {port} is in use: stop what uses it, or try make demo PORT={port + 1}."
            ) from fault


def serve(port: int, reset: bool) -> int:
    """Runs the demonstration in a process group of its own, until it ends or we are asked to."""
    command = [str(set_up("base") / "trailblazer"), "demo", "start", "--port", str(port)]
    see_to_letters()
    environment = {**os.environ, "TRAILBLAZER_DEMO": "1", "ORIGIN": f"http://localhost:{port}"}
    asked: list[int] = []
    listen_for_the_end(lambda number, frame: asked.append(number))
    running = subprocess.Popen(
        command + ["--reset"] * reset, cwd=ROOT, env=environment, start_new_session=True
    )
    while not asked and running.poll() is None:
        time.sleep(0.1)
    if asked:
        with suppress(OSError):  # the terminal may be gone, which is why we end
            print("\nStopping.", flush=True)
        ask_to_end(running)
    stop_group(running.pid)
    return 0 if asked else running.returncode


def see_to_letters() -> None:
    """The demonstration runs without letters on paper; whoever started it is told how to have them."""
    try:
        pango.have()
    except Missing as reason:
        print(reason, flush=True)


def listen_for_the_end(end: Callable[[int, object], None]) -> None:
    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup means: stay when the terminal goes
        signal.signal(signal.SIGHUP, end)


def ask_to_end(running: subprocess.Popen[bytes]) -> None:
    """Asks the first process alone: it ends its own in order, and a server whose workers go first may wait for them."""
    running.terminate()
    try:
        running.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        signal_group(running.pid, signal.SIGKILL)
        running.wait()


def stop_group(group: int) -> None:
    """Nothing of the group is left when this returns: what does not end when asked is ended."""
    signal_group(group, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while signal_group(group, 0):
        if time.monotonic() > until:
            signal_group(group, signal.SIGKILL)
        time.sleep(0.05)


def signal_group(group: int, number: int) -> bool:
    """Sends the signal. Says whether there was anybody to get it."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def main() -> int:
    wanted = argparse.ArgumentParser(description="Start the demonstration.")
    wanted.add_argument("--port", type=int, default=8000)
    wanted.add_argument("--reset", action="store_true", help="begin again with a fresh demonstration")
    chosen = wanted.parse_args()
    try:
        free(chosen.port)
        return serve(chosen.port, chosen.reset)
    except Missing as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
