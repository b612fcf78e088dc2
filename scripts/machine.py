"""What this machine has, and how a missing part of it is installed when we may."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Missing(Exception):
    """Something that only the person at the machine can install. The message says what, in one sentence."""


def may_install() -> bool:
    """Whether we are root on a machine with apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """Installs Debian packages when we may. Says whether they are there now."""
    if not may_install():
        return False
    print(f"Installing {', '.join(packages)} with apt-get.", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-y", "-q", "--no-install-recommends"]
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", *options, *packages]):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout[-500:], done.stderr[-1500:], sep="\n", flush=True)
    return done.returncode == 0
