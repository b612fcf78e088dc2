"""Who holds which role in a school, from when to when, and whether it was confirmed; what a lead is responsible for."""

from datetime import date

import pytest

from trailblazer.domain import codes, lead_role
from trailblazer.domain.school_roles import (
    Contacts,
    NotAStretch,
    Standing,
    Stretch,
    check,
    is_time_to_ask,
)

SEPTEMBER = Stretch(date(2026, 9, 1))
LAST_YEAR = Stretch(date(2025, 9, 1), date(2026, 7, 20))
ASKED, UNTIL = date(2026, 10, 5), date(2026, 11, 4)


@pytest.mark.parametrize(
    "stretch, others, says",
    [
        (SEPTEMBER,                                          [],          ""),
        (SEPTEMBER,                                          [LAST_YEAR], ""),
        (Stretch(date(2026, 9, 1), date(2026, 9, 1)),        [],          ""),              # one day
        (Stretch(date(2026, 9, 2), date(2026, 9, 1)),        [],          "before the first"),
        (Stretch(date(2026, 7, 20)),                         [LAST_YEAR], "from 1 September 2025 to 20 July 2026"),
        (Stretch(date(2024, 9, 1), date(2025, 9, 1)),        [LAST_YEAR], "this role"),
        (Stretch(date(2026, 7, 21)),                         [LAST_YEAR], ""),              # the day after
        (Stretch(date(2025, 1, 1), date(2027, 1, 1)),        [SEPTEMBER], "until now"),
    ],
)  # fmt: skip
def test_nobody_holds_a_role_twice_at_once_or_ends_before_they_start(stretch, others, says):
    if not says:
        check(stretch, others)
        return
    with pytest.raises(NotAStretch, match=says):
        check(stretch, others)


@pytest.mark.parametrize(
    "contacts, today, standing",
    [
        (Contacts(),                                                       ASKED,              Standing.NOT_CONFIRMED),
        (Contacts(confirmed_on=date(2026, 9, 1)),                          date(2027, 8, 31),  Standing.CONFIRMED),
        (Contacts(confirmed_on=date(2026, 8, 31)),                         date(2026, 9, 1),   Standing.NOT_CONFIRMED),
        (Contacts(asked_on=ASKED, open_until=UNTIL),           date(2026, 11, 4),  Standing.ASKED),
        (Contacts(asked_on=ASKED, open_until=UNTIL),           date(2026, 11, 5),  Standing.NOT_CONFIRMED),
        (Contacts(asked_on=ASKED, open_until=UNTIL, reminders=2),          date(2026, 10, 26), Standing.NOT_CONFIRMED),
    ],
)  # fmt: skip
def test_contacts_are_sure_for_the_school_year_in_which_they_were_confirmed(contacts, today, standing):
    assert contacts.standing(today) is standing


@pytest.mark.parametrize(
    "reminders, today, is_due",
    [
        (0, date(2026, 10, 14), False),
        (0, date(2026, 10, 15), True),   # 10 days after
        (1, date(2026, 10, 15), False),
        (1, date(2026, 10, 25), True),   # 20 days after
        (2, date(2026, 11, 1),  False),  # twice is enough
        (0, date(2026, 11, 5),  False),  # the link is closed
    ],
)  # fmt: skip
def test_an_open_link_is_reminded_of_twice(reminders, today, is_due):
    contacts = Contacts(asked_on=ASKED, open_until=UNTIL, reminders=reminders)
    assert contacts.reminder_is_due(today) is is_due


def test_schools_are_asked_in_the_autumn_term_alone():
    days = [date(2026, 9, 20), date(2026, 9, 21), date(2026, 12, 12), date(2026, 12, 13), date(2027, 3, 1)]
    assert [is_time_to_ask(day) for day in days] == [False, True, True, False, False]


def test_there_are_six_responsibilities_each_with_its_own_words_for_each_level():
    six = lead_role.responsibilities()
    assert len(six) == 6
    words = [text for one in six for text in one.levels.values()]
    assert len(set(words)) == 6 * 4
    assert len(list(codes.load("training_outcomes"))) == 8


@pytest.mark.parametrize(
    "claimed_on, was_given",
    [(date(2021, 9, 30), False), (date(2021, 10, 1), True), (date(2024, 12, 31), True), (date(2025, 1, 1), False)],
)  # fmt: skip
def test_the_grant_closed_on_the_last_day_of_2024(claimed_on, was_given):
    assert "closed on 31 December 2024" in lead_role.grant().sentence
    if was_given:
        lead_role.grant().check(claimed_on)
        return
    with pytest.raises(lead_role.NotAGrant, match="31 December 2024"):
        lead_role.grant().check(claimed_on)
