"""Places and outward codes."""

from collections.abc import Callable

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Opportunity, Place, Where
from bot.catalogue.places import gazetteer, miles, outcode_of, places_from, towns_from

Build = Callable[..., Catalogue]
KENT = Place("Gillingham", 51.389, 0.549, population=101187)
DORSET = Place("Gillingham", 51.038, -2.276, population=8822, hub=True)


@pytest.mark.parametrize(
    ("written", "outcode"),
    [
        ("dt4", "DT4"),
        ("DT4 7AA", "DT4"),
        ("dt47aa", "DT4"),
        ("BH15 2AA", "BH15"),
        ("ABC 1234", ""),
        ("drums", ""),
        ("", ""),
    ],
)
def test_a_postcode_is_reduced_to_its_outward_code(written: str, outcode: str) -> None:
    assert outcode_of(written) == outcode


def test_miles_are_as_the_crow_flies() -> None:
    assert round(miles(50.6145, -2.4599, 50.7151, -2.4406), 1) == 7.0


def test_the_hubs_own_place_comes_first() -> None:
    assert gazetteer((KENT, DORSET)).called("gillingham") == (DORSET, KENT)


def test_a_place_listed_twice_counts_once() -> None:
    twice = Place("Gillingham", 51.04, -2.27, population=8000)
    assert gazetteer((DORSET, twice)).called("Gillingham") == (DORSET,)


@pytest.mark.parametrize("short", ["Stockton", "Stockton on Tees", "stockton-on-tees"])
def test_a_town_is_known_by_its_short_name(short: str) -> None:
    town = Place("Stockton-on-Tees", 54.568, -1.319, hub=True)
    assert gazetteer((town,)).called(short) == (town,)


def test_street_may_be_written_short() -> None:
    town = Place("Chester-le-Street", 54.858, -1.574, hub=True)
    assert gazetteer((town,)).called("chester le st") == (town,)


def test_the_nearest_place_is_one_of_the_hubs_own() -> None:
    assert gazetteer((KENT, DORSET)).nearest(51.3, 0.5) == DORSET
    assert gazetteer(()).nearest(51.3, 0.5) is None


def test_a_place_off_the_map_is_a_fault() -> None:
    faults = places_from({"places": [{"name": "Nowhere", "lat": 100, "lon": 0}, {"name": "Half", "lat": 51}]})
    assert isinstance(faults, list)
    assert [fault.path for fault in faults] == [("places", 0), ("places", 1)]


def test_towns_are_read_from_rows() -> None:
    rows = [{"name": "Reading", "lat": "51.456", "lon": "-0.971", "population": "", "names": ""}]
    assert towns_from(rows) == (Place("Reading", 51.456, -0.971),)


def test_a_town_is_known_by_its_first_word_where_that_means_nothing_else(build: Build) -> None:
    def drums(place: str) -> Opportunity:
        return Opportunity(
            place, "A", "P", "activity", instruments=("drums",), where=Where(place, lat=52.7, lon=-0.9)
        )

    built = build(drums("Melton Mowbray"), drums("Market Harborough"), drums("Drumlin Hill"))
    near = built.understand("drums in melton").near
    assert near is not None
    assert near.name == "Melton Mowbray"
    assert [built.gazetteer.called(short) for short in ("market", "drumlin hill street")] == [(), ()]
