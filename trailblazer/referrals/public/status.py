"""What the status page says of a request: what happened and what comes next, and no more than may be told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.domain.consent import Told, recipient_of, what_may_be_told
from trailblazer.referrals.models import Answer, Referral
from trailblazer.referrals.public.told import Voice
from trailblazer.referrals.telling import standing_of
from trailblazer.teams.models import Team
from trailblazer.ui.words import gettext, marked

State = Referral.State

# A duplicate is not named as one: that would tell whoever asked that somebody else had asked before.
NEXT: Mapping[str, Any] = {
    State.RECEIVED: marked("Someone from the team reads it and decides with others what would help."),
    State.NEEDS_INFORMATION: marked("The team needs to know a little more from you. You can write it here."),
    State.ACCEPTED: marked("The team will help. Someone gets in touch to find a time and a place."),
    State.ADVICE_GIVEN: marked("The team has given advice. If that does not help enough, ask again."),
    State.SIGNPOSTED: marked("Someone else fits better. The answer says who, and how to reach them."),
    State.HANDED_OVER: marked("The team has passed this on, and checks that you are seen."),
    State.MISSING_MIDDLE: marked(
        "You need more than this team gives by itself. Someone is finding it with you."
    ),
    State.DUPLICATE: marked("The team has looked at your request. Their answer says what happens next."),
    State.DECLINED: marked("This is not the right team for it. The answer says who is."),
    State.WITHDRAWN: marked(
        "You took this request back. Nobody waits for anything. You can ask again at any time."
    ),
    State.CLOSED: marked("This request is finished. You can ask again at any time."),
}


@dataclass(frozen=True)
class Words:
    """One answer, in the words that were sent, without the name of whom it is about."""

    sent_on: date
    text: str

    @property
    def paragraphs(self) -> list[list[str]]:
        """Paragraphs, each as its lines."""
        return [part.splitlines() for part in re.split(r"\n\s*\n", self.text.strip())]


@dataclass(frozen=True)
class Status:
    """One request as whoever asked may read it. It holds no name and nothing that they wrote."""

    received_on: date
    answered_on: date | None
    answer_due_on: date | None
    answers: tuple["Words", ...]
    next_words: Any
    can_add: bool
    can_withdraw: bool
    is_withdrawn: bool
    needs_information: bool
    team: str
    telephone: str


def status_of(referral: Referral) -> Status:
    told = what_may_be_told(recipient_of(referral.source), standing_of(referral), asked_themselves=True)
    team = Team.objects.filter(pk=referral.team_id).select_related("organisation").first()
    is_over = referral.state in Referral.ENDED
    return Status(
        received_on=referral.received_on,
        answered_on=referral.answered_on,
        answer_due_on=referral.answer_due_on,
        answers=_answers(referral) if told >= Told.ANSWER_IN_FULL else (),
        next_words=_next_words(referral) if told >= Told.STATUS_AND_NEXT_STEP else "",
        can_add=not is_over,
        can_withdraw=State.WITHDRAWN in Referral.NEXT[State(referral.state)],
        is_withdrawn=referral.state == State.WITHDRAWN,
        needs_information=referral.state == State.NEEDS_INFORMATION,
        team=team.name if team else "",
        telephone=team.telephone if team else "",
    )


def _answers(referral: Referral) -> tuple[Words, ...]:
    return tuple(
        Words(answer.sent_on, without_names(answer.words, referral))
        for answer in referral.answers.all()
        if isinstance(answer, Answer)
    )


def without_names(words: str, referral: Referral) -> str:
    """The words with "you" or "your child" where the person's name stood: whoever holds a link is not told it."""
    person = referral.young_person
    known = [referral.first_name, referral.last_name, referral.known_as]
    known += [person.first_name, person.last_name, person.known_as] if person else []
    names = sorted({re.escape(name) for name in known if len(name) > 1}, key=len, reverse=True)
    if not names:
        return words
    name = f"(?:{'|'.join(names)})"
    is_self = referral.source == Voice.ME.value
    if is_self:
        words = re.sub(rf"\A\w+ {name}(?: {name})*,", gettext("Hello,"), words)
    instead = gettext("you") if is_self else gettext("your child")
    # A name may be a month or a word, so only the name as it is written is replaced, and never after a number.
    return re.sub(rf"(?<!\d )(?<!\w){name}(?: {name})*(?!\w)", instead, words)


def _next_words(referral: Referral) -> Any:
    """What comes next. A decision is told by the answer, so until there is one the request is only received."""
    is_known = referral.answered_on is not None or referral.state in (State.WITHDRAWN, State.CLOSED)
    return NEXT[State(referral.state) if is_known else State.RECEIVED]
