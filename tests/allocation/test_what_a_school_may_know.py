"""A school sees what was agreed for it and what it had, and never hours that would give a child away."""

from datetime import date

import pytest

from tests import make
from trailblazer.access.roles import Role
from trailblazer.allocation.figures import agreed_and_given
from trailblazer.allocation.models import AllocationChange, AllocationDecision, AllocationLine, TimeAllocation
from trailblazer.care.models import Activity
from trailblazer.domain.disclosure import HIDDEN
from trailblazer.domain.school_terms import Term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
AUTUMN = Term(2026, 3)


def test_agreed_hours_are_the_boards_and_help_is_hidden_below_eight_young_people(team, sign_in):
    provider = {"provider": team.organisation.provider}
    ours, other = make.service(team).school, make.service(team).school
    found = TimeAllocation.objects.create(
        **provider,
        team=team.organisation,
        term=AUTUMN.code,
        half_days=30,
        one=50,
        two=30,
        three=20,
        proposed_on=date(2026, 7, 1),
    )
    for school, half_days in ((ours, 10), (other, 20)):
        AllocationLine.objects.create(
            **provider, allocation=found, school=school, phase="secondary", half_days=half_days
        )
    member = make.member(team, Role.PRACTITIONER)
    work = Activity.objects.create(
        **provider,
        team=team.organisation,
        school=ours,
        kind="audit",
        function=2,
        minutes=300,
        happened_on=date(2026, 10, 1),
    )
    work.staff.set([member])
    assert agreed_and_given(ours, AUTUMN) == [(1, None, HIDDEN), (2, None, 5.0), (3, None, 0.0)]
    more = {"from_school": other, "to_school": ours, "half_days": 2, "reason": "Two new classes"}
    AllocationChange.objects.create(**provider, allocation=found, number=1, **more)
    decided = {"outcome": "agreed_with_changes", "decided_on": date(2026, 7, 10), "minute": "6.1"}
    AllocationDecision.objects.create(**provider, allocation=found, covers=1, **decided)
    AllocationChange.objects.create(**provider, allocation=found, number=2, **more)
    agreed = [hours for _, hours, _ in agreed_and_given(ours, AUTUMN)]
    assert agreed == [22.5, 13.5, 9.0]  # 12 half-days: the second adjustment is not decided

    for _ in range(8):
        person = make.young_person(team, school=ours)
        referral = make.matched_referral(team, young_person=person)
        make.contact(make.course(referral, lead=member), school=ours, attendance="5")
    assert agreed_and_given(ours, AUTUMN)[0] == (1, 22.5, 6.0)
    page = sign_in(make.member(ours)).get("/").content.decode()
    assert "12 half-days" in page
    assert "too few to show" not in page
    assert "too few to show" in sign_in(make.member(other)).get("/").content.decode()
