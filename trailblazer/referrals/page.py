"""What the page of one request shows, gathered for the template."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.domain import clock, codes
from trailblazer.domain.consent import Answer
from trailblazer.domain.identity import age_on, show_nhs_number
from trailblazer.domain.matching import Likeness, Person
from trailblazer.domain.terms import working_days_between
from trailblazer.referrals.answering import Requester, requester_of
from trailblazer.referrals.closing import hindrances_of
from trailblazer.referrals.events import clock_of, days_to_answer
from trailblazer.referrals.models import Referral
from trailblazer.referrals.outcomes import OUTCOMES
from trailblazer.referrals.outgoing import email_of
from trailblazer.referrals.rows import words_of, year_of
from trailblazer.referrals.scoping import scope_advice
from trailblazer.referrals.telling import standing_of
from trailblazer.referrals.told import told, who_asked
from trailblazer.teams.models import Team
from trailblazer.ui.environment import day, long_day
from trailblazer.young_people.consents import newest_by_purpose
from trailblazer.young_people.duplicates import possible_duplicates
from trailblazer.young_people.models import YoungPerson

State = Referral.State
CONSENT_TAGS = {
    Answer.GIVEN: ("Agreed", "green"),
    Answer.REFUSED: ("Said no", "white"),
    Answer.WITHDRAWN: ("Withdrawn", "white"),
    Answer.NOT_ASKED: ("Not asked", "grey"),
}
ALWAYS_SHOWN = ("help", "tell_school", "tell_gp")


def record_page(referral: Referral, *, by: Membership, today: date) -> dict[str, Any]:
    """Everything on the page of a request but its form."""
    waits = clock_of(referral, today)
    decides = by.may(Permission.DECIDE_REQUESTS)
    return {
        "referral": referral,
        "banner": banner(referral, today),
        "told": told(referral),
        "additions": list(referral.additions.select_related("added_by__user")),
        "scope": scope_advice(referral, today) if referral.is_open else None,
        "decisions": decisions_of(referral),
        "answers": list(referral.answers.select_related("sent_by__user", "letter")),
        "may_decide": decides and bool(Referral.NEXT[State(referral.state)] & set(Referral.DECIDED)),
        "may_answer": decides and referral.answered_on is None and referral.decided_on is not None,
        "may_reopen": decides
        and State.RECEIVED in Referral.NEXT[State(referral.state)]
        and not referral.is_open,
        "may_close": decides and referral.state == State.HANDED_OVER,
        "hindrances": hindrances_of(referral) if referral.is_open else [],
        "outcomes": OUTCOMES,
        "wait": WaitCard(waits, today),
        "findings": waits.findings(),
        "answer_words": answer_words(referral, today),
        "goes_to": goes_to(referral),
        "consents": consents_of(referral),
        "age": age_of(referral, today),
        "outside_ages": outside_ages(referral, today),
        "met": met_before(referral, by),
        "others": others_of(referral, by),
    }


def banner(referral: Referral, today: date) -> list[tuple[str, str]]:
    """Who it is about, in the order of the banner; what is not known is left out here and asked for below."""
    person = referral.young_person
    born_on = person.born_on if person else referral.born_on
    number = person.nhs_number if person else referral.nhs_number
    known_as = person.known_as if person else referral.known_as
    school = referral.school.name if referral.school else referral.school_as_told
    facts = [
        ("Likes to be called", known_as),
        ("Born", f"{day(born_on)} ({age_on(born_on, today)})" if born_on else ""),
        ("NHS number", show_nhs_number(number) if number else ""),
        ("School", ", ".join(part for part in (school, year_of(referral)) if part)),
        ("Asked by", who_asked(referral)),
        ("Received", day(referral.received_on)),
    ]
    return [fact for fact in facts if fact[1]]


def age_of(referral: Referral, today: date) -> int | None:
    born_on = referral.young_person.born_on if referral.young_person else referral.born_on
    return age_on(born_on, today) if born_on and born_on <= today else None


def outside_ages(referral: Referral, today: date) -> str:
    """What is to be said where they are younger or older than those the team helps; nothing where they are not."""
    age, team = age_of(referral, today), Team.objects.filter(pk=referral.team_id).first()
    if age is None or team is None or team.age_from <= age <= team.age_to:
        return ""
    return f"They are {age}. This team helps ages {team.age_from} to {team.age_to}."


@dataclass(frozen=True)
class Step:
    """A part of the rule that stops the clock, and the day it was met."""

    words: str
    on: date | None


class WaitCard:
    """The wait as the card at the right shows it: by the national full clock stop, with what is still missing."""

    def __init__(self, waits: clock.Clock, today: date) -> None:
        self.definition = clock.FULL_CLOCK_STOP
        wait = waits.wait(self.definition)
        self.progress = clock.Progress(
            wait.length_days(today), wait.is_waiting(today), wait.stopped_on is not None, self.definition
        )
        self.received_on = waits.started_on
        self.day_28 = waits.started_on + timedelta(days=clock.FOUR_WEEKS)
        answered = waits.wait(clock.ANSWERED).parts
        self.steps = [
            Step("Request received", waits.started_on),
            *(Step(part.words, on) for part, on in (*answered, *wait.parts)),
        ]
        self.today = today

    @property
    def when_28(self) -> str:
        """When day 28 is: "is tomorrow", "was on 3 November"."""
        days = (self.day_28 - self.today).days
        if days < 0:
            return f"was on {day(self.day_28)}"
        return {0: "is today", 1: "is tomorrow"}.get(days, f"is on {long_day(self.day_28)}")


def answer_words(referral: Referral, today: date) -> tuple[str, bool]:
    """How long there is still to answer, and whether it is late."""
    due, promised = referral.answer_due_on, days_to_answer(referral)
    if referral.state == State.WITHDRAWN or due is None:
        return "", False
    if referral.answered_on is not None:
        took = working_days_between(referral.received_on, referral.answered_on)
        return (
            f"Answered on {day(referral.answered_on)}, after {_working(took)}. We promise {promised}.",
            False,
        )
    if due < today:
        late = max(1, working_days_between(due, today))
        return f"Not answered. It was due on {long_day(due)}, {_working(late)} ago.", True
    left = working_days_between(today, due)
    if left == 0:
        return f"Not answered yet. Today is the last of the {promised} working days.", True
    return f"Not answered yet. {_working(left).capitalize()} left of {promised}: by {long_day(due)}.", False


def _working(count: int) -> str:
    return f"{count} working day" + ("" if count == 1 else "s")


@dataclass(frozen=True)
class GoesTo:
    """To whom the answer goes, and how it reaches them."""

    requester: Requester
    email: str

    @property
    def words(self) -> str:
        name = self.requester.name or "whoever asked"
        if self.requester.kind == "school":
            return f"Goes to {name} by email, and stands under the school’s requests."
        if self.email:
            return f"Goes to {name} by email, and stands on their status page."
        return f"{name} gave no email that we may use. It stands on their status page: ring them, too."


def goes_to(referral: Referral) -> GoesTo:
    return GoesTo(requester_of(referral), email_of(referral))


def consents_of(referral: Referral) -> list[tuple[str, str, str, str]]:
    """For each purpose that matters here: its words, the tag and its colour, and who said so when."""
    standing, said = standing_of(referral), _who_said(referral)
    return [
        (entry.words, *CONSENT_TAGS[standing.of(entry.code)], said.get(entry.code, ""))
        for entry in codes.load("consent_purposes")
        if entry.code in ALWAYS_SHOWN or entry.code in standing.answers
    ]


def _who_said(referral: Referral) -> dict[str, str]:
    """Who answered for each purpose, and when, as the record has it."""
    if referral.young_person is None:
        return {}
    kept = newest_by_purpose(referral.young_person.consents.select_related("carer"))
    return {
        purpose: f"{one.carer.name if one.carer else 'Young person'}, {day(one.happened_on)}"
        for purpose, answers in kept.items()
        for one in answers[:1]
    }


@dataclass(frozen=True)
class Met:
    """Someone known who may be the same person. Of another team's people no more is said than whose they are."""

    person: YoungPerson
    likeness: Likeness
    is_ours: bool


def met_before(referral: Referral, by: Membership) -> list[Met]:
    if referral.is_matched or not by.may(Permission.SEE_YOUNG_PEOPLE):
        return []
    alike = possible_duplicates(referral.provider_id, person_told_of(referral))
    ours = set(
        visible(YoungPerson, by)
        .filter(pk__in=[person.pk for person, _ in alike])
        .values_list("pk", flat=True)
    )
    return [Met(person, likeness, person.pk in ours) for person, likeness in alike]


def person_told_of(referral: Referral) -> Person:
    return Person(
        referral.first_name,
        referral.last_name,
        referral.born_on,
        referral.postcode,
        referral.nhs_number,
        referral.known_as,
    )


def others_of(referral: Referral, by: Membership) -> list[Referral]:
    """The other requests for the same young person, newest first."""
    if not referral.is_matched:
        return []
    same = visible(Referral, by).filter(young_person=referral.young_person_id).exclude(pk=referral.pk)
    return list(same.order_by("-received_on")[:5])


def decisions_of(referral: Referral) -> list[dict[str, Any]]:
    """Every decision, newest first, as lines of a summary."""
    return [
        {"decision": decision, "outcome": OUTCOMES[decision.outcome].words, "lines": _lines(decision)}
        for decision in referral.decisions.select_related("decided_by__user", "owner__user", "duplicate_of")
    ]


def _lines(decision: Any) -> list[tuple[str, str]]:
    owner, other = decision.owner, decision.duplicate_of
    lines = [
        ("Who will help", words_of("staff_roles", decision.role) if decision.role else ""),
        ("Named owner", owner.user.name if owner else ""),
        ("First step", decision.next_step),
        ("By", day(decision.next_step_due_on)),
        ("Where", words_of("destinations", decision.destination) if decision.destination else ""),
        ("Who was asked", decision.who_was_asked),
        ("Look again on", day(decision.look_again_on)),
        ("Advice given", decision.advice_given),
        (
            "Why not us",
            words_of("declined_reasons", decision.declined_reason) if decision.declined_reason else "",
        ),
        ("Repeats", f"Request received {day(other.received_on)}" if other else ""),
        ("Reason" + (", other than the advice" if decision.is_override else ""), decision.reason),
    ]
    return [line for line in lines if line[1]]
