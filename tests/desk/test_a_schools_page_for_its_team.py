"""A school's page says to its team what is asked for, advised and given there, in numbers that lead to the lists."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from trailblazer.access.roles import Role
from trailblazer.advice.actions.giving import note_advice
from trailblazer.allocation.models import AllocationDecision, AllocationLine, TimeAllocation
from trailblazer.care.models import Activity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def agreed(team, school, half_days):
    provider = {"provider": team.organisation.provider}
    split = {"one": 50, "two": 30, "three": 20}
    of_term = {"team": team.organisation, "term": "2026-3", "half_days": 30, "proposed_on": date(2026, 7, 1)}
    found = TimeAllocation.objects.create(**provider, **of_term, **split)
    AllocationLine.objects.create(
        **provider, allocation=found, school=school, phase="secondary", half_days=half_days
    )
    decided = {"outcome": "agreed", "decided_on": date(2026, 7, 10), "minute": "6.1"}
    AllocationDecision.objects.create(**provider, allocation=found, covers=0, **decided)


def test_requests_advice_and_time_stand_on_the_page_in_numbers(team, practitioner, sign_in):
    school, other = make.service(team).school, make.service(team).school
    client, address = sign_in(practitioner), f"/schools/{school.urn}"
    page = client.get(address).content.decode()
    for words in ("No request of this school waits", "No advice to staff", "has not agreed any time"):
        assert words in page
    make.referral(team, school=school, last_name="Quillfeather")
    make.referral(team, school=other)
    said = {"topic": "worry", "outcome": "strategies", "minutes": 10, "happened_on": make.TODAY}
    for given_to in (school, other):
        note_advice(by=practitioner, school=given_to, **said)
    agreed(team, school, 10)
    work = {"kind": "assembly", "function": 2, "happened_on": make.TODAY, "minutes": 300, "school": school}
    common = {"provider": team.organisation.provider, "team": team.organisation, "by": practitioner}
    Activity.objects.create(**common, **work).staff.add(practitioner)
    with CaptureQueriesContext(connection) as few:
        page = client.get(address).content.decode()
    assert f'?stage=to_decide&amp;school={school.urn}">To decide</a>: <strong>1</strong>' in page
    assert "Quillfeather" not in page
    assert "<strong>1</strong> piece of advice" in page
    assert "<strong>10 half-days</strong>" in page
    assert "<strong>5 hours</strong> given so far" in page
    assert f"/teams/{team.organisation.ref}/allocation/2026-3/#given" in page
    narrowed = client.get(f"/advice/team?school={school.urn}&all=1").content.decode()
    assert other.name not in narrowed.split("Times that are free")[0]
    assert other.name in client.get("/advice/team?school=nonsense").content.decode()
    for number in range(3):
        make.referral(team, school=school, last_name=f"Quill{number}")
        note_advice(by=practitioner, school=school, **said)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_cards_are_for_the_team_that_serves_the_school(team, sign_in):
    school = make.service(team).school
    for member in (make.member(make.team(), Role.PRACTITIONER), make.member(school)):
        page = sign_in(member).get(f"/schools/{school.urn}").content.decode()
        assert "Advice log of this school" not in page
        assert "All requests of this school" not in page
        assert "Time for schools, autumn" not in page
