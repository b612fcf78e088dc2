"""Handing one message to the mail server."""

import smtplib
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from trailblazer.letters.faults import NotNow, Refused, ServerAway

REFUSED = 500  # from this code on a mail server means: never


def message(subject: str, body: str, to: str, mark: str) -> EmailMessage:
    """The same message sent twice carries the same mark, so that a mail program can tell."""
    host = urlsplit(settings.ORIGIN).hostname or "localhost"
    headers = {"Message-ID": f"<{mark}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[to], headers=headers)


def hand_over(message: EmailMessage) -> None:
    """Gives one message to the mail server. Raises Refused, ServerAway, or NotNow for what went wrong on the way."""
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
    except (OSError, smtplib.SMTPException) as failure:
        raise NotNow(str(failure)) from failure
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()  # it has the message by now; how we part changes nothing


def _refusal(code: int, words: bytes | str) -> Exception:
    said = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    return Refused(said) if code >= REFUSED else NotNow(said)
