"""The front door and the pages that say something to everyone: they need no account and name their sources."""

import pytest
from django.test import Client
from django.utils import translation

from tests import make
from trailblazer.access.roles import Role
from trailblazer.domain.clock import BANDS, DEFINITIONS, STANDARDS
from trailblazer.ui.words import OPEN, PSEUDO

pytestmark = pytest.mark.django_db
PAGES = ("/", "/help", "/definitions", "/accessibility", "/privacy", "/sources")


@pytest.mark.parametrize("address", PAGES)
def test_anyone_reads_it(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("address", PAGES)
def test_crisis_help_is_on_it_for_the_public(address):
    page = Client().get(address).content.decode()
    assert 'href="tel:999"' in page
    assert 'href="tel:08001111"' in page
    assert "Leave quickly" in page


def test_the_front_door_leads_to_asking_finding_and_signing_in():
    page = Client().get("/").content.decode()
    for words in ("Ask for help", "Find your team", "Sign in"):
        assert words in page


@pytest.mark.parametrize("address", PAGES[1:])
def test_a_member_keeps_their_menu_on_it(address, sign_in):
    page = sign_in(make.member(make.team(), Role.PRACTITIONER)).get(address).content.decode()
    assert 'aria-label="Menu"' in page


@pytest.mark.parametrize("address", PAGES)
def test_every_word_on_it_can_be_put_in_another_language(address):
    """In the invented language every word of the page's own part is marked."""
    with translation.override(PSEUDO):
        page = Client(headers={"accept-language": PSEUDO}).get(address).content.decode()
    main = page.split("<main", 1)[1].split("</main>")[0]
    heading = main.split("<h1", 1)[1].split("</h1>")[0]
    assert OPEN in heading
    words = [text.split("<")[0].strip() for text in main.split(">")[1:]]
    unmarked = [text for text in words if text and text[0].isalpha() and OPEN not in text]
    assert unmarked == [] or all(text in STANDARDS for text in unmarked)


def test_definitions_are_those_the_rules_compute_by():
    page = Client().get("/definitions").content.decode()
    for definition in DEFINITIONS.values():
        assert f'id="{definition.name}"' in page
        assert definition.stopped in page
    for name in STANDARDS:
        assert f'id="{name}"' in page
    for band in BANDS:
        assert band.words in page


def test_sources_name_the_licence_of_the_open_data():
    page = Client().get("/sources").content.decode()
    assert page.count("Open Government Licence") >= 4
    assert "© Crown copyright" in page


def test_a_page_that_is_not_there_says_so_and_nothing_more():
    answer = Client().get("/requests/abcd/nothing")
    assert answer.status_code in (404, 302)
    assert Client().get("/nowhere").status_code == 404


def test_the_page_of_a_fault_asks_nothing_of_the_database(django_assert_num_queries):
    from trailblazer.desk.errors import broken

    with django_assert_num_queries(0):
        answer = broken(None)
    assert answer.status_code == 500
    assert "wrong at our end" in answer.content.decode()


def test_a_role_without_a_page_is_told_which_role_it_is(sign_in):
    answer = sign_in(make.member(make.team(), Role.PRACTITIONER)).get("/people/")
    assert answer.status_code == 403
    assert "education mental health practitioner" in answer.content.decode()


def test_the_menu_is_a_page_of_its_own(sign_in):
    lead = sign_in(make.member(make.team(), Role.TEAM_LEAD)).get("/menu").content.decode()
    assert "People" in lead.split("<main")[1]
    practitioner = sign_in(make.member(make.team(), Role.PRACTITIONER)).get("/menu").content.decode()
    assert "People" not in practitioner.split("<main")[1]


def test_health_answers():
    assert Client().get("/health").json() == {"status": "ok"}
