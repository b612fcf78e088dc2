"""Actions with owners that live on past the day, for those with an account and those without."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import make
from tests.joint_working import cohorts
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.joint_working import actions, links, schedule
from trailblazer.joint_working.models import ActionLook
from trailblazer.joint_working.of_school import open_actions_of_school
from trailblazer.letters.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
KEY = "e" * 32


@pytest.fixture
def cohort(team):
    return cohorts.cohort(team)


def agreed(cohort, *owners, **fields):
    ordinary = {"domain": "access", "words": "Monthly call", "by_day": make.TODAY + timedelta(days=30)}
    values = ordinary | {"agreed_on": make.TODAY} | fields
    return actions.agree(cohort, by=cohort.organiser, owners=owners, **values)


def test_an_action_has_an_owner_of_the_cohort_an_area_and_a_day(cohort, team):
    stranger = cohorts.person(cohorts.cohort(team))
    with pytest.raises(NotPossible, match="person of this cohort"):
        agreed(cohort, stranger)
    with pytest.raises(NotPossible, match="areas"):
        agreed(cohort, cohorts.person(cohort), domain="weather")
    with pytest.raises(NotPossible, match="later day"):
        agreed(cohort, cohorts.person(cohort), by_day=make.TODAY - timedelta(days=1))


def test_our_school_is_told_of_what_is_open_until_it_is_done(cohort):
    person = cohorts.person(cohort)
    late = agreed(
        cohort, person, agreed_on=make.TODAY - timedelta(days=9), by_day=make.TODAY - timedelta(days=1)
    )
    agreed(cohort, cohorts.person(cohort))  # another school's
    (shown,) = open_actions_of_school(person.school, make.TODAY)
    assert (shown.words, shown.area, shown.owners, shown.is_late) == (
        "Monthly call",
        "Quick access",
        person.name,
        True,
    )
    actions.say_of_action(person, late, by=Visitor(holds=person), status="done")
    assert open_actions_of_school(person.school, make.TODAY) == []


def test_an_owner_without_an_account_says_done_by_link(cohort, client):
    person = cohorts.person(cohort, kind="nhs")
    one = agreed(cohort, person)
    secret = links.LINKS.secret_of(person)
    assert "Monthly call" in client.get(reverse("joint_working:own", args=[secret])).content.decode()
    address = reverse("joint_working:own_say", args=[secret, one.ref])
    client.post(address, {"submission_key": KEY, "status": "done", "words": "Held on Monday"})
    one.refresh_from_db()
    assert (one.status, one.closed_on) == ("done", make.TODAY)
    assert ActionLook.objects.get().said_by == person.name


def test_nobody_answers_for_what_is_not_theirs_or_drops_it_by_link(cohort, client):
    owner, other = cohorts.person(cohort), cohorts.person(cohort)
    one = agreed(cohort, owner)
    address = reverse("joint_working:own_say", args=[links.LINKS.secret_of(other), one.ref])
    assert client.post(address, {"submission_key": KEY, "status": "done"}).status_code == 404
    with pytest.raises(NotPossible, match="somebody else"):
        actions.say_of_action(other, one, by=Visitor(holds=other), status="done")
    with pytest.raises(NotPossible, match="tell the organiser"):
        actions.say_of_action(owner, one, by=Visitor(holds=owner), status="dropped", words="No time")


def test_a_lead_who_signs_in_says_it_for_their_own_school(cohort, sign_in):
    (school,) = cohorts.served(cohort)
    one = agreed(cohort, cohorts.person(cohort, school=school))
    client = sign_in(make.member(school))
    assert "Say if it is done" in client.get(reverse("joint_working:action", args=[one.ref])).content.decode()
    address = reverse("joint_working:say", args=[one.ref])
    client.post(address, {"submission_key": KEY, "status": "done", "version": one.version})
    one.refresh_from_db()
    assert one.status == "done"


def test_one_that_is_dropped_says_why(cohort):
    one = agreed(cohort, cohorts.person(cohort))
    with pytest.raises(NotPossible, match="why it is dropped"):
        actions.look_at(one, by=cohort.organiser, when="day_2", status="dropped")
    actions.look_at(one, by=cohort.organiser, when="day_2", status="dropped", words="The post is gone")
    one.refresh_from_db()
    assert one.reason == "The post is gone"
    assert not one.is_late(make.TODAY + timedelta(days=300))


def test_owners_of_open_actions_are_asked_once_six_weeks_after_day_1(team, monkeypatch):
    monkeypatch.setattr(schedule, "is_time_to_write", lambda: True)
    day_1 = make.TODAY - timedelta(days=42)
    cohort = cohorts.cohort(team, day_1=day_1, day_2=make.TODAY + timedelta(days=10))
    owner, finished = cohorts.person(cohort), cohorts.person(cohort)
    agreed(cohort, owner)
    done = agreed(cohort, finished)
    actions.look_at(done, by=cohort.organiser, when="between", status="done")
    for _ in range(2):
        schedule.keep_going(progress=lambda *_: None)
    sent = Letter.objects.filter(template="joint_actions")
    assert [one.address for one in sent] == [owner.email]


def test_each_open_action_is_gone_through_at_day_2(cohort, sign_in):
    one = agreed(cohort, cohorts.person(cohort))
    cohort.day_2 = make.TODAY
    cohort.day_1 = make.TODAY - timedelta(days=40)
    cohort.save()
    client = sign_in(cohort.organiser)
    page = client.get(reverse("joint_working:actions", args=[cohort.ref])).content.decode()
    assert "Not gone through yet, at day 2" in page
    address = reverse("joint_working:look", args=[one.ref])
    client.post(
        address, {"submission_key": KEY, "version": one.version, "status": "in_progress", "when": "day_2"}
    )
    page = client.get(reverse("joint_working:actions", args=[cohort.ref])).content.decode()
    assert "Not gone through yet" not in page
