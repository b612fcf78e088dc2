"""The guide to noticing: every sign ends somewhere, and what is urgent never ends in advice alone."""

import pytest

from trailblazer.domain import codes
from trailblazer.domain.noticing import STAGES, guide, read_guide


def test_every_stage_has_signs_that_end_in_each_of_the_three():
    for stage in STAGES:
        assert {sign.leads_to for sign in guide().at(stage)} == {"advice", "request", "safeguarding"}


def test_every_sign_says_what_cannot_wait_and_names_reasons_that_exist():
    reasons = codes.load("reasons")
    for sign in guide().signs:
        assert sign.urgent
        assert all(reason in reasons for reason in sign.reasons)


def test_harm_ends_in_the_safeguarding_route():
    ends = {sign.code: sign.leads_to for sign in guide().signs}
    assert {ends[code] for code in ("marks", "says_it", "tells_you")} == {"safeguarding"}


def test_a_sign_with_an_end_that_does_not_exist_is_refused():
    sign = 'code="a"\nwords="a"\nstages=["primary"]\ncan_be="a"\nsay="a"\ndo="a"\nurgent="a"\nreasons=[]\n'
    with pytest.raises(ValueError, match="The sign a has"):
        read_guide(f'source="s"\n[[signs]]\n{sign}leads_to="nowhere"\n')
