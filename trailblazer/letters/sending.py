"""Sending what waits in the outbox, one message at a time, through the mail server or GOV.UK Notify.

A message is taken for ten minutes, sent, and then marked. Killed between sending and marking, an email may go once
more, with the same Message-ID; of Notify we ask first whether it has the message. Nothing is lost. A message that is
refused for good fails at once; anything else is tried again, ever more rarely, for about a day. Whether a letter may
go is asked once more just before it goes. In a demonstration nothing is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from trailblazer.access import account_letters
from trailblazer.access.models import AccountLetter
from trailblazer.letters import by_notify, mail
from trailblazer.letters.faults import NotNow, Refused, ServerAway
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import may_still_go
from trailblazer.tasks import work
from trailblazer.tasks.models import Job

SEND = "send letters"
TAKEN_FOR = timedelta(minutes=10)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 30
AT_ONCE = 500

could_not_be_sent = (
    Signal()
)  # with `letter`, in the transaction that marks it: what looks after failures is further up


class Told(Protocol):
    def __call__(self, done: int, total: int | None = None, doing: str = "") -> None: ...


def send_soon() -> None:
    """Asks the worker to send, when what is being saved is saved. Many letters at once ask only once."""
    if settings.DEMO or Job.objects.filter(name=SEND, state=Job.State.WAITING).exists():
        return
    work.queue(SEND)


def send_waiting(progress: Told) -> dict[str, int]:
    """Tries everything whose turn it is. Gives how many were tried, and how many of them were sent.

    A carrier that is away is left alone until the next time; the others go on.
    """
    tried = sent = 0
    away: set[str] = set()
    for outbox in () if settings.DEMO else _OUTBOXES:
        for row in _whose_turn_it_is(outbox):
            if (carrier := outbox.carrier_of(row)) in away:
                continue
            try:
                sent += _send_one(outbox, row)
            except ServerAway:
                away.add(carrier)
            tried += 1
            progress(tried)
    return {"tried": tried, "sent": sent}


@dataclass(frozen=True)
class Outbox:
    """Rows that wait, who carries each, and how it is handed over; `is_repeat` where it may have been taken before."""

    waiting: Callable[[], QuerySet[Any]]
    carrier_of: Callable[[Any], str]
    hand_over: Callable[[Any, bool], None]


class HeldBack(Exception):
    """It may not go any more: what was agreed has changed since it was written."""


def _whose_turn_it_is(outbox: Outbox) -> list[Any]:
    return list(outbox.waiting().filter(_free())[:AT_ONCE])


def _free() -> Q:
    return Q(not_before=None) | Q(not_before__lte=timezone.now())


def _send_one(outbox: Outbox, row: Any) -> bool:
    """Whether this row was sent. Raises ServerAway, after giving the row back."""
    is_repeat = row.not_before is not None
    if not _take(outbox, row):
        return False
    row.refresh_from_db()
    try:
        outbox.hand_over(row, is_repeat)
    except account_letters.NobodyThere:
        _mark(row, state=AccountLetter.State.DROPPED)
    except HeldBack as reason:
        _mark(row, state=Letter.State.HELD, hold_reason=str(reason)[:300])
    except Refused as refusal:
        _give_up(row, refusal)
    except ServerAway as reason:
        wait = timezone.now() + (reason.wait or FIRST_WAIT)
        _mark(row, attempts=row.attempts - 1, not_before=wait, failure=str(reason)[:300])
        raise
    except NotNow as failure:
        _try_later(row, failure)
    else:
        _mark(row, state=row.State.SENT, sent_at=timezone.now(), failure="", **row.FORGOTTEN_WHEN_SENT)
        return True
    return False


def _take(outbox: Outbox, row: Any) -> bool:
    """Takes the row for a while, unless another worker has it."""
    free = outbox.waiting().filter(_free(), pk=row.pk).order_by()
    return free.update(not_before=timezone.now() + TAKEN_FOR, attempts=F("attempts") + 1) == 1


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


def fail(letter: Letter, words: str) -> None:
    """A letter that was taken did not arrive after all."""
    _give_up(letter, Refused(words))


def _carrier_of_letter(letter: Letter) -> str:
    return "notify" if by_notify.carries(letter) else "mail"


def _hand_over_letter(letter: Letter, is_repeat: bool) -> None:
    if not (allowed := may_still_go(letter)):
        raise HeldBack(allowed.why)
    if by_notify.carries(letter):
        by_notify.hand_over(letter, is_repeat)
    else:
        mail.hand_over(mail.message(letter.subject, letter.words, letter.address, letter.ref))


def _hand_over_account_letter(letter: AccountLetter, is_repeat: bool) -> None:
    subject, body = account_letters.words_of(letter)
    mail.hand_over(mail.message(subject, body, letter.address, f"account-{letter.pk}"))


_OUTBOXES = (
    Outbox(account_letters.waiting, lambda row: "mail", _hand_over_account_letter),
    Outbox(Letter.objects.waiting, _carrier_of_letter, _hand_over_letter),
)
