"""A hand-over is a closed loop: sent as it was read, followed with an owner and a day, and never lost from sight."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.care.handing import SENT, handed_over, ordinary
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.alerts.models import Alert
from trailblazer.care.actions.hand_overs import (
    correct_step,
    hand_over,
    record_step,
    settle_hand_over,
)
from trailblazer.care.actions.meanwhile import answer_meanwhile, offer_meanwhile
from trailblazer.care.hand_overs import clock_of, unanswered_of
from trailblazer.care.models import HandOver, HandOverStep, Task
from trailblazer.care.schedule_hand_overs import say_which_to_ask_about
from trailblazer.domain.hand_overs import State
from trailblazer.letters.models import Letter
from trailblazer.referrals.actions import close, record_event
from trailblazer.referrals.models import Event, Referral
from trailblazer.young_people.models import Carer, Consent

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def team():
    return make.team(email="team@example.org")


@pytest.fixture
def member(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def referral(team):
    return make.matched_referral(team, young_person=make.young_person(team, born_on=date(2010, 5, 3)))


@pytest.fixture
def sent(member, referral):
    return handed_over(member, referral.young_person, referral=referral)


def test_it_is_sent_in_the_very_words_that_were_kept(sent, member):
    letter = Letter.objects.get(about=sent.ref)
    assert letter.body == sent.summary
    assert "Panic most days" in letter.body
    assert (letter.channel, letter.address, letter.state) == ("email", "camhs@example.org", "queued")
    assert sent.young_person.first_name not in letter.subject


def test_the_agreement_is_written_down_with_it(sent):
    assert sent.consent.purpose == "tell_service"
    assert sent.consent.given_by == Consent.YOUNG_PERSON
    assert "Larkmere CAMHS" in sent.consent.note
    assert f"{sent.young_person.called} agreed on 10 November 2026" in sent.summary


def test_without_agreement_it_goes_only_with_a_reason_which_the_letter_says(member, referral):
    person = referral.young_person
    with pytest.raises(NotPossible, match="who agreed"):
        hand_over(person, by=member, **ordinary(agreed_by=None))
    made = hand_over(
        person, by=member, **ordinary(agreed_by=None, without_consent_reason="Safeguarding: not safe at home")
    )
    assert "Sent without agreement: Safeguarding: not safe at home." in made.summary
    assert Letter.objects.get(about=made.ref).state == "queued"


def test_an_agreement_that_was_taken_back_no_longer_stands(sent, member):
    consent, person = sent.consent, sent.young_person
    Consent.objects.create(
        provider=person.provider,
        young_person=person,
        purpose="tell_service",
        answer="withdrawn",
        given_by="young_person",
        happened_on=TODAY,
    )
    with pytest.raises(NotPossible, match="no longer stands"):
        hand_over(person, by=member, **ordinary(to_name="Another", agreed_by=consent))


def test_under_16_nobody_agrees_alone_without_a_decision_that_they_can(team, member):
    person = make.young_person(team)  # 13
    with pytest.raises(NotPossible, match="a parent or carer agrees"):
        hand_over(person, by=member, **ordinary(agreed_by="young_person"))
    decided = {"purpose": "tell_service", "reason": "Understands what is told", "decided_on": TODAY}
    person.competence_decisions.create(
        provider=person.provider, is_competent=True, decided_by=member, **decided
    )
    assert (
        hand_over(person, by=member, **ordinary(agreed_by="young_person")).consent.given_by == "young_person"
    )


def test_a_parent_agrees_only_with_the_right_to_decide(member, referral):
    person = referral.young_person
    carer = Carer.objects.create(
        provider=person.provider, young_person=person, name="Ada Fernleigh", relationship="mother"
    )
    with pytest.raises(NotPossible, match="no right to decide"):
        hand_over(person, by=member, **ordinary(agreed_by=carer))


@pytest.mark.parametrize(
    "to_contact,                        channel, state",
    [
        ("camhs@example.org",               "email", "queued"),
        ("Larkmere House, 2 Mere Way",      "post",  "queued"),
        ("",                                None,    None),      # printed from its page
    ],
)  # fmt: skip
def test_it_goes_by_email_else_it_is_printed(member, referral, to_contact, channel, state):
    made = handed_over(member, referral.young_person, to_contact=to_contact)
    letter = Letter.objects.filter(about=made.ref).first()
    assert (letter and letter.channel, letter and letter.state) == (channel, state)


def test_whoever_is_shown_the_way_is_not_sent_and_keeps_nobody_open(member, referral):
    made = handed_over(member, referral.young_person, kind="signpost", agreed_by=None, referral=referral)
    assert not Letter.objects.filter(about=made.ref).exists()
    assert not referral.events.filter(kind="hand_over").exists()
    assert not unanswered_of(referral.young_person).exists()
    assert made.follow_up_on == TODAY + timedelta(days=28)


ADDRESS = {"address": "14 Alder Lane, Sutton", "postcode": "SM1 1ZZ"}


def test_a_protected_address_is_never_in_it(team, member):
    protected = make.young_person(team, is_location_protected=True, **ADDRESS)
    for words in ("They moved to 14 alder lane.", "Write to SM11ZZ"):
        with pytest.raises(NotPossible, match="protected"):
            handed_over(member, protected, words=words)
    made = handed_over(member, protected)
    assert "Alder" not in made.summary
    assert "where they live is protected" in made.summary
    open_ = make.young_person(team, **ADDRESS)
    assert "14 Alder Lane" in handed_over(member, open_).summary


def test_no_step_holds_a_protected_address_either(team, member):
    made = handed_over(member, make.young_person(team, is_location_protected=True, **ADDRESS))
    with pytest.raises(NotPossible, match="protected"):
        record_step(made, by=member, state="received", happened_on=TODAY, words="Rang 14 Alder Lane")


def test_no_parent_who_may_not_be_told_is_named_to_the_service(team, member):
    person = make.young_person(team, born_on=date(2008, 1, 1))  # 18: parents only where it was agreed
    Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Ada Fernleigh",
        relationship="mother",
        telephone="07700 900118",
    )
    assert "07700 900118" not in handed_over(member, person).summary


def test_where_it_is_not_safe_the_letter_names_no_parent_and_no_home(team, member):
    person = make.young_person(team, born_on=date(2010, 5, 3), telephone="07700 900111", **ADDRESS)
    Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Ada Fernleigh",
        relationship="mother",
        telephone="07700 900118",
    )
    assert "Ada Fernleigh" in handed_over(member, person).summary
    words = handed_over(member, person, to_name="Another", names_no_family=True).summary
    assert "Ada Fernleigh" not in words
    assert "Alder Lane" not in words
    assert "07700 900111" in words


def test_it_stands_on_the_clock_of_the_request_in_the_place_of_the_decision(member, referral):
    make.event(referral, "hand_over", SENT - timedelta(days=2), source_model="referrals.Decision")
    made = handed_over(member, referral.young_person, referral=referral)
    standing = Event.objects.get(referral=referral, kind="hand_over", superseded_by=None)
    assert (standing.happened_on, standing.source_model, standing.source_ref) == (
        SENT,
        "care.HandOver",
        made.ref,
    )


def test_what_happens_there_is_on_a_clock_of_its_own(sent, member, referral):
    record_step(sent, by=member, state="met", happened_on=SENT + timedelta(days=6), follow_up_on=NEXT_WEEK)
    referral.refresh_from_db()
    assert referral.help_started_on is None
    assert not referral.events.filter(kind__in=("contact", "specialist_assessment")).exists()
    assert clock_of(sent, TODAY).progress().words == "Day 14 of 28"


def test_it_has_an_owner_a_day_and_a_task_from_the_first(sent, member):
    assert (sent.owner, sent.follow_up_on) == (member, TODAY + timedelta(days=14))
    task = Task.objects.get(about=sent.ref)
    assert (task.owner, task.due_on) == (member, sent.follow_up_on)
    assert "Larkmere CAMHS" in task.words


def test_each_step_is_appended_and_the_task_goes_along(sent, member):
    record_step(sent, by=member, state="received", happened_on=TODAY, follow_up_on=NEXT_WEEK)
    record_step(
        sent, by=member, state="waiting", happened_on=TODAY, follow_up_on=NEXT_WEEK + timedelta(days=7)
    )
    sent.refresh_from_db()
    assert sent.state == "waiting"
    assert [step.state for step in sent.steps.all()] == ["sent", "received", "waiting"]
    assert Task.objects.open().get(about=sent.ref).due_on == NEXT_WEEK + timedelta(days=7)


def test_when_help_starts_there_nothing_more_is_owed(sent, member):
    record_step(sent, by=member, state="started", happened_on=TODAY)
    sent.refresh_from_db()
    assert (sent.settled_on, sent.follow_up_on) == (TODAY, None)
    assert not Task.objects.open().filter(about=sent.ref).exists()


@pytest.mark.parametrize("state", ["declined", "handed_back", "lost"])
def test_whoever_comes_back_is_somebodys_again_with_a_next_step(sent, member, referral, team, state):
    referral.state, owner = Referral.State.HANDED_OVER, make.member(team, Role.SUPERVISOR)
    referral.save()
    if state == "handed_back":
        record_step(sent, by=member, state="accepted", happened_on=TODAY, follow_up_on=NEXT_WEEK)
    with pytest.raises(NotPossible, match="what happens next"):
        record_step(sent, by=member, state=state, happened_on=TODAY, follow_up_on=NEXT_WEEK)
    step = {"owner": owner, "follow_up_on": NEXT_WEEK, "next_step": "Ring the family and decide"}
    record_step(sent, by=member, state=state, happened_on=TODAY, words="Not their threshold", **step)
    referral.refresh_from_db()
    assert (referral.state, referral.owner, referral.next_step) == (
        "accepted",
        owner,
        "Ring the family and decide",
    )
    assert referral.next_step_due_on == NEXT_WEEK
    assert Task.objects.open().get(about=sent.ref).owner == owner
    assert list(unanswered_of(referral.young_person)) == [sent]


def test_a_correction_takes_the_place_of_a_wrong_step_and_the_clock_hears_of_it(sent, member, referral):
    first = sent.steps.get()
    correct_step(first, by=member, state="sent", happened_on=SENT + timedelta(days=2))
    sent.refresh_from_db()
    assert sent.sent_on == SENT + timedelta(days=2)
    assert HandOverStep.objects.filter(hand_over=sent).count() == 2
    standing = Event.objects.get(referral=referral, kind="hand_over", superseded_by=None)
    assert standing.happened_on == SENT + timedelta(days=2)
    with pytest.raises(NotPossible, match="corrected already"):
        correct_step(first, by=member, state="sent", happened_on=SENT)


def test_a_wrong_end_is_taken_back_by_a_correction(sent, member):
    wrong = record_step(sent, by=member, state="started", happened_on=TODAY)
    correct_step(wrong, by=member, state="met", happened_on=TODAY, follow_up_on=NEXT_WEEK)
    sent.refresh_from_db()
    assert (sent.state, sent.settled_on) == ("met", None)
    assert Task.objects.open().get(about=sent.ref).due_on == NEXT_WEEK


def test_steps_cannot_be_changed_in_the_database(sent):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        HandOverStep.objects.filter(hand_over=sent).update(state="lost")


def test_the_same_hand_over_is_not_sent_twice_while_nobody_has_answered(sent, member):
    with pytest.raises(NotPossible, match="handed over there already"):
        handed_over(member, sent.young_person)


def test_nobody_is_closed_while_it_is_unanswered_unless_a_person_says_why(sent, referral, team):
    supervisor = make.member(team, Role.SUPERVISOR)
    referral.state = Referral.State.HANDED_OVER
    referral.save()
    with pytest.raises(NotPossible, match="Larkmere CAMHS has not answered"):
        close(referral, by=supervisor)
    with pytest.raises(NotPossible, match="Say why"):
        record_event(referral, by=supervisor, kind="ending", happened_on=TODAY)
    close(referral, by=supervisor, why="The family moved to Leeds, and has a team there")
    sent.refresh_from_db()
    assert sent.help_ended_why == "The family moved to Leeds, and has a team there"
    assert sent.is_open  # it is followed on, until a person settles it on its own page


@pytest.mark.parametrize(
    "state, in_the_way", [("sent", True), ("waiting", False), ("lost", True), ("started", False)]
)
def test_what_keeps_somebody_from_being_closed(sent, member, state, in_the_way):
    if state != "sent":
        record_step(
            sent, by=member, state=state, happened_on=TODAY, follow_up_on=NEXT_WEEK, next_step="Ring them"
        )
    assert unanswered_of(sent.young_person).exists() is in_the_way


def test_it_is_settled_only_with_a_reason_and_carried_on_when_more_is_heard(sent, member):
    with pytest.raises(NotPossible, match="Enter why"):
        settle_hand_over(sent, by=member, why=" ")
    settle_hand_over(sent, by=member, why="They went privately")
    with pytest.raises(NotPossible, match="settled already"):
        settle_hand_over(sent, by=member, why="Again")
    record_step(sent, by=member, state="accepted", happened_on=TODAY, follow_up_on=NEXT_WEEK)
    sent.refresh_from_db()
    assert sent.is_open
    assert "They went privately" in sent.steps.last().words


def test_an_alert_says_when_the_day_to_ask_is_over_once_and_is_answered_by_what_was_heard(sent, member):
    assert say_which_to_ask_about(None) == 0
    HandOver.objects.filter(pk=sent.pk).update(follow_up_on=TODAY - timedelta(days=1))
    assert (say_which_to_ask_about(None), say_which_to_ask_about(None)) == (1, 0)
    alert = Alert.objects.get(kind="hand_over_follow_up")
    assert (alert.owner, alert.closed_at) == (member, None)
    record_step(sent, by=member, state="waiting", happened_on=TODAY, follow_up_on=NEXT_WEEK)
    alert.refresh_from_db()
    assert alert.what_was_done == "Waiting there"


def test_support_while_waiting_is_offered_and_whether_it_was_taken_is_known_later(sent, member):
    offer = offer_meanwhile(
        sent.young_person, by=member, what="check_in", offered_on=TODAY, hand_over=sent, words="Every Friday"
    )
    assert (offer.was_taken, offer.referral) == (None, sent.referral)
    answer_meanwhile(offer, by=member, was_taken=True, words="Likes the calls")
    offer.refresh_from_db()
    assert (offer.was_taken, offer.words) == (True, "Every Friday. Likes the calls")


MOVES = st.tuples(st.sampled_from(State), st.integers(-3, 12), st.booleans(), st.booleans(), st.booleans())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=7))
def test_whatever_is_heard_an_open_hand_over_has_an_owner_a_day_and_a_task(team, member, moves):
    """Random steps with and without owner, day and next step: refused, or open with all three, or settled."""
    made = handed_over(member, make.young_person(team))
    for state, days, has_owner, has_day, has_next in moves:
        with suppress(NotPossible):
            record_step(
                made,
                by=member,
                state=state,
                happened_on=SENT + timedelta(days=days),
                owner=member if has_owner else None,
                follow_up_on=NEXT_WEEK if has_day else None,
                next_step="Ring the family" if has_next else "",
            )
        made.refresh_from_db()
        assert made.state == made.steps.filter(superseded_by=None).order_by("happened_on", "pk").last().state
        tasks = Task.objects.open().filter(about=made.ref)
        if made.is_open:
            assert made.owner is not None
            assert made.follow_up_on is not None
            assert [task.owner_id for task in tasks] == [made.owner_id]
        else:
            assert made.settled_on is not None
            assert not tasks.exists()


def test_nobody_follows_it_who_may_not_record_what_is_heard(sent, member, team, sign_in):
    administrator = make.member(team, Role.ADMINISTRATOR)
    with pytest.raises(NotPossible, match="who may record"):
        record_step(
            sent,
            by=member,
            state="received",
            happened_on=TODAY,
            owner=administrator,
            follow_up_on=NEXT_WEEK,
        )
    page = sign_in(member).get(f"/hand-overs/{sent.ref}/step").content.decode()
    assert member.ref in page
    assert administrator.ref not in page
