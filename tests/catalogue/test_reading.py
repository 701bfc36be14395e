"""What is understood of a message."""

from dataclasses import asdict

import pytest

from bot.catalogue.catalogue import Catalogue


def said(catalogue: Catalogue, text: str, *slots: str) -> dict[str, object]:
    """The slots asked for, with the place by its name."""
    wish = asdict(catalogue.understand(text))
    wish["near"] = wish["near"]["name"] if wish["near"] else None
    return {slot: wish[slot] for slot in slots}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("where can i do drums nr weymoth, im 12", {"activities": ("drums",), "near": "Weymouth", "low": 12}),
        ("CELLO dt1 1aa", {"activities": ("cello",), "outcode": "DT1", "near": "DT1"}),
        ("my daughter wants to sing", {"activities": ("singing",), "audience": ("parent",)}),
        ("free drums on saturdays", {"activities": ("drums",), "free": True, "days": ("sat",)}),
        ("cheap guitar after school", {"cheap": True, "times": ("after_school",)}),
        ("never played, want to try violin", {"activities": ("violin",), "levels": ("first_go",)}),
        ("grade 6 flute", {"activities": ("flute",), "levels": ("advanced",), "low": None}),
        ("wheelchair friendly choir", {"activities": ("choir",), "access": ("step_free",)}),
        ("hire a cello", {"activities": ("cello",), "kinds": ("hire",)}),
        ("steal pans", {"activities": ("steelpan",)}),
        ("bras lessons", {"activities": ("brass",), "kinds": ("lessons",)}),
        ("beat boxing", {"activities": ("beatboxing",)}),
        ("pianolessons dorchester", {"activities": ("piano",), "near": "Dorchester"}),
        ("my lad won't stop banging on pots", {"activities": (), "hints": ("drums", "percussion")}),
        ("like taylor swift", {"hints": ("songwriting", "singing", "guitar")}),
        ("singing for toddlers", {"activities": ("early_years",), "high": 3}),
        ("teens who rap", {"low": 13, "high": 19}),
        ("drums within 5 miles of poole", {"within": 5.0, "near": "Poole", "low": None}),
        ("online piano", {"online": True, "activities": ("piano",)}),
        ("music near me", {"near_me": True, "asking": True}),
        ("otamatone in poole", {"names": ("otamatone",), "near": "Poole"}),
        ("otamatoan in poole", {"names": ("otamatone",)}),
        ("orchestra in dorset", {"activities": ("orchestra",), "near": None}),
        ("my two are 7 and 10", {"low": 7, "high": 10, "together": True}),
        ("lookin for a singin group", {"activities": ("choir",)}),
        ("any day but saturday", {"days": ("mon", "tue", "wed", "thu", "fri", "sun")}),
        ("he hates the piano but loves guitar", {"activities": ("guitar",), "without": ("piano",)}),
        ("a choir with no audition", {"levels": ("any",)}),
        ("singing lessons", {"activities": ("singing",), "kinds": ("lessons",)}),
        ("gitar 4 free", {"activities": ("guitar",), "free": True, "low": None}),
        ("want 2 learn drums", {"activities": ("drums",), "low": None}),
        ("dj lessons for my 16th birthday", {"activities": ("djing",), "low": 16}),
        ("any instrument but no recorder", {"activities": (), "without": ("recorder",)}),
        ("handbell ringing", {"activities": ("handbells",)}),
        ("karate or music, 7", {"elsewhere": False, "low": 7}),
        (
            "get into uni for music",
            {"hints": ("music_theory", "orchestra", "jazz", "composing", "production")},
        ),
        ("our lass never stops humming", {"hints": ("singing", "choir"), "audience": ("parent",)}),
        ("baby bounce", {"activities": ("early_years",), "high": 3}),
    ],
)
def test_a_message_fills_its_slots(catalogue: Catalogue, text: str, slots: dict[str, object]) -> None:
    assert said(catalogue, text, *slots) == slots


@pytest.mark.parametrize(
    "text",
    ["hello", "thanks", "lol", "who are you", "yes please", "i hate school", "what can you do", "", "?!", "😭",
     "吉他课",
     "football in weymouth", "how do i complain", "swimming lessons", "asdfghjkl", "i feel sad", "my name is"],
)  # fmt: skip
def test_what_is_no_search_is_empty(catalogue: Catalogue, text: str) -> None:
    assert catalogue.understand(text).is_empty


def test_a_place_in_another_county_is_known_after_a_place_word(catalogue: Catalogue) -> None:
    assert said(catalogue, "choir in reading", "near") == {"near": "Reading"}
    assert said(catalogue, "i like reading music", "near") == {"near": None}


def test_an_unknown_word_is_kept_to_be_counted(catalogue: Catalogue) -> None:
    assert catalogue.understand("lessons on the wibblestick in poole").unknown == ("wibblestick",)


def test_an_unknown_word_is_counted_as_it_was_typed(catalogue: Catalogue) -> None:
    assert catalogue.understand("bass like flea").unknown == ("flea",)


def test_two_places_of_one_name_are_both_told(catalogue: Catalogue) -> None:
    wish = catalogue.understand("guitar in newport")
    assert wish.near is not None
    assert {place.name for place in wish.alternatives} == {"Newport"}


def test_the_hubs_own_place_is_not_in_doubt(catalogue: Catalogue) -> None:
    wish = catalogue.understand("guitar in gillingham")
    assert (wish.near is not None and wish.near.hub, wish.alternatives) == (True, ())


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("not in bournemouth, poole please", "Poole"),
        ("one wants drums, the other flute", None),
        ("drums in pool", "Poole"),
    ],
)
def test_a_place_is_where_it_is_wished_for(catalogue: Catalogue, text: str, near: str | None) -> None:
    assert said(catalogue, text, "near") == {"near": near}


@pytest.mark.parametrize("text", ["guitar, no more than £5 a session", "guitar under £10"])
def test_a_little_money_is_no_age(catalogue: Catalogue, text: str) -> None:
    assert said(catalogue, text, "cheap", "low") == {"cheap": True, "low": None}
