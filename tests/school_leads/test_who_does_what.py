"""Who does what in a school is kept by the school and its team, and a school with no lead is seen."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.school_leads.of_a_school import SINCE, role
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.letters.models import Letter
from trailblazer.safeguarding import actions as safeguarding
from trailblazer.safeguarding.models import SchoolRoute
from trailblazer.school_leads import actions
from trailblazer.school_leads.models import SchoolRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def form(**fields):
    day = {"starts_on_day": "1", "starts_on_month": "9", "starts_on_year": "2026"}
    return {"submission_key": "a" * 32, "code": "smhl", "name": "Ruth Abernethy"} | day | fields


def test_the_team_and_the_school_keep_who_does_what_and_nobody_else(school, practitioner, sign_in):
    page = f"/school-leads/{school.urn}/add"
    for member in (practitioner, make.member(school)):
        answered = sign_in(member).post(page, form(submission_key=("a" if member is practitioner else "b") * 32,
                                                   name=member.user.name))  # fmt: skip
        assert answered.status_code == 302
    assert SchoolRole.objects.filter(school=school, role="smhl").count() == 2
    for other in (make.member(make.school()), make.member(role=Role.TEAM_LEAD)):
        assert sign_in(other).get(page).status_code == 404
    assert (
        sign_in(make.member(make.school_organisation(school), Role.SCHOOL_STAFF)).get(page).status_code == 403
    )


@pytest.mark.parametrize(
    "typed, says",
    [
        ({"code": ""}, "Choose the role"),
        ({"code": "dsl"}, "Choose"),
        ({"name": ""}, "Enter the name"),
        ({"email": "ruth"}, "Enter an email address"),
        ({"starts_on_month": "13"}, "Enter a real date"),
        (
            {"last_day_day": "1", "last_day_month": "8", "last_day_year": "2026"},
            "last day is before the first",
        ),
        ({"email": "ruth@school.example"}, "has this role from 1 September 2025 until now already"),
    ],
)
def test_bad_input_gets_a_sentence(school, practitioner, sign_in, typed, says):
    role(school, practitioner)
    answered = sign_in(practitioner).post(f"/school-leads/{school.urn}/add", form(**typed))
    assert says in answered.content.decode()
    assert SchoolRole.objects.count() == 1


def test_one_person_holds_several_roles_and_several_people_hold_one(school, practitioner, sign_in):
    role(school, practitioner)
    role(school, practitioner, "senco")
    role(school, practitioner, "smhl", "Sam Okafor")
    shown = sign_in(practitioner).get(f"/school-leads/{school.urn}").content.decode()
    assert shown.count("<bdi>Ruth Abernethy</bdi>") == 2
    assert "<bdi>Sam Okafor</bdi>" in shown


def test_the_safeguarding_lead_is_shown_and_not_typed_twice(school, practitioner, sign_in):
    safeguarding.keep_route(SchoolRoute(school=school), by=practitioner, lead_name="Dana Firth")
    for member in (practitioner, make.member(school)):
        shown = sign_in(member).get(f"/school-leads/{school.urn}").content.decode()
        assert "<bdi>Dana Firth</bdi>" in shown
        assert f'href="/schools/{school.urn}/safeguarding"' in shown
    with pytest.raises(NotPossible, match="route of a concern"):
        role(school, practitioner, "dsl")


def test_the_lead_of_a_school_says_who_its_safeguarding_lead_is_and_of_no_other_school(
    team, school, practitioner, sign_in
):
    elsewhere = make.service(team).school
    at = {"lead_name": "Dana Firth", "lead_email": "dana@school.example"}
    safeguarding.keep_route(SchoolRoute(school=school), by=practitioner, **at)
    client = sign_in(make.member(school))
    assert client.get(f"/schools/{elsewhere.urn}/safeguarding").status_code == 404
    address = f"/schools/{school.urn}/safeguarding"
    assert 'value="Dana Firth"' in client.get(address).content.decode()
    typed = {"submission_key": "0" * 32, "version": "1", "lead_name": "Ama Boyle", "lead_telephone": "0207"}
    typed["lead_email"] = "ama@school.example"
    assert client.post(address, typed)["Location"] == f"/school-leads/{school.urn}"
    found = SchoolRoute.objects.get()
    assert (found.lead_name, found.team) == ("Ama Boyle", team.organisation)
    told = Letter.objects.filter(template="safeguarding_lead_changed")
    assert {one.address for one in told} == {"dana@school.example", "ama@school.example"}
    assert all("Ama Boyle, ama@school.example" in one.body for one in told)
    assert "Ama Boyle" in sign_in(practitioner).get(f"/schools/{school.urn}").content.decode()


def test_an_account_is_found_by_the_email_address(school, practitioner, sign_in):
    member = make.member(school, name="Ruth Abernethy")
    role(school, practitioner, email=member.user.email.upper())
    assert "has an account" in sign_in(practitioner).get(f"/school-leads/{school.urn}").content.decode()


def test_schools_with_no_lead_are_a_list_with_a_count_and_flagged(team, school, practitioner, sign_in):
    served = make.service(team).school
    role(served, practitioner)
    role(school, practitioner, last_day=date(2026, 7, 20))
    client = sign_in(practitioner)
    shown = client.get("/school-leads/?show=no-lead").content.decode()
    assert f'/school-leads/{school.urn}"' in shown
    assert f'/school-leads/{served.urn}"' not in shown
    assert "since 20 July" in shown
    for page in (f"/school-leads/{school.urn}", f"/schools/{school.urn}"):
        assert "No lead" in client.get(page).content.decode()
        assert (
            "No lead</strong>"
            not in client.get(page.replace(str(school.urn), str(served.urn))).content.decode()
        )


def test_a_lead_is_handed_over_rather_than_ended(school, practitioner):
    lead, senco = role(school, practitioner), role(school, practitioner, "senco", "Ivo Lark")
    with pytest.raises(NotPossible, match="handed over"):
        actions.end_role(lead, by=practitioner, last_day=make.TODAY)
    with pytest.raises(NotPossible, match="before the first"):
        actions.end_role(senco, by=practitioner, last_day=date(2025, 8, 31))
    assert actions.end_role(senco, by=practitioner, last_day=SINCE).last_day == SINCE
    with pytest.raises(PermissionDenied):
        actions.end_role(senco, by=make.member(role=Role.PRACTITIONER), last_day=make.TODAY)


def test_the_list_asks_the_same_however_many_schools(team, practitioner, sign_in):
    client, asked = sign_in(practitioner), []
    for more in (1, 1, 4):
        for _ in range(more):
            role(make.service(team).school, practitioner)
        with CaptureQueriesContext(connection) as counted:
            client.get("/school-leads/")
        asked.append(len(counted))
    assert asked[1] == asked[2]  # the first page of a session asks for the second step too
