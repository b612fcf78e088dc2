"""What was held in a school in a term, by kind: activities, and other work of their kinds that is none, each once."""

from datetime import date

import pytest

from tests import make
from trailblazer.activities.figures import activities_of_term
from trailblazer.activities.models import SchoolActivity
from trailblazer.care.actions.activities import record_activity
from trailblazer.domain.school_terms import term_of

pytestmark = pytest.mark.django_db


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
