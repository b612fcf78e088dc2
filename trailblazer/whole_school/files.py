"""Where evidence lies: below `VAR`, under a name of ours, in a folder that is never served."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings

FOLDER = "evidence"
MB = 1024 * 1024
QUOTA = 100 * MB  # of each school


def where(ref: str) -> Path:
    return Path(settings.VAR) / FOLDER / ref[:2] / ref


def keep(chunks: Iterable[bytes], ref: str) -> str:
    """Writes a file under its reference, readable by the service alone. Gives its SHA-256."""
    path, digest = where(ref), sha256()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("wb") as kept:
        path.chmod(0o600)
        for chunk in chunks:
            digest.update(chunk)
            kept.write(chunk)
    return digest.hexdigest()


def forget(ref: str) -> None:
    where(ref).unlink(missing_ok=True)
