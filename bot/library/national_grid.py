"""Turns British National Grid metres into degrees; knows geodesy, and no file, place or postcode.

Formulas and constants: Ordnance Survey, "A guide to coordinate systems in Great Britain": easting and northing to
latitude and longitude on the Airy ellipsoid (annex C.2), latitude and longitude to cartesian and back (annex B), and
the Helmert transformation between OSGB36 and WGS84 with its seven parameters (section 6.6), here the other way round.
The guide gives its accuracy as about 5 metres. The grid of corrections that does better (OSTN15) is 10 MB, and nothing
here is finer than an outward code.
"""

import math
from typing import NamedTuple


class _Ellipsoid(NamedTuple):
    """Half the axes in metres, at the equator and at the poles."""

    a: float
    b: float

    @property
    def squared_eccentricity(self) -> float:
        return 1 - (self.b / self.a) ** 2


AIRY = _Ellipsoid(6_377_563.396, 6_356_256.909)
WGS84 = _Ellipsoid(6_378_137.000, 6_356_752.3142)

# The National Grid's projection: scale on the central meridian, true origin, and its false easting and northing.
_F0 = 0.9996012717
_LAT0, _LON0 = math.radians(49), math.radians(-2)
_E0, _N0 = 400_000, -100_000

# OSGB36 to WGS84: metres, parts per million, and seconds of arc.
_SHIFT = (446.448, -125.157, 542.060)
_SCALE = 1 - 20.4894e-6
_TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))

_NEAR_ENOUGH = 1e-5  # metres, as the guide has it
_TINY = 1e-12  # radians, under a hundredth of a millimetre


def degrees_at(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude (WGS84, degrees) of a point of the National Grid in metres, right to about 5 m.

    Raises ValueError for what lies off the grid (0 to 700,000 m east, 0 to 1,300,000 m north).
    """
    if not (0 <= easting <= 700_000 and 0 <= northing <= 1_300_000):
        raise ValueError(f"{easting}, {northing} is not on the National Grid")
    lat, lon = unprojected(easting, northing)
    x, y, z = to_wgs84(*cartesian(AIRY, lat, lon))
    lat, lon = geodetic(WGS84, x, y, z)
    return math.degrees(lat), math.degrees(lon)


def unprojected(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude (OSGB36, radians): annex C.2, whose roman numbers the terms below are."""
    lat = _foot_latitude(northing)
    square = AIRY.squared_eccentricity
    tan, sec = math.tan(lat), 1 / math.cos(lat)
    root = math.sqrt(1 - square * math.sin(lat) ** 2)
    nu, rho = AIRY.a * _F0 / root, AIRY.a * _F0 * (1 - square) / root**3
    eta = nu / rho - 1
    vii = tan / (2 * rho * nu)
    viii = tan / (24 * rho * nu**3) * (5 + 3 * tan**2 + eta - 9 * tan**2 * eta)
    ix = tan / (720 * rho * nu**5) * (61 + 90 * tan**2 + 45 * tan**4)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * tan**2)
    xii = sec / (120 * nu**5) * (5 + 28 * tan**2 + 24 * tan**4)
    xiia = sec / (5040 * nu**7) * (61 + 662 * tan**2 + 1320 * tan**4 + 720 * tan**6)
    east = easting - _E0
    return (
        lat - vii * east**2 + viii * east**4 - ix * east**6,
        _LON0 + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def cartesian(on: _Ellipsoid, lat: float, lon: float) -> tuple[float, float, float]:
    """Metres from the middle of the earth of a point on the ellipsoid itself (annex B.1); radians in."""
    nu = on.a / math.sqrt(1 - on.squared_eccentricity * math.sin(lat) ** 2)
    return (
        nu * math.cos(lat) * math.cos(lon),
        nu * math.cos(lat) * math.sin(lon),
        (1 - on.squared_eccentricity) * nu * math.sin(lat),
    )


def to_wgs84(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Cartesian metres of OSGB36 in WGS84, by the seven parameters of section 6.6 with their signs turned round."""
    turn_x, turn_y, turn_z = _TURN
    return (
        _SHIFT[0] + x * _SCALE - y * turn_z + z * turn_y,
        _SHIFT[1] + x * turn_z + y * _SCALE - z * turn_x,
        _SHIFT[2] - x * turn_y + y * turn_x + z * _SCALE,
    )


def geodetic(on: _Ellipsoid, x: float, y: float, z: float) -> tuple[float, float]:
    """Latitude and longitude in radians of cartesian metres (annex B.2)."""
    square, across = on.squared_eccentricity, math.hypot(x, y)
    lat, before = math.atan2(z, across * (1 - square)), math.inf
    while abs(lat - before) > _TINY:
        nu = on.a / math.sqrt(1 - square * math.sin(lat) ** 2)
        lat, before = math.atan2(z + square * nu * math.sin(lat), across), lat
    return lat, math.atan2(y, x)


def _foot_latitude(northing: float) -> float:
    """The latitude on the central meridian that is this far north, found step by step."""
    lat = _LAT0 + (northing - _N0) / (AIRY.a * _F0)
    while abs(short := northing - _N0 - _meridian(lat)) >= _NEAR_ENOUGH:
        lat += short / (AIRY.a * _F0)
    return lat


def _meridian(lat: float) -> float:
    """Metres along the central meridian from the true origin: M of annex C."""
    n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
    less, more = lat - _LAT0, lat + _LAT0
    arc = (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
    arc -= (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
    arc += (15 / 8 * n**2 + 15 / 8 * n**3) * math.sin(2 * less) * math.cos(2 * more)
    arc -= 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
    return AIRY.b * _F0 * arc
