"""Secret links: each opens one record to whoever holds it, without an account (decision 0014).

A secret is 32 bytes, made from the record's reference and the service's own key, so that a reminder or a poster can say
it again; only its SHA-256 is kept. Opening one changes nothing, so a mail scanner cannot use it up. Only once it
is found is it known whose it is: the wall is open for that one look-up, and no longer.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from trailblazer.access import wall
from trailblazer.access.secret_keys import newest_first

Held = TypeVar("Held", bound=Any)


def fingerprint(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class SecretLinks(Generic[Held]):
    """The links to records of one model, which has `ref`, `secret_hash` and `provider_id`.

    `name` sets its secrets apart from those of other models; `route` is the page that a link opens; `read_with` are
    the relations that its pages need. `in_session` names where a session keeps what it may open.
    """

    model: type[Held]
    name: str
    route: str
    read_with: tuple[str, ...] = ()
    in_session: str = ""

    def secret_of(self, record: Held) -> str:
        """The secret that was given out, also where the service's key was turned over since."""
        by_keys = [self._secret(record.ref, key) for key in newest_first()]
        return next((one for one in by_keys if fingerprint(one) == record.secret_hash), by_keys[0])

    def hash_of(self, record: Held) -> str:
        """What is kept of the secret of a new record."""
        return fingerprint(self.secret_of(record))

    def can_be_said_again(self, record: Held) -> bool:
        """Whether the secret that was given out can still be made: not when the service's key went for good since."""
        return fingerprint(self.secret_of(record)) == record.secret_hash

    def address_of(self, record: Held) -> str:
        """The whole address of its page."""
        return f"{settings.ORIGIN}{reverse(self.route, args=[self.secret_of(record)])}"

    def by_secret(self, secret: str) -> Held | None:
        """What this secret opens."""
        return self._found(secret_hash=fingerprint(secret))

    def hold(self, request: HttpRequest, record: Held) -> None:
        """From here on this session, under a new key, opens this one record, and the secret leaves the address."""
        request.session.cycle_key()
        request.session[self.in_session] = record.ref

    def held_by(self, request: HttpRequest, more: Q | None = None) -> Held | None:
        """What this session opens, if it is still so (`more`). The wall then stands open for its provider alone."""
        ref = request.session.get(self.in_session)
        found = self._found(more or Q(), ref=ref) if ref else None
        if found is not None:
            wall.set_to([found.provider_id])
        return found

    def _found(self, *more: Q, **by: str) -> Held | None:
        with wall.within(wall.EVERYONE):
            found: Held | None = (
                self.model.objects.filter(*more, **by).select_related(*self.read_with).first()
            )
            return found

    def _secret(self, ref: str, key: str) -> str:
        made = salted_hmac(self.name, ref, secret=key, algorithm="sha256").digest()
        return urlsafe_b64encode(made).decode("ascii").rstrip("=")
