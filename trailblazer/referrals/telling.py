"""Where a request is and what happens next, in words for those outside the team."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from trailblazer.access.today import today
from trailblazer.domain.consent import ADULT_FROM, Answer, Recipient, Standing, Told, what_may_be_told
from trailblazer.domain.identity import age_on
from trailblazer.referrals.models import Referral, Status
from trailblazer.ui.environment import long_day
from trailblazer.young_people.consents import standing_of as standing_of_person


def standing_of(referral: Referral) -> Standing:
    """What was agreed: as we were told with the request and, once matched, as the record has it since."""
    told = {purpose: Answer(answer) for purpose, answer in referral.consents.items() if answer in set(Answer)}
    if referral.young_person is None:
        born_on = referral.born_on
        return Standing(answers=told, is_adult=born_on is not None and age_on(born_on, today()) >= ADULT_FROM)
    kept = standing_of_person(referral.young_person)
    return replace(kept, answers=told | dict(kept.answers))


def school_may_be_told(referral: Referral) -> Told:
    """How much the school may read of this request."""
    asked = referral.source in Referral.SCHOOL_SOURCES
    return what_may_be_told(Recipient.SCHOOL, standing_of(referral), asked_themselves=asked)


RECEIVED = Status("Received", "green")
ANSWERED = Status("Answered", "green")


def status_for_school(referral: Referral) -> Status:
    """The tag a school sees: where the request is, or only that it was received or answered."""
    if school_may_be_told(referral) is Told.RECEIVED_AND_ANSWERED:
        return ANSWERED if referral.answered_on else RECEIVED
    return referral.status


def next_for_school(referral: Referral, today: date) -> str:
    """What happens next, in one sentence for the school."""
    if referral.state == Referral.State.WITHDRAWN:
        return _after_withdrawal(referral)
    if referral.awaits_lead:
        return "Waits for you to say that school supports it."
    if referral.answered_on is None and referral.answer_due_on:
        return _before_the_answer(referral, today)
    if school_may_be_told(referral) is Told.RECEIVED_AND_ANSWERED:
        return "We have answered the family. They decide what school hears."
    return _after_the_answer(referral, today)


def _after_withdrawal(referral: Referral) -> str:
    """Where school may read that it was received and answered, and no more, it does not read that it was withdrawn."""
    if school_may_be_told(referral) is not Told.RECEIVED_AND_ANSWERED:
        return "Withdrawn. Nothing more happens."
    return f"We have {'answered' if referral.answered_on else 'heard from'} the family. They decide what school hears."


def _before_the_answer(referral: Referral, today: date) -> str:
    assert referral.answer_due_on is not None
    if referral.answer_due_on < today:
        return f"Our answer was due on {long_day(referral.answer_due_on)}. We are sorry: it is late."
    return f"We answer by {long_day(referral.answer_due_on)}."


# What follows each outcome; "{who}" is the owner, "{due}" the day.
AFTER: Mapping[str, str] = {
    Referral.State.NEEDS_INFORMATION: "We asked you for more. Add it to your request.",
    Referral.State.ADVICE_GIVEN: "Read our advice.",
    Referral.State.SIGNPOSTED: "Read what fits better, and how to get there.",
    Referral.State.DUPLICATE: "We go on with the earlier request.",
    Referral.State.DECLINED: "Not us. Read who can help instead.",
    Referral.State.CLOSED: "Support has ended.",
    Referral.State.RECEIVED: "We are looking at it again, and will write to you.",
}


def _after_the_answer(referral: Referral, today: date) -> str:
    if referral.state in AFTER:
        return AFTER[referral.state]
    who = referral.owner.user.name if referral.owner else "Someone from the team"
    due = _due(referral.next_step_due_on, today)
    if referral.state == Referral.State.HANDED_OVER:
        return f"Another service has been asked to help. Whether they have met, {who} asks{due}."
    if referral.state == Referral.State.MISSING_MIDDLE:
        return f"{who} is the named person, and looks at it again{due}."
    if referral.help_started_on:
        return f"Help goes on. It began on {long_day(referral.help_started_on)}."
    return f"{who} gets in touch with the family{due}."


def _due(day: date | None, today: date) -> str:
    """How a sentence ends that has a day; one that is past is not promised again."""
    if day is None:
        return ""
    return f", due since {long_day(day)}" if day < today else f" by {long_day(day)}"
