"""What people type that must not be taken for something else."""

from collections.abc import Callable

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Ages, Opportunity, Where

Build = Callable[..., Catalogue]


@pytest.mark.parametrize("text", [
    "diolch", "my mum hits the bottle", "he is in care", "Paris", "i love dying my hair", "https://evil.example/x?y=1",
    "what is a music hub", "can i trust you", "write to me@yeovil.example", "i am lonely", "im being bullied",
    "my name is oliver", "thats wicked", "pink is my favourite colour", "i broke my elbow", "is this confidential",
    "open the doors", "a postcard", "who is in charge", "i play fortnite", "i hate my life", "a recent message",
])  # fmt: skip
def test_everyday_words_are_neither_places_nor_music(catalogue: Catalogue, text: str) -> None:
    wish = catalogue.understand(text)
    assert (wish.is_empty, wish.near, wish.what, wish.names) == (True, None, (), ())


def test_a_place_that_is_no_name_here_is_not_read(catalogue: Catalogue) -> None:
    assert catalogue.understand("i'm in the bath and want to sing").near is None
    assert catalogue.understand("killing it at drums").near is None
    near = catalogue.understand("singing in bath").near
    assert near is not None
    assert near.name == "Bath"


@pytest.mark.parametrize("text", ["weymoth", "drums weymoth", "near waymoth", "somewhere in weymothh"])
def test_a_misspelt_place_of_the_hub_is_repaired(catalogue: Catalogue, text: str) -> None:
    near = catalogue.understand(text).near
    assert near is not None
    assert near.name == "Weymouth"


def test_a_misspelt_school_is_no_instrument(catalogue: Catalogue) -> None:
    assert catalogue.understand("skool orkestra").activities == ("orchestra",)


def test_no_before_a_thing_refuses_it_and_no_with_a_comma_does_not(catalogue: Catalogue) -> None:
    assert (catalogue.understand("no drums").what, catalogue.understand("no drums").without) == (
        (),
        ("drums",),
    )
    assert catalogue.understand("no, drums").activities == ("drums",)
    assert catalogue.understand("there is no choir at my school").activities == ("choir",)


def test_no_before_an_age_corrects_it(catalogue: Catalogue) -> None:
    wish = catalogue.understand("no 13", catalogue.understand("drums in weymouth, age 12"))
    assert (wish.low, wish.high, wish.activities) == (13, 13, ("drums",))


@pytest.mark.parametrize(("text", "kind"), [
    ("CPD for my music lead", "training"), ("hire an instrument", "hire"), ("have my say", "youth_voice"),
])  # fmt: skip
def test_a_new_kind_of_thing_starts_afresh_in_the_same_place(
    catalogue: Catalogue, text: str, kind: str
) -> None:
    before = catalogue.understand("free drums in weymouth on saturday, im 12")
    wish = catalogue.understand(text, before)
    assert (wish.kinds, wish.what, wish.days, wish.free) == ((kind,), (), (), False)
    assert (wish.near, wish.low) == (before.near, 12)


def test_training_in_a_field_is_training(catalogue: Catalogue) -> None:
    wish = catalogue.understand("early years training")
    assert (wish.kinds, wish.low) == (("training",), None)
    assert catalogue.understand("i work in a nursery").audience == ("educator",)


def test_what_tells_no_ages_may_not_be_for_adults(build: Build) -> None:
    where = Where(place="Weymouth")
    told = Opportunity("told", "T", "T", "ensemble", activities=("choir",), ages=Ages(18, 99), where=where)
    built = build(told, Opportunity("untold", "U", "U", "ensemble", activities=("choir",), where=where))
    matches = built.find(built.understand("im 45, choir in weymouth")).results
    assert [(match.entry.id, match.exact) for match in matches] == [("told", True), ("untold", False)]


def test_places_of_one_name_are_asked_about_only_where_they_can_be_told_apart(catalogue: Catalogue) -> None:
    wish = catalogue.understand("choir in newport")
    counties = [place.county for place in wish.alternatives]
    assert len(set(counties)) == len(counties)
    assert "" not in counties


@pytest.mark.parametrize("text", ["drums near zzyzxton", "drums in zzyzx age 9", "violin nr aberquatch"])
def test_a_place_that_is_not_known_is_neither_guessed_nor_ignored(catalogue: Catalogue, text: str) -> None:
    wish = catalogue.understand(text)
    assert (wish.near, wish.lost, catalogue.follow_up(wish)) == (None, True, "place")


def test_a_known_place_makes_good_for_one_that_is_not(catalogue: Catalogue) -> None:
    wish = catalogue.understand("in weymouth", catalogue.understand("drums near zzyzxton"))
    assert (wish.near and wish.near.name, wish.lost, wish.activities) == ("Weymouth", False, ("drums",))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("drums, not mondays, weymouth, 11", "Weymouth"),
        ("guitar but not electric, weymouth 9", "Weymouth"),
        ("drums not in weymouth", None),
        ("drums not weymouth", None),
    ],
)
def test_a_not_belongs_to_what_follows_it(catalogue: Catalogue, text: str, place: str | None) -> None:
    near = catalogue.understand(text).near
    assert (near.name if near else None) == place


def test_a_refused_word_of_a_title_is_no_wish(build: Callable[..., Catalogue]) -> None:
    where = Where(place="Weymouth")
    loud, calm = (
        Opportunity(title, title, "Provider", "lessons", instruments=("guitar",), where=where)
        for title in ("Electric Evenings", "Campfire Chords")
    )
    built = build(loud, calm)
    wish = built.understand("guitar but not electric")
    assert (wish.names, wish.without) == ((), ("electric",))
    assert [match.entry.title for match in built.find(wish).results] == ["Campfire Chords"]
