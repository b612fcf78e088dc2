from datetime import time, timedelta
from types import SimpleNamespace

import pytest

from tests import make
from trailblazer.access.roles import Role
from trailblazer.advice.actions import times


@pytest.fixture
def world(db, settings, team, practitioner):
    """A team with one school, its lead, two teachers, and a practitioner who offers an hour tomorrow."""
    settings.TODAY = make.TODAY
    school = make.service(team).school
    at_school = make.school_organisation(school)
    return SimpleNamespace(
        team=team,
        practitioner=practitioner,
        school=school,
        lead=make.member(school),
        teacher=make.member(at_school, Role.SCHOOL_STAFF, name="Priya Larkmead"),
        colleague=make.member(at_school, Role.SCHOOL_STAFF),
        tomorrow=make.TODAY + timedelta(days=1),
        slots=list(offered(practitioner).slots.all()),
    )


def offered(by, day=make.TODAY + timedelta(days=1), first=time(15), last=time(16), **values):
    """Times for advice, as a practitioner offers them."""
    values = {"ways": ["telephone"]} | values
    return times.offer_times(by=by, day=day, starts=first, ends=last, **values)


ASKED = {
    "topic": "exams",
    "age": "ks4",
    "question": "A pupil freezes in mocks. What helps?",
    "way": "telephone",
    "reach": "Extension 214",
}
