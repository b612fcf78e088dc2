"""Questionnaires that were asked for: some answered, some begun, some late, some keyed in from paper. All invented."""

from datetime import date, time, timedelta
from typing import Any

from trailblazer.care.models import Course, Score
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.contacts import moment
from trailblazer.outcomes import links
from trailblazer.outcomes.actions.asking import DUE_IN, OPEN_FOR
from trailblazer.outcomes.models import Ask
from trailblazer.young_people.models import Consent, YoungPerson

# How many days ago it was asked for, and what was answered so far. None: it is answered.
STORIES: tuple[tuple[int, dict[str, int] | None], ...] = (
    (2, {}),
    (15, {"q1": 2, "q2": 1, "q3": 2}),
    (9, None),
    (11, {}),
    (1, {"q1": 1}),
    (5, None),
)
AGREED_OF_FIVE = 3


def write(made: InventedTeam, today: date) -> int:
    """For the courses of this team that are under way. Gives how many were asked for."""
    courses = Course.objects.filter(team=made.team.organisation, state="under_way", lead__isnull=False)
    found = courses.select_related("referral", "young_person", "lead").order_by("pk")
    newest = {
        score.referral_id: score
        for score in Score.objects.filter(
            referral__courses__in=found, measure="gad-7", rater="self"
        ).order_by("pk")
    }
    asks: list[Ask] = []
    asked: set[int] = set()
    for number, course in enumerate(found):
        days, answers = STORIES[number % len(STORIES)]
        score = newest.get(course.referral_id) if answers is None else None
        if course.referral_id not in asked and (answers is not None or score is not None):
            asked.add(course.referral_id)
            asks.append(_ask(course, today - timedelta(days=days), answers or {}, score))
    Ask.objects.bulk_create(asks)
    _agree([ask for number, ask in enumerate(asks) if number % 5 < AGREED_OF_FIVE])
    return len(asks)


def _agree(asks: list[Ask]) -> None:
    """They have an address and said yes to email, so that a reminder may go."""
    people = [ask.young_person for ask in asks]
    for number, person in enumerate(people):
        person.email = person.email or f"{person.called.lower()}.{number}@example.org"
    YoungPerson.objects.bulk_update(people, ["email"])
    Consent.objects.bulk_create(
        Consent(
            provider_id=person.provider_id,
            young_person=person,
            purpose="email",
            answer="given",
            given_by=Consent.YOUNG_PERSON,
            happened_on=ask.asked_on,
        )
        for person, ask in zip(people, asks, strict=True)
    )


def _ask(course: Course, on: date, answers: dict[str, int], score: Score | None) -> Ask:
    common: dict[str, Any] = {
        "provider_id": course.provider_id,
        "team_id": course.team_id,
        "young_person": course.young_person,
        "referral": course.referral,
        "instrument": "gad-7",
        "rater": Ask.Rater.SELF,
        "moment": Ask.Moment.SESSION,
        "how": Ask.How.LINK,
        "asked_by": course.lead,
    }
    asked_on = min(on, score.scored_on) if score else on
    made = Ask(
        **common,
        asked_on=asked_on,
        due_on=asked_on + DUE_IN,
        expires_at=moment(asked_on, time(9)) + OPEN_FOR,
        answers=answers,
        score=score,
        answered_at=moment(score.scored_on, time(17, 40)) if score else None,
    )
    made.secret_hash = links.LINKS.hash_of(made)
    return made
