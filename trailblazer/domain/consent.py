"""What was agreed to, by purpose; quiet mode; and what may be sent or told to whom. Every outgoing channel asks here.

Sources: guide 2.5 and 2.13 (consent by purpose, competence under 16, control over letters and calls).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from trailblazer.domain.identity import age_on

DECIDES_ALONE_FROM = 16


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
    REQUESTER = "requester"
    STAFF = "staff"


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
    """Quiet mode: parents are not told. Since when, and when a practitioner last looked at it again."""

    is_on: bool = False
    since: date | None = None
    looked_at_on: date | None = None

    def needs_a_look(self, contact_on: date) -> bool:
        """At each contact, whether it is still right is asked again."""
        if not self.is_on:
            return False
        last = max((day for day in (self.since, self.looked_at_on) if day), default=None)
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

    `is_competent` is the newest competence decision, or None where there is none.
    """
    if not by_practitioner:
        return Allowed(
            False, "Only a practitioner can switch quiet mode on. A wish in a form is passed on, no more"
        )
    if age_on(born_on, today) >= DECIDES_ALONE_FROM:
        return YES
    if is_competent is None:
        return Allowed(
            False, "Record first whether this young person can decide for themselves: they are under 16"
        )
    if not is_competent:
        return Allowed(
            False, "The newest decision says that this young person cannot decide this for themselves yet"
        )
    return YES


@dataclass(frozen=True)
class Standing:
    """Everything that decides what may be sent about one young person."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    quiet: Quiet = Quiet()
    is_location_protected: bool = False

    def of(self, purpose: str) -> Answer:
        return self.answers.get(purpose, Answer.NOT_ASKED)


# The purpose whose agreement a recipient needs, where one is needed.
_NEEDS = {Recipient.SCHOOL: "tell_school", Recipient.GP: "tell_gp"}
_NO = (Answer.REFUSED, Answer.WITHDRAWN)
_CHANNELS = ("email", "text", "telephone", "post")


def may_send(
    channel: str, recipient: Recipient, standing: Standing, *, is_safeguarding: bool = False
) -> Allowed:
    """Whether a message may go by this channel to this recipient.

    Safeguarding is never blocked. Parents hear nothing in quiet mode. School and GP need a given answer. A channel
    that was refused by the family is not used to reach the family. Staff and whoever asked are answered.
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
    needed = _NEEDS.get(recipient)
    if needed and standing.of(needed) is not Answer.GIVEN:
        return Allowed(
            False, f"Nobody has agreed yet that {'school' if needed == 'tell_school' else 'the GP'} is told"
        )
    if recipient in (Recipient.YOUNG_PERSON, Recipient.PARENT) and standing.of(channel) in _NO:
        return Allowed(False, f"Messages by {channel} were refused")
    if recipient is Recipient.YOUNG_PERSON and channel == "post" and standing.quiet.is_on:
        return Allowed(False, "Quiet mode is on: a letter at home would tell parents")
    return YES


class Told(IntEnum):
    """How much somebody may be told, least first."""

    RECEIVED_AND_ANSWERED = 1
    STATUS_AND_NEXT_STEP = 2
    ANSWER_IN_FULL = 3


def what_may_be_told(recipient: Recipient, standing: Standing, *, asked_themselves: bool) -> Told:
    """How much of a request somebody may read.

    Whoever asked reads the answer that was written to them. A school that did not ask reads the status only where
    that was agreed; otherwise that a request was received and answered, and no more.
    """
    if recipient in (Recipient.REQUESTER, Recipient.STAFF):
        return Told.ANSWER_IN_FULL
    if recipient is Recipient.SCHOOL:
        if standing.of("tell_school") in _NO:
            return Told.RECEIVED_AND_ANSWERED
        if asked_themselves:
            return Told.ANSWER_IN_FULL
        given = standing.of("tell_school") is Answer.GIVEN
        return Told.STATUS_AND_NEXT_STEP if given else Told.RECEIVED_AND_ANSWERED
    if recipient is Recipient.PARENT and standing.quiet.is_on:
        return Told.RECEIVED_AND_ANSWERED
    return Told.ANSWER_IN_FULL if asked_themselves else Told.STATUS_AND_NEXT_STEP


def who_consents(born_on: date | None, today: date, is_competent: bool | None, parent_until: int) -> str:
    """Who agrees to help: "young_person" from 16 or when competent, else "parent"; a route may ask parents for longer.

    `parent_until` is the age from which the team's route no longer asks a parent (guide 2.4: services differ).
    """
    if born_on is None:
        return "parent"
    age = age_on(born_on, today)
    if age >= max(DECIDES_ALONE_FROM, parent_until) or (
        age >= DECIDES_ALONE_FROM and is_competent is not False
    ):
        return "young_person"
    return "young_person" if is_competent else "parent"
