"""Planning a cohort, at most 20 schools, invitations by link, and the waiting list."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import make
from tests.joint_working import cohorts
from trailblazer.access.records import NotPossible, Service, Visitor
from trailblazer.access.roles import Role
from trailblazer.joint_working import actions, links, schedule
from trailblazer.joint_working.models import Cohort
from trailblazer.letters.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
LATER = {"day_1": date(2027, 1, 20), "day_2": date(2027, 3, 3)}
KEY = "a" * 32


@pytest.fixture
def later(team):
    return cohorts.cohort(team, **LATER)


def typed(**days):
    boxes = {}
    for name, day in days.items():
        boxes |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return {"submission_key": KEY, "name": "Sutton, spring", "place": "Sutton", **boxes}


def lead(number):
    return {"name": f"Robin Elder {number}", "job": "", "email": f"robin{number}@example.org", "wave": 1}


def test_a_team_lead_plans_a_cohort_of_their_team(team, sign_in):
    client = sign_in(make.member(team, Role.TEAM_LEAD))
    response = client.post(reverse("joint_working:new"), typed(**LATER))
    made = Cohort.objects.get()
    assert response.url == reverse("joint_working:attendance", args=[made.ref])
    assert (made.provider, made.team) == (team.organisation.provider, team.organisation)


def test_day_2_before_day_1_is_refused_in_a_sentence(team, sign_in):
    client = sign_in(make.member(team, Role.TEAM_LEAD))
    days = {"day_1": LATER["day_1"], "day_2": LATER["day_1"] - timedelta(days=1)}
    response = client.post(reverse("joint_working:new"), typed(**days))
    assert "Day 2 comes after day 1" in response.content.decode()
    assert not Cohort.objects.exists()


def test_a_cohort_of_the_programme_is_kept_by_the_provider_of_its_host(team, sign_in):
    programme = cohorts.programme()
    sign_in(programme).post(reverse("joint_working:new"), typed(**LATER) | {"host": team.pk})
    made = Cohort.objects.get()
    assert (made.provider, made.programme) == (team.organisation.provider, programme.organisation)
    assert list(Cohort.objects.visible_to(programme)) == [made]
    assert not Cohort.objects.visible_to(cohorts.programme()).exists()
    with pytest.raises(PermissionDenied):
        actions.plan_cohort(team, by=make.member(role=Role.TEAM_LEAD), name="Not theirs", **LATER)


def test_the_21st_school_is_refused_and_offered_the_waiting_list(later):
    by = later.organiser
    *twenty, last = cohorts.served(later, 21)
    for number, school in enumerate(twenty):
        actions.add_school(later, school, by=by, **lead(number))
    with pytest.raises(NotPossible, match="waiting list"):
        actions.add_school(later, last, by=by, **lead(20))
    waits = actions.add_school(later, last, by=by, waits=True, **lead(20))
    assert waits.state == "waiting"


def test_a_school_comes_once_with_one_lead_and_from_the_area(later):
    (school,) = cohorts.served(later)
    actions.add_school(later, school, by=later.organiser, **lead(1))
    with pytest.raises(NotPossible, match="one lead"):
        actions.add_school(later, school, by=later.organiser, **lead(2))
    with pytest.raises(NotPossible, match="not of the cohort’s area"):
        actions.add_school(later, make.school(), by=later.organiser, **lead(3))


def test_a_no_gives_the_seat_to_the_first_on_the_waiting_list(later):
    asked = cohorts.person(later, state="invited", invited_on=make.TODAY, answer_by=make.TODAY)
    first, second = (cohorts.person(later, state="waiting") for _ in range(2))
    actions.answer_invitation(asked, by=Visitor(holds=asked), comes=False)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("invited", "waiting")
    assert Letter.objects.get().own_link == links.LINKS.address_of(first)


def test_no_answer_by_the_day_gives_the_seat_on_too(later, settings, monkeypatch):
    monkeypatch.setattr(schedule, "is_time_to_write", lambda: True)
    asked = cohorts.person(later, state="invited", answer_by=make.TODAY - timedelta(days=1))
    waiting = cohorts.person(later, state="waiting")
    schedule.keep_going(progress=lambda *_: None)
    asked.refresh_from_db()
    waiting.refresh_from_db()
    assert (asked.state, waiting.state) == ("lapsed", "invited")
    with pytest.raises(NotPossible, match="may have gone to somebody else"):
        actions.answer_invitation(asked, by=Visitor(holds=asked), comes=True)


def test_a_wave_goes_out_by_itself_on_its_day_and_once(later, monkeypatch):
    monkeypatch.setattr(schedule, "is_time_to_write", lambda: True)
    Cohort.objects.update(first_wave_on=make.TODAY, second_wave_on=make.TODAY + timedelta(days=30))
    first = cohorts.person(later, state="planned")
    second = cohorts.person(later, state="planned", wave=2)
    for _ in range(2):
        schedule.keep_going(progress=lambda *_: None)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("invited", "planned")
    assert Letter.objects.filter(template="joint_invited", state="queued").count() == 1


def test_an_invitation_is_answered_on_a_phone_without_an_account(later, client):
    asked = cohorts.person(later, state="invited", answer_by=date(2026, 12, 1))
    address = reverse("joint_working:own", args=[links.LINKS.secret_of(asked)])
    page = client.get(address).content.decode()
    assert "Will you come to both days?" in page
    client.post(f"{address}/answer", {"submission_key": KEY, "comes": "yes"})
    asked.refresh_from_db()
    assert asked.state == "accepted"
    assert "You are coming" in client.get(address).content.decode()


def test_a_link_that_is_cut_off_says_what_to_do(client):
    response = client.get(reverse("joint_working:own", args=["x" * 43]))
    assert response.status_code == 404
    assert "newest message" in response.content.decode()


def test_attendance_is_noted_from_the_day_on(team, sign_in):
    cohort = cohorts.cohort(team)
    came, not_ = (cohorts.person(cohort) for _ in range(2))
    client = sign_in(cohort.organiser)
    address = reverse("joint_working:note_attendance", args=[cohort.ref, 1])
    client.post(address, {"submission_key": KEY, came.ref: "came", not_.ref: "not"})
    came.refresh_from_db()
    assert came.came_day_1 == "came"
    with pytest.raises(NotPossible, match="from that day on"):
        actions.note_attendance(cohort, by=cohort.organiser, which=2, came={})


def test_whoever_is_in_the_cohort_by_one_address_is_not_added_again(later):
    cohorts.person(later, kind="nhs", email="pia@example.org")
    with pytest.raises(NotPossible, match="Each person rates once"):
        actions.add_partner(
            later,
            by=later.organiser,
            kind="council",
            organisation="Early help",
            name="Pia",
            job="",
            email="Pia@example.org",
            wave=1,
        )


def test_a_school_sees_the_cohort_it_is_in_and_no_other(later):
    (school,) = cohorts.served(later)
    smhl = make.member(school)
    assert not Cohort.objects.visible_to(smhl).exists()
    cohorts.person(later, school=school, state="invited")
    assert list(Cohort.objects.visible_to(smhl)) == [later]
    assert Cohort.objects.visible_to(Service()).count() == 1
