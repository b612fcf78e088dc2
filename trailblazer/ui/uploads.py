"""A file that is too large for its page is refused as soon as its size is known: it is read past, and kept nowhere."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.urls import Resolver404, resolve

ROOM_FOR_THE_FORM = 64 * 1024  # what is sent around the file
View = Callable[..., Any]


def largest_upload(size: int) -> Callable[[View], View]:
    """Declares, outside of all else, how large a file may be that is sent to this view."""

    def declare(view: View) -> View:
        view.largest_upload = size  # type: ignore[attr-defined]
        return view

    return declare


def too_large(request: HttpRequest) -> int:
    """The size of a file that was refused; 0 where none was."""
    assert request.POST is not None  # which is when it is read
    return int(getattr(request, "refused_upload", 0))


class RefuseTooLarge(FileUploadHandler):
    """Reads past a file beyond the limit of its view. Views that declare none have their own."""

    largest, sent = 0, 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - so it is called by Django
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.largest, self.sent = _limit(self.request), content_length

    def new_file(self, *args: Any, **more: Any) -> None:
        super().new_file(*args, **more)
        if self.largest and self.sent > self.largest + ROOM_FOR_THE_FORM:
            self._refuse(self.sent)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if self.largest and start + len(raw_data) > self.largest:
            self._refuse(max(self.sent, start + len(raw_data)))
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self, size: int) -> None:
        self.request.refused_upload = size  # type: ignore[union-attr]
        raise SkipFile


def _limit(request: HttpRequest | None) -> int:
    try:
        return int(getattr(resolve(request.path_info).func, "largest_upload", 0)) if request else 0
    except Resolver404:
        return 0
