"""Files that are kept as evidence: which kinds may be, known by what is in them and not by what they are called.

Nothing is unpacked to disk. Limits (assurance 5): 10 MB a file, 50 MB unpacked, 100 times its size, 2,000 parts.
"""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MB = 1024 * 1024
LARGEST, LARGEST_UNPACKED, MOST_TIMES, MOST_PARTS = 10 * MB, 50 * MB, 100, 2_000
CHUNK = 64 * 1024
LONGEST_NAME = 80
OFFICE = "application/vnd.openxmlformats-officedocument."
WHICH = (
    "Choose a PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument text (.odt), PNG, JPEG or "
    "plain text file."
)


class FileRefused(ValueError):
    """Why a file is not kept, in a sentence for whoever chose it."""


@dataclass(frozen=True)
class Kind:
    """A kind that is kept: the end of its name, how it is served, and what people call it."""

    ending: str
    served_as: str
    words: str


PDF = Kind("pdf", "application/pdf", "PDF")
DOCX = Kind("docx", f"{OFFICE}wordprocessingml.document", "Word")
XLSX = Kind("xlsx", f"{OFFICE}spreadsheetml.sheet", "Excel")
PPTX = Kind("pptx", f"{OFFICE}presentationml.presentation", "PowerPoint")
ODT = Kind("odt", "application/vnd.oasis.opendocument.text", "OpenDocument text")
PNG, JPEG = Kind("png", "image/png", "PNG picture"), Kind("jpg", "image/jpeg", "JPEG picture")
TEXT = Kind("txt", "text/plain; charset=utf-8", "Plain text")
KINDS = {kind.ending: kind for kind in (PDF, DOCX, XLSX, PPTX, ODT, PNG, JPEG, TEXT)}

PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"L\x00\x00\x00\x01\x14",
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
NEVER = dict.fromkeys(PROGRAMS, f"This is a program, whatever it is called. {WHICH}") | {
    OLD_OFFICE: "This is an older Office file, which can carry macros. Save it as PDF, .docx, .xlsx or .pptx."
}
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
# What runs when a document is opened, by the names of the parts that hold it.
ACTIVE = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex/|^basic/|^scripts/|\.(exe|dll|js|vbs|jar|scr)$", re.I
)
RUNS_IN_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b")
MARKUP = re.compile(r"<\s*(!doctype|html|script|svg|\?xml|iframe|body)", re.I)


def kind_of(file: BinaryIO, size: int) -> Kind:
    """The kind of a file by its content. Raises FileRefused, with what to do instead."""
    if size > LARGEST:
        raise FileRefused(too_large(size))
    file.seek(0)
    start = file.read(CHUNK)
    if not start:
        raise FileRefused("This file is empty. Choose one with something in it.")
    for beginning, why in NEVER.items():
        if start.startswith(beginning):
            raise FileRefused(why)
    if start.startswith(b"PK"):
        return _archive(file, size)
    if start.startswith(b"%PDF-"):
        return _pdf(file)
    return _picture(start) or _text(file)


def _picture(start: bytes) -> Kind | None:
    if start.startswith(b"\x89PNG\r\n\x1a\n") and start[12:16] == b"IHDR":
        return PNG
    return JPEG if start.startswith(b"\xff\xd8\xff") else None


def too_large(size: int) -> str:
    return (
        f"This file has {-(-size // MB):,} MB, and at most {LARGEST // MB} MB can be kept. "
        "Choose a smaller one, or only the pages that show it."
    )


def _pdf(file: BinaryIO) -> Kind:
    file.seek(0)
    whole = file.read(LARGEST)
    if b"%%EOF" not in whole[-2048:]:
        raise FileRefused("This PDF is not whole. Save it again and choose the new file.")
    if RUNS_IN_PDF.search(whole):
        raise FileRefused(
            "This PDF carries a script or another file in it. Print it to a new PDF and choose that."
        )
    return PDF


def _archive(file: BinaryIO, size: int) -> Kind:
    try:
        with zipfile.ZipFile(file) as archive:
            _must_be_harmless(archive, size)
            return _document(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise FileRefused(
            "This file is damaged or locked with a password. Save it again without one."
        ) from None


def _must_be_harmless(archive: zipfile.ZipFile, size: int) -> None:
    """Every part is unpacked once into nothing, and counted: what a part says of its own size is not believed."""
    parts = archive.infolist()
    unpacked, most = 0, min(LARGEST_UNPACKED, size * MOST_TIMES)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
        raise FileRefused(_bomb())
    for part in parts:
        if ACTIVE.search(part.filename):
            raise FileRefused(
                "This file carries macros or a program. Save it without macros (.docx, .xlsx, .pptx) or as PDF."
            )
        with archive.open(part) as opened:
            while chunk := opened.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > most:
                    raise FileRefused(_bomb())


def _bomb() -> str:
    return f"This file unpacks to more than can be kept ({LARGEST_UNPACKED // MB} MB). Save it as PDF and choose that."


def _document(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if "mimetype" in names and archive.read("mimetype")[:100].strip() == ODT.served_as.encode():
        return ODT
    found = next((kind for part, kind in MAIN_PARTS.items() if part in names), None)
    if found is None or "[Content_Types].xml" not in names:
        raise FileRefused(f"This is an archive, not a document. {WHICH}")
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise FileRefused(
            "This file may carry macros. Save it without macros (.docx, .xlsx, .pptx) or as PDF."
        )
    return found


def _text(file: BinaryIO) -> Kind:
    file.seek(0)
    whole = file.read(LARGEST)
    text = _decoded(whole)
    if text is None or any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in text):
        raise FileRefused(f"We cannot tell what this file is. {WHICH}")
    if MARKUP.search(text[:4096]):
        raise FileRefused(f"This is a web page or a drawing that can carry a script. {WHICH}")
    return TEXT


def _decoded(whole: bytes) -> str | None:
    if b"\x00" in whole:
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return whole.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def safe_name(name: str, kind: Kind) -> str:
    """The name it was sent under, without its folders and unusual signs, and with the ending of what it is."""
    stem = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    plain = "".join(_plain(unicodedata.normalize("NFC", stem)))
    return f"{re.sub(r'[ .]+', ' ', plain).strip()[:LONGEST_NAME] or 'evidence'}.{kind.ending}"


def _plain(stem: str) -> Iterator[str]:
    return (sign for sign in stem if sign.isalnum() or sign in " -_()&,'")
