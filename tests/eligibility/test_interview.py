from datetime import date

from any_facts import councils
from plain_words import words
from population import families
from shipped_schemes import HUBS, schemes

from bot.dialogue.effects import Json
from bot.dialogue.forms import asked_so_far, step_back
from bot.eligibility.facts import RATHER_NOT
from bot.eligibility.interview import Circle, facts_after, form, simulate
from bot.eligibility.wording import Speaker

ON = date(2026, 11, 22)
Facts = dict[str, Json]
ANSWERS: Facts = {
    "council": "dorset",
    "age": 12,
    "support": ["free_school_meals"],
    "income": RATHER_NOT,
}


def circle(heard: Facts, *, alone: bool = False, hub: str = "dorset") -> Circle:
    return Circle(schemes(hub), ON, heard, alone)


def speaker(hub: str = "dorset", *, alone: bool = False) -> Speaker:
    return Speaker(words, councils(hub), schemes(hub), ON, alone)


def answered_all(asks: Circle, answers: Facts) -> Facts:
    questions = form(asks, speaker().ask)
    given: Facts = {}
    while (question := questions(given)) is not None:
        given[question.id] = answers.get(question.id)
    return given


def test_the_form_asks_until_nothing_is_left_and_the_answers_become_facts() -> None:
    asks = circle({"purpose": "hire", "instrument": "cello"})
    given = answered_all(asks, ANSWERS)
    assert set(given) == {"council", "age", "support", "income"}
    assert facts_after(asks, given) == {
        "purpose": "hire",
        "instrument": "cello",
        "council": "dorset",
        "age": 12,
        "free_school_meals": "yes",
        "universal_credit": "no",
        "income": RATHER_NOT,
    }


def test_going_back_takes_the_last_answer_and_its_facts_away() -> None:
    asks = circle({"purpose": "hire", "instrument": "cello"})
    given = answered_all(asks, ANSWERS)
    questions = form(asks, speaker().ask)
    assert asked_so_far(questions, given) == tuple(given)
    assert "income" not in facts_after(asks, step_back(questions, given))


def test_a_question_skipped_is_not_asked_again() -> None:
    asks = circle({"purpose": "lessons"})
    given = answered_all(asks, {})
    assert form(asks, speaker().ask)(given) is None
    assert len(given) <= 8


def test_an_answer_to_no_question_states_nothing() -> None:
    assert facts_after(circle({"purpose": "hire"}), {"shoe_size": 42}) == {"purpose": "hire"}


def test_what_was_heard_later_saves_its_question() -> None:
    heard: Facts = {"purpose": "hire"}
    questions = form(circle({**heard, "age": 12}), speaker().ask)
    given: Facts = {}
    while (question := questions(given)) is not None:
        given[question.id] = ANSWERS.get(question.id)
    assert "age" not in given


def test_the_form_asks_what_the_simulation_asks() -> None:
    for family in list(families(20)):
        hub = family.hub
        played = simulate(schemes(hub), family.truth, ON, heard=family.said)
        questions = form(circle(family.said, hub=hub), speaker(hub).ask)
        first = questions({})
        assert (first.id if first else None) == (played.asked[0].id if played.asked else None)


def test_a_young_person_alone_is_asked_few_things_and_told_what_to_ask_at_home() -> None:
    for hub in HUBS:
        played = simulate(
            schemes(hub), {"age": 15, "council": "dorset"}, ON, heard={"purpose": "lessons"}, alone=True
        )
        ids = {question.id for question in played.asked}
        assert ids & {"support", "income", "income_after", "dependants", "care_council"} == set()
