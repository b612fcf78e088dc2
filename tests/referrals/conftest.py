import re
from datetime import date
from html import unescape

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
        ordinary |= {"answer_due_on": None}  # worked out from the day it came
        return make.referral(self.team, **(ordinary | fields))


@pytest.fixture
def place(db):
    return Place()


def words_of(html):
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def names_on(page):
    """The names in the rows of a list, from top to bottom."""
    html = page.content.decode()
    return [words_of(name) for name in re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', html, re.DOTALL)]


def figures_on(page):
    """Each figure of the strip by its label: the figure, its note, and whether it is late."""
    html = page.content.decode().partition('class="tb-figures"')[2].partition("</dl>")[0]
    cells = re.findall(r'<div( class="is-late")?><dt>(.*?)</dt><dd>(.*?)</dd>', html, re.DOTALL)
    found = {}
    for late, label, cell in cells:
        figure, _, note = cell.partition('<span class="tb-note">')
        found[label] = (words_of(figure), words_of(note), bool(late))
    return found
