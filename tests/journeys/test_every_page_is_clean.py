"""Every kind of page, as each role that reaches it by following links: axe finds nothing at 320 and 1280 px, and
nothing scrolls sideways."""

import os

import pytest

from tests.journeys.asking import LEAD, SUPERVISOR

# A part of the run looks at all of them: what one role was shown, the next need not measure again.
pytestmark = pytest.mark.xdist_group("every page")
ADDED = [f"/requests/add/{step}" for step in ("how", "who", "need", "around", "agreed")]
STARTS = {
    LEAD: [f"/requests/ask/{step}" for step in ("who", "need", "around", "agreed")],
    "School staff": [],
    "Education mental health practitioner": [],
    "Team lead": ADDED,
    "Programme": [],
    "Commissioner": [],
}
# A team lead reaches every kind of page that these reach; `make assure` looks as they do, too.
WITH_LESS = {SUPERVISOR: [], "Administrator": ADDED}
if os.environ.get("HYPOTHESIS_PROFILE") == "assure":
    STARTS |= WITH_LESS


@pytest.mark.parametrize("role", STARTS)
def test_every_page_that_a_role_reaches(inspector, someone, role):
    starts = ["/", "/account", "/menu", *STARTS[role]]
    inspector.follows(someone().signs_in_as(role), role, starts, but_public=True)
