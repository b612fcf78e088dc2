"""Which year groups an offer's own words name, so that a school is offered what is for its pupils."""

import pytest

from trailblazer.domain.year_groups import named_in


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Years 10 to 13", {"Year 10", "Year 11", "Year 12", "Year 13"}),
        ("Year 6 and Year 7", {"Year 6", "Year 7"}),
        ("Years 5 and 6", {"Year 5", "Year 6"}),
        ("Years 9, 10 and 12 to 13", {"Year 9", "Year 10", "Year 12", "Year 13"}),
        ("Reception to Year 2", {"Reception", "Year 1", "Year 2"}),
        ("Any year group", set()),
        ("Everyone, in groups of 30", set()),
        ("", set()),
    ],
)
def test_year_groups_named_in_words(words, named):
    assert named_in(words) == named
