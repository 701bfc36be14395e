"""Metres of the National Grid as degrees, against points that the Ordnance Survey publishes."""

import math

import pytest

from bot.catalogue.places import miles
from bot.library.national_grid import AIRY, WGS84, cartesian, degrees_at, geodetic, to_wgs84, unprojected

METRES = 1609.344


def angle(degrees: int, minutes: int, seconds: float) -> float:
    return degrees + minutes / 60 + seconds / 3600


# The test points of the OSTN15 developer pack (Ordnance Survey): WGS84 latitude and longitude, easting and northing.
POINTS = [
    (50.43885825610, -4.10864563561, 250359.811, 62016.569),
    (50.57563665000, -1.29782277240, 449816.371, 75335.861),
    (50.93127937910, -1.45051433700, 438710.920, 114792.250),
    (51.37447025550, 1.44454730409, 639821.835, 169565.858),
    (51.42754743020, -2.54407618349, 362269.991, 169978.690),
    (51.48936564950, -0.11992557180, 530624.974, 178388.464),
    (51.85890896400, -4.30852476960, 241124.584, 220332.641),
    (52.25529381630, -2.15458614387, 389544.190, 261912.153),
    (52.75136687170, 0.40153547065, 562180.547, 319784.995),
]


@pytest.mark.parametrize(("lat", "lon", "easting", "northing"), POINTS)
def test_the_ordnance_surveys_own_test_points_are_met_within_five_metres(
    lat: float, lon: float, easting: float, northing: float
) -> None:
    found = degrees_at(easting, northing)
    assert miles(lat, lon, *found) * METRES < 5


def test_the_guides_example_of_the_projection_is_met_to_the_tenth_of_a_millimetre() -> None:
    """Annex C: E 651409.903, N 313177.270 is 52° 39' 27.2531" N, 1° 43' 4.5177" E on the Airy ellipsoid."""
    lat, lon = (math.degrees(part) for part in unprojected(651409.903, 313177.270))
    assert lat == pytest.approx(angle(52, 39, 27.2531), abs=2e-8)
    assert lon == pytest.approx(angle(1, 43, 4.5177), abs=2e-8)


def test_the_guides_example_of_cartesian_metres_is_met() -> None:
    """Annex B: that point at a height of 24.7 m; on the ellipsoid itself it lies that much nearer to the middle."""
    lat, lon = math.radians(angle(52, 39, 27.2531)), math.radians(angle(1, 43, 4.5177))
    up = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
    raised = [at + 24.7 * part for at, part in zip(cartesian(AIRY, lat, lon), up, strict=True)]
    assert raised == pytest.approx([3874938.849, 116218.624, 5047168.208], abs=0.001)


def test_the_guides_example_of_the_helmert_transformation_is_met() -> None:
    """WGS84 3790644.900, -110149.210, 5111482.970 is 53° 36' 42.2972" N, 1° 39' 46.5416" W, 249.950 m in OSGB36."""
    lat, lon = math.radians(angle(53, 36, 42.2972)), math.radians(-angle(1, 39, 46.5416))
    up = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
    there = [at + 249.950 * part for at, part in zip(cartesian(AIRY, lat, lon), up, strict=True)]
    # Turning the signs round leaves about 2 cm, far below the transformation's own 5 m.
    assert to_wgs84(*there) == pytest.approx([3790644.900, -110149.210, 5111482.970], abs=0.05)


def test_degrees_and_cartesian_metres_undo_each_other() -> None:
    lat, lon = math.radians(54.7761), math.radians(-1.5733)
    assert geodetic(WGS84, *cartesian(WGS84, lat, lon)) == pytest.approx((lat, lon), abs=1e-12)


@pytest.mark.parametrize("point", [(-1, 5), (5, -1), (700_001, 5), (5, 1_300_001), (math.nan, 5)])
def test_what_lies_off_the_grid_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="National Grid"):
        degrees_at(*point)
