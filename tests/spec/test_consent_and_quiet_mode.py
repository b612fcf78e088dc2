from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trailblazer.domain.consent import (
    Answer,
    Quiet,
    Recipient,
    Said,
    Standing,
    Told,
    current,
    may_send,
    may_set_quiet_mode,
    what_may_be_told,
    who_consents,
)

TODAY = date(2026, 11, 24)
AGED_15, AGED_16 = date(2011, 3, 1), date(2010, 3, 1)
QUIET = Standing(quiet=Quiet(True, date(2026, 11, 1)))
AGREED = Standing({"tell_school": Answer.GIVEN, "tell_gp": Answer.GIVEN})


@pytest.mark.parametrize(
    "born_on, competent, by_practitioner, allowed",
    [
        (AGED_16, None,  True,  True),
        (AGED_15, None,  True,  False),
        (AGED_15, False, True,  False),
        (AGED_15, True,  True,  True),
        (AGED_16, True,  False, False),  # a form alone never sets it
    ],
)  # fmt: skip
def test_who_may_have_quiet_mode(born_on, competent, by_practitioner, allowed):
    assert bool(may_set_quiet_mode(born_on, TODAY, competent, by_practitioner)) is allowed


@pytest.mark.parametrize(
    "channel, recipient, standing, allowed",
    [
        ("email", Recipient.PARENT,       QUIET,                                       False),
        ("email", Recipient.PARENT,       Standing(),                                  True),
        ("email", Recipient.PARENT,       Standing({"tell_parent": Answer.REFUSED}),   False),
        ("post",  Recipient.YOUNG_PERSON, QUIET,                                       False),
        ("text",  Recipient.YOUNG_PERSON, QUIET,                                       True),
        ("text",  Recipient.YOUNG_PERSON, Standing({"text": Answer.WITHDRAWN}),        False),
        ("email", Recipient.SCHOOL,       Standing(),                                  False),
        ("email", Recipient.SCHOOL,       AGREED,                                      True),
        ("email", Recipient.GP,           Standing({"tell_gp": Answer.REFUSED}),       False),
        ("email", Recipient.REQUESTER,    QUIET,                                       True),
    ],
)  # fmt: skip
def test_what_may_be_sent(channel, recipient, standing, allowed):
    assert bool(may_send(channel, recipient, standing)) is allowed


@given(some.sampled_from(Recipient), some.sampled_from(["email", "text", "telephone", "post"]))
def test_safeguarding_is_never_blocked(recipient, channel):
    nothing = dict.fromkeys(("tell_school", "tell_gp", "tell_parent", channel), Answer.REFUSED)
    assert may_send(channel, recipient, Standing(nothing, QUIET.quiet), is_safeguarding=True)


@given(some.dictionaries(some.sampled_from(["tell_parent", "email", "text"]), some.sampled_from(Answer)))
def test_no_consent_lets_a_parent_hear_in_quiet_mode(answers):
    assert not may_send("email", Recipient.PARENT, Standing(answers, QUIET.quiet))


def test_a_letter_held_back_says_why():
    assert may_send("email", Recipient.PARENT, QUIET).why == "Quiet mode is on: parents are not told"


def test_quiet_mode_is_looked_at_again_at_each_contact():
    quiet = Quiet(True, date(2026, 11, 1), date(2026, 11, 10))
    assert not quiet.needs_a_look(date(2026, 11, 10))
    assert quiet.needs_a_look(date(2026, 11, 17))
    assert not Quiet().needs_a_look(TODAY)


def test_the_newest_answer_counts():
    said = [
        Said("help", Answer.GIVEN, date(2026, 9, 1)),
        Said("help", Answer.WITHDRAWN, date(2026, 10, 1), 1),
        Said("help", Answer.GIVEN, date(2026, 10, 1), 2),
    ]
    assert current(reversed(said)) == {"help": Answer.GIVEN}


@pytest.mark.parametrize(
    "recipient, standing, asked, told",
    [
        (Recipient.REQUESTER, QUIET,      True,  Told.ANSWER_IN_FULL),
        (Recipient.SCHOOL,    Standing(), True,  Told.ANSWER_IN_FULL),
        (Recipient.SCHOOL,    Standing({"tell_school": Answer.REFUSED}), True, Told.RECEIVED_AND_ANSWERED),
        (Recipient.SCHOOL,    Standing(), False, Told.RECEIVED_AND_ANSWERED),
        (Recipient.SCHOOL,    AGREED,     False, Told.STATUS_AND_NEXT_STEP),
        (Recipient.PARENT,    QUIET,      False, Told.RECEIVED_AND_ANSWERED),
    ],
)  # fmt: skip
def test_how_much_somebody_may_read(recipient, standing, asked, told):
    assert what_may_be_told(recipient, standing, asked_themselves=asked) is told


@pytest.mark.parametrize(
    "born_on, competent, parent_until, who",
    [
        (AGED_16, None,  16, "young_person"),
        (AGED_15, None,  16, "parent"),
        (AGED_15, True,  16, "young_person"),
        (AGED_15, False, 16, "parent"),
        (AGED_16, False, 18, "parent"),
        (None,    None,  16, "parent"),
    ],
)  # fmt: skip
def test_who_agrees_to_help(born_on, competent, parent_until, who):
    assert who_consents(born_on, TODAY, competent, parent_until) == who
