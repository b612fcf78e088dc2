"""Files that people send: checked by what is in them, kept below `VAR` in a folder that is never served, given out
only to be saved.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404

from trailblazer.access.records import NotPossible
from trailblazer.access.references import new_ref
from trailblazer.domain.evidence_files import JPEG, KINDS, FileRefused, Kind, kind_of, safe_name
from trailblazer.domain.picture_metadata import NotAPicture, without_metadata

MB = 1024 * 1024
Made = TypeVar("Made")


@dataclass(frozen=True)
class Shelf:
    """A private folder. Each file lies under its reference, readable by the service alone."""

    folder: str

    def where(self, ref: str) -> Path:
        return Path(settings.VAR) / self.folder / ref[:2] / ref

    def keep(self, chunks: Iterable[bytes], ref: str) -> str:
        """Writes a file under its reference. Gives its SHA-256."""
        path, digest = self.where(ref), sha256()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("wb") as kept:
            path.chmod(0o600)
            for chunk in chunks:
                digest.update(chunk)
                kept.write(chunk)
        return digest.hexdigest()

    def forget(self, ref: str) -> None:
        self.where(ref).unlink(missing_ok=True)

    def take_in(self, file: UploadedFile, make: Callable[[dict[str, Any]], Made]) -> Made:
        """Keeps a checked file, and makes its row from `ref`, `name`, `kind` (its ending), `size` and `sha256`; where
        that fails the file is gone again. Raises NotPossible with what is wrong with the file.
        """
        kind = checked(file)
        content, ref = _content(file, kind), new_ref()
        try:
            digest = self.keep(content, ref)
            size = self.where(ref).stat().st_size
            name = safe_name(file.name or "", kind)
            return make({"ref": ref, "name": name, "kind": kind.ending, "size": size, "sha256": digest})
        except BaseException:
            self.forget(ref)
            raise


def given_out(path: Path, name: str, ending: str) -> FileResponse:
    """A kept file, to be saved and never shown in the browser: nothing in it can run as a page of ours.

    Raises Http404 where it is gone.
    """
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=KINDS[ending].served_as)
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def checked(file: UploadedFile) -> Kind:
    """The kind of a file by its content. Raises NotPossible with what is wrong with it."""
    try:
        return kind_of(cast(BinaryIO, file.file), file.size or 0)
    except FileRefused as reason:
        raise NotPossible(str(reason)) from None


def _content(file: UploadedFile, kind: Kind) -> Iterable[bytes]:
    """What is kept: of a photograph not where, when and by whom it was taken."""
    if kind is not JPEG:
        return file.chunks()
    file.seek(0)
    try:
        return [without_metadata(file.read())]
    except NotAPicture:
        raise NotPossible("This picture is damaged. Save it again and choose the new file.") from None
