"""What was held in a school in a term, by kind: activities, and other work of their kinds that is none, each once."""

from datetime import date

import pytest

from tests import make
from trailblazer.activities.figures import activities_of_term
from trailblazer.activities.models import SchoolActivity
from trailblazer.care.actions.activities import record_activity
from trailblazer.domain.school_terms import term_of

pytestmark = pytest.mark.django_db


def test_school_and_team_read_the_same_on_the_page_and_in_files_and_few_people_are_hidden(
    on_the_day, team, practitioner, sign_in
):
    school = make.service(team).school
    for kind, people, minutes in (("assembly", 203, 20), ("parents", 3, 90), ("staff_training", 26, 50)):
        record_activity(
            kind=kind, minutes=minutes, people=people, by=practitioner, happened_on=make.TODAY, school=school
        )
    address = f"/schools/{school.urn}/activities"
    files = []
    for member in (practitioner, make.member(school)):
        client = sign_in(member)
        page = client.get(address).content.decode()
        assert "203" not in page
        assert ">205<" in page
        files.append([client.get(f"{address}/2026-3/figures?as={form}").content for form in ("csv", "json")])
        assert client.get(f"{address}/2026-3/figures?as=pdf").content[:4] == b"%PDF"
        assert client.get(f"{address}/2020-1/figures").status_code == 404
        assert client.get(f"{address}/never/figures").status_code == 404
    assert files[0] == files[1]
    rows = files[0][0].decode("utf-8-sig").splitlines()[:5]
    assert rows == [
        "Kind,People who came,Held,Hours",
        "Assembly,205,1,0.5",
        "Staff training,[c],[c],[c]",  # the three parents would be what is left of all
        "Workshop or coffee morning for parents,[c],[c],[c]",
        "All,230,[c],[c]",
    ]
    assert (
        sign_in(make.member(make.service(make.team()).school)).get(f"{address}/2026-3/figures").status_code
        == 404
    )


def test_each_is_counted_once_and_preparing_is_no_activity(
    on_the_day, team, practitioner, django_assert_num_queries
):
    school, elsewhere = make.service(team).school, make.service(team).school
    common = {"by": practitioner, "happened_on": make.TODAY, "school": school}
    lesson = record_activity(kind="assembly", minutes=50, people=28, **common)
    preparing = record_activity(kind="assembly", minutes=30, **common)
    SchoolActivity.objects.create(
        provider=team.organisation.provider,
        team=team.organisation,
        school=school,
        kind="lesson",
        title="Sleep",
        day=make.TODAY,
        audience="pupils",
        work=lesson,
        preparation=preparing,
    )
    record_activity(kind="assembly", minutes=20, people=200, **common)
    record_activity(kind="lead_meeting", minutes=60, **common)
    record_activity(kind="assembly", minutes=20, **(common | {"school": elsewhere}))
    record_activity(kind="assembly", minutes=20, **(common | {"happened_on": date(2026, 7, 1)}))
    with django_assert_num_queries(1):
        found = activities_of_term(school, term_of(make.TODAY))
    assert [(one.key, one.function, one.held, one.reached, one.minutes) for one in found] == [
        ("assembly", 2, 1, 200, 20),
        ("lesson", 2, 1, 28, 50),
    ]
