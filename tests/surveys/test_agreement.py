"""A conversation is counted like a survey of its statements; what is kept back can be worked out from nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.agreement import as_survey
from bot.surveys.conversation import VOTES, Statement
from bot.surveys.record import Survey, Type
from bot.surveys.results import results

TALK = Survey(
    "talk", "Talk", kind="conversation", statements=(Statement("s1", "One"), Statement("s2", "Two"))
)
AGREE, DISAGREE, PASS = VOTES


def votes(agree: int, disagree: int, passed: int, none: int = 0) -> list[dict[str, str]]:
    """People who voted on the first statement, and some who only voted on the second."""
    given = [AGREE] * agree + [DISAGREE] * disagree + [PASS] * passed
    return [{"s1": vote} for vote in given] + [{"s2": AGREE}] * none


def counts(found) -> list[int | None]:
    return [tally.count for tally in found.questions[0].tallies]


def test_each_statement_is_a_question_those_added_last():
    asked = as_survey(TALK, [Statement("a1", "Three"), Statement("s1", "One again")])
    assert [(each.id, each.text, each.type) for each in asked.questions] == [
        ("s1", "One again", Type.ONE),
        ("s2", "Two", Type.ONE),
        ("a1", "Three", Type.ONE),
    ]
    assert [choice.value for choice in asked.questions[0].choices] == list(VOTES)


def test_any_other_survey_stays_as_it_is():
    survey = Survey("poll", "Poll")
    assert as_survey(survey, [Statement("a1", "Three")]) is survey


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (votes(40, 20, 15, 30), [40, 20, 15]),
        (votes(40, 20, 15, 3), [40, 20, None]),
        (votes(40, 20, 15), [40, 20, 15]),
        (votes(40, 20, 5, 30), [40, 20, None]),
        (votes(40, 20, 5), [40, None, None]),
        (votes(40, 20, 0), [40, None, None]),
        (votes(5, 3, 1, 90), []),
        (votes(30, 4, 2, 0), [None, None, None]),
        (votes(30, 4, 2, 10), [30, None, None]),
    ],
)
def test_small_numbers_and_what_would_give_them_away_are_kept_back(given, shown):
    found = results(as_survey(TALK), given)
    assert found.people == len(given)
    assert counts(found) == shown
    assert found.questions[0].answered is None


def test_fewer_than_ten_people_show_nothing():
    assert results(as_survey(TALK), votes(9, 0, 0)).people is None


@given(*(st.integers(0, 40) for _ in range(4)))
def test_from_all_that_is_shown_no_small_number_follows(agree, disagree, passed, none):
    given = votes(agree, disagree, passed, none)
    found = results(as_survey(TALK), given)
    if found.people is None or not counts(found):
        return
    shown = [count for count in counts(found) if count is not None]
    assert all(count >= 10 for count in shown)
    left = found.people - sum(shown)
    assert left >= 10 or (left == 0 and len(shown) == 3)
