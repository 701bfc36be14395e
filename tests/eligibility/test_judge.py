from datetime import date
from typing import Any

import pytest
from any_facts import some_days, some_facts, some_schemes
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped_schemes import every_scheme

from bot.dialogue.effects import Json
from bot.eligibility.facts import DONT_KNOW, RATHER_NOT, UNSURE
from bot.eligibility.judge import LAPSED, Likely, No, NotEnough, Possibly, Reason, judge
from bot.eligibility.reading import scheme_from
from bot.eligibility.scheme import Scheme

ON = date(2026, 11, 22)
Facts = dict[str, Json]
UNSURE_LIST = [DONT_KNOW, RATHER_NOT]


def scheme(**conditions: Any) -> Scheme:
    record = {
        "id": "fund",
        "title": "A fund",
        "provider": "A trust",
        "summary": "Help.",
        "pays": [{"for": ["lessons"]}],
        "conditions": conditions,
        "who_applies": "family",
        "source_url": "https://example.org",
        "source_date": "undated",
    }
    read = scheme_from(record)
    assert isinstance(read, Scheme), read
    return read


MEALS_OR_CARE = scheme(
    likely=[{"any": [{"free_school_meals": True}, {"in_care_of": ["dorset"]}]}, {"lives_in": ["dorset"]}]
)


@settings(max_examples=200, deadline=None)
@given(some_schemes, some_facts, some_facts, some_days)
def test_learning_more_never_turns_a_no_into_a_likely(
    one: Scheme, known: Facts, more: Facts, on: date
) -> None:
    if isinstance(judge(one, known, on), No):
        learned = {
            **known,
            **{name: value for name, value in more.items() if known.get(name, DONT_KNOW) in UNSURE_LIST},
        }
        assert not isinstance(judge(one, learned, on), Likely)


@settings(max_examples=120, deadline=None)
@given(some_schemes, some_facts, some_days, st.randoms(use_true_random=False))
def test_the_order_of_answers_never_changes_a_verdict(
    one: Scheme, known: Facts, on: date, chance: Any
) -> None:
    shuffled = list(known.items())
    chance.shuffle(shuffled)
    assert judge(one, dict(shuffled), on) == judge(one, known, on)


@settings(max_examples=120, deadline=None)
@given(some_schemes, some_facts, some_days)
def test_not_knowing_and_not_saying_count_against_nobody(one: Scheme, known: Facts, on: date) -> None:
    sure = {name: value for name, value in known.items() if not (isinstance(value, str) and value in UNSURE)}
    with_unsure, without = judge(one, known, on), judge(one, sure, on)
    assert isinstance(with_unsure, No) == isinstance(without, No)
    assert isinstance(with_unsure, Likely) == isinstance(without, Likely)


@settings(max_examples=100, deadline=None)
@given(some_schemes, some_facts, some_days)
def test_every_verdict_says_why(one: Scheme, known: Facts, on: date) -> None:
    match judge(one, known, on):
        case Likely(because) | No(because):
            assert because != ()
        case Possibly(missing, doubts, _):
            assert missing != () or doubts != () or one.likely is None
        case NotEnough(missing, steps):
            assert missing != ()
            assert steps > 1


@pytest.mark.parametrize("one", every_scheme(), ids=lambda one: one.id)
def test_with_nothing_known_no_scheme_is_likely_or_refused(one: Scheme) -> None:
    assert isinstance(judge(one, {}, ON), Possibly | NotEnough)


def test_a_no_names_every_way_in_that_is_closed() -> None:
    facts: Facts = {"purpose": "lessons", "free_school_meals": "no", "care": "no", "council": "bcp"}
    assert judge(MEALS_OR_CARE, facts, ON) == No(
        (
            Reason("free_school_meals", "free_school_meals"),
            Reason("in_care_of", "care", ("dorset",)),
            Reason("lives_in", "council", ("dorset",)),
        )
    )


def test_one_thing_missing_is_possible_and_names_each_way_it_could_come() -> None:
    facts: Facts = {"purpose": "lessons", "council": "dorset"}
    assert judge(MEALS_OR_CARE, facts, ON) == Possibly(
        (Reason("free_school_meals", "free_school_meals"), Reason("in_care_of", "care", ("dorset",))), steps=1
    )


def test_two_things_missing_is_not_enough_to_say() -> None:
    verdict = judge(MEALS_OR_CARE, {"purpose": "lessons"}, ON)
    assert isinstance(verdict, NotEnough)
    assert [reason.name for reason in verdict.missing] == ["free_school_meals", "in_care_of", "lives_in"]
    assert verdict.steps == 2


def test_two_things_that_nobody_can_tell_are_possible_because_there_is_nothing_left_to_ask() -> None:
    facts: Facts = {
        "purpose": "lessons",
        "free_school_meals": DONT_KNOW,
        "care": RATHER_NOT,
        "council": RATHER_NOT,
    }
    assert isinstance(judge(MEALS_OR_CARE, facts, ON), Possibly)


def test_a_possible_scheme_says_which_rule_for_being_likely_is_not_met() -> None:
    wider = scheme(likely=[{"income": {"below": 30000}}], possibly=[{"income": {"below": 40000}}])
    assert judge(wider, {"purpose": "lessons", "income": 35000}, ON) == Possibly(
        doubts=(Reason("income", "income", (None, 30000)),)
    )


def test_a_rule_that_is_only_possible_is_likely_for_nobody() -> None:
    possible = scheme(possibly=[{"refugee": True}])
    assert judge(possible, {"purpose": "lessons", "refugee": "yes"}, ON) == Possibly()


def test_at_least_two_of_three_needs_two() -> None:
    two = scheme(
        likely=[{"at_least": {"count": 2, "of": [{"send": True}, {"refugee": True}, {"barrier": True}]}}]
    )
    facts: Facts = {"purpose": "lessons", "send": "yes"}
    assert judge(two, {**facts, "refugee": "no", "barrier": "no"}, ON) == No(
        (Reason("refugee", "refugee"), Reason("barrier", "barrier"))
    )
    assert isinstance(judge(two, {**facts, "barrier": "yes"}, ON), Likely)
    assert judge(two, {**facts, "refugee": "no"}, ON) == Possibly((Reason("barrier", "barrier"),), steps=1)


def test_a_scheme_outside_its_dates_is_never_likely() -> None:
    lapsed = scheme_from(
        {
            "id": "fund",
            "title": "A fund",
            "provider": "A trust",
            "summary": "Help.",
            "pays": [{"for": ["lessons"]}],
            "conditions": {"likely": [{"send": True}]},
            "who_applies": "family",
            "source_url": "https://example.org",
            "source_date": "undated",
            "effective_to": "2026-11-21",
        }
    )
    assert isinstance(lapsed, Scheme)
    facts: Facts = {"purpose": "lessons", "send": "yes"}
    assert judge(lapsed, facts, date(2026, 11, 21)) == Likely(
        (Reason("pays_for", "purpose", ("lessons",)), Reason("send", "send"))
    )
    assert judge(lapsed, facts, ON) == Possibly(doubts=(LAPSED,))
    assert isinstance(judge(lapsed, {**facts, "send": "no"}, ON), No)


def test_not_having_something_is_the_negation_of_having_it() -> None:
    first = scheme(likely=[{"has_instrument": False}])
    verdict = judge(first, {"purpose": "lessons", "has_instrument": "yes"}, ON)
    assert verdict == No((Reason("has_instrument", "has_instrument", negated=True),))
    assert isinstance(verdict, No)
    assert verdict.because[0].name == "not_has_instrument"


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"universal_credit": "no"}, No),
        ({"universal_credit": "yes"}, Possibly),
        ({"universal_credit": "yes", "universal_credit_low_earnings": "yes"}, Likely),
        ({"universal_credit": "yes", "universal_credit_low_earnings": "no"}, No),
    ],
)
def test_universal_credit_and_its_earnings_limit_are_two_facts(facts: Facts, outcome: type) -> None:
    limited = scheme(likely=[{"universal_credit_low_earnings": True}])
    assert isinstance(judge(limited, {"purpose": "lessons", **facts}, ON), outcome)


def test_pupil_premium_and_free_school_meals_are_told_apart() -> None:
    premium = scheme(likely=[{"pupil_premium": True}])
    assert isinstance(judge(premium, {"purpose": "lessons", "free_school_meals": "yes"}, ON), Possibly)
    assert isinstance(judge(premium, {"purpose": "lessons", "pupil_premium": "yes"}, ON), Likely)
