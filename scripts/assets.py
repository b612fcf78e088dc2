"""Makes the committed stylesheet, script and icons from the packages that package-lock.json pins, or compares them.

`make assets` needs Node; nobody else does, because what it makes is committed with a manifest of hashes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "trailblazer" / "ui" / "static" / "ui" / "vendor"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "scripts/assets.py")
PACKAGE = Path("node_modules", "nhsuk-frontend")
VERSION = "10.6.1"
# Frutiger needs a licence and comes from another host, so the design system's own fallback, Arial, is used.
SASS = """@use "nhsuk-frontend/dist/nhsuk" with (
  $nhsuk-include-font-face: false,
  $nhsuk-images-path: "images/"
);
"""
ICONS = ("arrow-down", "arrow-up-down", "arrow-up", "cross")
SOURCE_MAP = b"//# sourceMappingURL="


class NotFetched(Exception):
    """Node's packages could not be fetched, so nothing can be made from them."""


def fetch(work: Path) -> None:
    """Puts the pinned packages into the folder."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, work / name)
    if shutil.which("npm") is None or subprocess.run(["npm", "ci", "--silent"], cwd=work).returncode:
        raise NotFetched("Node's npm is not here, or it could not fetch the packages")


def make(folder: Path) -> None:
    """Puts the stylesheet, script, icons and manifest into the folder."""
    with tempfile.TemporaryDirectory() as workshop:
        work = Path(workshop)
        fetch(work)
        licence = json.loads((work / PACKAGE / "package.json").read_text("utf-8"))["license"]
        (work / "nhsuk.scss").write_text(SASS, "utf-8")
        css = folder / f"nhsuk-{VERSION}.min.css"
        sass = ["node_modules/.bin/sass", "--style=compressed", "--no-source-map", "--load-path=node_modules"]
        subprocess.run([*sass, "nhsuk.scss", str(css)], cwd=work, check=True)
        dist = work / PACKAGE / "dist" / "nhsuk"
        script = (dist / "nhsuk-frontend.min.js").read_bytes().split(SOURCE_MAP)[0].rstrip() + b"\n"
        (folder / f"nhsuk-{VERSION}.min.js").write_bytes(script)
        (folder / "images").mkdir(exist_ok=True)
        for icon in ICONS:
            shutil.copy(dist / "assets" / "images" / f"nhsuk-icon-{icon}.svg", folder / "images")
    write_manifest(folder, licence)


def write_manifest(folder: Path, licence: str) -> None:
    about = {"name": "nhsuk-frontend", "version": VERSION, "licence": licence}
    files = [{"file": name, **about, "sha256": digest} for name, digest in hashes(folder).items()]
    manifest = {"files": files, "made_from": made_from()}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def made_from() -> dict[str, str]:
    """The SHA-256 of everything that decides what is made, so that a stale file shows where there is no Node."""
    return {name: sha256(ROOT / name) for name in SOURCES}


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in the folder but the manifest, by its name from there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(folder).as_posix(): sha256(path) for path in paths}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences() -> list[str]:
    """A sentence for each committed file that is not what its manifest, or where Node is here the recipe, gives."""
    manifest = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
    listed = {entry["file"]: entry["sha256"] for entry in manifest["files"]}
    faults = unlike(hashes(VENDOR), listed, "its manifest says")
    faults += unlike(
        made_from(), manifest["made_from"], "it was when the assets were made; run `make assets`"
    )
    with tempfile.TemporaryDirectory() as fresh:
        try:
            make(Path(fresh))
        except NotFetched as reason:
            print(f"{reason}, so the committed assets are compared with their manifest only.")
        else:
            faults += unlike(hashes(VENDOR), hashes(Path(fresh)), "`make assets` makes it")
    return faults


def unlike(here: dict[str, str], there: dict[str, str], what: str) -> list[str]:
    names = sorted(here.keys() | there.keys())
    return [f"{name} is not as {what}." for name in names if here.get(name) != there.get(name)]


def main() -> int:
    if "--check" in sys.argv[1:]:
        faults = differences()
        print("\n".join(faults) or "The committed assets are up to date.")
        return 1 if faults else 0
    with tempfile.TemporaryDirectory() as fresh:
        try:
            make(Path(fresh))
        except NotFetched as reason:
            print(f"{reason}: install Node 20 or newer, and see that it reaches a package registry.")
            return 1
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.copytree(fresh, VENDOR)
    VENDOR.chmod(0o755)
    print(f"Made {', '.join(hashes(VENDOR))}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
