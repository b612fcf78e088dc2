"""How full somebody is: open courses beside the usual number of their post and their part of the week."""

import pytest

from trailblazer.domain import codes
from trailblazer.domain.capacity import Capacity, usual


@pytest.mark.parametrize(
    "held, post, part, words, is_over",
    [
        (9,  "emhp",          1.0,  "9 of 14, room for 5", False),
        (14, "emhp",          None, "14 of 14, full",      False),
        (15, "emhp",          1.0,  "15 of 14, 1 over",    True),
        (7,  "emhp",          0.5,  "7 of 7, full",        False),
        (5,  "trainee_emhp",  1.0,  "5 of 6, room for 1",  False),
        (1,  "team_lead",     0.1,  "1 of 1, full",        False),  # never none at all
        (3,  "administrator", 1.0,  "3 open",              False),  # no usual number is known
    ],
)  # fmt: skip
def test_courses_beside_the_usual_number(held, post, part, words, is_over):
    capacity = Capacity.of(held, post, part)
    assert (capacity.words, capacity.is_over) == (words, is_over)


def test_members_of_groups_are_counted_beside_the_usual_number():
    capacity = Capacity.of(4, "emhp", 1.0, in_groups=12)
    assert (capacity.words, capacity.is_over, capacity.all) == (
        "4 of 14, room for 10, and 12 in groups",
        False,
        16,
    )


@pytest.mark.parametrize(
    "part, words",
    [
        (1.0,  "5 days a week"),
        (0.6,  "3 days a week"),
        (0.5,  "2.5 days a week"),
        (0.2,  "1 day a week"),
        (0.01, "0.5 days a week"),
        (None, ""),
    ],
)  # fmt: skip
def test_the_part_of_a_week_in_days(part, words):
    assert Capacity.of(0, "emhp", part).days == words


def test_every_usual_number_is_of_a_post_of_the_list():
    assert usual().keys() <= {code.code for code in codes.load("staff_roles")}
