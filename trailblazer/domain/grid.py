"""The British National Grid: where a grid reference lies on the globe, and how far two of them are apart.

Source: Ordnance Survey, A guide to coordinate systems in Great Britain, annexes A to C. The seven-parameter (Helmert)
change of datum is right to about 5 metres, which is ample for a map.
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan
from typing import NamedTuple

METRES_IN_A_MILE = 1609.344


class Point(NamedTuple):
    """A place on the National Grid, in metres east and north of its false origin."""

    easting: float
    northing: float


class Ellipsoid(NamedTuple):
    """The shape of the Earth as a survey takes it: half its longer and its shorter axis, in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """The square of the eccentricity."""
        return 1 - (self.b / self.a) ** 2


AIRY = Ellipsoid(6_377_563.396, 6_356_256.909)
WGS84 = Ellipsoid(6_378_137.0, 6_356_752.314_2)
SCALE = 0.999_601_271_7
TRUE_ORIGIN = (radians(49), radians(-2))
FALSE_ORIGIN = Point(400_000, -100_000)
# From OSGB36 to WGS84: metres, seconds of arc, and parts in a million.
SHIFT = (446.448, -125.157, 542.060)
TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
STRETCH = 1 - 20.4894e-6


def to_latitude_longitude(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in degrees (WGS84) of a point on the National Grid."""
    latitude, longitude = _on_the_globe(_moved(_in_space(*on_airy(easting, northing))))
    return degrees(latitude), degrees(longitude)


def miles_between(one: Point | tuple[float, float], other: Point | tuple[float, float]) -> float:
    """Miles as the crow flies between two points (easting, northing), both in metres."""
    return hypot(one[0] - other[0], one[1] - other[1]) / METRES_IN_A_MILE


def on_airy(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in radians on the Grid's own ellipsoid (annex C2)."""
    latitude = TRUE_ORIGIN[0]
    while True:
        missing = northing - FALSE_ORIGIN.northing - _meridian(latitude)
        if abs(missing) < 0.00001:
            break
        latitude += missing / (AIRY.a * SCALE)
    t, secant = tan(latitude), 1 / cos(latitude)
    steepness = 1 - AIRY.e2 * sin(latitude) ** 2
    nu = AIRY.a * SCALE / sqrt(steepness)
    rho = nu * (1 - AIRY.e2) / steepness
    eta2 = nu / rho - 1
    east = easting - FALSE_ORIGIN.easting
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    x = secant / nu
    xi = secant / (6 * nu**3) * (nu / rho + 2 * t**2)
    xii = secant / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    xiia = secant / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6)
    return (
        latitude - vii * east**2 + viii * east**4 - ix * east**6,
        TRUE_ORIGIN[1] + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def _meridian(latitude: float) -> float:
    """Metres along the meridian from the true origin, in the Grid's scale (annex C, equation C3)."""
    n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
    less, more = latitude - TRUE_ORIGIN[0], latitude + TRUE_ORIGIN[0]
    return AIRY.b * SCALE * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
        - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
    )  # fmt: skip


def _in_space(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Metres from the centre of the Earth, at the height of the Grid's ellipsoid (annex B1)."""
    nu = AIRY.a / sqrt(1 - AIRY.e2 * sin(latitude) ** 2)
    return (
        nu * cos(latitude) * cos(longitude),
        nu * cos(latitude) * sin(longitude),
        (1 - AIRY.e2) * nu * sin(latitude),
    )


def _moved(place: tuple[float, float, float]) -> tuple[float, float, float]:
    """From the Grid's datum to that of satellites (annex B6)."""
    (x, y, z), (rx, ry, rz), (tx, ty, tz) = place, TURN, SHIFT
    return (
        tx + STRETCH * x - rz * y + ry * z,
        ty + rz * x + STRETCH * y - rx * z,
        tz - ry * x + rx * y + STRETCH * z,
    )


def _on_the_globe(place: tuple[float, float, float]) -> tuple[float, float]:
    """Latitude and longitude in radians of a place in space (annex B2)."""
    x, y, z = place
    flat = hypot(x, y)
    latitude = atan2(z, flat * (1 - WGS84.e2))
    for _ in range(6):
        nu = WGS84.a / sqrt(1 - WGS84.e2 * sin(latitude) ** 2)
        latitude = atan2(z + WGS84.e2 * nu * sin(latitude), flat)
    return latitude, atan2(y, x)
