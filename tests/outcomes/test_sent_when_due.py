"""Where a team chose so, a questionnaire that is due goes out by itself: once, by day, to whom agreed, one on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import make
from tests.outcomes.asked import agreed, ask, in_help
from trailblazer.access.roles import Role
from trailblazer.care import telling
from trailblazer.care.models import Course
from trailblazer.care.scores import enter_score
from trailblazer.letters.models import Letter
from trailblazer.outcomes import schedule
from trailblazer.outcomes.actions import withdraw_ask
from trailblazer.outcomes.asking_when_due import to_ask
from trailblazer.outcomes.models import Ask
from trailblazer.teams.actions import change_team
from trailblazer.teams.models import Team
from trailblazer.young_people.models import Carer

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def by_day(settings, monkeypatch):
    settings.TODAY = TODAY
    monkeypatch.setattr(telling, "now", lambda: datetime(2026, 11, 24, 12, tzinfo=UTC))


@pytest.fixture
def course():
    made = in_help()
    agreed(made.young_person)
    choose(made)
    return made


def choose(course, chosen=True):
    team = Team.objects.get(pk=course.team_id)
    change_team(team, by=make.member(team, Role.TEAM_LEAD), name=team.name, asks_when_due=chosen)


def send(settings=None, on=None):
    if settings is not None:
        settings.TODAY = on
    return schedule.ask_for_what_is_due(progress=lambda *_: None)


def asked():
    return [(one.instrument, one.rater, one.moment) for one in Ask.objects.order_by("pk")]


def test_what_is_due_at_the_beginning_is_sent_once(course):
    assert send() == 1
    assert asked() == [("gad-7", "self", "baseline")]
    letter = Letter.objects.get()
    assert (letter.template, letter.channel) == ("form_asked", "email")
    assert Ask.objects.get().asked_by is None
    assert send() == 0


def test_a_team_that_did_not_choose_it_sends_nothing(course):
    choose(course, chosen=False)
    assert send() == 0


def test_nothing_goes_to_who_did_not_agree_to_messages():
    choose(in_help())
    assert send() == 0
    assert not Ask.objects.exists()


def test_nothing_goes_at_night(course, monkeypatch):
    monkeypatch.setattr(telling, "now", lambda: datetime(2026, 11, 24, 23, tzinfo=UTC))
    assert send() == 0


def test_what_a_person_asked_for_or_took_back_is_not_asked_for_again(course):
    withdraw_ask(ask(course), by=course.lead)
    assert send() == 0


def test_that_of_every_session_goes_in_the_two_days_before_the_next(course, settings):
    make.contact(course, on=TODAY, attendance="5")
    enter_score(course.referral, "gad-7", 12, by=course.lead, on=TODAY - timedelta(days=1))
    make.contact(course, on=TODAY + timedelta(days=7))
    assert send(settings, TODAY + timedelta(days=4)) == 0
    assert send(settings, TODAY + timedelta(days=5)) == 1
    made = Ask.objects.get()
    assert (made.instrument, made.moment, made.due_on) == ("gad-7", "session", TODAY + timedelta(days=7))
    assert send(settings, TODAY + timedelta(days=6)) == 0


def test_of_two_parents_the_one_is_asked_who_agreed():
    made = in_help(born_on=date(2018, 5, 3))
    Course.objects.filter(pk=made.pk).update(pathway="parent_led_anxiety", sessions_planned=2)
    for days in (7, 1):
        make.contact(made, on=TODAY - timedelta(days=days), attendance="5")
    person = made.young_person
    parent = {"provider": person.provider, "young_person": person, "relationship": "mother"}
    Carer.objects.create(name="Alex Fernleigh", email="alex@example.org", **parent)
    other = Carer.objects.create(name="Sam Fernleigh", email="sam@example.org", **parent)
    agreed(person, by="carer", carer=other)
    choose(made)
    assert send() == 1
    made = Ask.objects.get()
    assert (made.instrument, made.rater, made.moment, made.carer) == ("how-was-it", "parent", "ending", other)


def test_the_queries_do_not_grow_for_each_course(course, django_assert_max_num_queries):
    for _ in range(5):
        more = in_help(team=Team.objects.get(pk=course.team_id))
        agreed(more.young_person)
    with django_assert_max_num_queries(9):  # the same for any number up to 200
        assert len(list(to_ask(TODAY))) == 6
