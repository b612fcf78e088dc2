"""Invented children and young people, with those who care for them and what they agreed to."""

from datetime import date, timedelta
from random import Random

from trailblazer.demo.names import Name, first_name, young_name
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain import codes
from trailblazer.domain.identity import school_year_group
from trailblazer.places.models import School
from trailblazer.young_people.models import YoungPerson

NOT_ASKED = YoungPerson.NOT_ASKED
# Rough shares of pupils in inner and outer London, so that lists can be judged. Not a statistic of any real school.
ETHNICITIES = {
    "A": 28,
    "C": 14,
    "D": 3,
    "E": 2,
    "F": 3,
    "G": 4,
    "H": 5,
    "J": 5,
    "K": 3,
    "L": 7,
    "M": 4,
    "N": 9,
    "P": 3,
    "R": 1,
    "S": 4,
    NOT_ASKED: 4,
    "declined": 1,
}


def birth_date(random: Random, school: School, asked_on: date) -> date:
    """Of someone who is within the school's ages when they ask."""
    youngest, oldest = max(school.low_age or 5, 5), min((school.high_age or 18) - 1, 18)
    age = random.randint(youngest, max(youngest, oldest))
    return asked_on - timedelta(days=365 * age + age // 4 + random.randint(1, 364))


def invent(
    random: Random, made: InventedTeam, school: School, born_on: date, number: str | None
) -> YoungPerson:
    name: Name = young_name(random)
    person = YoungPerson(
        provider=made.team.organisation.provider,
        team=made.team.organisation,
        first_name=name.first,
        last_name=name.last,
        known_as=first_name(random) if random.random() < 0.05 else "",
        name_in_own_script=name.own_script,
        own_script_language=name.language,
        born_on=born_on,
        nhs_number=number or "",
        school=school,
        year_group=school_year_group(born_on, made.today),
        postcode=f"{school.postcode.split(' ')[0]} {random.randint(1, 9)}ZZ",
        ethnicity=random.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0],
        gender=random.choice("1122") if random.random() < 0.97 else "3",
        send=random.choices(("yes", "no", NOT_ASKED), (22, 70, 8))[0],
        young_carer=random.choices(("yes", "no", NOT_ASKED), (4, 76, 20))[0],
        looked_after=random.choices(("yes", "no", NOT_ASKED), (2, 88, 10))[0],
        is_location_protected=random.random() < 0.005,
    )
    if name.own_script:
        language = {"ar": "Arabic", "zh": "Chinese", "uk": "Ukrainian", "fa": "Persian"}[name.language]
        person.interpreter_language = language
        person.communication_needs = ["interpreter"]
    elif random.random() < 0.05:
        person.communication_needs = [
            random.choice([code.code for code in codes.load("communication_needs")])
        ]
    return person
