"""A school sees what was agreed for it and what it had, and never hours that would give a child away."""

import re
from datetime import date

import pytest

from tests import make
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Role
from trailblazer.allocation.actions import count_hours
from trailblazer.allocation.figures import agreed_hours
from trailblazer.allocation.models import (
    AllocationChange,
    AllocationDecision,
    AllocationLine,
    HoursRead,
    TimeAllocation,
)
from trailblazer.allocation.schedule import count_for_schools
from trailblazer.care.models import Activity
from trailblazer.domain.school_terms import Term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
AUTUMN = Term(2026, 3)


def test_agreed_hours_are_the_boards_by_the_decision_and_not_by_what_waits_for_it(team, sign_in):
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
    assert agreed_hours(ours, AUTUMN) is None
    more = {"from_school": other, "to_school": ours, "half_days": 2, "reason": "Two new classes"}
    AllocationChange.objects.create(**provider, allocation=found, number=1, **more)
    decided = {"outcome": "agreed_with_changes", "decided_on": date(2026, 7, 10), "minute": "6.1"}
    AllocationDecision.objects.create(**provider, allocation=found, covers=1, **decided)
    AllocationChange.objects.create(**provider, allocation=found, number=2, **more)
    assert agreed_hours(ours, AUTUMN) == {
        1: 22.5,
        2: 13.5,
        3: 9.0,
    }  # 12: the second adjustment is not decided
    assert "12 half-days" in sign_in(make.member(ours)).get("/").content.decode()


def test_hours_of_help_stand_still_until_eight_more_were_seen_and_other_work_goes_on(team, sign_in, settings):
    school = make.service(team).school
    member, lead = make.member(team, Role.PRACTITIONER), sign_in(make.member(school))

    def works(function, day, minutes=300):
        common = {"provider": team.organisation.provider, "team": team.organisation, "school": school}
        kind = {"kind": "audit", "function": function, "minutes": minutes, "happened_on": day}
        Activity.objects.create(**common, **kind).staff.set([member])

    def sees(number, day, **more):
        for _ in range(number):
            person = make.young_person(team, school=school)
            course = make.course(make.matched_referral(team, young_person=person), lead=member)
            make.contact(course, day, school=school, attendance="5", **more)

    def reads(today):
        """Of a day, after the night's count: help and advice, and for the whole school."""
        settings.TODAY = today
        count_for_schools(None)
        card = lead.get("/").content.decode().split("The team’s time with us")[1].split("</table>")[0]
        rows = re.findall(r"<tr><th scope=.row.*?</tr>", card)
        cells = (re.findall(r"<td[^>]*>(.*?)</td>", row)[1] for row in rows)
        return tuple(re.sub(r"<[^>]*>", "", one) for one in cells)

    works(2, date(2026, 10, 1))
    works(3, date(2026, 10, 1), minutes=60)
    sees(7, date(2026, 10, 5))
    assert reads(date(2026, 10, 12)) == ("too few to show", "5")
    sees(1, date(2026, 10, 14), function=2)
    assert reads(date(2026, 10, 15)) == ("too few to show", "5"), "not before the Sunday is over"
    assert reads(date(2026, 10, 19)) == ("7", "5"), "8 of 45 minutes and an hour of advice"
    page = lead.get("/").content.decode()
    assert "up to Sunday 18 October" in page
    sees(1, date(2026, 10, 12), minutes=600)  # written down late
    sees(7, date(2026, 10, 20))
    works(2, date(2026, 10, 20))
    assert reads(date(2026, 10, 26)) == ("7", "10"), "seven since, and the late one moves nothing"
    sees(1, date(2026, 11, 3))
    assert reads(date(2026, 11, 9)) == ("23", "10")
    assert HoursRead.objects.count() == 2
    with pytest.raises(NotPossible, match="so it stands"):
        count_hours(school, by=Service())
