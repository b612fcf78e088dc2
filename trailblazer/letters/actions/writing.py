"""A letter that somebody writes from a young person's record."""

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.letters.actions.outbox import queue
from trailblazer.letters.by_notify import LONGEST_TEXT
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.letters.writing import names_in
from trailblazer.young_people.models import YoungPerson


@action(Permission.WRITE_LETTERS, logged_as="letter written")
def write_letter(
    person: YoungPerson, *, by: Membership, to: Recipient, channel: str, subject: str, words: str
) -> Letter:
    """Puts a letter in the outbox in exactly these words. Where consent, quiet mode or a protected home forbids, it is
    held with the reason. Raises NotPossible for a subject, or a text to somebody else, that names the young person.
    """
    if not words.strip():
        raise NotPossible("Write what the letter says")
    if names_in(subject, person):
        raise NotPossible("Leave the young person’s name out of the subject: it shows on locked phones")
    if channel == Letter.Channel.TEXT:
        _check_text(person, to, words.strip())
    return queue(
        "as_written",
        to=to,
        subject=subject,
        words={"text": words.replace("\r\n", "\n").strip()},
        provider=person.provider,
        team=person.team,
        channel=channel,
        young_person=person,
        about=person.ref,
        by=by,
    )


def _check_text(person: YoungPerson, to: Recipient, words: str) -> None:
    if len(words) > LONGEST_TEXT:
        raise NotPossible(
            f"A text message has at most {LONGEST_TEXT} characters, and this has {len(words):,}"
        )
    if to.kind != "young_person" and names_in(words, person):
        raise NotPossible("Leave the young person’s name out of a text: it shows on locked phones")
