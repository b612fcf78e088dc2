"""Sending what waits in the outbox, one message at a time, through the mail server.

A message is taken for ten minutes, sent, and then marked. A crash between sending and marking may send it once more;
nothing is lost. A message that the server refuses for good fails at once; anything else is tried again, ever more
rarely, for about a day. In a demonstration nothing is sent.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from trailblazer.access import account_letters
from trailblazer.access.models import AccountLetter
from trailblazer.letters.models import Letter
from trailblazer.tasks import work
from trailblazer.tasks.models import Job

SEND = "send letters"
TAKEN_FOR = timedelta(minutes=10)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 30
REFUSED = 500  # from this code on a mail server means: never
AT_ONCE = 500

could_not_be_sent = (
    Signal()
)  # with `letter`, in the transaction that marks it: what looks after failures is further up


class Told(Protocol):
    def __call__(self, done: int, total: int | None = None, doing: str = "") -> None: ...


class Refused(Exception):
    """The mail server will never take this message."""


class ServerAway(Exception):
    """The mail server cannot be reached or does not let us in. That is no message's fault, so none is charged."""


def send_soon() -> None:
    """Asks the worker to send, when what is being saved is saved. Many letters at once ask only once."""
    if settings.DEMO or Job.objects.filter(name=SEND, state=Job.State.WAITING).exists():
        return
    work.queue(SEND)


def send_waiting(progress: Told) -> dict[str, int]:
    """Tries everything whose turn it is. Gives how many were tried, and how many of them were sent."""
    tried = sent = 0
    if settings.DEMO:
        return {"tried": 0, "sent": 0}
    for outbox in _OUTBOXES:
        for row in _whose_turn_it_is(outbox):
            try:
                sent += _send_one(outbox, row)
            except ServerAway:
                return {"tried": tried + 1, "sent": sent}
            tried += 1
            progress(tried)
    return {"tried": tried, "sent": sent}


@dataclass(frozen=True)
class Outbox:
    """Rows that wait, and the message that each becomes."""

    waiting: Callable[[], QuerySet[Any]]
    message_of: Callable[[Any], EmailMessage]


def _whose_turn_it_is(outbox: Outbox) -> list[Any]:
    return list(outbox.waiting().filter(_free())[:AT_ONCE])


def _free() -> Q:
    return Q(not_before=None) | Q(not_before__lte=timezone.now())


def _send_one(outbox: Outbox, row: Any) -> bool:
    """Whether this row was sent. Raises ServerAway, after giving the row back."""
    if not _take(outbox, row):
        return False
    row.refresh_from_db()
    try:
        _hand_over(outbox.message_of(row))
    except account_letters.NobodyThere:
        _mark(row, state=AccountLetter.State.DROPPED)
    except Refused as refusal:
        _give_up(row, refusal)
    except ServerAway as reason:
        _mark(
            row, attempts=row.attempts - 1, not_before=timezone.now() + FIRST_WAIT, failure=str(reason)[:300]
        )
        raise
    except (OSError, smtplib.SMTPException) as failure:
        _try_later(row, failure)
    else:
        _mark(row, state=row.State.SENT, sent_at=timezone.now(), failure="")
        return True
    return False


def _take(outbox: Outbox, row: Any) -> bool:
    """Takes the row for a while, unless another worker has it."""
    free = outbox.waiting().filter(_free(), pk=row.pk).order_by()
    return free.update(not_before=timezone.now() + TAKEN_FOR, attempts=F("attempts") + 1) == 1


def _hand_over(message: EmailMessage) -> None:
    """Gives one message to the mail server. Raises Refused, ServerAway, or what went wrong on the way."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as reason:
        raise ServerAway(f"The mail server does not answer: {reason}") from reason
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        raise _refusal(code, words) from refusal
    except smtplib.SMTPDataError as refusal:
        raise _refusal(refusal.smtp_code, refusal.smtp_error) from refusal
    except ValueError as wrong:
        raise Refused(f"The address cannot be written to: {wrong}") from wrong
    finally:
        connection.close()


def _refusal(code: int, words: bytes | str) -> Exception:
    said = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    return Refused(said) if code >= REFUSED else smtplib.SMTPException(said)


def _try_later(row: Any, failure: Exception) -> None:
    if row.attempts >= MOST_ATTEMPTS:
        _give_up(row, failure)
        return
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (row.attempts - 1))
    _mark(row, not_before=timezone.now() + wait, failure=str(failure)[:300])


def _give_up(row: Any, failure: Exception) -> None:
    with transaction.atomic():
        _mark(row, state=row.State.FAILED, failure=str(failure)[:300])
        could_not_be_sent.send(type(row), letter=row)


def _mark(row: Any, **values: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def _email(subject: str, body: str, to: str, mark: str) -> EmailMessage:
    """The same message sent twice carries the same mark, so that a mail program can tell."""
    host = urlsplit(settings.ORIGIN).hostname or "localhost"
    headers = {"Message-ID": f"<{mark}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[to], headers=headers)


def _letter(letter: Letter) -> EmailMessage:
    return _email(letter.subject, letter.body, letter.address, letter.ref)


def _account_letter(letter: AccountLetter) -> EmailMessage:
    subject, body = account_letters.words_of(letter)
    return _email(subject, body, letter.address, f"account-{letter.pk}")


_OUTBOXES = (
    Outbox(account_letters.waiting, _account_letter),
    Outbox(Letter.objects.waiting, _letter),
)
