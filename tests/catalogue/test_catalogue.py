"""What else the catalogue answers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Opportunity, When

Build = Callable[..., Catalogue]


def test_an_entry_is_got_by_its_id(catalogue: Catalogue) -> None:
    entry = catalogue.get("choir")
    assert entry is not None
    assert (entry.title, catalogue.get("nothing")) == ("Young Voices", None)


def test_next_steps_are_those_that_are_still_there(build: Build, entries: tuple[Opportunity, ...]) -> None:
    first = replace(entries[0], next_steps=("choir", "gone", "ended", "past"))
    past = replace(entries[0], id="past", when=When(dates=(date(2026, 3, 1),)))
    built = build(first, *entries[1:], replace(entries[0], id="ended", status="ended"), past)
    assert [entry.id for entry in built.next_steps(first.id)] == ["choir"]
    assert built.next_steps("nothing") == ()


def test_something_like_this_is_not_this(catalogue: Catalogue) -> None:
    alike = [entry.id for entry in catalogue.similar("drums-weymouth")]
    assert "drums-weymouth" not in alike
    assert "drums-free" in alike


def test_a_shared_location_becomes_the_nearest_place(catalogue: Catalogue) -> None:
    place = catalogue.nearest_place(50.61, -2.45)
    assert place is not None
    assert place.name == "Weymouth"


def test_demand_is_noted_under_an_outward_code(catalogue: Catalogue) -> None:
    assert catalogue.outcode_of(catalogue.understand("drums DT4")) == "DT4"
    assert catalogue.outcode_of(catalogue.understand("drums in weymouth")) == "DT4"
    assert catalogue.outcode_of(catalogue.understand("drums")) == ""


def test_only_what_splits_the_results_is_asked(catalogue: Catalogue) -> None:
    assert catalogue.follow_up(catalogue.understand("guitar in newport")) == "which_place"
    assert catalogue.follow_up(catalogue.understand("music")) == "place"
    assert catalogue.follow_up(catalogue.understand("anything musical in weymouth")) == "activity"
    assert catalogue.follow_up(catalogue.understand("choir in dorchester")) is None
    assert catalogue.follow_up(catalogue.understand("hello")) is None


def test_facets_count_what_there_is(catalogue: Catalogue) -> None:
    facets = catalogue.facets()
    assert facets["kind"]["hire"] == 1
    assert facets["what"]["drums"] == 3


def test_labels_are_words(catalogue: Catalogue) -> None:
    assert (catalogue.label("double_bass"), catalogue.label("odd_thing")) == ("double bass", "odd thing")
