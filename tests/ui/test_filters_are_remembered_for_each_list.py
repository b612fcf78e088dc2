import pytest
from django import forms
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import QueryDict
from django.test import RequestFactory

from trailblazer.ui.filters import LONGEST_REMEMBERED, Filters, remembered


class Shown(Filters):
    q = forms.CharField()
    state = forms.ChoiceField(choices=[("waiting", "Waiting")])
    late = forms.BooleanField()
    days = forms.IntegerField()


@pytest.fixture
def ask():
    session = SessionStore()

    def asking(question="", list_name="requests", **options):
        request = RequestFactory().get(f"/requests/{question}")
        request.session = session
        return remembered(request, list_name, **options)

    return asking


def test_a_question_is_answered_and_the_bare_address_goes_back_to_it(ask):
    assert ask("?state=waiting&q=&page=3") is None
    assert ask().url == "/requests/?state=waiting&page=3"


def test_another_list_has_its_own(ask):
    ask("?state=waiting")
    assert ask(list_name="schools") is None


def test_clearing_forgets(ask):
    ask("?state=waiting")
    assert ask("?clear=1").url == "/requests/"
    assert ask() is None


def test_a_form_sent_empty_forgets(ask):
    ask("?state=waiting")
    ask("?state=&q=")
    assert ask() is None


def test_what_is_never_to_be_kept_is_not(ask):
    ask("?state=waiting&q=999%20000%200018", never=("q",))
    assert ask().url == "/requests/?state=waiting"


def test_a_question_too_long_to_keep_is_still_answered(ask):
    assert ask("?q=" + "x" * LONGEST_REMEMBERED) is None
    assert ask() is None


def test_an_answer_that_makes_no_sense_is_left_out():
    assert Shown(QueryDict("q=oak&state=eaten")).chosen == {"q": "oak"}


def test_a_box_that_is_not_ticked_is_no_answer_but_nought_is_one():
    assert Shown(QueryDict("days=0")).chosen == {"days": 0}
    assert Shown(QueryDict("late=on")).chosen == {"late": True}
