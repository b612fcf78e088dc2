"""Where uploaded registers are kept, and the names of the work done on them."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

Uploaded = UploadedFile
CHECK, APPLY, UNDO = "check register", "apply register", "take register back"


def keep(file: Uploaded, ref: str, name: str) -> str:
    """Copies an upload to the folder of its import, under a name of ours. Its path below `VAR`."""
    path = Path("imports") / ref / name
    where(path).parent.mkdir(parents=True, exist_ok=True)
    with where(path).open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    return str(path)


def where(path: Path | str) -> Path:
    """The file of a path below `VAR`."""
    return Path(settings.VAR) / path
