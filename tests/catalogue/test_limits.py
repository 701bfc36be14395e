"""Whom an entry may be shown to."""

from collections.abc import Callable

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Ages, Opportunity, Where

Build = Callable[..., Catalogue]


def made(id: str, **rest: object) -> Opportunity:
    rest = {"kind": "ensemble", "activities": ("choir",), "where": Where(place="Weymouth"), **rest}
    return Opportunity(id, f"Title {id}", f"Provider {id}", **rest)  # type: ignore[arg-type]


def ids(built: Catalogue, text: str) -> list[str]:
    return sorted(match.entry.id for match in built.find(built.understand(text)).results)


@pytest.fixture
def built(build: Build) -> Catalogue:
    return build(
        made("adults", ages=Ages(18, None)),
        made("young", ages=Ages(8, 18)),
        made("leavers", ages=Ages(18, 25)),
        made("course", kind="training", audience=("educator",), ages=Ages(18, None)),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("choir in weymouth", ["leavers", "young"]),
        ("choir in weymouth for teenagers", ["leavers", "young"]),
        ("choir in weymouth, im 17", ["young"]),
        ("choir for adults in weymouth", ["adults", "leavers"]),
        ("choir weymouth, i'm 40", ["adults"]),
        ("music training weymouth", ["course"]),
    ],
)
def test_what_is_for_grown_ups_is_shown_to_grown_ups(
    built: Catalogue, text: str, expected: list[str]
) -> None:
    assert ids(built, text) == expected


def test_training_alone_is_a_search_for_training(build: Build) -> None:
    built = build(made("course", kind="training", audience=("educator",)), made("young"))
    assert built.understand("training").kinds == ("training",)
    assert built.understand("training orchestra").kinds == ()
    assert ids(built, "training in weymouth") == ["course"]


def test_of_a_school_year_both_ages_must_be_welcome(build: Build) -> None:
    built = build(made("both", ages=Ages(7, 12)), made("older", ages=Ages(11, 18)))
    matches = built.find(built.understand("choir weymouth yr 6")).results
    assert [(match.entry.id, match.exact) for match in matches] == [("both", True), ("older", False)]


def test_ages_not_told_are_unsure_for_the_smallest(build: Build) -> None:
    built = build(
        made("untold", activities=("early years music",)),
        made("small", activities=("early years music",), ages=Ages(0, 4)),
    )
    matches = built.find(built.understand("music for my 2 year old in weymouth")).results
    assert [(match.entry.id, match.exact) for match in matches] == [("small", True), ("untold", False)]


def test_the_smallest_are_shown_what_tells_no_ages_only_if_it_is_for_the_small(build: Build) -> None:
    built = build(made("keys", instruments=("keyboard",)), made("tots", instruments=("early years music",)))
    assert ids(built, "music for my 2 year old in weymouth") == ["tots"]
    assert ids(built, "music for my 5 year old in weymouth") == ["keys", "tots"]
