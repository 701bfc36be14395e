from typing import Any

import pytest
from shipped_schemes import CONTENT, read_yaml

from bot.catalogue.fault import Fault
from bot.eligibility.councils import Councils, councils_from
from bot.eligibility.hearing import facts_in


def hub_councils(hub: str) -> Councils:
    councils = councils_from(read_yaml(CONTENT / hub / "councils.yaml"))
    assert isinstance(councils, Councils)
    return councils


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "my son gets free school meals and we live in Bridport",
            {"free_school_meals": "yes", "council": "dorset"},
        ),
        ("Can we get help paying for cello lessons?", {"purpose": "lessons", "instrument": "cello"}),
        ("yr 5", {"school_year": 5}),
        ("she's in foster care", {"care": "looked_after"}),
        ("we're on UC", {"universal_credit": "yes"}),
        ("we’re not on universal credit", {"universal_credit": "no"}),
        ("we don't get free school meals", {"free_school_meals": "no"}),
        ("he used to get free school meals", {}),
        ("my daughter is in year 1 and gets free school meals", {"school_year": 1}),
        ("year 2, free school meals because of our income", {"school_year": 2, "free_school_meals": "yes"}),
        (
            "im 15 and cant afford drum lessons",
            {"age": 15, "purpose": "lessons", "instrument": "drums", "barrier": "yes"},
        ),
        ("her school is in Poole but we live in Wareham", {"school_council": "bcp", "council": "dorset"}),
        ("cello lessons in Bridport", {"purpose": "lessons", "instrument": "cello"}),
        ("Bridport", {"council": "dorset"}),
        ("we live near Lyme Regis, on fsm", {"council": "dorset", "free_school_meals": "yes"}),
        ("how much is it to hire a violin", {"purpose": "hire", "instrument": "violin"}),
        ("lessons at school", {"purpose": "lessons", "lessons_in_school": "yes"}),
        ("my 9 year old has an EHCP and is autistic", {"age": 9, "ehcp": "yes", "send": "yes"}),
        ("she is a care leaver, aged 20", {"care": "care_leaver", "age": 20}),
        ("not in Poole, on universal credit", {"universal_credit": "yes"}),
        ("we live in Atlantis", {}),
        ("can you send me the form", {}),
        ("my daughter, 12, sings", {"age": 12, "instrument": "voice"}),
        (
            "he only has one hand, needs one-handed recorder",
            {"adapted_instrument": "yes", "instrument": "recorder"},
        ),
        ("hello", {}),
    ],
)
def test_what_was_said_is_heard_and_nothing_else(text: str, facts: dict[str, Any]) -> None:
    assert facts_in(text, hub_councils("dorset")) == facts


@pytest.mark.parametrize(
    ("hub", "settlement", "council"),
    [
        ("dorset", "Weymouth", "dorset"),
        ("dorset", "christchurch", "bcp"),
        ("dorset", "Yeovil", "somerset"),
        ("dorset", "Salisbury", "wiltshire"),
        ("dorset", "DT4", None),
        ("dorset", "BH21", None),
        ("durham", "chester le street", "county-durham"),
        ("durham", "Stockton-on-Tees", "stockton-on-tees"),
        ("durham", "Newton Aycliffe", "county-durham"),
        ("durham", "SR8", None),
    ],
)
def test_a_settlement_tells_its_council_and_an_outward_code_never_does(
    hub: str, settlement: str, council: str | None
) -> None:
    assert hub_councils(hub).of(settlement) == council


def test_a_settlement_in_two_councils_is_a_fault() -> None:
    raw = {
        "councils": [
            {"id": "north", "name": "North", "settlements": ["Eastbrook"]},
            {"id": "south", "name": "South", "settlements": ["eastbrook"]},
            {"id": "west"},
        ]
    }
    assert councils_from(raw) == [
        Fault(
            ("councils", 1, "settlements"),
            "eastbrook is in two councils",
            "leave it out of both: a family there is asked instead",
        ),
        Fault(("councils", 2), "has no id or no name", "give it `id:` and `name:`"),
    ]


def test_no_councils_at_all_is_a_fault() -> None:
    assert councils_from({}) == [Fault(("councils",), "there are no councils", "list at least the hub's own")]


def test_a_council_of_another_hub_is_still_called_something() -> None:
    assert hub_councils("dorset").name("county-durham") == "County Durham"
    assert hub_councils("dorset").name("bcp") == "Bournemouth, Christchurch or Poole"
