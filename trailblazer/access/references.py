"""One random reference for each record, made where the record is made and never reused."""

import secrets
from base64 import b32encode

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BYTES = 10  # 80 bits, five to a character
_OURS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode("ascii"))


def new_ref() -> str:
    """A random 16-character base-32 reference (80 bits), without the letters i, l, o and u."""
    return b32encode(secrets.token_bytes(BYTES)).translate(_OURS).decode("ascii")


def spoken(ref: str) -> str:
    """A reference as people read it aloud: four groups of four, in capitals."""
    return "-".join(ref[start : start + 4] for start in range(0, len(ref), 4)).upper()


def unspoken(text: str) -> str:
    """A reference as it is stored, from however it was typed: letters that look like figures are read as figures."""
    typed = "".join(letter for letter in text.lower() if letter.isalnum())
    return typed.replace("o", "0").replace("i", "1").replace("l", "1")
