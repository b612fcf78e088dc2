"""Makes the committed stylesheet, script and icons from the packages that package-lock.json pins, or compares them.

`make assets` needs Node; nobody else does, because what it makes is committed with a manifest of hashes.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "trailblazer" / "ui" / "static" / "ui" / "vendor"
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


def make(folder: Path) -> None:
    """Puts the stylesheet, script, icons and manifest into the folder."""
    with tempfile.TemporaryDirectory() as workshop:
        work = Path(workshop)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / name, work / name)
        subprocess.run(["npm", "ci", "--silent"], cwd=work, check=True)
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
    files = [
        {"file": name, "name": "nhsuk-frontend", "version": VERSION, "licence": licence, "sha256": digest}
        for name, digest in hashes(folder).items()
    ]
    (folder / "manifest.json").write_text(json.dumps({"files": files}, indent=2) + "\n", "utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in the folder but the manifest, by its name from there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def differences() -> list[str]:
    """A sentence for each committed file that is not the one its manifest, or where Node is its source, gives."""
    listed = json.loads((VENDOR / "manifest.json").read_text("utf-8"))["files"]
    faults = unlike(hashes(VENDOR), {entry["file"]: entry["sha256"] for entry in listed}, "its manifest")
    if shutil.which("npm") is None:
        print("Assets: Node is not here, so the committed files are compared with their manifest only.")
        return faults
    with tempfile.TemporaryDirectory() as fresh:
        make(Path(fresh))
        faults += unlike(hashes(VENDOR), hashes(Path(fresh)), "what `make assets` makes")
        if (Path(fresh) / "manifest.json").read_bytes() != (VENDOR / "manifest.json").read_bytes():
            faults.append("manifest.json is not what `make assets` makes.")
    return faults


def unlike(here: dict[str, str], there: dict[str, str], what: str) -> list[str]:
    names = sorted(here.keys() | there.keys())
    return [f"{name} is not as in {what}." for name in names if here.get(name) != there.get(name)]


def main() -> int:
    if "--check" in sys.argv[1:]:
        faults = differences()
        print(*faults, sep="\n", end="\n" if faults else "")
        return 1 if faults else 0
    if shutil.which("npm") is None:
        print("Node and npm are needed to make the assets: install them from https://nodejs.org or by your package manager.")
        return 1
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    make(VENDOR)
    print(f"Made {', '.join(hashes(VENDOR))}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
