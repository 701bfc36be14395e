import pytest

from bot.eligibility.facts import DONT_KNOW, FACTS, RATHER_NOT, money_range, parse_facts
from bot.eligibility.questions import QUESTIONS

COUNCILS = ("dorset", "bcp")


def faults(raw: dict[str, object]) -> list[tuple[str, str]]:
    read = parse_facts(raw, COUNCILS, ("chorister",))
    assert isinstance(read, list)
    return [(fault.wrong, fault.mend) for fault in read]


def test_facts_are_read_with_yes_and_no_in_words_or_as_true_and_false() -> None:
    raw = {
        "free_school_meals": True,
        "refugee": "no",
        "council": "bcp",
        "age": "12",
        "school_year": "Reception",
        "income": "20000-30000",
        "income_after": 18000,
        "statements": "chorister",
        "care": None,
        "barrier": "rather_not",
    }
    assert parse_facts(raw, COUNCILS, ("chorister",)) == {
        "free_school_meals": "yes",
        "refugee": "no",
        "council": "bcp",
        "age": 12,
        "school_year": 0,
        "income": "20000-30000",
        "income_after": 18000,
        "statements": ["chorister"],
        "care": DONT_KNOW,
        "barrier": RATHER_NOT,
    }


def test_every_fault_is_told_at_once_and_names_what_is_known() -> None:
    found = faults(
        {"free_school_meal": "yes", "care": "fostered", "council": "Poole", "age": 300, "income": "lots"}
    )
    assert [wrong for wrong, _ in found] == [
        "there is no fact called free_school_meal",
        "fostered is no answer to care",
        "Poole is no answer to council",
        "300 is no answer to age",
        "lots is no income",
    ]
    mends = [mend for _, mend in found]
    assert mends[0] == f"did you mean free_school_meals? Known: {', '.join(FACTS)}"
    assert mends[1].endswith("no, looked_after, previously_looked_after, care_leaver, dont_know, rather_not")
    assert mends[2] == "use one of: bcp, dorset, elsewhere, outside_uk, dont_know, rather_not"
    assert mends[3] == "write a whole number from 0 to 99, dont_know or rather_not"


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        (25000, (25000, 25001)),
        ("25000", (25000, 25001)),
        ("20000-30000", (20000, 30000)),
        ("65000-", (65000, None)),
        ("65000+", (65000, None)),
        ("£20,000-£30,000", (20000, 30000)),
    ],
)
def test_money_is_an_amount_or_a_band(value: str | int, ends: tuple[int, int | None]) -> None:
    assert money_range(value) == ends


@pytest.mark.parametrize("value", ["lots", "", "-", "30000-20000", "-5000"])
def test_what_is_no_amount_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        money_range(value)


def test_every_fact_is_asked_by_some_question() -> None:
    assert {fact for ask in QUESTIONS for fact in ask.facts} == set(FACTS)


def test_nothing_about_money_or_care_is_asked_of_a_young_person_alone() -> None:
    asked = {name for name, fact in FACTS.items() if fact.alone}
    private = {
        "free_school_meals",
        "universal_credit",
        "income",
        "income_after",
        "dependants",
        "care",
        "refugee",
    }
    assert asked & private == set()
