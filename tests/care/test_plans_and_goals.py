"""One plan for all who help, agreed on a day that counts, with up to three goals; and two who edit it at once."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from tests import make
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Role
from trailblazer.care.actions.goals import correct_rating, end_goal, rate_goal, set_goal
from trailblazer.care.actions.plans import add_part, agree_plan, begin_plan, change_plan, end_part
from trailblazer.care.goals import open_goals, rate
from trailblazer.care.models import FIVE_AREAS, GoalRating, Plan
from trailblazer.care.scores import enter_score
from trailblazer.referrals.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def referral(team):
    return make.matched_referral(team)


@pytest.fixture
def plan(referral, practitioner):
    return begin_plan(
        referral, by=practitioner, what_we_will_do="Eight sessions about worry", thoughts="I will fail"
    )


def standing(referral):
    found = Event.objects.filter(referral=referral, kind="plan_agreed", superseded_by=None)
    return list(found.values_list("happened_on", flat=True))


def test_an_agreed_plan_starts_help_on_the_day_it_was_agreed(plan, practitioner, referral):
    agree_plan(plan, by=practitioner, agreed_on=date(2026, 11, 17), agreed_by=["young_person", "team"])
    referral.refresh_from_db()
    assert referral.help_started_on == date(2026, 11, 17)
    assert standing(referral) == [date(2026, 11, 17)]


def test_a_corrected_day_takes_the_place_of_the_one_of_before(plan, practitioner, referral):
    for day in (17, 18, 18):
        agree_plan(plan, by=practitioner, agreed_on=date(2026, 11, day), agreed_by=["young_person"])
    assert standing(referral) == [date(2026, 11, 18)]


@pytest.mark.parametrize(
    "agreed_on, agreed_by, says",
    [
        (make.TODAY + timedelta(days=1), ["young_person"], "not in the future"),
        (date(2026, 11, 1), ["young_person"], "not before the request"),
        (make.TODAY, [], "Choose who agreed"),
        (make.TODAY, ["team", "school"], "with the young person or with a parent"),
    ],
)
def test_what_cannot_be_agreed_is_refused(plan, practitioner, agreed_on, agreed_by, says):
    with pytest.raises(NotPossible, match=says):
        agree_plan(plan, by=practitioner, agreed_on=agreed_on, agreed_by=agreed_by)


def test_a_plan_that_says_nothing_is_not_agreed(referral, practitioner):
    empty = begin_plan(referral, by=practitioner)
    with pytest.raises(NotPossible, match="Write what you will do"):
        agree_plan(empty, by=practitioner, agreed_on=make.TODAY, agreed_by=["carer"])


def test_two_who_edit_a_plan_at_once_see_both_and_lose_nothing(plan, practitioner, team, sign_in):
    change_plan(plan, by=practitioner, version=1, what_we_will_do="Ten sessions", thoughts="I can try")
    with pytest.raises(StaleSave):
        change_plan(plan, by=practitioner, version=1, what_we_will_do="Six sessions")
    client = sign_in(make.member(team, Role.THERAPIST))
    typed = {
        "submission_key": "a" * 32,
        "version": "1",
        "what_we_will_do": "Six sessions",
        "thoughts": "I worry",
        "lead_worker": practitioner.ref,
    }
    shown = client.post(f"/requests/{plan.referral.ref}/plan", typed).content.decode()
    for words in ("Ten sessions", "Six sessions", "I can try", "I worry"):
        assert words in shown
    plan.refresh_from_db()
    assert plan.what_we_will_do == "Ten sessions"
    assert plan.history.count() == 2


def test_the_five_areas_are_kept_beside_each_other(plan, practitioner):
    changed = change_plan(plan, by=practitioner, body="Heart goes fast")
    assert changed.formulation == {"thoughts": "I will fail", "body": "Heart goes fast"}


def test_a_family_seen_by_three_roles_has_one_plan_and_one_lead_worker(plan, practitioner, team, sign_in):
    family = make.member(team, Role.FAMILY_SUPPORT_WORKER, name="Sam Holloway")
    psychologist = make.member(team, Role.PSYCHOLOGIST, name="Iris Lennox")
    add_part(plan, by=practitioner, what="Weekly sessions in school", role="practitioner", who=practitioner)
    add_part(plan, by=practitioner, what="Mornings at home", role="family_support_worker", who=family)
    add_part(plan, by=practitioner, what="Consultation each month", role="psychologist", who=psychologist)
    ended = add_part(plan, by=practitioner, what="A safe place at break", role="school")
    end_part(ended, by=practitioner)
    shown = sign_in(family).get(f"/young-people/{plan.young_person.ref}/plan").content.decode()
    for words in (
        "Weekly sessions in school",
        "Sam Holloway",
        "Iris Lennox",
        "Lead worker",
        "A safe place at break",
    ):
        assert words in shown
    assert shown.count("Lead worker</strong>") == 1


def test_nobody_of_another_team_has_a_part(plan, practitioner):
    with pytest.raises(NotPossible, match="someone in the team"):
        add_part(plan, by=practitioner, what="x", role="x", who=make.member(make.team(), Role.PRACTITIONER))


def test_there_are_three_goals_at_a_time(referral, practitioner):
    goals = [set_goal(referral, by=practitioner, words=f"Goal {n}", rating=2) for n in range(3)]
    with pytest.raises(NotPossible, match="three goals"):
        set_goal(referral, by=practitioner, words="Goal 4")
    end_goal(goals[1], by=practitioner, why="Reached")
    assert set_goal(referral, by=practitioner, words="Goal 4").number == 2


def test_a_goal_is_rated_and_reliably_nearer_by_three(referral, practitioner):
    goal = set_goal(referral, by=practitioner, words="Sleep before 11", rating=2, set_on=date(2026, 11, 10))
    rate_goal(goal, by=practitioner, rating=5)
    known = open_goals(referral)[0]
    assert (known.first, known.latest, known.change) == (2, 5, "Reliably better")
    with pytest.raises(NotPossible, match="0, not at all, to 10"):
        rate_goal(goal, by=practitioner, rating=11)


def test_the_copy_for_the_young_person_is_in_plain_words(plan, practitioner, sign_in):
    change_plan(
        plan, by=practitioner, in_plain_words="We meet on Tuesdays", problem_statement="Hidden formulation"
    )
    shown = sign_in(practitioner).get(f"/young-people/{plan.young_person.ref}/plan/to-keep").content.decode()
    assert "We meet on Tuesdays" in shown
    assert "Hidden formulation" not in shown


def test_a_plan_is_begun_once(plan, practitioner):
    with pytest.raises(NotPossible, match="A colleague has begun"):
        begin_plan(plan.referral, by=practitioner)
    assert Plan.objects.count() == 1


def test_a_goal_rated_again_on_the_same_day_is_corrected(referral, practitioner):
    goal = set_goal(referral, by=practitioner, words="Sleep before 11", rating=2)
    rate_goal(goal, by=practitioner, rating=4)
    assert rate_goal(goal, by=practitioner, rating=4) is None
    (found,) = open_goals(referral)
    assert (found.first, found.latest, GoalRating.objects.count()) == (4, 4, 2)


def test_a_wrong_rating_is_corrected_once_and_both_are_read(referral, practitioner, sign_in):
    goal = set_goal(referral, by=practitioner, words="Sleep before 11", rating=2)
    wrong = goal.ratings.get()
    client = sign_in(practitioner)
    typed = {"submission_key": "a" * 32, "rating": "11"}
    assert "from 0 to 10" in client.post(f"/goals/ratings/{wrong.ref}/correct", typed).content.decode()
    client.post(f"/goals/ratings/{wrong.ref}/correct", typed | {"rating": "7", "submission_key": "b" * 32})
    assert open_goals(referral)[0].latest == 7
    shown = client.get(f"/goals/{goal.ref}").content.decode()
    assert "<del>2</del>" in shown
    assert f"/goals/ratings/{wrong.ref}/correct" not in shown
    with pytest.raises(NotPossible, match="corrected already"):
        correct_rating(wrong, by=practitioner, rating=5)


@settings_of_hypothesis(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ratings=st.lists(st.tuples(st.integers(0, 10), st.integers(0, 6)), min_size=1, max_size=12))
def test_however_it_is_rated_one_rating_a_day_stands_and_none_is_lost(referral, practitioner, ratings):
    with transaction.atomic():
        goal = set_goal(referral, by=practitioner, words="Sleep", set_on=make.TODAY - timedelta(days=6))
        for rating, ago in ratings:
            rate(goal, rating, by=practitioner, on=make.TODAY - timedelta(days=ago))
        (found,) = open_goals(referral)
        last = {ago: rating for rating, ago in ratings}
        assert [one.rating for one in found.ratings] == [last[ago] for ago in sorted(last, reverse=True)]
        superseded = GoalRating.objects.filter(goal=goal).exclude(superseded_by=None).count()
        assert goal.ratings.count() == len(found.ratings) + superseded
        transaction.set_rollback(True)


def test_what_the_plan_said_before_is_read_with_who_changed_it(plan, practitioner, team, sign_in):
    supervisor = make.member(team, Role.SUPERVISOR, name="Wren Supervisor")
    change_plan(plan, by=supervisor, what_we_will_do="Three smaller steps", thoughts="They will laugh")
    plan.refresh_from_db()
    agree_plan(plan, by=practitioner, agreed_on=make.TODAY, agreed_by=["young_person"])
    shown = sign_in(practitioner).get(f"/plans/{plan.ref}/versions").content.decode()
    assert "Version 3" in shown
    assert "Wren Supervisor" in shown
    assert "Three smaller steps" in shown
    assert "They will laugh" in shown


def test_the_five_areas_are_drawn_as_a_ring_and_read_as_a_list(plan, practitioner, sign_in):
    areas = {name: f"Words of {name}" for name in FIVE_AREAS}
    change_plan(plan, by=practitioner, **areas)
    shown = sign_in(practitioner).get(f"/young-people/{plan.young_person.ref}/plan").content.decode()
    assert "tb-areas--ring" in shown
    places = [shown.index(words) for words in areas.values()]
    assert places == sorted(places)


def queries_of(client, address, count):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_page_asks_as_often_for_thirty_contacts_as_for_three(plan, practitioner, team, sign_in):
    course = make.course(plan.referral, practitioner)
    client, address = sign_in(practitioner), f"/young-people/{plan.young_person.ref}/plan"
    counted = []
    for contacts in (3, 27):
        for number in range(contacts):
            make.contact(course, on=make.TODAY - timedelta(days=number % 60), attendance="5")
        goal = set_goal(plan.referral, by=practitioner, words=f"Goal {contacts}", rating=1)
        rate(goal, 3, by=practitioner, on=make.TODAY - timedelta(days=1))
        colleague = make.member(team, Role.PRACTITIONER)
        add_part(plan, by=practitioner, what="Calls", role="practitioner", who=colleague)
        client.get(address)
        counted.append(queries_of(client, address, contacts))
    assert counted[0] == counted[1]


def test_the_newest_sixty_contacts_are_shown_and_the_rest_is_said(plan, practitioner, sign_in):
    course = make.course(plan.referral, practitioner)
    for number in range(61):
        make.contact(course, on=make.TODAY - timedelta(days=number), attendance="5")
    shown = sign_in(practitioner).get(f"/young-people/{plan.young_person.ref}/plan").content.decode()
    assert "The newest 60" in shown


def test_a_score_of_somebody_who_does_not_fill_it_in_is_refused(referral, practitioner):
    with pytest.raises(NotPossible, match="not filled in by them"):
        enter_score(referral, "gad-7", 10, by=practitioner, on=make.TODAY, rater="teacher")
