"""A form in an invented language: a word that is not in it was never marked for translation. The questions are their
owners' own words in the language of the form, and say which that is."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.outcomes.asked import address, answers, ask, in_help, opened, sends
from tests.outcomes.right_to_left import LANGUAGE, LETTERS, write_packs
from tests.referrals_public.test_every_word_is_marked import unmarked
from trailblazer.letters.models import Letter
from trailblazer.outcomes.content import wording_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
TYPED = "x" * 10
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


class Marked(HTMLParser):
    """The words of a page with the language and direction of the nearest element that says so."""

    VOID = ("meta", "link", "input", "br", "rect", "img")

    def __init__(self):
        super().__init__()
        self.around, self.words = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            said = dict(attrs)
            lang, way = self.around[-1] if self.around else ("", "")
            self.around.append((said.get("lang", lang), said.get("dir", way)))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.around.pop()

    def handle_data(self, data):
        if data.strip():
            self.words.append((data.strip(), *self.around[-1]))


@pytest.mark.parametrize("instrument_id", ["phq-9", "ors", "how-was-it"])
def test_words_from_right_to_left_say_so_and_no_others_do(instrument_id, settings, tmp_path):
    """Questions, answers, ends of a line and what stands above them; on the page of each question, the check and under
    an error. Our own words around them stay in theirs."""
    settings.INSTRUMENT_WORDING = write_packs(tmp_path, instrument_id)
    made = ask(in_help(), instrument_id, language=LANGUAGE)
    words = wording_for(instrument_id, LANGUAGE)
    phone = opened(made)
    pages = [phone.get("/form/check")]
    for question in words.questions:
        path = f"/form/questions/{question.code}"
        pages += [phone.get(path), phone.post(path, {"answer": TYPED * 500})]
        phone.post(path, {"answer": str(question.options[0].value if question.options else 3)})
    pages += [phone.get("/form/check"), phone.get("/form/help", follow=True)]
    letters, seen = set("".join(LETTERS.values())), 0
    for page in pages:
        reader = Marked()
        reader.feed(page.content.decode())
        for text, *marks in reader.words:
            if letters & set(text):
                seen += 1
                assert marks == [LANGUAGE, "rtl"], (page.request["PATH_INFO"], text)
            elif TYPED not in text and any(letter.isalpha() for letter in text):
                assert marks == ["en-GB", "ltr"], (page.request["PATH_INFO"], text)
    assert seen > 2 * len(words.questions)
