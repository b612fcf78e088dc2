"""Changes to come are found, planned and handed over; another team of ours accepts with a named person, or says no."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from tests.care.handing import handed_over
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.alerts.models import Alert
from trailblazer.care import transitions
from trailblazer.care.actions.hand_overs import record_step
from trailblazer.care.actions.hand_overs_to_us import accept, decline
from trailblazer.care.actions.transitions import add_transition, not_needed, plan_transition
from trailblazer.care.models import Contact, HandOver, Task, Transition
from trailblazer.care.next_team import next_team
from trailblazer.care.schedule_hand_overs import find_them, move_those_due
from trailblazer.young_people.models import Consent, YoungPerson

pytestmark = pytest.mark.django_db
TODAY = make.TODAY  # 24 November 2026
IN_MARCH = date(2027, 3, 9)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY


class Two:
    """Two teams of one provider: one has a Year 6, the other serves the secondary school."""

    def __init__(self):
        self.primary = make.team()
        self.secondary = make.team(self.primary.organisation.provider)
        self.here = make.service(self.primary, make.school(phase_code="2", high_age=11)).school
        self.there = make.service(self.secondary).school
        self.practitioner = make.member(self.primary, Role.PRACTITIONER)
        self.lead_there = make.member(self.secondary, Role.TEAM_LEAD)
        self.named = make.member(self.secondary, Role.PRACTITIONER)
        self.child = make.young_person(
            self.primary, born_on=date(2016, 3, 9), school=self.here, year_group="Year 6"
        )
        referral = make.matched_referral(self.primary, young_person=self.child)
        self.course = make.course(referral, self.practitioner)
        self.change = add_transition(self.child, by=self.practitioner, kind="year_7", due_on=date(2027, 9, 1))
        plan_transition(
            self.change,
            by=self.practitioner,
            words="A visit in July",
            owner=self.practitioner,
            next_school=self.there,
        )
        self.change.refresh_from_db()

    def hands_over(self):
        return handed_over(
            self.practitioner,
            self.child,
            kind="transition",
            to_name=self.secondary.name,
            to_contact="",
            to_team=self.secondary.organisation,
            to_school=self.there,
            reason="age",
            transition=self.change,
            referral=self.course.referral,
        )


@pytest.fixture
def two():
    return Two()


def test_the_next_school_says_which_team_is_next(two):
    assert next_team(two.change, TODAY) == two.secondary.organisation
    two.change.next_school = two.here
    assert next_team(two.change, TODAY) is None


def test_the_other_team_is_told_and_sees_the_hand_over_and_nothing_else(two):
    made = two.hands_over()
    assert HandOver.objects.visible_to(two.lead_there).get() == made
    assert not YoungPerson.objects.visible_to(two.lead_there).exists()
    alert = Alert.objects.visible_to(two.lead_there).get()
    assert (alert.kind, alert.about) == ("hand_over_to_us", made.ref)
    two.change.refresh_from_db()
    assert two.change.state == "handed_over"


def test_it_accepts_with_a_named_person_and_the_young_person_moves_with_what_is_open(two):
    coming = make.contact(two.course, on=TODAY + timedelta(days=7))
    made = two.hands_over()
    accept(made, by=two.lead_there, who=two.named)
    for record in (two.child, two.course, two.change, made):
        record.refresh_from_db()
    assert two.child.team == two.secondary.organisation
    assert (two.child.school, two.child.year_group) == (two.there, "")
    assert two.course.lead == two.named
    assert two.course.referral.__class__.objects.get(pk=two.course.referral_id).owner == two.named
    assert Contact.objects.get(pk=coming.pk).lead == two.named
    assert (two.change.state, made.state, made.owner) == ("received", "accepted", two.named)
    assert made.settled_on == TODAY
    assert (
        not Task.objects.open()
        .filter(about__in=(made.ref, two.change.ref), source__in=("hand_over", "transition"))
        .exists()
    )
    assert not Alert.objects.open().exists()


def test_what_else_is_followed_is_the_named_persons_too(two):
    other = handed_over(two.practitioner, two.child)
    accept(two.hands_over(), by=two.lead_there, who=two.named)
    other.refresh_from_db()
    assert (other.team, other.owner) == (two.secondary.organisation, two.named)
    assert Task.objects.open().get(about=other.ref).owner == two.named


def test_or_they_move_on_the_day_the_change_falls_due(two, settings):
    made = two.hands_over()
    accept(made, by=two.lead_there, who=two.named, moves_on=two.change.due_on)
    two.child.refresh_from_db()
    assert two.child.team == two.primary.organisation
    assert move_those_due(None) == 0
    settings.TODAY = two.change.due_on
    assert (move_those_due(None), move_those_due(None)) == (1, 0)
    two.child.refresh_from_db()
    two.change.refresh_from_db()
    assert (two.child.team, two.change.state) == (two.secondary.organisation, "received")


def test_it_says_no_with_a_reason_and_it_goes_back_to_whoever_handed_over(two):
    made = two.hands_over()
    with pytest.raises(NotPossible, match="Enter why"):
        decline(made, by=two.lead_there, why=" ")
    decline(made, by=two.lead_there, why="No room until January")
    made.refresh_from_db()
    two.change.refresh_from_db()
    referral = two.course.referral.__class__.objects.get(pk=two.course.referral_id)
    assert (made.state, made.owner, made.follow_up_on) == ("declined", two.practitioner, date(2026, 11, 26))
    assert made.steps.last().words == "No room until January"
    assert (referral.owner, referral.next_step_due_on) == (two.practitioner, date(2026, 11, 26))
    assert two.change.state == "planned"
    assert Alert.objects.open().get().owner == two.practitioner
    assert Alert.objects.open().get().kind == "hand_over_back"
    two.child.refresh_from_db()
    assert two.child.team == two.primary.organisation


def test_only_the_team_that_is_asked_answers_and_only_once(two):
    made = two.hands_over()
    with pytest.raises(PermissionDenied):
        accept(made, by=make.member(two.primary, Role.TEAM_LEAD), who=two.practitioner)
    with pytest.raises(NotPossible, match="answers here itself"):
        record_step(made, by=two.practitioner, state="accepted", happened_on=TODAY)
    with pytest.raises(NotPossible, match="somebody of your team"):
        accept(made, by=two.lead_there, who=two.practitioner)
    accept(made, by=two.lead_there, who=two.named)
    with pytest.raises(NotPossible, match="answered already"):
        decline(made, by=two.lead_there, why="Too late")


def test_a_team_of_another_provider_is_handed_over_to_as_any_service(two):
    stranger = make.team()
    with pytest.raises(NotPossible, match="same provider"):
        handed_over(
            two.practitioner, two.child, kind="transition", to_team=stranger.organisation, reason="age"
        )


def test_to_the_next_school_it_stays_open_until_it_is_received(two):
    made = handed_over(
        two.practitioner,
        two.child,
        kind="transition",
        to_name="Larkmere College",
        reason="age",
        transition=two.change,
    )
    two.change.refresh_from_db()
    assert two.change.state == "handed_over"
    record_step(made, by=two.practitioner, state="received", happened_on=TODAY)
    two.change.refresh_from_db()
    made.refresh_from_db()
    assert (two.change.state, made.is_open) == ("received", False)


def test_a_change_that_is_not_needed_says_why_but_not_while_a_hand_over_is_under_way(two):
    made = two.hands_over()
    two.change.refresh_from_db()
    with pytest.raises(NotPossible, match="under way"):
        not_needed(two.change, by=two.practitioner, why="They stay")
    decline(made, by=two.lead_there, why="Not ours")
    from trailblazer.care.actions.hand_overs import settle_hand_over

    settle_hand_over(made, by=two.practitioner, why="They stay")
    two.change.refresh_from_db()
    not_needed(two.change, by=two.practitioner, why="They stay where they are")
    two.change.refresh_from_db()
    assert two.change.state == "not_needed"
    with pytest.raises(NotPossible, match="over"):
        not_needed(two.change, by=two.practitioner, why="Again")


def found_of(person):
    return [(one.kind, one.due_on) for one in Transition.objects.filter(young_person=person)]


def test_changes_are_found_every_day_and_each_only_once():
    team = make.team()
    lead = make.member(team, Role.PRACTITIONER)
    person = make.young_person(team, born_on=date(2011, 3, 9))  # 16 on 9 March
    make.course(make.matched_referral(team, young_person=person), lead)
    assert (find_them(None), find_them(None)) == (1, 0)
    assert found_of(person) == [("age_16", IN_MARCH)]
    change = Transition.objects.get()
    assert change.owner == lead
    assert [task.words for task in Task.objects.filter(about=change.ref)] == [
        "Plan what comes next: 16: decides for themselves"
    ]


def test_at_16_somebody_is_asked_to_get_the_young_persons_own_word():
    team = make.team()
    person = make.young_person(team, born_on=date(2011, 3, 9), known_as="Bo")
    make.matched_referral(team, young_person=person)
    Consent.objects.create(
        provider=person.provider,
        young_person=person,
        purpose="help",
        answer="given",
        given_by="carer",
        happened_on=TODAY,
    )
    find_them(None)
    on_the_day = Task.objects.get(source="transition_day")
    assert (on_the_day.words, on_the_day.due_on) == ("Ask Bo to agree for themselves: they are 16", IN_MARCH)


def test_at_18_somebody_asks_about_parents_and_how_progress_is_measured():
    team = make.team()
    person = make.young_person(team, born_on=date(2009, 3, 9), known_as="Bo")
    make.matched_referral(team, young_person=person)
    find_them(None)
    assert {task.words for task in Task.objects.filter(source="transition_day")} == {
        "Ask Bo whether parents may be told: they are 18",
        "Agree with Bo how progress is measured from 18",
    }


def test_who_is_not_helped_and_was_not_lately_is_left_alone():
    team = make.team()
    make.young_person(team, born_on=date(2011, 3, 9))  # never asked for help
    long_ago = make.young_person(team, born_on=date(2011, 3, 9))
    ended = make.matched_referral(
        team, young_person=long_ago, received_on=date(2026, 3, 2), answer_due_on=None
    )
    make.event(ended, "ending", date(2026, 6, 1))
    ended.state = "closed"
    ended.save()
    lately = make.young_person(team, born_on=date(2011, 3, 9))
    ended = make.matched_referral(team, young_person=lately, received_on=date(2026, 9, 1))
    make.event(ended, "ending", date(2026, 11, 1))
    ended.state = "closed"
    ended.save()
    assert find_them(None) == 1
    assert found_of(lately)


def test_a_move_of_school_on_the_record_is_found_and_one_we_planned_is_not(two):
    settled_in = make.young_person(two.primary, school=two.here)
    make.matched_referral(two.primary, young_person=settled_in)
    settled_in.school = two.there
    settled_in.save()
    from django.utils import timezone

    transitions.find(timezone.localdate(), [settled_in.pk])  # the history is kept by the real clock
    assert [kind for kind, _ in found_of(settled_in)] == ["school_move"]
    accept(two.hands_over(), by=two.lead_there, who=two.named)
    transitions.find(timezone.localdate(), [two.child.pk])
    assert "school_move" not in [kind for kind, _ in found_of(two.child)]


def test_a_school_that_closes_is_a_move_for_everyone_there():
    team = make.team()
    school = make.service(team, make.school(closed_on=date(2027, 2, 1))).school
    person = make.young_person(team, school=school)
    make.matched_referral(team, young_person=person)
    find_them(None)
    assert found_of(person) == [("school_move", date(2027, 2, 1))]


def test_finding_takes_no_more_questions_for_thirty_than_for_three():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(count):
        team = make.team()
        keys = []
        for _ in range(count):
            person = make.young_person(team, born_on=date(2012, 8, 1))  # nothing changes for them
            make.matched_referral(team, young_person=person)
            keys.append(person.pk)
        with CaptureQueriesContext(connection) as caught:
            transitions.find(TODAY, keys)
        return len(caught)

    assert queries(3) == queries(30)
