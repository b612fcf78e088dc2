"""Invented schools, shaped on the real ones of the same places, with URNs outside the register's range."""

from random import Random
from typing import Any

from trailblazer.access.models import Organisation
from trailblazer.demo.names import words
from trailblazer.places.models import School

FIRST_INVENTED_URN = 9_000_001
ENDINGS = {
    "Primary": "Primary School",
    "Secondary": "School",
    "16 plus": "College",
    "Nursery": "Nursery School",
}
COPIED = (
    "authority_id",
    "la_code",
    "la_name",
    "type_code",
    "type_name",
    "type_group_code",
    "type_group_name",
    "phase_code",
    "phase_name",
    "low_age",
    "high_age",
    "gender_name",
    "town",
    "district_code",
    "district_name",
    "lsoa_code",
)
# For each authority: how many schools of each phase the invented team serves there.
MIX: dict[str, dict[str, int]] = {
    "315": {"Primary": 9, "Secondary": 5, "Not applicable": 1},
    "319": {"Primary": 9, "Secondary": 5, "Not applicable": 1},
    "212": {"Primary": 9, "Secondary": 4, "16 plus": 1},
    "213": {"Primary": 6, "Secondary": 3, "16 plus": 1},
    "207": {"Primary": 5, "Secondary": 3},
}
AGES = {"Primary": (4, 11), "Secondary": (11, 18), "16 plus": (16, 19)}
TYPES_KEPT = ("1", "4", "5", "10", "11")  # colleges, maintained, special, academies, free schools


def invent_schools(random: Random) -> dict[str, list[School]]:
    """Schools for each authority, saved. Nothing of them is a real school but its shape."""
    stems = list(words()["schools"])
    random.shuffle(stems)
    made: list[School] = []
    for code, mix in MIX.items():
        for phase, count in mix.items():
            real = School.objects.open_in_england().filter(
                authority=code, phase_name=phase, type_group_code__in=TYPES_KEPT
            )
            for pattern in random.sample(list(real.order_by("urn")), count):
                made.append(_like(pattern, stems.pop(), FIRST_INVENTED_URN + len(made), random))
    for school in made:
        school.search = school.search_text()
    School.objects.bulk_create(made)
    Organisation.objects.bulk_create([Organisation(kind="school", name=s.name, urn=s.urn) for s in made])
    return {code: [school for school in made if school.la_code == code] for code in MIX}


def _like(pattern: School, stem: str, urn: int, random: Random) -> School:
    ending = "Special School" if pattern.type_group_code == "5" else ENDINGS.get(pattern.phase_name, "School")
    pupils = round(pattern.pupils * random.uniform(0.85, 1.15)) if pattern.pupils else None
    district = pattern.postcode.split(" ")[0] if pattern.postcode else "SM1"
    return School(
        urn=urn,
        name=f"{stem} {ending}",
        status_code="1",
        status_name="Open",
        pupils=pupils,
        census_on=pattern.census_on,
        street=f"{random.randint(1, 90)} {stem} Road",
        postcode=f"{district} 0ZZ"[:8],
        easting=pattern.easting + random.randint(-400, 400) if pattern.easting else None,
        northing=pattern.northing + random.randint(-400, 400) if pattern.northing else None,
        is_invented=True,
        **_shape(pattern),
    )


def _shape(pattern: School) -> dict[str, Any]:
    """What is copied. Where the register does not know the ages, the usual ones of the phase."""
    copied = {name: getattr(pattern, name) for name in COPIED}
    low, high = AGES.get(pattern.phase_name, (5, 18))
    return copied | {"low_age": pattern.low_age or low, "high_age": pattern.high_age or high}
