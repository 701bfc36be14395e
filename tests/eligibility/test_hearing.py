from typing import Any

import pytest
from shipped_schemes import CONTENT, read_yaml

from bot.catalogue.fault import Fault
from bot.dialogue.forms import Choice, Kind, Question
from bot.eligibility.councils import Councils, councils_from
from bot.eligibility.hearing import answer_in, facts_in


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
        ("cello lessons in Bridport", {"purpose": "lessons", "instrument": "cello", "council": "dorset"}),
        (
            "help paying for cello lessons in poole for my daughter 12",
            {"purpose": "lessons", "instrument": "cello", "council": "bcp", "age": 12},
        ),
        ("help with the cost, cello, poole, age 12", {"instrument": "cello", "council": "bcp", "age": 12}),
        (
            "im 14 in foster care need help paying for drum lessons weymouth",
            {
                "age": 14,
                "care": "looked_after",
                "purpose": "lessons",
                "instrument": "drums",
                "council": "dorset",
            },
        ),
        ("help with fees Lyme Regis", {"council": "dorset"}),
        ("her school is in Poole", {"school_council": "bcp"}),
        ("lessons in Poole or in Wareham", {"purpose": "lessons"}),
        ("he is nine", {"age": 9}),
        (
            "help with travel, she is 17 and goes to Weymouth college",
            {"purpose": "travel", "age": 17, "school_kind": "college"},
        ),
        (
            "fees for home educated kids, 12, swanage",
            {"school_kind": "home_educated", "age": 12, "council": "dorset"},
        ),
        ("1, 3", {}),
        ("my grandson who is twelve", {"age": 12}),
        ("she's seven years old", {"age": 7}),
        ("there is three of us", {}),
        ("music mentoring", {"purpose": "mentoring"}),
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
        ("help me pay for a trumpet", {"purpose": "buying", "instrument": "trumpet"}),
        ("can you pay for a summer school", {"purpose": "course"}),
        ("funding for my first EP", {"purpose": "project"}),
        ("he is looked after by Somerset Council", {"care": "looked_after", "care_council": "somerset"}),
        ("we're a service family in Blandford", {"service_child": "yes", "council": "dorset"}),
        ("she is looked after by her aunt", {}),
        ("we earn about 28k", {"income": "28000"}),
        (
            "our income is under £20,000 a year and we live in Swanage",
            {"income": "0-20000", "council": "dorset"},
        ),
        ("household income between 30 and 40k", {"income": "30000-40000"}),
        ("I earn £1,500 a month", {}),
        ("lessons are £28,000", {"purpose": "lessons"}),
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


INCOME = Question(
    "income",
    "How much?",
    Kind.ONE,
    (Choice("0-30000", "Under £30,000"), Choice("rather_not", "I'd rather not say")),
)
TICKS = Question(
    "support", "Which?", Kind.MANY, (Choice("none", "None"), Choice("rather_not", "I'd rather not say"))
)


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (INCOME, "28k", "28000"),
        (INCOME, "about £28,000", "28000"),
        (INCOME, "28,000.50 pounds", "28000"),
        (INCOME, "20-30k", "20000-30000"),
        (INCOME, "between 20 and 30 thousand", "20000-30000"),
        (INCOME, "less than 16k", "0-16000"),
        (INCOME, "over 65,000", "65000-"),
        (INCOME, "400 a week", None),
        (INCOME, "28", None),
        (INCOME, "not much", None),
        (INCOME, "prefer not to say", "rather_not"),
        (INCOME, "I’d rather not", "rather_not"),
        (INCOME, "no", None),
        (TICKS, "no", ["none"]),
        (TICKS, "None of those.", ["none"]),
        (TICKS, "rather not say", ["rather_not"]),
        (TICKS, "28k", None),
    ],
)
def test_an_answer_in_their_own_words_is_understood(question: Question, text: str, answer: Any) -> None:
    assert answer_in(question, text) == answer


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


def test_a_council_is_told_apart_from_its_area() -> None:
    assert hub_councils("dorset").council("bcp") == "Bournemouth, Christchurch and Poole Council"
    assert Councils({"bcp": "Poole and around"}).council("bcp") == "Poole and around"
