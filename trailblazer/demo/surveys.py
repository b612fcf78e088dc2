"""Surveys without names of the invented schools: pupils once or three times, staff pulses, and one that is open."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.question_sets import PUPILS, STAFF, QuestionSet
from trailblazer.domain.terms import school_year_of
from trailblazer.domain.year_groups import age_in, year_groups_of
from trailblazer.places.models import School
from trailblazer.surveys.actions import STAFF_GROUP
from trailblazer.surveys.codes import made_for
from trailblazer.surveys.models import Survey, SurveyAnswer, WayIn
from trailblazer.surveys.sets import known_sets

EVERY = 4  # of the schools, one in so many asks pupils, and one in so many asks staff
DAYS_OPEN = timedelta(days=14)
YEAR_BEFORE = timedelta(days=364)
WEEKS_BEFORE = (47 * 7, 23 * 7)  # of days: in November and in April, clear of holidays
TEAM_WITH_OPEN, SCHOOL_WITH_OPEN = "Sutton team", 0
GROUPS_ASKED = 3
PURPOSES = {
    PUPILS: "To know what school is like for you, and to change one thing by Easter. We tell you what came of it.",
    STAFF: "To know what makes weeks hard, and to change one thing this term. We tell you what came of it.",
}
TOLD = {
    PUPILS: "Parents and carers of these year groups, by letter two weeks before; those who opted out got no slip",
    STAFF: "All staff, in the staff meeting the week before",
}
HELP = {
    PUPILS: "The wellbeing room, open at every break and after school until 4pm",
    STAFF: "Our employee assistance line, day and night; its number is in the staff room",
}
# How many of 100 choose the first and the second answer, in a usual school.
LEAN = {
    "safe": (68, 24),
    "friends": (72, 20),
    "adult": (55, 27),
    "calm": (47, 35),
    "heard": (41, 38),
    "ask": (50, 29),
    "load": (32, 38),
    "support": (63, 25),
    "valued": (48, 33),
    "rest": (29, 35),
    "behaviour": (52, 30),
    "help": (58, 26),
}
LEFT_OUT = 3  # of 100


def write(made: InventedTeam) -> None:
    """Of each team's schools some; their answers in one go."""
    surveys = [one for place, school in enumerate(made.schools) for one in _of_school(made, school, place)]
    Survey.objects.bulk_create(surveys)
    answers: list[SurveyAnswer] = []
    ways: list[WayIn] = []
    for survey in surveys:
        random = Random(f"survey {survey.school_id} {survey.opens_on}")  # noqa: S311 - the same every time
        answers += _answers(survey, random)
        if not survey.is_over(made.today):
            ways += [
                made_for(survey, group, is_slip=True)
                for group in survey.groups
                for _ in range(survey.asked[group])
            ]
    SurveyAnswer.objects.bulk_create(answers, batch_size=500)
    WayIn.objects.bulk_create(ways, batch_size=500)


def _of_school(made: InventedTeam, school: School, place: int) -> Iterator[Survey]:
    if school.urn not in made.leads:
        return
    autumn = _school_day_of_autumn(school_year_of(made.today).starts_in, place)
    if place % EVERY == 0:
        if place % (2 * EVERY) == 0:
            yield from (_survey(made, school, PUPILS, autumn - years * YEAR_BEFORE) for years in (2, 1))
        yield _survey(made, school, PUPILS, autumn)
    if place % EVERY == 1:
        yield from (_survey(made, school, STAFF, autumn - timedelta(days=days)) for days in WEEKS_BEFORE)
        yield _survey(made, school, STAFF, autumn)
    if made.team.organisation.name == TEAM_WITH_OPEN and place == SCHOOL_WITH_OPEN:
        yield _survey(made, school, STAFF, made.today - timedelta(days=5), how=Survey.How.SLIPS)


def _school_day_of_autumn(year: int, place: int) -> date:
    """Monday to Friday of two weeks, so that it closes before half term."""
    late_september = date(year, 9, 28)
    monday = late_september - timedelta(days=late_september.weekday())
    return monday + timedelta(days=7 * (place % 2) + place % 5)


def _survey(made: InventedTeam, school: School, whom: str, opens_on: date, **more: Any) -> Survey:
    lead, closes_on = made.leads[school.urn], opens_on + DAYS_OPEN
    random = Random(f"asked {school.urn} {whom}")  # noqa: S311 - the same every time
    how = Survey.How.SLIPS if whom == PUPILS else Survey.How.LINK
    values: dict[str, Any] = {
        "for_whom": whom,
        "question_set": "how-is-school" if whom == PUPILS else "staff-pulse",
        "asked": _asked(school, whom, random),
        "how": how,
        "purpose": PURPOSES[whom],
        "told": TOLD[whom],
        "responder": lead,
        "telephone": f"020 7946 0{random.randint(100, 999)}",
        "hours": "8am to 4pm on school days",
        "help_here": HELP[whom],
        "opens_on": opens_on,
        "closes_on": closes_on,
        "year": school_year_of(opens_on).starts_in,
        "opened_on": opens_on - timedelta(days=3),
        "confirmed_by": lead,
        "closed_on": closes_on if closes_on < made.today else None,
        "is_shared": random.random() < 0.5,
    }
    return Survey(
        school=school,
        team=made.team.organisation,
        provider=made.team.provider,
        **(values | more),
    )


def _asked(school: School, whom: str, random: Random) -> dict[str, int]:
    if whom == STAFF:
        return {STAFF_GROUP: random.randint(26, 70)}
    groups = [one for one in year_groups_of(school.low_age, school.high_age) if age_in(one) in range(8, 16)]
    is_large = (school.pupils or 0) > 600
    return {
        one: random.randint(50, 70) if is_large else random.randint(9, 30) for one in groups[:GROUPS_ASKED]
    }


def _answers(survey: Survey, random: Random) -> Iterator[SurveyAnswer]:
    """Some do not answer. A year on a school is a little better, where it worked at it."""
    asked, grown = (
        known_sets()[survey.question_set],
        4 if survey.opens_on and survey.opens_on.year > 2025 else 0,
    )
    bent = {code: random.gauss(grown, 7) for code in LEAN}
    for group, number in survey.asked.items():
        answered = round(number * random.uniform(0.62, 0.9)) if survey.closed_on else number // 3
        for _ in range(answered):
            yield SurveyAnswer(
                provider_id=survey.provider_id,
                team_id=survey.team_id,
                school_id=survey.school_id,
                survey=survey,
                group=group,
                answers=_one(asked, bent, random),
            )


def _one(asked: QuestionSet, bent: dict[str, float], random: Random) -> dict[str, int | None]:
    given: dict[str, int | None] = {}
    for question in asked.questions:
        first, second = LEAN[question.code]
        luck = random.random() * 100
        values = [option.value for option in question.options]
        edge = first + bent[question.code]
        given[question.code] = (
            None
            if luck > 100 - LEFT_OUT
            else values[0]
            if luck < edge
            else values[1]
            if luck < edge + second
            else values[2]
        )
    return given
