"""A questionnaire is kept as it was answered; its main score stands beside it; what cannot be is refused."""

import pytest

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.models import Score
from trailblazer.care.scores import enter_scales, enter_score, keep_form
from trailblazer.referrals.models import Event

pytestmark = pytest.mark.django_db
ALL_TWOS = {f"q{number}": 2 for number in range(1, 8)}


@pytest.fixture
def referral(team):
    return make.matched_referral(team)


@pytest.fixture
def by(team):
    return make.member(team, Role.PRACTITIONER)


def keep(referral, by, instrument="gad-7", answers=ALL_TWOS, **more):
    return keep_form(referral, instrument, answers, by=by, on=make.TODAY, **more)


def test_answers_are_kept_with_the_rules_that_scored_them(referral, by):
    made = keep(referral, by)
    assert (made.answers, made.total, made.version, made.how) == (ALL_TWOS, 14, "gad-7 2026-11-25", "link")
    assert Event.objects.filter(kind="measure", source_ref=made.ref).count() == 1


def test_a_form_with_too_little_in_it_is_kept_without_a_score(referral, by):
    made = keep(referral, by, answers={"q1": 3, "q2": None})
    assert (made.answers, made.total) == ({"q1": 3}, None)


def test_what_was_thought_of_the_help_has_no_score_and_moves_no_clock(referral, by):
    made = keep(referral, by, "how-was-it", {"q1": 3}, words={"w1": "  Kind people ", "w2": " "})
    assert (made.total, made.words) == (None, {"w1": "Kind people"})
    assert not Event.objects.filter(kind="measure").exists()


@pytest.mark.parametrize(
    "instrument, answers, rater, match",
    [
        ("gad-7",  {"q1": 7},      "self",   "q1: 7 is not an answer"),
        ("gad-7",  {"q99": 1},     "self",   "no such question"),
        ("gad-7",  {},             "self",   "Nothing is answered yet"),
        ("gad-7",  {"q1": 1},      "parent", "not filled in by them"),
        ("gad_99", {"q1": 1},      "self",   "Choose one of the questionnaires"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(referral, by, instrument, answers, rater, match):
    with pytest.raises(NotPossible, match=match):
        keep(referral, by, instrument, answers, rater=rater)
    assert not Score.objects.exists()


def test_scales_are_entered_as_they_stand_on_paper_and_add_up_where_all_are_there(referral, by):
    scales = {"emotional": 7, "conduct": 2, "hyperactivity": 5, "peer": 3}
    made = enter_scales(referral, "sdq-self-11-17", scales, by=by, on=make.TODAY)
    assert (made.total, made.scales) == (17, scales)
    part = enter_scales(referral, "sdq-self-11-17", {"emotional": 7}, by=by, on=make.TODAY)
    assert part.total is None


@pytest.mark.parametrize("scales", [{"emotional": 11}, {"sadness": 3}, {}])
def test_a_scale_that_cannot_be_is_refused(referral, by, scales):
    with pytest.raises(NotPossible):
        enter_scales(referral, "sdq-self-11-17", scales, by=by, on=make.TODAY)


def test_the_total_entered_again_does_not_push_the_answers_aside(referral, by):
    contact = make.contact(make.course(referral, by))
    kept = keep(referral, by, contact=contact, how="device")
    assert enter_score(referral, "gad-7", 14, by=by, on=make.TODAY, contact=contact) is None
    other = enter_score(referral, "gad-7", 12, by=by, on=make.TODAY, contact=contact)
    assert other.supersedes == kept
