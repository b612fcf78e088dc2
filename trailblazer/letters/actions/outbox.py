"""What can be done with letters: have one sent, try again, note that one was posted."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.letters import sending
from trailblazer.letters.catalogue import own_words
from trailblazer.letters.models import OWN_LINK, Letter
from trailblazer.letters.recipients import Recipient, may_go, may_say, may_still_go, recipient_of
from trailblazer.letters.writing import names_in
from trailblazer.ui import plain
from trailblazer.young_people.models import YoungPerson


@action(Permission.CAUSE_LETTERS, logged_as="letter queued")
def queue(
    template: str,
    *,
    to: Recipient,
    subject: str,
    words: Mapping[str, Any],
    provider: Organisation,
    by: Actor,
    team: Organisation | None = None,
    channel: str = "email",
    young_person: YoungPerson | None = None,
    about: str = "",
    purpose: str = "",
    own_link: str = "",
) -> Letter:
    """Puts a letter in the outbox, in the caller's transaction: it goes if and only if the change is saved.

    `template` is a file of `letters/words/` without its ending; `about` the reference of the record it is about;
    `purpose` "safeguarding" where nothing may hold it back. Where consent or quiet mode forbids, the letter is
    held with the reason. `own_link` is an address that only the recipient may know: the words show it as `link`, it is
    kept apart from them and forgotten once the letter is sent. Raises ValueError when the subject names the child.
    """
    subject, body = _worded(template, subject, {**words, "link": OWN_LINK} if own_link else words, team)
    _names_nobody(subject, young_person)
    allowed = may_go(to, channel, young_person, purpose)
    allowed = allowed and may_say(to, young_person, purpose, f"{subject}\n{body}")
    letter = Letter.objects.create(
        provider=provider,
        team=team,
        young_person=young_person,
        about=about,
        template=template,
        channel=channel,
        recipient_kind=to.kind,
        recipient_name=to.name,
        carer=to.carer,
        address=to.address,
        subject=" ".join(subject.split())[:200],
        body=body,
        own_link=own_link,
        state=Letter.State.QUEUED if allowed else Letter.State.HELD,
        hold_reason=allowed.why,
        purpose=purpose,
        queued_at=today.now(),
        queued_by=by.membership,
    )
    if allowed and channel in Letter.GO_BY_THEMSELVES:
        sending.send_soon()
    return letter


def _worded(
    template: str, subject: str, words: Mapping[str, Any], team: Organisation | None
) -> tuple[str, str]:
    """Subject and text: in the team's own words where it has any, else in ours."""
    if own := own_words(template, team.pk if team else None, today.today(), _as_text(words)):
        return own[0] or subject, own[1]
    return subject, plain.render(f"letters/words/{template}.txt", words)


def _as_text(words: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if value in (None, False, True) else str(value) for name, value in words.items()}


def _names_nobody(subject: str, young_person: YoungPerson | None) -> None:
    """A subject line shows on locked phones and shared screens."""
    if young_person is not None and names_in(subject, young_person):
        raise ValueError("The subject of a letter may not name the child")


@action(Permission.SEE_LETTERS, logged_as="letter tried again")
def try_again(letter: Letter, *, by: Actor) -> Letter:
    """Puts a letter back that could not be sent, or was held for a reason that no longer stands."""
    if letter.state not in (Letter.State.FAILED, Letter.State.HELD):
        raise NotPossible("This letter is not held back, and it has not failed")
    if letter.has_lost_its_link:
        raise NotPossible("It was sent once, and its link is not kept. Send them a new link")
    to = recipient_of(letter)
    allowed = may_go(to, letter.channel, letter.young_person, letter.purpose) and may_still_go(letter)
    if not allowed:
        raise NotPossible(f"It still may not go. {allowed.why}")
    letter.state, letter.hold_reason, letter.failure = Letter.State.QUEUED, "", ""
    letter.attempts, letter.not_before = 0, timezone.now()  # it may have been taken before
    letter.save()
    sending.send_soon()
    return letter


@action(Permission.SEE_LETTERS, logged_as="letter posted")
def posted(letter: Letter, *, by: Actor) -> Letter:
    """A letter by post was printed and given to the post."""
    if letter.channel != Letter.Channel.POST or letter.state != Letter.State.QUEUED:
        raise NotPossible("Only a letter by post that is waiting can be marked as posted")
    letter.state, letter.sent_at, letter.own_link = Letter.State.SENT, today.now(), ""
    letter.save()
    return letter
