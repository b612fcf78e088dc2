"""When a risk is looked at again, and what must be said with it."""

from datetime import date, timedelta

import pytest

from trailblazer.domain.risk import Level, Look, NotARisk, check

TODAY = date(2026, 11, 24)


def after(days):
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    "level, told_on, review_on, keeps_safe, refused",
    [
        ("none",   TODAY,    None,      "",        ""),
        ("low",    TODAY,    after(28), "",        ""),
        ("low",    TODAY,    after(29), "",        "within 28 days"),
        ("medium", TODAY,    after(14), "",        ""),
        ("medium", TODAY,    after(15), "",        "within 14 days"),
        ("high",   TODAY,    after(7),  "Her dad", ""),
        ("high",   TODAY,    after(8),  "Her dad", "within 7 days"),
        ("high",   TODAY,    after(1),  " ",       "what keeps them safe"),
        ("low",    TODAY,    None,      "",        "day on which it is looked at again"),
        ("low",    TODAY,    after(-1), "",        "today or later"),
        ("low",    TODAY,    TODAY,     "",        ""),
        ("none",   after(1), None,      "",        "today or earlier"),
    ],
)  # fmt: skip
def test_a_risk_has_a_day_on_which_it_is_looked_at_again(level, told_on, review_on, keeps_safe, refused):
    if not refused:
        check(Level(level), told_on, review_on, TODAY, keeps_safe)
        return
    with pytest.raises(NotARisk, match=refused):
        check(Level(level), told_on, review_on, TODAY, keeps_safe)


@pytest.mark.parametrize(
    "review_on, is_due, late",
    [(after(1), False, 0), (TODAY, True, 0), (after(-3), True, 3), (None, False, 0)],
)
def test_it_is_due_from_its_day_on(review_on, is_due, late):
    look = Look(review_on, TODAY)
    assert (look.is_due, look.days_late) == (is_due, late)
