import re
from datetime import date

import pytest

from tests import make
from tests.referrals.conftest import figures_on
from trailblazer.access.models import LogEntry
from trailblazer.access.roles import Role
from trailblazer.advice.actions.giving import note_advice
from trailblazer.care.actions.activities import record_activity
from trailblazer.referrals import actions
from trailblazer.referrals.models import Referral
from trailblazer.safeguarding.models import SchoolRoute

TODAY = make.TODAY


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def school(db):
    team = make.team(name="Sutton team", telephone="020 7946 0018")
    return make.service(team).school


@pytest.fixture
def page(school, sign_in):
    client = sign_in(make.member(school))
    return lambda: client.get("/")


def referral(school, **fields):
    team = school.services.get().team
    return make.referral(team, **({"school": school, "received_on": date(2026, 11, 20)} | fields))


def test_it_shows_the_schools_requests_and_what_happens_next(school, page):
    referral(school, first_name="Hana", last_name="Whitlocke", answer_due_on=date(2026, 11, 27))
    words = page().content.decode()
    assert "Hana W" in words
    assert "We answer by Friday 27 November." in words


def test_it_shows_no_other_schools_requests(school, page):
    team = school.services.get().team
    make.referral(team, school=make.service(team).school, first_name="Elsewhere")
    assert "Elsewhere" not in page().content.decode()


def test_what_the_family_keeps_from_school_is_not_even_counted(school, page):
    referral(school, source="parent")
    assert [figure for figure, _, _ in figures_on(page()).values()] == ["0", "0", "0", "0"]


def test_a_late_answer_is_said_to_be_late(school, page):
    referral(school, received_on=date(2026, 11, 2), answer_due_on=date(2026, 11, 9))
    shown = page()
    assert "it is late" in shown.content.decode()
    assert figures_on(shown)["Waiting for our answer"] == ("1", "1 late", True)


def test_an_answer_is_there_to_read(school, page):
    team = school.services.get().team
    made = referral(school)
    actions.decide(made, by=make.member(team), outcome="group", role="emhp", answer="A group.")
    assert "Someone from the team gets in touch with the family" in page().content.decode()
    Referral.objects.filter(pk=made.pk).update(next_step_due_on=date(2026, 11, 20))
    assert "gets in touch with the family, due since Friday 20 November." in page().content.decode()


def test_the_team_and_how_to_reach_it_stand_beside(page):
    words = page().content.decode()
    assert "Sutton team" in words
    assert "020 7946 0018" in words


def test_who_is_told_of_danger_is_named_where_the_team_knows(school, page, sign_in):
    team = school.services.get().team
    SchoolRoute.objects.create(
        provider=team.provider,
        team=team.organisation,
        school=school,
        lead_name="Ada Quill",
        lead_telephone="0207",
    )
    assert "Ada Quill" in page().content.decode()
    teacher = sign_in(make.member(make.school_organisation(school), Role.SCHOOL_STAFF))
    for address in ("/advice/", "/noticing", "/who-could-help"):
        assert "lead now" in (words := teacher.get(address).content.decode())
        assert "Ada Quill</bdi>" in words


def test_a_school_without_a_team_gets_an_honest_answer(sign_in, db):
    words = sign_in(make.member(make.school())).get("/").content.decode()
    assert "No team serves your school yet" in words
    assert "Ask for support</a>" not in words


@pytest.mark.parametrize("answer, says", [("given", True), ("refused", False)])
def test_a_withdrawal_is_told_only_where_school_may_be_told_more_than_that_it_was_answered(
    school, page, answer, says
):
    referral(school, state="withdrawn", consents={"tell_school": answer})
    words = page().content.decode()
    assert ("Withdrawn. Nothing more happens." in words) is says
    assert ("They decide what school hears." in words) is not says


def test_a_request_that_waits_for_the_lead_is_said_first(school, page):
    referral(school, source="teacher", awaits_lead=True)
    assert "1 request waits for you" in page().content.decode()


def test_what_the_school_had_of_the_team_is_shown_but_for_few_people(school, page):
    by = make.member(school.services.get().team)
    common = {"by": by, "happened_on": TODAY, "school": school}
    note_advice(topic="worry", outcome="strategies", minutes=15, **common)
    for kind, people in (("assembly", 203), ("assembly", 64), ("staff_training", 3), ("parents", 2)):
        record_activity(kind=kind, minutes=20, people=people, **common)
    words = page().content.decode().partition("What the school had of the team")[2].partition("</dl>")[0]
    given, reached, trained = re.findall(r'tb-figure">(.*?)</span>.*?(?:definitions#)(.*?)"', words)
    assert given == ("1", "advice-given")
    assert reached == ("265", "children-reached")
    assert trained == ("Not shown", "staff-trained")


def test_who_was_shown_is_written_down(school, page):
    made = referral(school)
    page()
    assert LogEntry.objects.get(what="requests of the school shown on its page").records == [made.ref]
