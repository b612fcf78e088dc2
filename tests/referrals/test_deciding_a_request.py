from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.letters.models import Letter
from trailblazer.referrals import actions
from trailblazer.referrals.models import Answer, Decision, Referral

TODAY = make.TODAY
ANSWER = "Dear Ruth,\n\nTariq Holloway rings on Friday."


def kinds(referral):
    return [event.kind for event in referral.events.order_by("pk")]


def needs(place):
    """What each outcome cannot do without."""
    return {
        "one_to_one": {"role": "emhp"},
        "parent_led": {"role": "emhp"},
        "group": {"role": "emhp"},
        "advice_to_school": {"advice_given": "Keep the lunch pass"},
        "signposted": {"service": "Young Carers Space", "reason": "They know them"},
        "missing_middle": {
            "destination": "held_here",
            "owner": place.therapist,
            "look_again_on": date(2026, 12, 8),
            "reason": "Eating needs watching first",
        },
        "referred_on": {"service": "Sutton specialist service", "reason": "Below our threshold"},
        "duplicate": {"duplicate_of": place.referral()},
        "declined": {"declined_reason": "outside_age", "reason": "Is 19"},
    }


@pytest.mark.parametrize(
    "outcome, state, events",
    [
        ("one_to_one", "accepted", ["decided"]),
        ("parent_led", "accepted", ["decided"]),
        ("group", "accepted", ["decided"]),
        ("advice_to_school", "advice_given", ["decided", "advice_or_support_given", "ending"]),
        ("signposted", "signposted", ["decided", "ending"]),
        ("missing_middle", "missing_middle", ["decided"]),
        ("referred_on", "handed_over", ["decided", "hand_over"]),
        ("duplicate", "duplicate", ["decided", "ending"]),
        ("declined", "declined", ["decided", "ending"]),
    ],
)
def test_each_outcome_leads_to_its_state_and_writes_its_events(place, outcome, state, events):
    referral = place.referral()
    decision = actions.decide(referral, by=place.supervisor, outcome=outcome, **needs(place)[outcome])
    referral.refresh_from_db()
    assert referral.state == state
    assert kinds(referral) == ["received", *events]
    assert decision.decided_by == place.supervisor


@pytest.mark.parametrize("outcome, lacks", [(o, n) for o, n in [
    ("one_to_one", "role"),
    ("advice_to_school", "advice_given"),
    ("signposted", "service"),
    ("missing_middle", "destination"),
    ("missing_middle", "owner"),
    ("missing_middle", "look_again_on"),
    ("duplicate", "duplicate_of"),
    ("declined", "declined_reason"),
]])  # fmt: skip
def test_an_outcome_without_what_it_needs_is_refused(place, outcome, lacks):
    given = {name: value for name, value in needs(place)[outcome].items() if name != lacks}
    referral = place.referral()
    with pytest.raises(NotPossible):
        actions.decide(referral, by=place.supervisor, outcome=outcome, **given)
    assert not Decision.objects.exists()
    assert kinds(referral) == ["received"]


def test_signposting_with_advice_is_advice_given(place):
    referral = place.referral()
    values = {"service": "Kooth", "advice_given": "Try the sleep plan", "reason": "Sleep only"}
    actions.decide(referral, by=place.supervisor, outcome="signposted", **values)
    referral.refresh_from_db()
    assert referral.help_started_on == TODAY


def test_what_differs_from_the_advice_needs_a_reason(place):
    referral = place.referral(reasons=["phobia_blood_needle_vomit"])
    with pytest.raises(NotPossible, match="your reason"):
        actions.decide(referral, by=place.supervisor, outcome="one_to_one", role="emhp")
    decision = actions.decide(
        referral, by=place.supervisor, outcome="one_to_one", role="emhp", reason="Trained for it"
    )
    assert decision.is_override
    assert decision.advice["rules"][0]["number"] == 14


def test_what_the_advice_says_needs_none(place):
    referral = place.referral(reasons=["phobia_blood_needle_vomit"])
    decision = actions.decide(
        referral, by=place.supervisor, outcome="one_to_one", role="higher_level_therapist"
    )
    assert not decision.is_override


def test_a_decision_without_an_answer_answers_nobody(place):
    referral = place.referral()
    actions.decide(referral, by=place.supervisor, outcome="one_to_one", role="emhp")
    referral.refresh_from_db()
    assert (referral.decided_on, referral.answered_on) == (TODAY, None)
    assert not Letter.objects.exists()


def test_a_decision_with_an_answer_is_two_events(place):
    referral = place.referral()
    actions.decide(referral, by=place.supervisor, outcome="one_to_one", role="emhp", answer=ANSWER)
    referral.refresh_from_db()
    assert kinds(referral) == ["received", "decided", "answered"]
    assert (referral.decided_on, referral.answered_on) == (TODAY, TODAY)


def test_the_answer_leaves_word_for_word(place):
    referral = place.referral()
    actions.decide(referral, by=place.supervisor, outcome="one_to_one", role="emhp", answer=ANSWER)
    letter = Letter.objects.get(about=referral.ref)
    assert letter.body.strip() == ANSWER
    assert letter.address == place.lead.user.email
    assert Answer.objects.get().words == ANSWER


def test_asking_for_more_answers_and_does_not_decide(place):
    referral = place.referral()
    values = {"question": "Has she seen a GP?", "answer": "Dear Ruth, has she seen a GP?"}
    actions.ask_for_information(referral, by=place.supervisor, **values)
    referral.refresh_from_db()
    assert (referral.state, referral.answered_on, referral.decided_on) == ("needs_information", TODAY, None)


def test_where_the_family_said_no_school_hears_only_that_there_is_an_answer(place):
    referral = place.referral(consents={"tell_school": "refused"})
    actions.decide(referral, by=place.supervisor, outcome="one_to_one", role="emhp", answer=ANSWER)
    body = Letter.objects.get(about=referral.ref).body
    assert "Tariq" not in body
    assert "has not agreed" in body


def test_a_supervisor_of_another_team_may_not_decide(place):
    with pytest.raises(PermissionDenied):
        actions.decide(place.referral(), by=make.member(make.team()), outcome="one_to_one", role="emhp")


def test_a_practitioner_may_not_decide(place):
    with pytest.raises(PermissionDenied):
        actions.decide(place.referral(), by=place.practitioner, outcome="one_to_one", role="emhp")


def test_a_decision_made_on_an_old_screen_is_refused(place):
    referral = place.referral()
    old = referral.version
    actions.add_words(referral, by=place.lead, words="She has stopped eating lunch")
    with pytest.raises(StaleSave):
        actions.decide(referral, by=place.supervisor, version=old, outcome="one_to_one", role="emhp")


def test_the_same_decision_sent_twice_is_made_once(place):
    referral = place.referral()
    for _ in range(2):
        actions.decide(
            referral, by=place.supervisor, submission_key="b" * 32, outcome="one_to_one", role="emhp"
        )
    assert Decision.objects.count() == 1


def test_a_changed_decision_strikes_out_the_ending_of_the_first(place):
    referral = place.referral()
    actions.decide(referral, by=place.supervisor, outcome="advice_to_school", advice_given="Keep the pass")
    actions.decide(referral, by=place.supervisor, outcome="one_to_one", role="emhp")
    referral.refresh_from_db()
    assert (referral.state, referral.closed_on) == ("accepted", None)
    assert referral.decided_on == TODAY


def test_a_declined_request_is_opened_again_and_then_undecided(place):
    referral = place.referral()
    actions.decide(
        referral, by=place.supervisor, outcome="declined", declined_reason="outside_age", reason="Is 19"
    )
    actions.reopen(referral, by=place.supervisor)
    referral.refresh_from_db()
    assert (referral.state, referral.decided_on, referral.closed_on) == ("received", None, None)


@pytest.mark.parametrize("state", [state for state in Referral.State if not Referral.NEXT[state]])
def test_what_is_over_cannot_be_decided(place, state):
    referral = place.referral(state=state)
    with pytest.raises(NotPossible, match="cannot become"):
        actions.decide(referral, by=place.supervisor, outcome="one_to_one", role="emhp")


def test_a_request_does_not_repeat_itself(place):
    referral = place.referral()
    with pytest.raises(NotPossible, match="itself"):
        actions.decide(referral, by=place.supervisor, outcome="duplicate", duplicate_of=referral)


def test_a_decision_cannot_be_made_before_the_request_was_received(place):
    with pytest.raises(NotPossible, match="not before the request"):
        actions.decide(
            place.referral(), by=place.supervisor, outcome="one_to_one", role="emhp", on=date(2026, 11, 1)
        )
