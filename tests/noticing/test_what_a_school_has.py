"""Help that a school has of its own: kept by the school and by the team that serves it, seen by nobody else."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.doors import visible
from trailblazer.access.records import NotPossible
from trailblazer.domain.school_terms import term_of
from trailblazer.noticing import actions
from trailblazer.noticing.figures import support_added_and_stopped
from trailblazer.noticing.models import SchoolSupport

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
FORM = {
    "submission_key": "0" * 32,
    "kind": "counsellor",
    "name": "Counselling",
    "age_from": "",
    "age_to": "",
    "places": "6",
    "taken": "6",
    "wait_weeks": "3",
    "starts_on_day": "1",
    "starts_on_month": "9",
    "starts_on_year": "2025",
}


@pytest.fixture
def school(team):
    return make.service(team).school


def test_the_lead_adds_the_counsellor_and_the_team_sees_it(school, practitioner, sign_in):
    lead = make.member(school)
    browser = sign_in(lead)
    assert browser.post(f"/schools/{school.urn}/own-help/add", FORM).status_code == 302
    page = sign_in(practitioner).get(f"/schools/{school.urn}").content.decode()
    assert "Counselling" in page
    assert "3 weeks’ wait" in page
    kept = SchoolSupport.objects.get()
    assert (kept.age_from, kept.age_to, kept.checked_on) == (4, 19, make.TODAY)


def test_another_school_and_another_team_can_neither_keep_nor_find_it(school, sign_in):
    lead = make.member(school)
    sign_in(lead).post(f"/schools/{school.urn}/own-help/add", FORM)
    other = make.service(make.team()).school
    stranger = make.member(other)
    assert sign_in(stranger).get(f"/schools/{school.urn}/own-help").status_code == 404
    assert not visible(SchoolSupport, stranger).exists()
    with pytest.raises(NotPossible, match="Somebody of the school"):
        actions.keep_support(SchoolSupport(school=school, kind="peer", name="x"), by=stranger)


def test_school_staff_may_see_it_and_not_change_it(school, sign_in):
    teacher = make.member(make.school_organisation(school), "school_staff")
    with pytest.raises(PermissionDenied):
        actions.keep_support(SchoolSupport(school=school), by=teacher)


def test_what_ends_stays_in_the_list_with_the_reason(school, sign_in):
    lead = make.member(school)
    kept = actions.keep_support(
        SchoolSupport(school=school), by=lead, kind="voluntary", name="Youth club", starts_on=date(2026, 1, 5)
    )
    with pytest.raises(NotPossible, match="not before its first day"):
        actions.end_support(kept, by=lead, ends_on=date(2025, 1, 1))
    actions.end_support(kept, by=lead, ends_on=date(2026, 11, 1), because="The funding ended")
    page = sign_in(lead).get(f"/schools/{school.urn}/own-help").content.decode()
    assert page.index("No more") < page.index("The funding ended")


def test_places_taken_without_places_is_refused_with_a_sentence(school, sign_in):
    page = sign_in(make.member(school)).post(f"/schools/{school.urn}/own-help/add", FORM | {"places": ""})
    assert "Enter how many places there are" in page.content.decode()
    assert not SchoolSupport.objects.exists()


def test_the_report_of_a_term_names_what_was_added_and_what_stopped_and_nobody(school):
    lead = make.member(school)
    for name, since, until in (
        ("Counselling", date(2026, 9, 1), None),
        ("Youth club", date(2026, 1, 5), date(2026, 11, 1)),
        ("Art group", date(2026, 9, 20), date(2026, 10, 20)),
        ("School nurse", date(2024, 9, 1), date(2026, 8, 31)),
        ("By mistake", date(2026, 10, 1), date(2026, 10, 1)),
    ):
        new = SchoolSupport(school=school)
        kept = actions.keep_support(new, by=lead, kind="voluntary", name=name, starts_on=since)
        if until:
            actions.end_support(kept, by=lead, ends_on=until)
    added, stopped = support_added_and_stopped(school, term_of(make.TODAY))
    assert (added, stopped) == (["Counselling", "Art group"], ["Art group", "Youth club"])
