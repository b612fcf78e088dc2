"""What there is to read for a school: by the ages that it teaches, and by its region."""

import pytest

from trailblazer.domain.school_resources import PHASES, fitting, phases_of, resources


@pytest.mark.parametrize(
    "low, high, is_college, phases",
    [
        # from  to    college?  phases
        (4,     11,   False,    ("primary",)),
        (11,    16,   False,    ("secondary",)),
        (11,    18,   False,    ("secondary", "college")),
        (3,     18,   False,    PHASES),
        (16,    19,   False,    ("college",)),
        (14,    99,   True,     ("college",)),
        (None,  None, False,    PHASES),
    ],
)  # fmt: skip
def test_a_school_has_the_phases_of_its_ages(low, high, is_college, phases):
    assert phases_of(low, high, is_college=is_college) == phases


def test_what_is_for_another_phase_or_region_is_left_out():
    assert all(one.address.startswith("https://") and one.source for one in resources())
    assert all("primary" in one.phases for one in fitting(("primary",), "London"))
    everywhere, in_london = fitting(("primary",)), fitting(("primary",), "London")
    assert len(in_london) > len(everywhere) > 0
