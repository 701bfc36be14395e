from datetime import date
from itertools import pairwise

import pytest
from any_facts import some_facts
from hypothesis import given, settings
from hypothesis import strategies as st
from population import families
from shipped_schemes import HUBS, schemes

from bot.dialogue.effects import Json
from bot.eligibility.asking import MOST_QUESTIONS, next_question
from bot.eligibility.facts import DONT_KNOW, FACTS, RATHER_NOT, FactKind, values_of
from bot.eligibility.interview import simulate
from bot.eligibility.judge import NotEnough, judge
from bot.eligibility.questions import BY_ID, FactQuestion, answered
from bot.eligibility.scheme import Scheme

ON = date(2026, 11, 22)
Facts = dict[str, Json]
hubs = st.sampled_from(HUBS)


def verdicts(of: tuple[Scheme, ...], facts: Facts) -> list[object]:
    return [judge(scheme, facts, ON) for scheme in of]


def answers_to(fact: str, of: tuple[Scheme, ...]) -> list[Json]:
    known = FACTS[fact]
    if known.kind is FactKind.NUMBER:
        return list(range(known.least, min(known.most, 40) + 1))
    if known.kind is FactKind.MONEY:
        return [amount for end in (30000, 31481, 40000, 65000) for amount in (end - 1, end)]
    stated = [name for scheme in of for name, _ in scheme.statements]
    if known.kind is FactKind.STATEMENTS:
        return [[], *([name] for name in stated)]
    return list(values_of(known, ("dorset", "bcp", "county-durham", "sunderland", "newcastle"), stated))


@settings(max_examples=50, deadline=None)
@given(hubs, some_facts)
def test_no_question_is_asked_whose_answer_could_change_nothing(hub: str, facts: Facts) -> None:
    of = schemes(hub)
    question = next_question(of, facts, ON)
    if question is not None:
        before = verdicts(of, facts)
        changing = {
            fact
            for fact in question.offered
            if any(verdicts(of, {**facts, fact: value}) != before for value in answers_to(fact, of))
        }
        assert changing != set()


@settings(max_examples=50, deadline=None)
@given(hubs, some_facts)
def test_what_was_answered_is_not_asked_again_whatever_the_answer(hub: str, facts: Facts) -> None:
    question = next_question(schemes(hub), facts, ON)
    if question is not None:
        assert set(question.offered) & set(facts) == set()


@settings(max_examples=30, deadline=None)
@given(hubs, some_facts)
def test_a_young_person_alone_is_asked_nothing_that_belongs_to_the_grown_ups(hub: str, facts: Facts) -> None:
    asked = simulate(schemes(hub), facts, ON, alone=True).asked
    assert [fact for question in asked for fact in question.offered if not FACTS[fact].alone] == []


def test_a_family_is_asked_at_most_eight_questions_and_the_sensitive_ones_last() -> None:
    for family in families(60):
        asked = simulate(schemes(family.hub), family.truth, ON, heard=family.said).asked
        assert len(asked) <= MOST_QUESTIONS
        assert len({question.id for question in asked}) == len(asked)
        sensitive = [question.ask.sensitive for question in asked]
        assert [later for earlier, later in pairwise(sensitive) if earlier and not later] == []


def test_after_the_interview_little_is_left_that_nothing_can_be_said_of() -> None:
    left = 0
    for family in families(100):
        facts = simulate(schemes(family.hub), family.truth, ON, heard=family.said).facts
        left += sum(isinstance(judge(scheme, facts, ON), NotEnough) for scheme in schemes(family.hub))
    assert left / 100 < 0.25


def test_somebody_who_said_two_things_is_not_asked_them() -> None:
    said: Facts = {"free_school_meals": "yes", "council": "dorset", "purpose": "hire"}
    truth: Facts = {"age": 10, "income": 20000}
    asked = [question.id for question in simulate(schemes("dorset"), truth, ON, heard=said).asked]
    assert asked == ["age", "income"]


def test_income_is_not_asked_of_somebody_too_old_for_what_depends_on_it() -> None:
    asked = simulate(
        schemes("dorset"), {"age": 22}, ON, heard={"purpose": "lessons", "council": "dorset"}
    ).asked
    assert "income" not in [question.id for question in asked]


def test_the_same_answers_lead_to_the_same_question() -> None:
    facts: Facts = {"purpose": "lessons", "council": "dorset"}
    questions = {next_question(schemes("dorset"), dict(facts), ON) for _ in range(3)}
    assert len(questions) == 1


def test_a_scheme_that_hangs_on_something_rare_leads_to_no_question() -> None:
    ohmi = tuple(scheme for scheme in schemes("dorset") if scheme.id == "ohmi-instrument-hire")
    assert next_question(ohmi, {"purpose": "hire"}, ON) is None


def test_whoever_asks_about_a_place_is_asked_whether_they_have_one() -> None:
    asked = simulate(schemes("durham"), {}, ON, heard={"purpose": "advanced_training"}).asked
    assert asked[0].id == "statements"


def question(id_: str, *offered: str) -> FactQuestion:
    return FactQuestion(BY_ID[id_], offered)


@pytest.mark.parametrize(
    ("asked", "answer", "facts"),
    [
        (question("age", "age"), 12, {"age": 12}),
        (question("age", "age"), None, {"age": DONT_KNOW}),
        (question("council", "council"), "bcp", {"council": "bcp"}),
        (question("income", "income"), RATHER_NOT, {"income": RATHER_NOT}),
        (question("income", "income"), "0-30000", {"income": "0-30000"}),
        (
            question("support", "free_school_meals", "universal_credit"),
            ["universal_credit"],
            {"free_school_meals": "no", "universal_credit": "yes"},
        ),
        (
            question("support", "free_school_meals", "universal_credit"),
            ["infant"],
            {"free_school_meals": "infant", "universal_credit": "no"},
        ),
        (
            question("support", "free_school_meals", "universal_credit"),
            [RATHER_NOT],
            {"free_school_meals": RATHER_NOT, "universal_credit": RATHER_NOT},
        ),
        (
            question("circumstances", "care", "barrier"),
            ["looked_after"],
            {"care": "looked_after", "barrier": "no"},
        ),
        (question("circumstances", "care", "barrier"), ["none"], {"care": "no", "barrier": "no"}),
        (question("circumstances", "barrier"), "yes", {"barrier": "yes"}),
        (question("circumstances", "barrier"), ["odd"], {"barrier": DONT_KNOW}),
        (
            question("purpose", "purpose", "lessons_in_school"),
            "lessons_in_school",
            {"purpose": "lessons", "lessons_in_school": "yes"},
        ),
        (
            question("purpose", "purpose", "lessons_in_school"),
            "lessons",
            {"purpose": "lessons", "lessons_in_school": "no"},
        ),
        (question("purpose", "purpose"), "hire", {"purpose": "hire"}),
        (question("school_year", "school_year"), "reception", {"school_year": 0}),
        (question("school_year", "school_year"), "none", {"school_year": DONT_KNOW}),
        (question("statements", "statements"), ["chorister"], {"statements": ["chorister"]}),
        (question("statements", "statements"), ["none"], {"statements": []}),
        (question("level", "level"), "wizard", {"level": DONT_KNOW}),
    ],
)
def test_an_answer_states_facts(asked: FactQuestion, answer: Json, facts: Facts) -> None:
    assert answered(asked, answer) == facts
