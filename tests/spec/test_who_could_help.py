"""Who could help: four answers, no name, and the ways in the order in which to try them."""

import pytest

from trailblazer.domain.scope import Position
from trailblazer.domain.who_could_help import Asked, Effect, Offer, Way, order

DO, DISCRETION, NOT_BRIEF = Position.DO, Position.DISCRETION, Position.NOT_BRIEF
SAFE, OWN, ADVICE, TEAM, BEYOND = Way.SAFE, Way.OWN, Way.ADVICE, Way.TEAM, Way.BEYOND


def asked(effect="most_days", risks=(), year="Year 9", reasons=("anxiety",)):
    return Asked(year_group=year, reasons=frozenset(reasons), effect=Effect(effect), risks=frozenset(risks))


@pytest.mark.parametrize(
    ("what", "position", "has_own", "ways"),
    [
        (asked("little"), DO, True, (OWN, ADVICE, TEAM, BEYOND)),
        (asked("little"), DO, False, (ADVICE, TEAM, BEYOND)),
        (asked("often"), DO, True, (TEAM, ADVICE, OWN, BEYOND)),
        (asked("most_days"), DO, True, (TEAM, ADVICE, OWN, BEYOND)),
        (asked("most_days"), DISCRETION, True, (ADVICE, TEAM, OWN, BEYOND)),
        (asked("most_days"), NOT_BRIEF, True, (ADVICE, TEAM, BEYOND, OWN)),
        (asked("little"), NOT_BRIEF, True, (ADVICE, TEAM, BEYOND, OWN)),
        (asked("little", risks=["self_harm"]), DO, True, (SAFE, TEAM, ADVICE, OWN, BEYOND)),
        (asked("most_days", risks=["being_hurt"]), None, True, (SAFE, OWN, BEYOND)),
        (asked("often"), None, False, (BEYOND,)),
    ],
)
def test_the_order_of_the_ways(what, position, has_own, ways):
    assert order(what, position, has_own) == ways


def test_age_is_that_of_the_year_group_in_september():
    assert (asked(year="Reception").age, asked(year="Year 6").age, asked(year="Year 7").age) == (4, 10, 11)
    with pytest.raises(ValueError, match="not in tuple"):
        _ = asked(year="Year 99").age


def test_help_of_the_school_fits_by_age_and_by_what_it_is_for():
    counsellor = Offer(name="Counsellor", helps_with=frozenset({"anxiety", "bereavement"}), age_from=11)
    nurse = Offer(name="Nurse", helps_with=frozenset(), age_from=4)
    fits = [counsellor.fits(one) for one in (asked(), asked(reasons=["sleep"]), asked(year="Year 4"))]
    assert fits == [True, False, False]
    assert nurse.fits(asked(reasons=["sleep"]))


def test_a_free_place_comes_first_then_the_shortest_wait_then_what_is_not_known():
    free = Offer(name="Mentor", helps_with=frozenset(), places=4, taken=3, wait_weeks=6)
    full = Offer(name="Counsellor", helps_with=frozenset(), places=5, taken=7, wait_weeks=3)
    slow = Offer(name="Psychologist", helps_with=frozenset(), wait_weeks=12)
    unknown = Offer(name="Charity", helps_with=frozenset())
    assert sorted([unknown, slow, full, free], key=lambda offer: offer.soonest) == [free, full, slow, unknown]
    assert (free.free, full.free, unknown.free) == (1, 0, None)
