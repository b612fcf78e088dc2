"""What was agreed to, by purpose; quiet mode; and what may be sent or told to whom. Every outgoing channel asks here.

Sources: guide 2.5 and 2.13 (consent by purpose, competence under 16, control over letters and calls).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from trailblazer.domain import codes
from trailblazer.domain.identity import age_on

DECIDES_ALONE_FROM = 16
ADULT_FROM = 18
# Below secondary school a child agrees alone only after a practitioner's decision, whatever a route says.
NEVER_ALONE_BELOW = 11


class Answer(StrEnum):
    """What someone said about a purpose. Nobody asked is not a no, and not a yes."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Recipient(StrEnum):
    """Who a letter or message goes to."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"
    SCHOOL = "school"
    GP = "gp"
    SERVICE = "service"
    REQUESTER = "requester"
    STAFF = "staff"


_RECIPIENT_OF = {
    "school_lead": Recipient.SCHOOL,
    "teacher": Recipient.SCHOOL,
    "young_person": Recipient.YOUNG_PERSON,
    "parent": Recipient.PARENT,
    "gp": Recipient.GP,
}


def recipient_of(source: str) -> Recipient:
    """Who somebody is who asked, by their code of "source_of_request". A parent who asked is still a parent."""
    return _RECIPIENT_OF.get(source, Recipient.REQUESTER)


@dataclass(frozen=True)
class Said:
    """One answer about one purpose on a day. `order` tells two answers of one day apart: the later counts."""

    purpose: str
    answer: Answer
    on: date
    order: int = 0


def current(said: Iterable[Said]) -> dict[str, Answer]:
    """The newest answer for each purpose."""
    newest = sorted(said, key=lambda one: (one.on, one.order))
    return {one.purpose: one.answer for one in newest}


@dataclass(frozen=True)
class Quiet:
    """Quiet mode: parents are not told. Since when, when a practitioner last looked at it again, and of which day's
    contact it was last said that it could not be asked.
    """

    is_on: bool = False
    since: date | None = None
    looked_at_on: date | None = None
    not_asked_on: date | None = None

    def needs_a_look(self, contact_on: date) -> bool:
        """At each contact, whether it is still right is asked again, or said why it could not be."""
        if not self.is_on:
            return False
        days = (self.since, self.looked_at_on, self.not_asked_on)
        last = max((day for day in days if day), default=None)
        return last is None or last < contact_on


@dataclass(frozen=True)
class Allowed:
    """Whether something may be done; when not, why, in a sentence."""

    is_allowed: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.is_allowed


YES = Allowed(True)


def may_set_quiet_mode(
    born_on: date, today: date, is_competent: bool | None, by_practitioner: bool
) -> Allowed:
    """Under 16 it needs a practitioner's decision that the young person can decide; a form alone never sets it.

    `is_competent` is the newest decision about whether parents are told, or None where there is none: that somebody
    can decide about help does not say that they can decide about this.
    """
    if not by_practitioner:
        return Allowed(
            False, "Only a practitioner can switch quiet mode on. A wish in a form is passed on, no more"
        )
    if age_on(born_on, today) >= DECIDES_ALONE_FROM:
        return YES
    if is_competent is None:
        return Allowed(
            False, "Record first whether this young person can decide if parents are told: they are under 16"
        )
    if not is_competent:
        return Allowed(
            False, "The newest decision says that this young person cannot decide yet if parents are told"
        )
    return YES


@dataclass(frozen=True)
class Standing:
    """Everything that decides what may be sent about one young person."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    quiet: Quiet = Quiet()
    is_location_protected: bool = False
    is_adult: bool = False  # 18 or more: parents have no rights of their own

    def of(self, purpose: str) -> Answer:
        return self.answers.get(purpose, Answer.NOT_ASKED)


# The purpose whose agreement a recipient needs, and the one whose refusal keeps them out.
_NEEDS = {
    Recipient.SCHOOL: "tell_school",
    Recipient.GP: "tell_gp",
    Recipient.SERVICE: "tell_service",
}
_WHO = {Recipient.SCHOOL: "school", Recipient.GP: "the GP", Recipient.SERVICE: "the other service"}
_MAY_BE_SHUT_OUT = _NEEDS | {Recipient.PARENT: "tell_parent"}
_FAMILY = (Recipient.YOUNG_PERSON, Recipient.PARENT)
_NO = (Answer.REFUSED, Answer.WITHDRAWN)
_CHANNELS = ("email", "text", "telephone", "post")


def may_send(
    channel: str,
    recipient: Recipient,
    standing: Standing,
    *,
    purpose: str = "",
    is_safeguarding: bool = False,
) -> Allowed:
    """Whether a message may go by this channel to this recipient.

    Safeguarding is never blocked. Parents hear nothing in quiet mode, and from 18 only what was agreed. School, GP and
    another service need a given answer. A channel
    that was refused by the family is not used to reach the family. Staff and whoever asked are answered; how much is
    in that answer, `what_may_be_told` says. `purpose` is a code of "consent_purposes" that must not have been refused.
    Raises ValueError for an unknown channel.
    """
    if channel not in _CHANNELS:
        raise ValueError(f"There is no channel {channel!r}")
    if is_safeguarding or recipient in (Recipient.STAFF, Recipient.REQUESTER):
        return YES
    if recipient is Recipient.PARENT and standing.quiet.is_on:
        return Allowed(False, "Quiet mode is on: parents are not told")
    if recipient is Recipient.PARENT and standing.of("tell_parent") in _NO:
        return Allowed(False, "The young person said that parents are not to be told")
    if recipient is Recipient.PARENT and _has_no_say_as_parent(standing):
        return Allowed(False, "They are 18 or over, and have not agreed that parents are told")
    needed = _NEEDS.get(recipient)
    if needed and standing.of(needed) is not Answer.GIVEN:
        return Allowed(False, f"Nobody has agreed yet that {_WHO[recipient]} is told")
    if purpose and standing.of(purpose) in _NO:
        return Allowed(False, f"“{codes.load('consent_purposes').words(purpose)}” was refused")
    return _may_reach_home(channel, standing, recipient) if recipient in _FAMILY else YES


def _may_reach_home(channel: str, standing: Standing, recipient: Recipient) -> Allowed:
    """Whether this channel to the family was not refused, and gives away neither a secret nor an address."""
    if standing.of(channel) in _NO:
        return Allowed(False, f"Messages by {channel} were refused")
    if channel == "post" and recipient is Recipient.YOUNG_PERSON and standing.quiet.is_on:
        return Allowed(False, "Quiet mode is on: a letter at home would tell parents")
    if channel == "post" and standing.is_location_protected:
        return Allowed(False, "Their location is protected: an address is not printed")
    return YES


class Told(IntEnum):
    """How much somebody may be told, least first."""

    RECEIVED_AND_ANSWERED = 1
    STATUS_AND_NEXT_STEP = 2
    ANSWER_IN_FULL = 3


def what_may_be_told(recipient: Recipient, standing: Standing, *, asked_themselves: bool) -> Told:
    """How much of a request somebody may read. For whoever asked, `recipient` is `recipient_of` their source.

    Whoever asked reads the answer that was written to them, unless it was refused, or is barred by quiet mode, that
    they are told: then they read that a request was received and answered, and no more. School and GP who did not ask
    read the status only where that was agreed.
    """
    if recipient in (Recipient.REQUESTER, Recipient.STAFF):
        return Told.ANSWER_IN_FULL
    if _is_shut_out(recipient, standing):
        return Told.RECEIVED_AND_ANSWERED
    if asked_themselves:
        return Told.ANSWER_IN_FULL
    needed = _NEEDS.get(recipient)
    has_agreement = needed is None or standing.of(needed) is Answer.GIVEN
    return Told.STATUS_AND_NEXT_STEP if has_agreement else Told.RECEIVED_AND_ANSWERED


def _is_shut_out(recipient: Recipient, standing: Standing) -> bool:
    if recipient is Recipient.PARENT and (standing.quiet.is_on or _has_no_say_as_parent(standing)):
        return True
    purpose = _MAY_BE_SHUT_OUT.get(recipient)
    return purpose is not None and standing.of(purpose) in _NO


def _has_no_say_as_parent(standing: Standing) -> bool:
    """From 18 a parent has no rights of their own (Family Law Reform Act 1969 s.1): only what was agreed."""
    return standing.is_adult and standing.of("tell_parent") is not Answer.GIVEN


def who_consents(born_on: date | None, today: date, is_competent: bool | None, parent_until: int) -> str:
    """Who agrees to help, or to another purpose: "young_person" or "parent".

    `parent_until` is the age from which the team's route no longer asks a parent (guide 2.4: services differ). From 16
    a young person agrees alone whatever the route says, before it where a practitioner decided that they can. A
    decision that they cannot decide stands until they are an adult. `is_competent` is of the same purpose, and None
    where there is no decision.
    """
    if born_on is None:
        return "parent"
    age = age_on(born_on, today)
    if age >= ADULT_FROM:
        return "young_person"
    if is_competent is not None:
        return "young_person" if is_competent else "parent"
    alone_from = max(NEVER_ALONE_BELOW, min(DECIDES_ALONE_FROM, parent_until))
    return "young_person" if age >= alone_from else "parent"
