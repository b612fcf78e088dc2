"""A form in an invented language: a word that is not in it was never marked for translation. The questions are their
owners' own words in the language of the form, and say which that is."""

import pytest
from django.test import Client

from tests.outcomes.asked import address, answers, ask, in_help, opened, sends
from tests.referrals_public.test_every_word_is_marked import unmarked
from trailblazer.letters.models import Letter
from trailblazer.outcomes.content import wording_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
PAGES = ("/form", "/form/questions/q1", "/form/questions/q9", "/form/check", "/form/stop", "/form/help")


def owners_words(one):
    words = wording_for(one.instrument, "en")
    own = [words.stem, *(question.text for question in words.questions)]
    own += [option.label for question in words.questions for option in question.options]
    return [
        *own,
        "PHQ-9",
        "Spitzer, Kroenke, Williams and colleagues; made with an educational grant from Pfizer",
    ]


def reads(phone, path, own):
    page = phone.get(path, headers={"accept-language": "en-xa"}).content.decode()
    for words in sorted(own, key=len, reverse=True):
        page = page.replace(words, "").replace(words.replace("'", "&#39;"), "")
    return unmarked(page)


def test_no_word_of_a_form_is_left_unmarked():
    made = ask(in_help(), "phq-9")
    own = owners_words(made)
    assert reads(Client(), address(made), own) == []
    phone = opened(made)
    answers(phone, 2, first=9)
    for path in PAGES:
        assert reads(phone, path, own) == [], path
    assert reads(Client(), "/form", own) == []
    sends(phone)
    assert reads(phone, "/form/sent?again=1", own) == []
    assert reads(Client(), address(made), own) == []
    assert reads(Client(), "/form/" + "x" * 43, own) == []
    assert not Letter.objects.exists()


def test_the_questions_say_which_language_they_are_in():
    phone = opened(ask(in_help(), "phq-9"))
    assert (
        '<legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--l" lang="en"'
        in phone.get("/form/questions/q1").content.decode()
    )
