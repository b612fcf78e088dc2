"""A group note goes on every member's record, so it names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.naming import name_in, ordinary_words

MEMBERS = ["Aaron Millbrook", "Dunya Al-Ashford", "Zoë Farnborough", "Grace Thistlewood", "Bo Li", "Will May"]


@pytest.mark.parametrize(
    "note, found",
    [
        ("Worry ladders made in pairs. Home task: step 1 twice before Tuesday.", ""),
        ("Aaron led the ladder.", "Aaron"),
        ("We read aaron's ladder.", "aaron"),
        ("MILLBROOK found it hard", "MILLBROOK"),
        ("The Ashford twins came", "Ashford"),
        ("zoe and the others", "zoe"),
        ("ZOË was late", "ZOË"),
        ("Everyone, and Bo too, tried it", "Bo"),
        ("a bo staff", ""),
        ("Said with grace", ""),
        ("Grace is a thing we talked of", ""),
        ("We asked Grace to read", "Grace"),
        ("We will do it in May", "May"),
        ("we may do it", ""),
        ("Will they come? Will we?", ""),
        ("Thistlewoods of the area", ""),
        ("Aaronson's book was read", ""),
        ("", ""),
    ],
)
def test_a_word_that_is_a_name_of_a_member(note, found):
    assert name_in(note, MEMBERS) == found


@given(
    st.sampled_from([n for n in MEMBERS if n.split()[0].casefold() not in ordinary_words()]),
    st.text(alphabet="abcdefghij .,", max_size=40),
    st.text(alphabet="abcdefghij .,", max_size=40),
)
def test_a_whole_name_anywhere_is_always_found(name, before, after):
    assert name_in(f"{before} {name} {after}", MEMBERS)
