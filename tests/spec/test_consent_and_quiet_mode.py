from dataclasses import replace
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
    recipient_of,
    what_may_be_told,
    who_consents,
)

TODAY = date(2026, 11, 24)
AGED_15, AGED_16 = date(2011, 3, 1), date(2010, 3, 1)
AGED_10, AGED_18 = date(2016, 3, 1), date(2008, 3, 1)
QUIET = Standing(quiet=Quiet(True, date(2026, 11, 1)))
AGREED = Standing({"tell_school": Answer.GIVEN, "tell_gp": Answer.GIVEN})
PROTECTED = Standing(is_location_protected=True)
NO_PARENTS = Standing({"tell_parent": Answer.REFUSED})
CHANNELS = ["email", "text", "telephone", "post"]
PURPOSES = ["tell_school", "tell_gp", "tell_parent", "help", *CHANNELS]
ANSWERS = some.dictionaries(some.sampled_from(PURPOSES), some.sampled_from(Answer))


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
        ("post",  Recipient.YOUNG_PERSON, PROTECTED,                                   False),
        ("post",  Recipient.PARENT,       PROTECTED,                                   False),
        ("email", Recipient.YOUNG_PERSON, PROTECTED,                                   True),
    ],
)  # fmt: skip
def test_what_may_be_sent(channel, recipient, standing, allowed):
    assert bool(may_send(channel, recipient, standing)) is allowed


def test_what_was_refused_is_not_sent_by_any_channel():
    standing = Standing({"recording": Answer.REFUSED})
    assert not may_send("email", Recipient.YOUNG_PERSON, standing, purpose="recording")
    assert may_send("email", Recipient.YOUNG_PERSON, standing, purpose="help")


def test_a_channel_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="no channel"):
        may_send("pigeon", Recipient.STAFF, Standing())


@given(some.sampled_from(CHANNELS), some.sampled_from(Recipient), ANSWERS, some.sampled_from(PURPOSES))
def test_saying_no_never_lets_more_be_sent_or_told(channel, recipient, answers, purpose):
    before, after = Standing(answers), Standing(answers | {purpose: Answer.WITHDRAWN})
    assert bool(may_send(channel, recipient, after)) <= bool(may_send(channel, recipient, before))
    for asked in (True, False):
        told = what_may_be_told(recipient, after, asked_themselves=asked)
        assert told <= what_may_be_told(recipient, before, asked_themselves=asked)


@given(some.sampled_from(CHANNELS), some.sampled_from(Recipient), ANSWERS, some.booleans())
def test_quiet_mode_and_a_protected_location_never_let_more_be_sent(channel, recipient, answers, is_quiet):
    before = Standing(answers)
    after = replace(before, quiet=QUIET.quiet) if is_quiet else replace(before, is_location_protected=True)
    assert bool(may_send(channel, recipient, after)) <= bool(may_send(channel, recipient, before))


@given(some.sampled_from(Recipient), some.sampled_from(CHANNELS))
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


def test_where_it_could_not_be_asked_it_is_due_at_the_next_contact():
    quiet = Quiet(True, date(2026, 11, 1), date(2026, 11, 10), not_asked_on=date(2026, 11, 17))
    assert not quiet.needs_a_look(date(2026, 11, 17))
    assert quiet.needs_a_look(date(2026, 11, 18))


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
        (Recipient.PARENT,    QUIET,      True,  Told.RECEIVED_AND_ANSWERED),
        (Recipient.PARENT,    NO_PARENTS, False, Told.RECEIVED_AND_ANSWERED),
        (Recipient.PARENT,    NO_PARENTS, True,  Told.RECEIVED_AND_ANSWERED),
        (Recipient.PARENT,    Standing(), True,  Told.ANSWER_IN_FULL),
        (Recipient.GP,        Standing(), True,  Told.ANSWER_IN_FULL),
        (Recipient.GP,        Standing(), False, Told.RECEIVED_AND_ANSWERED),
        (Recipient.GP,        AGREED,     False, Told.STATUS_AND_NEXT_STEP),
        (Recipient.YOUNG_PERSON, QUIET,   True,  Told.ANSWER_IN_FULL),
    ],
)  # fmt: skip
def test_how_much_somebody_may_read(recipient, standing, asked, told):
    assert what_may_be_told(recipient, standing, asked_themselves=asked) is told


@pytest.mark.parametrize(
    "source, recipient",
    [
        ("school_lead",  Recipient.SCHOOL),
        ("teacher",      Recipient.SCHOOL),
        ("parent",       Recipient.PARENT),
        ("young_person", Recipient.YOUNG_PERSON),
        ("gp",           Recipient.GP),
        ("social_care",  Recipient.REQUESTER),
    ],
)  # fmt: skip
def test_whoever_asked_is_still_who_they_are(source, recipient):
    assert recipient_of(source) is recipient


@pytest.mark.parametrize(
    "born_on, competent, parent_until, who",
    [
        (AGED_16, None,  16, "young_person"),
        (AGED_15, None,  16, "parent"),
        (AGED_15, True,  16, "young_person"),
        (AGED_15, False, 16, "parent"),
        (AGED_16, False, 18, "parent"),
        (AGED_16, False, 16, "parent"),
        (AGED_16, None,  18, "young_person"),
        (AGED_15, None,  14, "young_person"),  # this team asks parents below 14 only
        (AGED_15, False, 14, "parent"),
        (AGED_10, None,  0,  "parent"),        # a young child never alone, whatever the route says
        (AGED_10, True,  16, "young_person"),
        (AGED_18, False, 18, "young_person"),  # nobody else can agree for an adult
        (None,    None,  16, "parent"),
    ],
)  # fmt: skip
def test_who_agrees_to_help(born_on, competent, parent_until, who):
    assert who_consents(born_on, TODAY, competent, parent_until) == who


@pytest.mark.parametrize(
    "is_adult, tell_parent,       may_go",
    [
        (False,    Answer.NOT_ASKED,  True),
        (True,     Answer.NOT_ASKED,  False),   # from 18 parents have no rights of their own
        (True,     Answer.REFUSED,    False),
        (True,     Answer.GIVEN,      True),
    ],
)  # fmt: skip
def test_from_18_parents_are_told_only_what_was_agreed(is_adult, tell_parent, may_go):
    standing = Standing({"tell_parent": tell_parent}, is_adult=is_adult)
    assert bool(may_send("email", Recipient.PARENT, standing)) is may_go
    assert bool(may_send("email", Recipient.PARENT, standing, is_safeguarding=True))
    told = what_may_be_told(Recipient.PARENT, standing, asked_themselves=True)
    assert (told is Told.ANSWER_IN_FULL) is may_go


@pytest.mark.parametrize(
    "answer, may_go", [(Answer.NOT_ASKED, False), (Answer.REFUSED, False), (Answer.GIVEN, True)]
)
def test_another_service_is_told_only_what_was_agreed(answer, may_go):
    standing = Standing({"tell_service": answer})
    assert bool(may_send("email", Recipient.SERVICE, standing)) is may_go
    assert bool(may_send("email", Recipient.SERVICE, standing, is_safeguarding=True))
