"""The outbox as a page: exact words, what was held, and nobody else's."""

import pytest

from tests import make
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.letters import actions
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient

pytestmark = pytest.mark.django_db


def letter_of(team, text="We can help.", name="Priya Holt", **fields):
    return actions.queue(
        "as_written",
        to=Recipient("requester", name, "priya@example.org"),
        subject=fields.pop("subject", "An answer to your request for support"),
        words={"text": text},
        provider=team.organisation.provider,
        team=team.organisation,
        by=Service(),
        **fields,
    )


def test_in_a_demonstration_the_page_says_that_they_would_have_gone(sign_in):
    team = make.team()
    letter = letter_of(team)
    browser = sign_in(make.member(team))
    listed, one = (
        browser.get("/letters/").content.decode(),
        browser.get(f"/letters/{letter.ref}").content.decode(),
    )
    assert '<h1 class="nhsuk-heading-l">Letters that would have gone</h1>' in listed
    assert "Would have gone" in listed
    assert "We can help." in one


def test_the_words_are_shown_and_never_run(sign_in):
    team = make.team()
    letter = letter_of(team, text="<script>alert(1)</script> & “quotes”")
    page = sign_in(make.member(team)).get(f"/letters/{letter.ref}").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “quotes”" in page


def test_another_team_and_another_provider_find_none_of_it(sign_in):
    team = make.team()
    letter = letter_of(team)
    for other in (make.team(team.organisation.provider), make.team()):
        browser = sign_in(make.member(other))
        assert browser.get(f"/letters/{letter.ref}").status_code == 404
        assert browser.post(f"/letters/{letter.ref}/try-again").status_code == 404
        assert "Priya Holt" not in browser.get("/letters/").content.decode()


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.COMMISSIONER])
def test_those_who_work_with_no_child_do_not_open_the_page(role, sign_in):
    assert sign_in(make.member(make.team(), role)).get("/letters/").status_code == 403


def test_a_school_does_not_open_the_page(sign_in):
    assert sign_in(make.member(make.school())).get("/letters/").status_code == 403


def test_the_list_finds_by_name_state_and_reference(sign_in):
    team = make.team()
    first = letter_of(team, name="Priya Holt")
    letter_of(team, name="Marlpit High School", subject="A message from the team", channel="text")
    browser = sign_in(make.member(team))
    assert "Marlpit" not in browser.get("/letters/?q=holt").content.decode()
    held = browser.get("/letters/?state=held").content.decode()
    assert "Marlpit" in held
    assert "Priya Holt" not in held
    Letter.objects.filter(pk=first.pk).update(about="abcd1234abcd1234")
    assert "Priya Holt" in browser.get("/letters/?q=ABCD-1234-ABCD-1234").content.decode()
    assert "No letters match" in browser.get("/letters/?q=nobody").content.decode()


def test_the_list_asks_the_same_number_of_questions_for_3_as_for_40(sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    team = make.team()
    browser = sign_in(make.member(team))
    counts = []
    for more in (3, 37):
        for _ in range(more):
            letter_of(team, young_person=make.young_person(team))
        browser.get("/letters/?clear=1")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get("/letters/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_empty_outbox_says_what_comes_first(sign_in):
    page = sign_in(make.member()).get("/letters/").content.decode()
    assert "No letters yet" in page
