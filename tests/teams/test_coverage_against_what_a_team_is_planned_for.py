import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.coverage import CLASSES, Coverage, coverage, map_class

PUPILS = st.lists(st.none() | st.integers(0, 12_000), max_size=40)


@pytest.mark.parametrize(
    "of_settings, expected, shown",
    [
        # pupils of each setting       settings, known, not known, largest     pupils
        ([], Coverage(0, 0, 0, 0), 0),  # no setting has no pupils
        ([400, 1200], Coverage(2, 1600, 0, 1200), 1600),
        ([400, None], Coverage(2, 400, 1, 400), 400),
        ([None, None], Coverage(2, 0, 2, 0), None),  # not known, which is not nought
        ([0, None], Coverage(2, 0, 1, 0), 0),  # one school that told us it has none
    ],
)  # fmt: skip
def test_pupils_are_counted_where_they_are_known(of_settings, expected, shown):
    assert coverage(of_settings) == expected
    assert coverage(of_settings).pupils == shown


def test_shares_are_of_20_settings_and_8000_pupils():
    full = coverage([400] * 20)
    assert (full.share_of_settings, full.share_of_pupils) == (1, 1)
    assert coverage([None]).share_of_pupils is None


def test_a_college_above_8000_is_shown_and_not_refused():
    assert coverage([8_450, 300]).is_above_by_one_setting
    assert not coverage([8_000, 7_999]).is_above_by_one_setting


def test_a_number_below_nought_is_refused():
    with pytest.raises(ValueError, match="fewer than no pupils"):
        coverage([300, -1])


@given(PUPILS, PUPILS)
def test_settings_put_together_count_as_much_as_apart(some, others):
    together, first, second = coverage(some + others), coverage(some), coverage(others)
    assert together.settings == first.settings + second.settings
    assert together.known_pupils == first.known_pupils + second.known_pupils
    assert together.not_known == first.not_known + second.not_known
    assert together.largest == max(first.largest, second.largest)


@pytest.mark.parametrize(
    "share, words",
    [
        (0, "None"),
        (1 / 800, "Under 25%"),
        (0.2499, "Under 25%"),
        (0.25, "25 to 49%"),
        (0.5, "50 to 74%"),
        (0.75, "75% or more"),
        (1, "75% or more"),
    ],
)
def test_a_share_falls_in_one_of_five_classes(share, words):
    assert CLASSES[map_class(share)] == words
