"""Pupils a lead is thinking about: the lead's own notes, that nobody else sees and that end in an action."""

from datetime import date

import pytest

from tests import make
from trailblazer.access.doors import visible
from trailblazer.access.roles import Role
from trailblazer.noticing import actions
from trailblazer.noticing.models import Thought

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
FORM = {
    "submission_key": "0" * 32,
    "who": "R.F.",
    "noticed": "Alone at lunch since half term",
    "ends_in": "talk",
}
BY = {"by_when_day": "4", "by_when_month": "12", "by_when_year": "2026"}


@pytest.fixture
def school(team):
    return make.service(team).school


@pytest.fixture
def lead(school):
    return make.member(school)


def thought(school, lead, **fields):
    ordinary = {"who": "R.F.", "noticed": "Alone at lunch", "ends_in": "talk", "by_when": date(2026, 12, 4)}
    return actions.keep_thought(Thought(school=school), by=lead, **(ordinary | fields))


def test_a_row_ends_in_an_action_with_a_day_or_in_nothing_now(lead, sign_in):
    browser = sign_in(lead)
    assert "Enter the day by which it is done" in browser.post("/thinking-about/add", FORM).content.decode()
    assert browser.post("/thinking-about/add", FORM | BY).status_code == 302
    assert Thought.objects.get().term == "2026-3"
    nothing = FORM | {"submission_key": "1" * 32, "ends_in": "nothing"}
    assert browser.post("/thinking-about/add", nothing).status_code == 302


def test_every_open_row_says_what_to_do_next(school, lead, sign_in):
    for ends_in in ("talk", "family", "own_help", "advice", "request", "safeguarding"):
        thought(school, lead, who=f"{ends_in} row", ends_in=ends_in)
    page = sign_in(lead).get("/thinking-about").content.decode()
    for ends_in, next_step in {
        "talk": 'href="/noticing"',
        "family": 'href="/noticing"',
        "own_help": "Say who helps",
        "advice": "Book advice",
        "request": "Ask for support",
        "safeguarding": "tell your designated safeguarding lead",
    }.items():
        assert next_step in page.partition(f"<bdi>{ends_in} row</bdi>")[2].partition("</tr>")[0]


def test_only_the_lead_of_the_school_sees_a_row(school, lead, team, sign_in):
    row = thought(school, lead)
    others = [
        make.member(team, Role.SUPERVISOR),
        make.member(team.organisation.provider, Role.TEAM_LEAD),
        make.member(make.school_organisation(school), Role.SCHOOL_STAFF),
        make.member(make.service(team).school),
    ]
    for member in others:
        assert not visible(Thought, member).exists()
        assert sign_in(member).get(f"/thinking-about/{row.ref}").status_code in (403, 404)
    assert list(visible(Thought, make.member(school))) == [row]


def test_what_was_not_done_is_carried_into_the_next_term(school, lead, sign_in, settings):
    thought(school, lead, who="Still open")
    settings.TODAY = date(2027, 1, 12)
    page = sign_in(lead).get("/thinking-about").content.decode()
    assert page.index("Still to do from before") < page.index("Still open") < page.index("This term")


def test_a_row_can_be_done_and_forgotten_for_good(school, lead, sign_in):
    row, browser = thought(school, lead), sign_in(lead)
    browser.post(f"/thinking-about/{row.ref}", {"submission_key": "2" * 32, "do": "done"})
    row.refresh_from_db()
    assert row.done_on == make.TODAY
    browser.post(f"/thinking-about/{row.ref}", {"submission_key": "3" * 32, "do": "forget"})
    assert not Thought.objects.exists()
