"""What words may not give away: where somebody lives whose location is protected, and another parent's details."""

import re
import unicodedata
from collections.abc import Iterator

from trailblazer.domain.consent import YES, Allowed, Recipient
from trailblazer.young_people.models import Carer, YoungPerson

SHORTEST_TELLING = 5  # a shorter piece of an address stands in too many other words
LAST_DIGITS = 9  # of a telephone number, with or without the code of its country


def gives_away(person: YoungPerson | None, recipient_kind: str, carer: Carer | None, text: str) -> Allowed:
    """Whether words about a young person may go to this recipient; when not, what they give away, in general words."""
    if person is None or not (person.is_location_protected or recipient_kind == Recipient.PARENT):
        return YES
    carers = list(person.carers.all())
    plain, digits = _plain(text), re.sub(r"\D", "", text)
    if person.is_location_protected and any(secret in plain for secret in _where_they_live(person, carers)):
        return Allowed(False, "Their location is protected, and the words say where they live")
    if recipient_kind == Recipient.PARENT:
        others = [one for one in carers if carer is not None and one.pk != carer.pk]
        own = _plain(" ".join((carer.email, carer.telephone, carer.address))) if carer else ""
        if any(_tells_of(other, plain, digits, own) for other in others):
            return Allowed(False, "The words give another parent’s or carer’s details")
    return YES


def _where_they_live(person: YoungPerson, carers: list[Carer]) -> Iterator[str]:
    at_home = [person.address, *(one.address for one in carers if one.lives_with is not False)]
    yield from (piece for address in at_home for piece in _telling(address))
    yield from _telling(person.postcode)


def _telling(address: str) -> Iterator[str]:
    """The whole of an address and its first line, each where it is long enough to tell something."""
    first = re.split(r"[,\n]", address, maxsplit=1)[0]
    yield from (plain for plain in {_plain(address), _plain(first)} if len(plain) >= SHORTEST_TELLING)


def _tells_of(other: Carer, plain: str, digits: str, own: str) -> bool:
    number = re.sub(r"\D", "", other.telephone)[-LAST_DIGITS:]
    if len(number) == LAST_DIGITS and number in digits and number not in own:
        return True
    pieces = [_plain(other.email), *_telling(other.address)]
    return any(piece and piece in plain and piece not in own for piece in pieces)


def _plain(text: str) -> str:
    """Letters and digits alone, so that neither spaces nor commas nor capitals hide anything."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())
