"""The ordinary cohort, and the people in it."""

import itertools
from datetime import date

from tests import make
from trailblazer.access.models import Organisation
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Role
from trailblazer.domain.joint_working import Point, framework
from trailblazer.joint_working import links
from trailblazer.joint_working.models import Cohort, Participant, Rating

DAY_1, DAY_2 = date(2026, 11, 24), date(2027, 1, 7)  # day 1 is make.TODAY
_numbers = itertools.count(1)


def cohort(team=None, **fields):
    team = team or make.team()
    ordinary = {
        "provider": team.organisation.provider,
        "team": team.organisation,
        "area": team.area,
        "name": "Sutton, winter",
        "day_1": DAY_1,
        "day_2": DAY_2,
    }
    if "organiser" not in fields:
        ordinary["organiser"] = make.member(team, Role.TEAM_LEAD)
    return Cohort.objects.create(**(ordinary | fields))


def served(of, count=1):
    """Schools that the host of this cohort serves, so that they may take part."""
    return [make.service(of.team.team).school for _ in range(count)]


def person(of, kind="school", state="accepted", **fields):
    number = next(_numbers)
    ordinary = {
        "kind": kind,
        "state": state,
        "name": f"Morgan Birch {number}",
        "email": f"lead{number}@example.org",
    }
    if kind == "school" and "school" not in fields:
        ordinary["school"] = make.school()
    elif kind != "school":
        ordinary["organisation"] = f"Service {number}"
    made = Participant(ref=new_ref(), provider=of.provider, cohort=of, **(ordinary | fields))
    made.secret_hash = links.LINKS.hash_of(made)
    made.save()
    return made


def rating(of, point=Point.BEFORE, value=2, **fields):
    return Rating.objects.create(
        provider=of.provider,
        cohort=of.cohort,
        participant=of,
        point=point,
        answers={one.code: value for one in (*framework().areas, *framework().measures)},
        rated_on=fields.pop("rated_on", make.TODAY),
        **fields,
    )


def programme():
    return make.member(Organisation.objects.create(kind="programme", name="Programme"), Role.PROGRAMME)
