from datetime import date

import pytest

from tests import make
from trailblazer.access.roles import Role

TODAY = make.TODAY


@pytest.fixture(autouse=True)
def _today(settings):
    """The day of the tests, wherever somebody asks what day it is."""
    settings.TODAY = TODAY


class Place:
    """A team, one of its schools, and the people that a request passes."""

    def __init__(self):
        self.team = make.team(name="Sutton team")
        self.school = make.service(self.team).school
        self.lead = make.member(self.school, name="Ruth Abernethy")
        self.supervisor = make.member(self.team, name="Imogen Larkfield")
        self.therapist = make.member(self.team, Role.THERAPIST, name="Tariq Holloway")
        self.practitioner = make.member(self.team, Role.PRACTITIONER, name="Nadia Ferncastle")

    def referral(self, **fields):
        ordinary = {"school": self.school, "asked_by": self.lead, "received_on": date(2026, 11, 20)}
        ordinary |= {"answer_due_on": date(2026, 11, 27)}
        return make.referral(self.team, **(ordinary | fields))


@pytest.fixture
def place(db):
    return Place()
