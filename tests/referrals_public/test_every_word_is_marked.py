"""The whole public journey in an invented language: a word that is not in it was never marked for translation."""

import re

import pytest
from django.test import override_settings

from tests import make
from tests.referrals_public.journey import ABOUT_ZEE, Visitor, words_outside
from trailblazer.referrals.models import Referral
from trailblazer.referrals.public import links
from trailblazer.ui.words import CLOSE, OPEN

pytestmark = pytest.mark.django_db
# Facts, not words: the names of schools, teams, providers and places, dates, and what someone typed.
FACTS = ("Marlpit School", "Willowbrook team", "Willowbrook Trust", "Carshalton", "SM5 3PT", "3 May 2012")
NAMES_NEVER_TRANSLATED = ("Trailblazer",)
TYPED = (
    "zee@example.org",
    "I worry all the time.",
    "Not with my class teacher",
    "Cries every morning.",
    "A later start.",
    "Going to bed earlier.",
    "Robin Fernleigh",
    "Zee",
    "Fernleigh",
    "a" * 5_001,
)
ADDRESS = re.compile(r"https?://\S+|\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b")


def unmarked(html):
    """Runs of words on this page that are neither marked nor a fact."""
    found = []
    for words in words_outside((OPEN, CLOSE), html):
        left = ADDRESS.sub("", words)
        for fact in (*FACTS, *TYPED, *NAMES_NEVER_TRANSLATED):
            left = left.replace(fact, "")
        if re.search(r"[^\W\d_]{2,}", left):
            found.append(words)
    return found


class Reader(Visitor):
    """A visitor whose language is the invented one. Keeps every page they were shown."""

    def __init__(self):
        super().__init__(**{"accept-language": "en-xa"})
        self.unmarked = {}

    def opens(self, path, status=200):
        super().opens(path, status)
        return self.reads(path)

    def sends(self, path, answers=None):
        self.opens(path)
        leads = super().sends(path, answers)
        self.reads(f"{path} with {answers}")
        return leads

    def reads(self, path):
        if self.page.status_code in (200, 429) and (found := unmarked(self.html)):
            self.unmarked[path] = found
        return self


@pytest.fixture
def school():
    provider = make.provider(name="Willowbrook Trust")
    team = make.team(of=provider, name="Willowbrook team")
    school = make.school(name="Marlpit School", town="Carshalton", postcode="SM5 3PT")
    make.service(team, school)
    return school


def test_the_page_is_in_the_invented_language():
    reader = Reader().opens("/ask")
    assert OPEN in reader.text
    assert 'dir="rtl"' in reader.html


def test_the_check_finds_an_unmarked_word():
    assert unmarked(f"<p>Hello</p><p>{OPEN}Hêllö{CLOSE}</p><img alt='A dog'>") == ["Hello", "A dog"]


@pytest.mark.parametrize("journey", ["asks_for_themselves", "asks_for_a_child"])
def test_every_word_of_the_journey_is_marked(school, journey):
    reader = Reader()
    getattr(reader, journey)(school, safe={"risks": ["being_hurt"]})
    for path in ("check", "not-safe", "no-team", "stop", "questions/place"):
        reader.page = reader.client.get(f"/ask/{path}")
        reader.reads(path)
    reader.confirms()
    assert reader.unmarked == {}


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/who-can-see",
        "/options",
        "/things-to-try",
        "/for-someone-else",
        "/stopped",
        "/no-team",
        "/not-safe",
    ],
)
def test_every_word_of_the_pages_around_it_is_marked(path):
    assert Reader().opens(f"/ask{path}").unmarked == {}


def test_every_word_where_nobody_can_receive_is_marked(school):
    other = make.school(name="Marlpit School", town="Carshalton")
    reader = Reader()
    reader.answers("school", typed="no such school")
    reader.opens("/ask/questions/school")
    reader.answers("school", school="none")
    reader.answers("place", typed="Carshalton")
    reader.opens("/ask/questions/place")
    reader.opens("/ask/no-team")
    reader.opens(f"/ask/at/{school.urn}")
    reader.opens(f"/ask/at/{other.urn}").opens(f"/ask/no-team?school={other.urn}")
    assert reader.unmarked == {}


def test_every_word_of_what_is_wrong_is_marked(school):
    reader = Reader().answers("who", who="parent")
    wrong = {
        "who": {"who": "dog"},
        "school": {"typed": "a"},
        "help": {"reasons": ["x"]},
        "words": {"own_words": "a" * 5_001},
        "tell": {"tell_school": "x"},
        "about": {"first_name": "9" * 200, "born_on_day": "1234567", "postcode": "X", "nhs_number": "1"},
        "contact": {"email": "a", "telephone": "1", "channels": ["text"]},
    }
    for question, answers in wrong.items():
        reader.is_told(question, **answers)
    reader.is_told("about", **ABOUT_ZEE | {"born_on_year": "2090"})
    reader.is_told("about", **ABOUT_ZEE | {"born_on_year": "1950"})
    reader.is_told("contact", requester_name="Robin", channels=["text", "email"])
    assert reader.unmarked == {}


@pytest.mark.parametrize("state", Referral.State.values)
def test_every_word_of_the_status_page_is_marked(school, state):
    request = make.referral(source="parent")
    now = {"state": state, "decided_on": make.TODAY, "answered_on": make.TODAY}
    Referral.objects.filter(pk=request.pk).update(**now)
    reader = Reader()
    reader.client.get(f"/status/{links.issue(request)}")
    for path in ("request", "request/add", "request/added", "request/withdraw"):
        reader.opens(f"/status/{path}")
    reader.sends("/status/request/add", {"words": ""})
    unnamed = request.team.name
    assert {path: found for path, found in reader.unmarked.items() if found != [unnamed]} == {}


def test_every_word_of_looking_a_request_up_is_marked():
    reader = Reader()
    reader.opens("/status/closed")
    reader.sends("/status", {"typed": "", "month": "13", "year": "x"})
    reader.sends("/status", {"typed": "0" * 16, "month": "5", "year": "2013"})
    for _ in range(31):
        reader.page = reader.client.get("/status/nothing")
    assert reader.reads("too often").page.status_code == 429
    assert reader.unmarked == {}


@override_settings(DEMO=True)
def test_every_word_of_the_demonstrations_banner_is_marked():
    assert Reader().opens("/ask").unmarked == {}
