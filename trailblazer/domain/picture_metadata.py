"""A JPEG picture without what a camera wrote into it: where, when and by whom it was taken. Which way is up stays.

Source: JPEG File Interchange Format 1.02 (segments), Exif 2.32 (APP1, tag 0x0112 is the orientation).
"""

import struct

START, SCAN, EXIF, FIRST_APP, LAST_APP, COMMENT = 0xD8, 0xDA, 0xE1, 0xE0, 0xEF, 0xFE
KEPT_APPS = (0xE0, 0xE2, 0xEE)  # JFIF, colours (ICC), how colours are coded (Adobe)
ORIENTATION, SHORT = 0x0112, 3


class NotAPicture(ValueError):
    """It is not built as a JPEG is."""


def without_metadata(picture: bytes) -> bytes:
    """Raises NotAPicture where its segments do not follow each other."""
    kept, place, upright = [picture[:2]], 2, 1
    while place + 4 <= len(picture):
        sign, kind = picture[place], picture[place + 1]
        length = struct.unpack(">H", picture[place + 2 : place + 4])[0]
        if sign != 0xFF or length < 2:
            raise NotAPicture
        if kind == SCAN:
            return b"".join([kept[0], _upright(upright), *kept[1:], picture[place:]])
        segment = picture[place : place + 2 + length]
        if kind == EXIF:
            upright = _orientation(segment) or upright
        elif kind in KEPT_APPS or not (FIRST_APP <= kind <= LAST_APP or kind == COMMENT):
            kept.append(segment)
        place += 2 + length
    raise NotAPicture


def _orientation(segment: bytes) -> int:
    """1 to 8; 0 where it is not said."""
    if segment[4:10] != b"Exif\x00\x00":
        return 0
    tiff = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    try:
        first = struct.unpack(f"{order}I", tiff[4:8])[0] if order else len(tiff)
        count = struct.unpack(f"{order}H", tiff[first : first + 2])[0]
        for entry in range(min(count, 100)):
            at = first + 2 + 12 * entry
            tag, kind = struct.unpack(f"{order}HH", tiff[at : at + 4])
            if (tag, kind) == (ORIENTATION, SHORT):
                found: int = struct.unpack(f"{order}H", tiff[at + 8 : at + 10])[0]
                return found if 1 <= found <= 8 else 0
    except struct.error:
        return 0
    return 0


def _upright(orientation: int) -> bytes:
    """A segment that says nothing but which way is up; nothing where it stands upright."""
    if orientation == 1:
        return b""
    entry = struct.pack(">HHIHH", ORIENTATION, SHORT, 1, orientation, 0)
    body = b"Exif\x00\x00MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
