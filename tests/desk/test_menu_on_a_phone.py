"""On a phone the first places of a menu stand in one row beside the way to all of it: as many as fit."""

import re

import pytest

from tests import make
from trailblazer.access.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
PLACE = re.compile(r'navigation-item( tb-nav-key)?"><a[^>]*>(?:<strong[^>]*>)?([^<]+)')


def on_a_phone(page):
    return [label for is_key, label in PLACE.findall(page) if is_key]


def test_three_short_places_or_two_long_ones_stand_beside_the_menu(practitioner, sign_in):
    lead = make.member(make.service(make.team()).school)
    assert on_a_phone(sign_in(practitioner).get("/today").content.decode()) == [
        "Today",
        "Caseload",
        "Requests",
    ]
    assert on_a_phone(sign_in(lead).get("/").content.decode()) == ["Our school", "Requests"]
    teacher = make.member(lead.organisation, Role.SCHOOL_STAFF)
    assert on_a_phone(sign_in(teacher).get("/noticing").content.decode()) == ["Ask for advice", "Noticing"]
