"""Makes the virtual environment and installs the locked packages. Needs Python and a package registry, nothing else.

python3 scripts/setup.py base|dev
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

from machine import ROOT, Missing, install

VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
STAMP = VENV / "installed.json"
OLDEST = (3, 11)
# A shell finds the interpreter beside it, so that a long path or one with a space in it does no harm.
LAUNCHER = """#!/bin/sh
'''exec' "$(dirname -- "$0")/python" "$0" "$@"
' '''
import sys

from trailblazer.cli import main

sys.exit(main())
"""


def set_up(wanted: str) -> Path:
    """Has the packages of requirements/<wanted>.txt installed, and gives the folder of their commands."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:2]))
        raise Missing(
            f"Python 3.11 or newer is needed, and this is {have}: install one and add PYTHON=python3.11."
        )
    if not runs(PYTHON):
        make_environment()
    stamp = fingerprint(wanted)
    installed = json.loads(STAMP.read_text("utf-8")) if STAMP.exists() else {}
    # What the tests need includes what the service needs, so going back to the demo installs nothing.
    if stamp != installed.get(wanted) and fingerprint("dev") != installed.get("dev"):
        install_packages(ROOT / "requirements" / f"{wanted}.txt")
        link_ourselves()
        STAMP.write_text(json.dumps({**installed, wanted: stamp}), "utf-8")
    return BIN


def runs(python: Path) -> bool:
    return python.exists() and subprocess.run([str(python), "-c", ""]).returncode == 0


def make_environment() -> None:
    print("Making a virtual environment in .venv.", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    with_pip = shutil.which("uv") is None
    if with_pip:
        have_ensurepip()
    without = [] if with_pip else ["--without-pip"]
    subprocess.run([sys.executable, "-m", "venv", *without, str(VENV)], check=True)


def have_ensurepip() -> None:
    """Debian's Python comes without the part of `venv` that brings pip."""
    if can_bring_pip():
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    install(package)
    importlib.invalidate_caches()
    if not can_bring_pip():
        raise Missing(
            f"Python cannot make a virtual environment here: install {package} (or uv) and try again."
        )


def can_bring_pip() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def fingerprint(wanted: str) -> str:
    """Changes when the locked packages, the interpreter, the place of the clone or this script do."""
    lock = (ROOT / "requirements" / f"{wanted}.txt").read_bytes()
    interpreter = (VENV / "pyvenv.cfg").read_bytes()
    return hashlib.sha256(lock + interpreter + str(ROOT).encode() + LAUNCHER.encode()).hexdigest()


def install_packages(lock: Path) -> None:
    print(f"Installing the locked packages of {lock.relative_to(ROOT)}.", flush=True)
    uv = shutil.which("uv")
    options = ["--require-hashes", "--requirement", str(lock)]
    if uv and not subprocess.run([uv, "pip", "install", "-q", "--python", str(PYTHON), *options]).returncode:
        return
    if uv:
        print("uv could not install them; trying pip.", flush=True)
        have_ensurepip()
        subprocess.run([str(PYTHON), "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    quiet = ["-qq", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([str(PYTHON), "-m", "pip", "install", *quiet, *options]).returncode:
        raise Missing("The locked packages could not be installed: see that pip reaches a package registry.")


def link_ourselves() -> None:
    """Makes `import trailblazer` and the command work from the clone, with nothing to build or to download."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.check_output([str(PYTHON), "-c", ask], text=True).strip())
    (packages / "trailblazer.pth").write_text(f"{ROOT}\n", "utf-8")
    command = BIN / "trailblazer"
    command.write_text(LAUNCHER, "utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    try:
        set_up(sys.argv[1])
    except Missing as reason:
        sys.exit(str(reason))
