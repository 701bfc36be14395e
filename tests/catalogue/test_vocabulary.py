"""The vocabulary that staff write."""

import pytest

from bot.catalogue.fault import Fault
from bot.catalogue.vocabulary import Vocabulary, vocabulary_from

SMALL: dict[str, object] = {
    "instruments": {"percussion": {}, "drums": {"part_of": "percussion", "say": ["drum kit"]}},
    "activities": {"choir": {"near": ["drums"]}},
    "genres": {},
}


def test_the_shipped_vocabulary_is_rich(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.terms) > 150


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("Drums", "drums"),
        ("DRUM KIT", "drums"),
        ("drum_kit", "drums"),
        ("double_bass", "double_bass"),
        ("Steel Pans", "steelpan"),
        ("early years music", "early_years"),
        ("saxophones", "saxophone"),
        ("otamatone", None),
        ("", None),
    ],
)
def test_a_tag_means_its_term_however_it_is_written(
    vocabulary: Vocabulary, written: str, term: str | None
) -> None:
    assert vocabulary.term_of(written) == term


def test_what_belongs_to_something_wider_is_known_both_ways() -> None:
    small = vocabulary_from(SMALL)
    assert isinstance(small, Vocabulary)
    assert small.wider["drums"] == {"percussion"}
    assert small.narrower["percussion"] == {"drums"}
    assert small.nearby["drums"] == {"choir"}


def test_an_unknown_link_is_a_fault_with_its_path() -> None:
    wrong = {**SMALL, "hints": {"pots": {"means": ["drums", "dumrs"], "say": ["pots"]}}}
    assert vocabulary_from(wrong) == [
        Fault(
            ("hints", "pots", "means", 1),
            "nothing is called 'dumrs'",
            "Write the id of an instrument, activity or genre exactly as it stands in its file.",
        )
    ]


def test_all_faults_of_shape_are_told_at_once() -> None:
    faults = vocabulary_from({"instruments": ["drums"], "spells": {}, "ways": {"mood": {}}, "activities": {}})
    assert isinstance(faults, list)
    assert [fault.path for fault in faults] == [("instruments",), ("spells",), ("ways", "mood"), ()]


def test_no_everyday_word_is_a_term_by_itself(vocabulary: Vocabulary) -> None:
    for word in ("and", "my", "want", "near", "please", "hello", "thanks"):
        assert all(sense.slot != "term" for sense in vocabulary.phrases.get((word,), ()))
