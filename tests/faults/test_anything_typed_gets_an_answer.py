"""Whatever is typed into a page without an account, or sent by hand, gets a page or a sentence, never a fault.

`make assure` tries ten times as many.
"""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

ODD = some.text(max_size=300) | some.sampled_from(
    [
        "",
        "\x00",
        "😀" * 60,
        "x" * 10_000,
        "ليلى",
        "\u202egnp.exe",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "9" * 400,
    ]
)
QUESTIONS = ("who", "school", "place", "help", "words", "how-long", "tried", "safe", "tell", "wishes", "you")


class TestAnythingTyped(TestCase):
    @given(
        some.sampled_from(["/find-your-team", "/schools/", "/requests/", "/status", "/ask/questions/school"]),
        ODD,
    )
    def test_a_question_in_the_address_is_answered(self, path, typed):
        assert Client().get(path, {"q": typed, "page": typed}).status_code < 500

    @given(
        some.sampled_from(QUESTIONS),
        some.dictionaries(some.sampled_from(["who", "q", "school", "help", "words"]), ODD),
    )
    def test_a_form_sent_by_hand_is_answered(self, question, values):
        assert Client().post(f"/ask/questions/{question}", values).status_code < 500

    @given(ODD, ODD, ODD)
    def test_a_reference_that_is_none_is_answered(self, reference, month, year):
        answer = Client().post("/status", {"reference": reference, "month": month, "year": year})
        assert answer.status_code < 500

    @given(
        some.text(alphabet=some.characters(codec="utf-8", exclude_characters="/?#"), min_size=1, max_size=80)
    )
    def test_a_secret_that_is_none_is_answered(self, secret):
        assert Client().get(f"/status/{secret}").status_code < 500


@pytest.mark.django_db
def test_a_page_that_does_not_exist_says_so(client):
    assert client.get("/no-such-page").status_code == 404
