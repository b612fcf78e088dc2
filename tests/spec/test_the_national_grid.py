"""Where a grid reference lies, and how far it is from one to another."""

from math import degrees

import pytest

from trailblazer.domain.grid import Point, miles_between, on_airy, to_latitude_longitude

CAISTER = Point(651_409.903, 313_177.270)  # the worked example of the Ordnance Survey's guide


def dms(whole, minutes, seconds):
    return whole + minutes / 60 + seconds / 3600


def test_the_worked_example_of_the_guide():
    latitude, longitude = map(degrees, on_airy(*CAISTER))
    assert latitude == pytest.approx(dms(52, 39, 27.2531), abs=1e-8)
    assert longitude == pytest.approx(dms(1, 43, 4.5177), abs=1e-8)


@pytest.mark.parametrize(
    "easting, northing, latitude, longitude",
    [
        (*CAISTER, dms(52, 39, 28.72), dms(1, 42, 57.74)),
        (533_498, 181_201, 51.513969, -0.077531),  # a school of the City of London, as published
    ],
)  # fmt: skip
def test_a_place_lies_within_a_few_metres_of_where_satellites_find_it(easting, northing, latitude, longitude):
    found = to_latitude_longitude(easting, northing)
    assert found == pytest.approx((latitude, longitude), abs=2e-5)


def test_miles_are_counted_as_the_crow_flies():
    assert miles_between(
        (525_000, 165_000), (525_000 + 1609.344 * 3, 165_000 + 1609.344 * 4)
    ) == pytest.approx(5)
    assert miles_between(CAISTER, CAISTER) == 0
