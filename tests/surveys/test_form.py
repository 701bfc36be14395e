"""A survey as a form: what is asked next, how, and how far along it is."""

from datetime import date

from bot.dialogue.forms import Choice, Kind, Question, asked_so_far, relevant
from bot.surveys.form import form

BRANCHES = """
- {id: plays, ask: Do you play?, type: yes_no}
- id: what
  ask: What do you play?
  type: many
  choices: [Drums, Guitar, {label: Something else, other: yes}]
  only_if: {plays: yes}
- {id: years, ask: How many years?, type: number, at_least: 0, at_most: 15, only_if: {plays: yes}}
- {id: why_not, ask: Why not?, type: text, only_if: {plays: no}}
- {id: mood, ask: How is it?, type: scale, scale: faces, ends: [sad, happy]}
"""


def asks(survey, words, answers, **more):
    question = form(survey, words, **more)(answers)
    assert question is not None
    return question


def test_the_first_question_comes_first(survey_of, words):
    assert asks(survey_of(BRANCHES), words, {}) == Question(
        "plays", "Do you play?", Kind.ONE, (Choice("yes", "Yes"), Choice("no", "No")), progress="1 of 4"
    )


def test_the_authors_words_for_an_answer_that_is_needed_go_with_the_question(survey_of, words):
    survey = survey_of("- {id: a, ask: Which?, type: text, required: yes, required_message: Do say.}")
    assert asks(survey, words, {}).required_message == "Do say."


def test_an_answer_decides_which_question_follows(survey_of, words):
    survey = survey_of(BRANCHES)
    assert asks(survey, words, {"plays": "no"}).id == "why_not"
    assert asks(survey, words, {"plays": "yes"}).id == "what"


def test_progress_counts_the_longest_way_ahead_and_never_grows(survey_of, words):
    survey = survey_of(BRANCHES)
    ways = [
        {"plays": "no"},
        {"plays": "no", "why_not": "x"},
        {"plays": "yes"},
        {"plays": "yes", "what": ["drums"]},
    ]
    assert [asks(survey, words, way).progress for way in ways] == ["2 of 3", "3 of 3", "2 of 4", "3 of 4"]


def test_other_is_followed_by_what_it_is_without_counting_as_a_question(survey_of, words):
    question = asks(survey_of(BRANCHES), words, {"plays": "yes", "what": ["drums", "other"]})
    assert (question.id, question.text, question.kind, question.progress) == (
        "what_other",
        "What is it?",
        Kind.TEXT,
        "2 of 4",
    )


def test_the_form_ends_when_every_relevant_question_has_its_answer(survey_of, words):
    answers = {"plays": "no", "why_not": None, "mood": "3"}
    assert form(survey_of(BRANCHES), words)(answers) is None


def test_answers_to_questions_no_longer_relevant_do_not_count(survey_of, words):
    ask = form(survey_of(BRANCHES), words)
    answers = {"plays": "no", "what": ["drums"], "years": 3, "why_not": "No time", "mood": "5"}
    assert relevant(ask, answers) == {"plays": "no", "why_not": "No time", "mood": "5"}
    assert asked_so_far(ask, answers) == ("plays", "why_not", "mood")


def test_a_scale_of_faces_says_what_its_ends_mean(survey_of, words):
    question = asks(survey_of(BRANCHES), words, {"plays": "no", "why_not": None})
    assert question.choices == (
        Choice("1", "1 😞 sad"),
        Choice("2", "2 🙁"),
        Choice("3", "3 😐"),
        Choice("4", "4 🙂"),
        Choice("5", "5 😀 happy"),
    )


PIPED = """
- {id: what, ask: What do you play?, type: many, choices: [Bass guitar, Drums]}
- {id: name, ask: What is your band called?, type: text}
- {id: like, ask: "What do you like about {what} with {name}?", type: text}
"""


def test_an_earlier_answer_is_shown_in_words(survey_of, words):
    question = asks(survey_of(PIPED), words, {"what": ["bass_guitar", "drums"], "name": "The Gulls"})
    assert question.text == "What do you like about Bass guitar, Drums with The Gulls?"


def test_a_skipped_answer_is_shown_as_nothing(survey_of, words):
    question = asks(survey_of(PIPED), words, {"what": None, "name": "The Gulls"})
    assert question.text == "What do you like about  with The Gulls?"


MIXED = """
- id: which
  ask: Which?
  type: many
  mixed: yes
  choices: [A, B, C, D, E, F, {label: Other, other: yes}, {label: None, none: yes}]
"""


def test_mixed_choices_keep_their_order_for_one_seed_and_differ_between_seeds(survey_of, words):
    survey = survey_of(MIXED)

    def order(seed):
        return "".join(choice.value[0] for choice in asks(survey, words, {}, seed=seed).choices)

    assert order("p1") == order("p1")
    assert len({order(f"p{n}") for n in range(20)}) > 10


def test_other_and_none_of_these_stay_last_however_mixed(survey_of, words):
    survey = survey_of(MIXED)
    for seed in ("a", "b", "c", "d"):
        values = [choice.value for choice in asks(survey, words, {}, seed=seed).choices]
        assert values[-2:] == ["other", "none"]
        assert sorted(values[:-2]) == ["a", "b", "c", "d", "e", "f"]


def test_a_personal_question_can_always_be_declined(survey_of, words):
    survey = survey_of("- {id: age, ask: How old are you?, type: number, personal: yes, required: yes}")
    assert asks(survey, words, {}).choices == (
        Choice("prefer_not_to_say", "I'd rather not say", exclusive=True),
    )


RULES = """
- {id: age, ask: How old are you?, type: number, must: ". >= 8 and . <= 25", message: We ask people from 8 to 25.}
- {id: started, ask: Since when?, type: date, must: ". <= today()", message: That day is still to come.}
"""


def test_a_value_against_the_rule_gets_the_authors_own_message(survey_of, words):
    check = asks(survey_of(RULES), words, {}).check
    assert check is not None
    assert (check(7, {}), check(8, {}), check(None, {})) == ("We ask people from 8 to 25.", None, None)


def test_a_rule_about_today_uses_the_day_it_is_told(survey_of, words):
    survey = survey_of(RULES)
    check = asks(survey, words, {"age": 9}, today=date(2026, 11, 22)).check
    assert check is not None
    assert check("2026-11-23", {"age": 9}) == "That day is still to come."
    assert check("2026-11-22", {"age": 9}) is None


def test_without_knowing_the_day_a_rule_about_it_keeps_nobody_out(survey_of, words):
    check = asks(survey_of(RULES), words, {"age": 9}).check
    assert check is not None
    assert check("2036-11-23", {"age": 9}) is None


SECTIONS = """
- {id: a, ask: First?, type: yes_no, section: About you}
- {id: b, ask: Second?, type: yes_no, section: About you}
- {id: c, ask: Third?, type: yes_no, section: About music}
"""


def test_a_section_is_named_once_above_its_first_question(survey_of, words):
    survey = survey_of(SECTIONS)
    texts = [
        asks(survey, words, {}).text,
        asks(survey, words, {"a": "yes"}).text,
        asks(survey, words, {"a": "yes", "b": "no"}).text,
    ]
    assert texts == ["About you\nFirst?", "Second?", "About music\nThird?"]


def test_bounds_are_told_in_the_authors_own_words(survey_of, words):
    question = asks(
        survey_of("- {id: a, ask: x, type: number, at_least: 1, at_most: 5, message: One to five.}"),
        words,
        {},
    )
    assert question.check is not None
    assert (question.least, question.most) == (None, None)
    assert [question.check(value, {}) for value in (0, 1, 5, 6)] == [
        "One to five.",
        None,
        None,
        "One to five.",
    ]


def test_a_text_may_have_to_have_some_length(survey_of, words):
    check = asks(survey_of("- {id: a, ask: x, type: text, at_least: 5}"), words, {}).check
    assert check is not None
    assert (check("Drum", {}), check("Drums", {})) == (words("survey_reading.does_not_fit"), None)
