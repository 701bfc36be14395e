from datetime import date
from typing import Any

import pytest
from shipped_schemes import every_scheme

from bot.catalogue.entry import CostLine, CostUnit
from bot.dialogue.effects import Json
from bot.eligibility.amounts import Help, LikelyCost, likely_cost
from bot.eligibility.judge import judge
from bot.eligibility.reading import scheme_from
from bot.eligibility.scheme import Scheme

ON = date(2026, 11, 22)
IN_YEAR = date(2025, 1, 15)
Facts = dict[str, Json]
TERM = CostLine(6000, "term")


def scheme(name: str, **changes: Any) -> Scheme:
    record = {
        "id": name,
        "title": name.title(),
        "provider": "A trust",
        "summary": "Help.",
        "pays": [{"for": ["lessons"], "percent": 50}],
        "conditions": {"likely": [{"free_school_meals": True}]},
        "who_applies": "family",
        "source_url": "https://example.org",
        "source_date": "undated",
        **changes,
    }
    read = scheme_from(record)
    assert isinstance(read, Scheme), read
    return read


def cost(price: CostLine, *schemes: Scheme, on: date = ON, **facts: Json) -> LikelyCost:
    known: Facts = {"purpose": "lessons", "free_school_meals": "yes", **facts}
    return likely_cost(price, str(known["purpose"]), [(s, judge(s, known, on)) for s in schemes], known, on)


def shipped(name: str) -> Scheme:
    return next(scheme for scheme in every_scheme() if scheme.id == name)


def test_half_of_sixty_pounds_a_term_leaves_thirty() -> None:
    fees = shipped("dorset-help-with-fees")
    found = cost(TERM, fees, on=IN_YEAR, purpose="hire", council="dorset", age=12)
    assert found == LikelyCost(TERM, 3000, (Help(fees, fees.pays[0], 3000),))


def test_a_child_in_care_pays_nothing_for_hire_and_the_better_line_counts() -> None:
    fees = shipped("dorset-help-with-fees")
    facts: Facts = {"council": "dorset", "age": 12, "care": "looked_after", "care_council": "dorset"}
    assert cost(TERM, fees, on=IN_YEAR, purpose="hire", **facts).left_pence == 0
    assert cost(TERM, fees, on=IN_YEAR, purpose="mentoring", **facts).left_pence == 3000


def test_last_years_rule_takes_nothing_off_but_is_told() -> None:
    fees = shipped("dorset-help-with-fees")
    found = cost(TERM, fees, purpose="hire", council="dorset", age=12)
    assert (found.left_pence, found.helps) == (6000, ())
    assert [help_.pence for help_ in found.last_year] == [3000]


@pytest.mark.parametrize(
    ("pence", "percent", "left"),
    [(6000, 25, 4500), (999, 50, 500), (1, 50, 1), (3333, 75, 834), (6000, 100, 0), (0, 50, 0)],
)
def test_help_is_rounded_down_so_that_the_price_told_is_never_too_low(
    pence: int, percent: int, left: int
) -> None:
    share = scheme("share", pays=[{"for": ["lessons"], "percent": percent, "up_to": True}])
    assert cost(CostLine(pence, "term"), share).left_pence == left


@pytest.mark.parametrize(
    ("pence", "unit", "left"),
    [(5350, "term", 3750), (5350, "month", 5350), (6000, "term", 6000)],
)
def test_a_reduced_price_counts_only_for_the_price_it_replaces(pence: int, unit: CostUnit, left: int) -> None:
    tuition = shipped("durham-tuition-remission")
    facts: Facts = {"lessons_in_school": "yes", "school_council": "county-durham"}
    assert cost(CostLine(pence, unit), tuition, **facts).left_pence == left


def test_the_vat_is_a_sixth_of_the_shop_price() -> None:
    purchase = shipped("assisted-instrument-purchase")
    facts: Facts = {
        "purpose": "buying",
        "instrument": "cello",
        "school_kind": "state",
        "lessons_in_school": "yes",
    }
    assert cost(CostLine(24000, "once"), purchase, **facts).left_pence == 20000


def test_what_the_school_adds_is_counted_and_told_apart() -> None:
    subsidy = shipped("dorset-school-lesson-subsidy")
    facts: Facts = {"lessons_in_school": "yes", "school_council": "dorset", "school_is_member": "yes"}
    found = cost(TERM, subsidy, **facts)
    assert found.left_pence == 3000
    assert [(help_.pence, help_.from_school) for help_ in found.helps] == [(1500, 1500)]


def test_a_school_never_adds_more_than_is_left() -> None:
    subsidy = shipped("dorset-school-lesson-subsidy")
    facts: Facts = {
        "lessons_in_school": "yes", "school_council": "dorset", "school_is_member": "yes", "care": "looked_after",
        "care_council": "dorset",
    }  # fmt: skip
    found = cost(TERM, subsidy, **facts)
    assert (found.left_pence, found.helps[0].pence, found.helps[0].from_school) == (0, 4500, 1500)


def test_schemes_do_not_stack_unless_one_says_so() -> None:
    half, quarter = scheme("half"), scheme("quarter", pays=[{"for": ["lessons"], "percent": 25}])
    assert cost(TERM, half, quarter).left_pence == 3000
    stacking = scheme("quarter", pays=[{"for": ["lessons"], "percent": 25}], stacks_with=["half"])
    assert cost(TERM, half, stacking).left_pence == 1500


def test_help_that_stacks_is_never_more_than_the_price() -> None:
    schemes = [
        scheme("half"),
        scheme("most", pays=[{"for": ["lessons"], "percent": 75}], stacks_with=["half"]),
    ]
    found = cost(TERM, *schemes)
    assert found.left_pence == 0


def test_the_best_of_three_that_stack_in_pairs_is_chosen() -> None:
    one = scheme("one", pays=[{"for": ["lessons"], "percent": 40}], stacks_with=["two"])
    two = scheme("two", pays=[{"for": ["lessons"], "percent": 10}])
    three = scheme("three", pays=[{"for": ["lessons"], "percent": 30}], stacks_with=["two"])
    found = cost(TERM, one, two, three)
    assert [help_.scheme.id for help_ in found.helps] == ["one", "two"]
    assert found.left_pence == 3000


def test_a_grant_is_told_but_not_taken_off() -> None:
    grant = scheme("grant", pays=[{"for": ["lessons"], "pounds": 300, "up_to": True}])
    found = cost(TERM, grant)
    assert (found.left_pence, [line.pence for _, line in found.grants]) == (6000, [30000])


def test_a_fixed_amount_counts_only_for_its_own_unit() -> None:
    fixed = scheme("fixed", pays=[{"for": ["lessons"], "pounds": 20, "unit": "term"}])
    assert cost(TERM, fixed).left_pence == 4000
    assert cost(CostLine(6000, "session"), fixed).left_pence == 6000
    assert cost(CostLine(1500, "term"), fixed).left_pence == 0


@pytest.mark.parametrize(
    ("cap_per", "unit", "left"),
    [("term", "term", 5000), ("year", "term", 6000), ("year", "once", 5000), ("item", "month", 5000)],
)
def test_a_cap_limits_what_it_speaks_of_and_otherwise_nothing_is_said(
    cap_per: str, unit: CostUnit, left: int
) -> None:
    capped = scheme(
        "capped", pays=[{"for": ["lessons"], "percent": 50, "cap_pounds": 10, "cap_per": cap_per}]
    )
    assert cost(CostLine(6000, unit), capped).left_pence == left


def test_a_scheme_for_something_else_or_for_others_takes_nothing_off() -> None:
    assert cost(TERM, scheme("half"), purpose="hire").left_pence == 6000
    assert cost(TERM, scheme("half"), free_school_meals="no").left_pence == 6000
    other = scheme("other", pays=[{"for": ["lessons"], "percent": 50, "when": {"refugee": True}}])
    assert cost(TERM, other).left_pence == 6000
