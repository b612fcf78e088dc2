"""A school reviews the six responsibilities each year, opens the tool of each, and keeps its lead's training."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from tests.school_leads.of_a_school import role
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Role
from trailblazer.domain.lead_role import responsibilities
from trailblazer.school_leads import actions
from trailblazer.school_leads.models import LeadTraining, ResponsibilityReview
from trailblazer.school_leads.tools import Tool, add_tool, tools_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def lead(school):
    return make.member(school)


def review(school, by, code="noticing", level="begun", on=make.TODAY, **fields):
    record = ResponsibilityReview(school=school, responsibility=code)
    return actions.review_responsibility(record, by=by, level=level, reviewed_on=on, **fields)


def typed(**fields):
    day = {"reviewed_on_day": "24", "reviewed_on_month": "11", "reviewed_on_year": "2026"}
    return {"submission_key": "a" * 32, "level": "in_place"} | day | fields


def test_a_lead_reviews_and_it_stands_beside_the_year_before(school, lead, sign_in, settings):
    settings.TODAY = date(2025, 11, 3)
    for one in responsibilities():
        review(school, lead, one.code, on=date(2025, 11, 3))
    settings.TODAY = make.TODAY
    client = sign_in(lead)
    page = f"/school-leads/{school.urn}/review"
    assert "Last time: begun" in client.get(f"{page}/noticing").content.decode()
    client.post(f"{page}/noticing", typed(evidence="Termly list", link="https://school.example/list"))
    shown = client.get(page).content.decode()
    assert "1 of 6 reviewed this school year. Since 2025/26: 1 higher, 0 lower, 0 the same" in shown
    assert "Termly list" in shown
    assert 'href="https://school.example/list"' in shown
    assert 'role="img"' in shown
    assert shown.count('fill="#005eb8"') > 1, "this year has its dots, not only its place in the key"
    assert "begun" in shown
    assert ResponsibilityReview.objects.count() == 7


@pytest.mark.parametrize(
    "fields, says",
    [
        ({"level": "excellent"}, "Choose one of the levels"),
        ({"level": ""}, "Choose the level that is nearest"),
        ({"link": "javascript:alert(1)"}, "Enter a whole address"),
        ({"reviewed_on_month": "8"}, "Enter a day of this school year"),
        ({"reviewed_on_day": "25"}, "today or earlier"),
        ({"evidence": "x" * 2001}, "Enter at most 2,000 characters"),
    ],
)
def test_bad_input_gets_a_sentence(school, lead, sign_in, fields, says):
    shown = sign_in(lead).post(f"/school-leads/{school.urn}/review/noticing", typed(**fields))
    assert says in shown.content.decode()
    assert not ResponsibilityReview.objects.exists()


def test_a_review_is_of_the_school_and_two_do_not_overwrite_each_other(school, lead, team, practitioner):
    made = review(school, lead)
    assert made.team == team.organisation
    actions.review_responsibility(made, by=practitioner, version=1, level="in_place", reviewed_on=make.TODAY)
    with pytest.raises(StaleSave):
        actions.review_responsibility(made, by=lead, version=1, level="not_yet", reviewed_on=make.TODAY)
    with pytest.raises(PermissionDenied):
        review(school, make.member(role=Role.COMMISSIONER))
    with pytest.raises(NotPossible, match="of the school, or of the team"):
        review(school, make.member(make.school()))


def test_each_responsibility_opens_a_tool_and_no_link_is_dead(school, lead, practitioner, sign_in):
    add_tool("noticing", Tool(1, "Not for them", "", lambda school, member, today: "/coverage/nothing"))
    for member in (lead, practitioner):
        client = sign_in(member)
        for one in responsibilities():
            opens = tools_of(one.code, school, member, make.TODAY)
            assert opens or member is practitioner, one.code
            for tool in opens:
                assert client.get(tool.address).status_code in (200, 302), tool


def course(person, **fields):
    return {"person": person, "course": "Leading change", "course_provider": "Willowbrook College",
            "starts_on": date(2026, 9, 10)} | fields  # fmt: skip


def test_training_is_kept_and_the_team_sees_whose_lead_has_none(school, team, lead, practitioner, sign_in):
    ruth = role(school, practitioner)
    other = make.service(team).school
    role(other, practitioner, name="Sam Okafor")
    actions.keep_training(
        LeadTraining(school=school), by=lead, **course(ruth), outcomes=["ethos", "staff"], certificate="LC-17",
        grant_on=date(2024, 3, 1), grant_pounds=1200,
    )  # fmt: skip
    shown = sign_in(lead).get(f"/school-leads/{school.urn}/training").content.decode()
    assert "closed on 31 December 2024" in shown
    assert "2 of 8 learning outcomes" in shown
    assert "£1,200" in shown
    listed = sign_in(practitioner).get("/school-leads/?show=no-training").content.decode()
    assert f"/school-leads/{other.urn}/training" in listed
    assert f"/school-leads/{school.urn}" not in listed


@pytest.mark.parametrize(
    "fields, says",
    [
        ({"grant_on": date(2025, 1, 1)}, "31 December 2024"),
        ({"ended_on": date(2026, 9, 1)}, "before its first"),
        ({"certificate_on": date(2026, 9, 1)}, "before the course began"),
        ({"certificate_on": date(2026, 12, 1)}, "today or earlier"),
    ],
)
def test_days_that_cannot_be_are_refused(school, lead, practitioner, fields, says):
    ruth = role(school, practitioner)
    with pytest.raises(NotPossible, match=says):
        actions.keep_training(LeadTraining(school=school), by=lead, **course(ruth, **fields))
    other = make.service(make.team(practitioner.organisation.provider)).school
    elsewhere = role(other, make.member(practitioner.organisation.provider, Role.ADMINISTRATOR))
    with pytest.raises(NotPossible, match="somebody of this school"):
        actions.keep_training(LeadTraining(school=school), by=lead, **course(elsewhere))
