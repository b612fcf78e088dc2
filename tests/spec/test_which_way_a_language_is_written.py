"""Which way a language is written decides on which side its questions stand."""

import pytest

from trailblazer.domain.languages import direction, name_of


@pytest.mark.parametrize(
    "language, way",
    [
        ("en", "ltr"), ("pl", "ltr"), ("pt-BR", "ltr"), ("ti", "ltr"),
        ("ar", "rtl"), ("ur", "rtl"), ("fa-AF", "rtl"), ("prs", "rtl"), ("ps", "rtl"), ("ckb", "rtl"),
        ("ku", "ltr"), ("ku-Arab", "rtl"), ("pa-Arab-PK", "rtl"), ("ar-Latn", "ltr"), ("ar-XA", "rtl"),
    ],
)  # fmt: skip
def test_a_script_that_is_named_goes_before_the_usual_one(language, way):
    assert direction(language) == way


def test_a_language_is_called_by_its_name_where_that_is_known():
    assert [name_of(code) for code in ("en", "ar-XA", "tlh")] == ["English", "Arabic (ar-XA)", "tlh"]
