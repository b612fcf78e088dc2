"""Whom a letter goes to, and whether it may."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from trailblazer.domain import consent, telephone
from trailblazer.domain.consent import YES, Allowed
from trailblazer.domain.identity import NotValid
from trailblazer.letters.guarding import gives_away
from trailblazer.letters.models import SAFEGUARDING, Letter
from trailblazer.young_people import consents
from trailblazer.young_people.models import Carer, YoungPerson


@dataclass(frozen=True)
class Recipient:
    """One person or office. `kind` is one of domain.consent.Recipient; `address` an email, a number or a postal one.

    A parent is named as the `carer`, because each has their own rights and their own answers.
    """

    kind: str
    name: str
    address: str
    carer: Carer | None = None


def may_go(to: Recipient, channel: str, young_person: YoungPerson | None, purpose: str) -> Allowed:
    """Whether it may go now; when not, why, in a sentence that a colleague can act on."""
    allowed = _may_be_told(to, channel, young_person, purpose)
    if not allowed:
        return allowed
    if not to.address.strip():
        return Allowed(False, f"No address for {Letter.Channel(channel).label.lower()} is known")
    if channel == Letter.Channel.EMAIL and not _is_email(to.address):
        return Allowed(False, f"“{to.address}” is not a whole email address")
    return _may_have_a_text(to.address) if channel == Letter.Channel.TEXT else allowed


def may_say(to: Recipient, person: YoungPerson | None, purpose: str, text: str) -> Allowed:
    """Whether the words may go: they give away neither a protected home nor another parent's details."""
    return YES if purpose == SAFEGUARDING else gives_away(person, to.kind, to.carer, text)


def may_still_go(letter: Letter) -> Allowed:
    """Whether a letter that was written may go now: what was agreed may have changed since."""
    to = recipient_of(letter)
    allowed = _may_be_told(to, letter.channel, letter.young_person, letter.purpose)
    said = f"{letter.subject}\n{letter.body}"
    return may_say(to, letter.young_person, letter.purpose, said) if allowed else allowed


def recipient_of(letter: Letter) -> Recipient:
    return Recipient(letter.recipient_kind, letter.recipient_name, letter.address, letter.carer)


def _may_have_a_text(address: str) -> Allowed:
    if not (settings.NOTIFY_API_KEY and settings.NOTIFY_TEXT_TEMPLATE):
        return Allowed(False, "Text messages cannot be sent from here yet. Ring instead")
    try:
        telephone.for_texts(address)
    except NotValid as reason:
        return Allowed(False, str(reason))
    return YES


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _may_be_told(to: Recipient, channel: str, young_person: YoungPerson | None, purpose: str) -> Allowed:
    """Of someone without a record nothing is known but what the rules say of everyone."""
    is_safeguarding = purpose == SAFEGUARDING
    if young_person is None:
        kind = consent.Recipient(to.kind)
        return consent.may_send(channel, kind, consent.Standing(), is_safeguarding=is_safeguarding)
    asked = "" if is_safeguarding else purpose
    return consents.may_send(young_person, channel, to.kind, asked, to.carer, is_safeguarding=is_safeguarding)
