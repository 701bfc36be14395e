from dataclasses import replace
from datetime import date

import pytest

from bot.dialogue.asking import (
    Answered,
    Ticked,
    Unclear,
    Wanted,
    heard,
    picked,
    show,
)
from bot.dialogue.dates import date_meant, without_full_postcode
from bot.dialogue.effects import Json
from bot.dialogue.forms import Choice, Kind, Question, asked_so_far, relevant, step_back


def words(key: str, /, **values: object) -> str:
    return f"<{key}{values or ''}>"


CHOICES = (Choice("a", "Apple"), Choice("b", "Banana"), Choice("none", "None of these", exclusive=True))
ONE = Question("q", "Which?", Kind.ONE, CHOICES)
MANY = Question("q", "Which?", Kind.MANY, CHOICES, most=2)
RANK = Question("q", "Order?", Kind.RANK, CHOICES[:2])
TEXT = Question("q", "Say?", Kind.TEXT, most=10)
NUMBER = Question("q", "How many?", Kind.NUMBER, least=1, most=9, whole=True, required=True)


def labels(question: Question, ticked: tuple[str, ...] = (), back: bool = True) -> list[str]:
    return [option.label for option in show(words, question, ticked, back).options]


def test_a_question_shows_its_choices_then_skip_and_back() -> None:
    assert labels(ONE) == ["Apple", "Banana", "None of these", "<asking.skip>", "<asking.back>"]


def test_done_appears_with_the_first_tick() -> None:
    assert "<asking.done>" not in labels(MANY)
    assert "<asking.done>" in labels(MANY, ("a",))


def test_a_required_first_question_offers_neither_skip_nor_back() -> None:
    assert labels(NUMBER, back=False) == []


def test_ticked_boxes_are_marked_and_edit_the_message() -> None:
    say = show(words, MANY, ("b",), again=True)
    assert [option.chosen for option in say.options[:3]] == [False, True, False]
    assert say.replaces


def test_ticking_toggles_and_an_exclusive_choice_is_the_whole_answer() -> None:
    assert picked(words, MANY, "+b", ("a",), {}) == Ticked(("a", "b"))
    assert picked(words, MANY, "+a", ("a", "b"), {}) == Ticked(("b",))
    assert picked(words, MANY, "+none", ("a", "b"), {}) == Answered(["none"])
    assert picked(words, MANY, "+a", ("none",), {}) == Ticked(("a",))


def test_done_submits_the_ticks() -> None:
    assert picked(words, MANY, "done", ("a", "b"), {}) == Answered(["a", "b"])


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (ONE, "banana", Answered("b")),
        (ONE, "idk", Answered(None)),
        (ONE, "back", Wanted("back")),
        (ONE, "Why do you ask?", Wanted("why")),
        (MANY, "1 and 2", Answered(["a", "b"])),
        (MANY, "none", Answered(["none"])),
        (RANK, "2, 1", Answered(["b", "a"])),
        (TEXT, " ok then ", Answered("ok then")),
        (NUMBER, "seven", Answered(7)),
    ],
)
def test_typing_is_as_good_as_pressing(question: Question, text: str, expected: object) -> None:
    assert heard(words, question, text, (), {}) == expected


@pytest.mark.parametrize(
    ("question", "text", "key"),
    [
        (ONE, "cherry", "asking.unclear_one"),
        (MANY, "apple and cherry", "asking.unclear_many"),
        (MANY, "apple and none of these", "asking.exclusive"),
        (RANK, "2", "asking.unclear_rank"),
        (TEXT, "far too long for this", "asking.too_long"),
        (NUMBER, "12", "asking.out_of_range"),
        (NUMBER, "2.5", "asking.unclear_number"),
        (NUMBER, "idk", "asking.unclear_number"),
    ],
)
def test_what_cannot_be_taken_says_what_would_do(question: Question, text: str, key: str) -> None:
    reading = heard(words, question, text, (), {})
    assert isinstance(reading, Unclear)
    assert reading.sentence.startswith(f"<{key}")


def test_the_authors_own_check_speaks() -> None:
    def check(value: Json, _answers: object) -> str | None:
        return None if value == "a" else "Only apples today."

    question = Question("q", "Which?", Kind.ONE, CHOICES, check=check)
    assert heard(words, question, "banana", (), {}) == Unclear("Only apples today.")


RATHER_NOT = Choice("prefer_not_to_say", "I'd rather not say", exclusive=True)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.PLACE])
@pytest.mark.parametrize("text", ["I'd rather not say", "id rather not say"])
def test_a_choice_beside_an_open_question_may_be_typed(kind: Kind, text: str) -> None:
    question = Question("q", "?", kind, (RATHER_NOT,), required=True)
    assert heard(words, question, text, (), {}) == Answered("prefer_not_to_say")


def test_only_its_very_label_means_a_choice_beside_an_open_question() -> None:
    question = Question("q", "?", Kind.TEXT, (RATHER_NOT,))
    assert heard(words, question, "id rather not sing", (), {}) == Answered("id rather not sing")
    assert heard(words, question, "1", (), {}) == Answered("1")


@pytest.mark.parametrize(
    ("question", "text"), [(ONE, "idk"), (MANY, "done"), (RANK, "skip"), (NUMBER, "not sure")]
)
def test_the_author_says_that_an_answer_is_needed(question: Question, text: str) -> None:
    asked = replace(question, required=True, required_message="We need this one.")
    assert heard(words, asked, text, (), {}) == Unclear("We need this one.")
    assert picked(words, asked, "skip", (), {}) == Unclear("We need this one.")


def test_without_the_authors_words_the_usual_ones_say_that_an_answer_is_needed() -> None:
    assert picked(words, NUMBER, "skip", (), {}) == Unclear("<asking.required>")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("22/11/26", date(2026, 11, 22)),
        ("22nd Nov 2026", date(2026, 11, 22)),
        ("31/02/2026", None),
        ("soon", None),
    ],
)
def test_a_date_is_read_as_british_people_write_it(text: str, day: date | None) -> None:
    assert date_meant(text) == day


def test_a_full_postcode_is_reduced_to_its_outward_code() -> None:
    assert without_full_postcode("i live at dt4 7ab near Weymouth") == "i live at DT4 near Weymouth"


def form(answers: object) -> Question | None:
    known = answers if isinstance(answers, dict) else {}
    if "plays" not in known:
        return Question("plays", "Do you play?", Kind.ONE)
    if known["plays"] == "yes" and "what" not in known:
        return Question("what", "What?", Kind.TEXT)
    return None if "age" in known else Question("age", "Age?", Kind.NUMBER)


def test_a_form_knows_which_answers_are_still_relevant() -> None:
    given: dict[str, Json] = {"plays": "no", "what": "drums", "age": 9}
    assert relevant(form, given) == {"plays": "no", "age": 9}
    assert asked_so_far(form, given) == ("plays", "age")
    assert step_back(form, given) == {"plays": "no"}
    assert step_back(form, {}) == {}
