"""Where uploaded registers are kept, and the names of the work done on them."""

import shutil
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

Uploaded = UploadedFile
FOLDER = Path("imports")
KEPT_FOR = timedelta(days=7)
CHECK, APPLY, UNDO = "check register", "apply register", "take register back"


def keep(file: Uploaded, ref: str, name: str) -> str:
    """Copies an upload to the folder of its import, under a name of ours. Its path below `VAR`."""
    path = FOLDER / ref / name
    where(path).parent.mkdir(parents=True, exist_ok=True)
    with where(path).open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    return str(path)


def where(path: Path | str) -> Path:
    """The file of a path below `VAR`."""
    return Path(settings.VAR) / path


def sweep(before: datetime, wanted: Collection[str]) -> int:
    """Deletes the folders of imports written before this moment, but for those that are wanted. Gives how many."""
    folder, swept = where(FOLDER), 0
    for one in folder.iterdir() if folder.is_dir() else []:
        if one.name not in wanted and one.stat().st_mtime < before.timestamp():
            shutil.rmtree(one)
            swept += 1
    return swept
