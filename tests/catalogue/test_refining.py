"""A search changed by talking."""

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.wish import Wish


@pytest.fixture(scope="module")
def before(catalogue: Catalogue) -> Wish:
    return catalogue.understand("drums in weymouth on saturdays, im 12")


def test_what_about_another_instrument_keeps_the_rest(catalogue: Catalogue, before: Wish) -> None:
    wish = catalogue.understand("what about guitar?", before)
    assert (wish.activities, wish.near, wish.low, wish.days) == (("guitar",), before.near, 12, ("sat",))


def test_another_place_keeps_the_instrument(catalogue: Catalogue, before: Wish) -> None:
    wish = catalogue.understand("and in Dorchester?", before)
    assert wish.near is not None
    assert (wish.activities, wish.near.name, wish.low) == (("drums",), "Dorchester", 12)


def test_any_free_ones_adds_only_that(catalogue: Catalogue, before: Wish) -> None:
    wish = catalogue.understand("any free ones", before)
    assert (wish.free, wish.activities, wish.near) == (True, ("drums",), before.near)


def test_closer_halves_the_distance(catalogue: Catalogue, before: Wish) -> None:
    once = catalogue.understand("closer", before)
    assert (once.within, catalogue.understand("closer", once).within) == (5.0, 2.5)


def test_other_days_are_all_but_those_named(catalogue: Catalogue, before: Wish) -> None:
    assert catalogue.understand("other days", before).days == ("mon", "tue", "wed", "thu", "fri", "sun")


def test_also_adds_to_what_is_wished(catalogue: Catalogue, before: Wish) -> None:
    assert catalogue.understand("and guitar as well", before).activities == ("drums", "guitar")


def test_anywhere_forgets_the_place(catalogue: Catalogue, before: Wish) -> None:
    assert catalogue.understand("anywhere", before).near is None


def test_a_whole_new_search_keeps_only_the_person(catalogue: Catalogue, before: Wish) -> None:
    wish = catalogue.understand("choir in poole", before)
    assert (wish.activities, wish.days, wish.low) == (("choir",), (), 12)


def test_chatter_changes_nothing_and_is_no_search(catalogue: Catalogue, before: Wish) -> None:
    assert catalogue.understand("thanks", before).is_empty


def test_an_age_alone_is_taken_into_the_search(catalogue: Catalogue, before: Wish) -> None:
    wish = catalogue.understand("15", before)
    assert (wish.low, wish.high, wish.activities) == (15, 15, ("drums",))


def test_a_wish_survives_json(before: Wish, catalogue: Catalogue) -> None:
    assert Wish.from_json(before.to_json()) == before
    doubtful = catalogue.understand("guitar in newport")
    assert Wish.from_json(doubtful.to_json()) == doubtful
    assert Wish.from_json({**before.to_json(), "mood": "new"}) == before


def test_what_is_not_wanted_is_given_up(catalogue: Catalogue) -> None:
    wish = catalogue.understand("not drums", catalogue.understand("music in weymouth for a 12 year old"))
    assert (wish.without, wish.activities, wish.low) == (("drums",), (), 12)
    assert "drums-weymouth" not in [match.entry.id for match in catalogue.find(wish, 10).results]
