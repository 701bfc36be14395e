"""An author is told what a respondent would suffer, and a kind survey gets no remarks."""

from dataclasses import replace

import pytest

from bot.surveys.advice import faults_of, seconds_to_answer
from bot.surveys.reading_age import reading_age, syllables
from bot.surveys.record import Audience, Survey, SurveyQuestion, Type
from bot.surveys.xlsform import survey_from_xlsform

GOOD = "- {id: plays, ask: Do you play?, type: yes_no}\n"


def remarks(survey):
    return [fault.wrong for fault in faults_of(survey)]


def test_a_kind_survey_gets_no_remarks(survey_of):
    assert faults_of(survey_of(GOOD)) == []


def test_every_remark_is_a_warning_with_a_way_to_mend_it(survey_of):
    faults = faults_of(
        survey_of("- {ask: Don't you think our brilliant gigs and lessons are great?, type: text}")
    )
    assert len(faults) == 2
    assert all(fault.warning and fault.mend and fault.path == ("questions", 0) for fault in faults)


REMARKS = {
    "{ask: Is it fun and easy to get to?, type: yes_no}": "this may be two questions in one",
    "{ask: Do you play? Do you sing?, type: yes_no}": "this may be two questions in one",
    "{ask: Can you come or would you stay home?, type: yes_no}": "this may be two questions in one",
    "{ask: How much do you love our band?, type: text}": "'How much do you love' leads people to an answer",
    "{ask: Surely you like it?, type: yes_no}": "'Surely' leads people to an answer",
    "{ask: How is it?, type: scale, scale: [Bad, Good, Great, Best]}": "the scale has 3 good answers and 1 bad ones",
    "{ask: What is your name?, type: text}": "it asks about 'your name' without a reason",
    "{ask: How old are you?, type: number}": "it asks about 'How old' without a reason",
    "{ask: What is your gender?, type: text, why: To be fair}": "it asks about 'gender' and nobody can decline",
    "{ask: Which instrumental opportunities does your community currently provide?, type: text}": "its words need",
    "{ask: Any idea?, type: text, required: yes}": "nobody can skip a question in their own words",
    "{ask: Any idea?, type: text, default: none}": "a chat fills in no default",
    "{ask: Which?, type: one, choices: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}": "11 choices are a lot on a phone",
}


@pytest.mark.parametrize("question", REMARKS)
def test_a_question_that_makes_people_suffer_gets_a_remark(survey_of, question):
    [wrong] = remarks(survey_of(f"- {question}"))
    assert wrong.startswith(REMARKS[question])


FINE = [
    "{ask: How is it?, type: scale, scale: [Awful, Bad, Good, Great]}",
    "{ask: How is it?, type: scale, scale: [Never, Not often, Sometimes, Often, Always]}",
    "{ask: Do you agree?, type: scale, scale: [Disagree, Neither, Agree]}",
    "{ask: How old are you?, type: number, why: To find the right group, personal: yes}",
    "{ask: Which band or choir is near you?, type: text}",
]


@pytest.mark.parametrize("question", FINE)
def test_a_question_that_is_well_asked_gets_none(survey_of, question):
    assert remarks(survey_of(f"- {question}")) == []


def test_adults_may_be_asked_in_adults_words(survey_of):
    survey = survey_of(
        "- {ask: Which instrumental opportunities does your community currently provide?, type: text}"
    )
    assert remarks(replace(survey, audience=Audience(roles=("educator",)))) == []


def test_more_than_eight_questions_are_too_many_but_branches_count_once(survey_of):
    nine = "".join(f"- {{id: a{n}, ask: Again?, type: yes_no}}\n" for n in range(9))
    assert remarks(survey_of(nine)) == ["somebody may have to answer 9 questions"]
    either = "".join(
        f"- {{ask: Why?, type: yes_no, only_if: {{plays: {'yes' if n % 2 else 'no'}}}}}\n" for n in range(8)
    )
    assert remarks(survey_of(GOOD + either)) == []


def test_more_than_two_minutes_are_too_many(survey_of):
    survey = survey_of("".join(f"- {{id: a{n}, ask: Say it?, type: text}}\n" for n in range(7)))
    assert seconds_to_answer(survey) > 120
    assert remarks(survey) == [f"it takes about {seconds_to_answer(survey)} seconds"]


def test_a_survey_that_promises_nothing_is_told_so():
    survey = Survey("s", "t", questions=(SurveyQuestion("a", Type.YES_NO, "Do you play?"),))
    assert remarks(survey) == [
        "it does not say why you ask",
        "it does not say who asks",
        "it does not say what happens with the answers",
    ]


CHOICES = [
    ("list_name", "name", "label", "in"),
    ("l", "x", "X", ""),
    ("l", "y", "Y", ""),
    ("t", "p", "P", "x"),
]


def xlsform(*rows):
    survey = survey_from_xlsform(
        {
            "survey": [("type", "name", "label", "relevant", "choice_filter"), *rows],
            "choices": [*CHOICES, ("t", "q", "Q", "z")],
            "settings": [("form_id", "why", "who_asks", "what_happens"), ("f", "w", "c", "h")],
        }
    )
    assert isinstance(survey, Survey), survey
    return survey


def test_an_answer_that_nobody_can_give_is_found():
    survey = xlsform(("select_one l", "a", "A?", "", ""), ("text", "b", "B?", "${a} = 'nope'", ""))
    assert remarks(survey) == [
        "it waits for the answer 'nope' to a, which nobody can give",
        "nobody is ever asked this",
    ]


def test_a_question_that_nobody_reaches_is_found():
    survey = xlsform(
        ("select_one l", "a", "A?", "", ""), ("text", "b", "B?", "${a} = 'x' and ${a} = 'y'", "")
    )
    assert remarks(survey) == ["nobody is ever asked this"]


def test_a_choice_that_nobody_is_offered_is_found():
    survey = xlsform(("select_one l", "a", "A?", "", ""), ("select_one t", "b", "B?", "", "in = ${a}"))
    assert remarks(survey) == ["nobody is ever offered 'q'"]


def test_a_condition_on_a_later_question_is_found():
    survey = xlsform(("text", "a", "A?", "${b} = 'x'", ""), ("select_one l", "b", "B?", "", ""))
    assert remarks(survey) == ["it depends on b, which is asked only later"]


def test_syllables_are_counted_as_people_speak():
    words = {
        "music": 2,
        "instrument": 3,
        "make": 1,
        "people": 2,
        "table": 2,
        "started": 2,
        "liked": 1,
        "the": 1,
        "gigs": 1,
    }
    assert {word: syllables(word) for word in words} == words


def test_a_picture_book_is_easier_to_read_than_a_contract():
    easy = "The cat sat on the mat. It was a big red mat."
    hard = "Notwithstanding aforementioned provisions, participation necessitates organisational commitment."
    assert reading_age(easy) < 8 < 16 < reading_age(hard)
    assert reading_age("") == 0
