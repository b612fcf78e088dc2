"""How often one device, address, link or reference may do something, counted in the database so that it holds for
every process and after a restart."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from trailblazer.access.models import Limit
from trailblazer.access.secret_keys import newest_first


@dataclass(frozen=True)
class Allowance:
    """At most `most` times in each stretch of `within`, for each key."""

    name: str
    most: int
    within: timedelta

    def take(self, key: str) -> bool:
        """Count one more for this key, and say whether it was still allowed. What is refused is not counted."""
        with transaction.atomic():
            row = self._row(key)
            if row.count >= self.most:
                return False
            row.count += 1
            row.save(update_fields=["count", "window_start"])
        return True

    def is_spent(self, key: str) -> bool:
        """Whether one more would be refused. Counts nothing."""
        row = self._rows(key).first()
        return row is not None and not self._is_over(row) and row.count >= self.most

    def forget(self, key: str) -> None:
        """Begin this key's count again."""
        self._rows(key).delete()

    def _row(self, key: str) -> Limit:
        row = self._rows(key).select_for_update().first()
        if row is None:
            row, _ = Limit.objects.select_for_update().get_or_create(
                name=self.name, key_hash=fingerprints(key)[0], defaults={"window_start": timezone.now()}
            )
        if self._is_over(row):
            row.count, row.window_start = 0, timezone.now()
        return row

    def _rows(self, key: str) -> models.QuerySet[Limit]:
        return Limit.objects.filter(name=self.name, key_hash__in=fingerprints(key)).order_by("-count")

    def _is_over(self, row: Limit) -> bool:
        return row.window_start <= timezone.now() - self.within


class Use(NamedTuple):
    """One use to be counted: of which allowance, by which key."""

    allowance: Allowance
    key: str


def take_all(*uses: Use) -> bool:
    """Count each, unless any is spent: then count none."""
    with transaction.atomic():
        if any(use.allowance.is_spent(use.key) for use in uses):
            return False
        return all(use.allowance.take(use.key) for use in uses)


def fingerprints(key: str) -> list[str]:
    """The present one first. By those of earlier secrets a count goes on that began under them."""
    salt = "trailblazer.access.limits"
    return [
        salted_hmac(salt, key, secret=secret, algorithm="sha256").hexdigest() for secret in newest_first()
    ]


def address_of(request: HttpRequest) -> str:
    """Where a request came from. A whole school may share one address.

    Each proxy that we trust adds, at the end of X-Forwarded-For, whom it heard from; so we count back as many as we
    trust. What stands before was written by whoever asked, and is not read. Where the header is shorter, or what the
    proxy wrote is no address, it is the address that spoke to us.
    """
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    trusted: int = settings.TRUSTED_PROXIES
    heard_from = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if not 0 < trusted <= len(heard_from):
        return nearest
    return _address_in(heard_from[-trusted].strip()) or nearest


def _address_in(written: str) -> str:
    """The address without the port that some proxies write with it, which is another for each connection."""
    try:
        bare = written if written.count(":") > 1 and "[" not in written else urlsplit(f"//{written}").hostname
        return str(ip_address(bare or ""))
    except ValueError:
        return ""


def forget_counted_before(oldest: timedelta, *, but: Allowance) -> int:
    """Take away the counts whose stretch began longer ago than this, but those of one allowance that lasts."""
    old = Limit.objects.filter(window_start__lt=timezone.now() - oldest).exclude(name=but.name)
    gone, _ = old.delete()
    return gone
