"""Everything pyproject.toml asks for is locked at one version with its hashes, and no lock names a registry."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;]+)(?P<rest>.*)", re.DOTALL)


def read_lock(name: str) -> tuple[dict[str, str], list[str]]:
    """What the lock pins (name to version), and a sentence for each line that pins nothing."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    lines = [
        line
        for line in text.replace("\\\n", " ").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    pinned: dict[str, str] = {}
    faults = []
    for line in lines:
        found = LOCKED.fullmatch(line.strip())
        if found is None or "--hash=sha256:" not in found["rest"]:
            faults.append(
                f"requirements/{name}.txt: not locked at one version with a hash: {line.split()[0]}"
            )
        else:
            pinned[canonicalize_name(found["name"])] = found["version"]
    if re.search(r"https?://|--(extra-)?index-url", text):
        faults.append(f"requirements/{name}.txt names a registry or an address")
    return pinned, faults


def unmet(wanted: list[str], pinned: dict[str, str], lock: str) -> list[str]:
    faults = []
    for requirement in map(Requirement, wanted):
        version = pinned.get(canonicalize_name(requirement.name))
        if version is None or version not in requirement.specifier:
            faults.append(
                f"requirements/{lock}.txt has {version or 'nothing'} for {requirement}: run `make lock`"
            )
    return faults


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    base, faults = read_lock("base")
    dev, more = read_lock("dev")
    faults += more
    for lock, pinned in (("base", base), ("dev", dev)):
        faults += unmet(project["dependencies"], pinned, lock)
    faults += unmet(project["optional-dependencies"]["dev"], dev, "dev")
    faults += [f"{name} differs between base.txt and dev.txt" for name in base if dev.get(name) != base[name]]
    if '"resolved": "http' in (ROOT / "package-lock.json").read_text("utf-8"):
        faults.append("package-lock.json names a registry")
    print("\n".join(faults) or f"{len(dev)} packages are locked and hashed.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
