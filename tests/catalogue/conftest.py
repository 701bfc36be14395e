"""A small made-up town's worth of entries, with the shipped vocabulary and places."""

import csv
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Ages, Cost, Opportunity, Place, When, Where
from bot.catalogue.hub import Hub
from bot.catalogue.places import places_from, towns_from
from bot.catalogue.vocabulary import Vocabulary, vocabulary_from

CONTENT = Path(__file__).resolve().parents[2] / "content"
TODAY = date(2026, 11, 22)
Build = Callable[..., Catalogue]


@pytest.fixture(scope="session")
def records() -> dict[str, object]:
    yaml = YAML(typ="safe")
    return {file.stem: yaml.load(file) for file in (CONTENT / "vocabulary").glob("*.yaml")}


@pytest.fixture(scope="session")
def vocabulary(records: dict[str, object]) -> Vocabulary:
    read = vocabulary_from(records)
    assert isinstance(read, Vocabulary), read
    return read


@pytest.fixture(scope="session")
def places() -> tuple[Place, ...]:
    own = places_from(YAML(typ="safe").load(CONTENT / "dorset" / "places.yaml"))
    assert isinstance(own, tuple), own
    with (CONTENT / "places-gb.csv").open(encoding="utf-8") as file:
        return (*own, *towns_from(csv.DictReader(file)))


@pytest.fixture(scope="session")
def build(vocabulary: Vocabulary, places: tuple[Place, ...]) -> Build:
    def make(*entries: Opportunity, hub: Hub | None = None, places: tuple[Place, ...] = places) -> Catalogue:
        return Catalogue.build(entries, vocabulary, places, hub or Hub("made-up", "Made up"), TODAY)

    return make


@pytest.fixture(scope="session")
def entries() -> tuple[Opportunity, ...]:
    def made(id: str, title: str, place: str, **rest: object) -> Opportunity:
        rest = {"provider": f"Provider of {id}", "kind": "activity", **rest}
        return Opportunity(id=id, title=title, where=Where(place=place), **rest)  # type: ignore[arg-type]

    saturday = When(days=("sat",), start=time(10), term_time=True)
    return (
        made("drums-weymouth", "Sticks", "Weymouth", instruments=("Drums",), ages=Ages(8, 14), when=saturday),
        made(
            "drums-free", "Kit", "Dorchester", instruments=("drums",), ages=Ages(8, 18), cost=Cost(free=True)
        ),
        made("drums-small", "Taps", "Weymouth", instruments=("drums",), ages=Ages(5, 7)),
        made("choir", "Young Voices", "Dorchester", activities=("choir",), ages=Ages(11, 18)),
        made("guitar", "Six Strings", "Weymouth", instruments=("guitar",), kind="lessons", ages=Ages(7, 18)),
        made(
            "theremin",
            "Odd Sounds",
            "Poole",
            instruments=("Theremin",),
            summary="Wave your hands.",
            ages=Ages(10, 18),
        ),
        made("otamatone", "Squeaky Tadpoles", "Poole", instruments=("Otamatone",)),
        made("hire", "Borrow a cello", "Dorchester", instruments=("cello",), kind="hire"),
        made("cello", "Cello from the start", "Sherborne", instruments=("cello",), kind="lessons"),
        made(
            "training",
            "Singing for schools",
            "Poole",
            activities=("singing",),
            kind="training",
            audience=("educator",),
        ),
        made("council", "Youth council", "Poole", kind="youth_voice", activities=("youth voice",)),
        made("babies", "Tiny Tunes", "Weymouth", activities=("early years music",), ages=Ages(0, 3)),
    )


@pytest.fixture(scope="session")
def catalogue(build: Build, entries: tuple[Opportunity, ...]) -> Catalogue:
    return build(*entries)
