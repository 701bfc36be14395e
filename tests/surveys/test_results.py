"""Results count first, tell percentages only from ten answers, and give no small number away."""

from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from bot.surveys.results import FEWEST, QuestionResult, Results, Tally, results

HEAD = {"slug": "s", "title": "t", "why": "w", "who_asks": "c", "what_happens": "h"}


def a_survey(**question) -> Survey:
    survey = survey_from({**HEAD, "questions": [{"id": "q", "ask": "x", **question}]})
    assert isinstance(survey, Survey), survey
    return survey


ONE = a_survey(type="one", choices=["A", "B", "C"])


def said(**counts):
    return [{"q": value} for value, count in counts.items() for _ in range(count)]


def test_below_ten_people_nothing_is_shown():
    assert results(ONE, said(a=9)) == Results(None)


def test_counts_and_percentages_are_shown_from_ten():
    [question] = results(ONE, said(a=10, b=20, c=10)).questions
    assert question == QuestionResult(
        "q", 40, (Tally("a", "A", 10, 25), Tally("b", "B", 20, 50), Tally("c", "C", 10, 25))
    )


def test_a_question_that_few_answered_is_kept_back_whole():
    two = then("", {"id": "other", "ask": "z", "type": "one", "choices": ["E", "F"]})
    first, other = results(two, [*said(a=9), *[{"other": "e"}] * 20]).questions
    assert (first, other.answered) == (QuestionResult("q", None), 20)


def test_whoever_answered_nothing_is_not_counted():
    assert results(ONE, [*said(a=20), *[{"q": None}] * 3]).people == 20


def test_how_few_left_out_a_question_is_not_told_by_how_many_there_are():
    two = then("", {"id": "other", "ask": "z", "type": "one", "choices": ["E", "F"]})
    found = results(two, [{"q": "a", "other": "e"}] * 38 + [{"other": "e"}] * 4)
    assert (found.people, found.exact, [each.answered for each in found.questions]) == (40, False, [38, 42])


def test_a_small_number_is_kept_back_and_with_it_the_one_that_would_tell_it():
    [question] = results(ONE, said(a=3, b=12, c=30)).questions
    assert [tally.count for tally in question.tallies] == [None, None, 30]


def test_of_several_choices_a_small_number_alone_is_kept_back():
    survey = a_survey(type="many", choices=["A", "B"])
    responses = [{"q": ["a", "b"]}] * 3 + [{"q": ["b"]}] * 12
    [question] = results(survey, responses).questions
    assert [(tally.count, tally.percent) for tally in question.tallies] == [(None, None), (15, 100)]


def test_those_who_would_rather_not_say_are_counted_too():
    survey = a_survey(type="yes_no", personal=True)
    [question] = results(survey, said(yes=20, no=20, prefer_not_to_say=10)).questions
    assert [(tally.value, tally.count) for tally in question.tallies] == [
        ("yes", 20),
        ("no", 20),
        ("prefer_not_to_say", 10),
    ]


def test_numbers_and_scales_have_a_mean():
    assert results(a_survey(type="number"), [{"q": n} for n in range(20)]).questions[0].mean == 9.5
    everybody = said(**{str(face): 10 for face in range(1, 6)})
    assert results(a_survey(type="scale", scale="faces"), everybody).questions[0].mean == 3.0


def test_a_mean_that_would_tell_two_gaps_apart_is_kept_back():
    few = said(**{"1": 3, "2": 12, "3": 20, "4": 20, "5": 20})
    [question] = results(a_survey(type="scale", scale="faces"), few).questions
    assert ([tally.count for tally in question.tallies], question.mean) == ([None, None, 20, 20, 20], None)


def test_a_choice_that_all_but_a_few_ticked_is_kept_back():
    survey = a_survey(type="many", choices=["A", "B"])
    [question] = results(
        survey, [{"q": ["a", "b"]}] * 20 + [{"q": ["a"]}] * 11 + [{"q": ["b"]}] * 2
    ).questions
    assert [tally.count for tally in question.tallies] == [None, 22]


AFTER = {"id": "after", "ask": "y", "type": "one", "choices": ["C", "D"], "only_if": {"q": "A"}}


def then(one: str, *questions: dict) -> Survey:
    first = {"id": "q", "ask": "x", "type": "one", "choices": ["A", "B"], "personal": one == "personal"}
    survey = survey_from({**HEAD, "questions": [first, *questions]})
    assert isinstance(survey, Survey), survey
    return survey


def test_a_question_for_a_group_whose_number_is_shown_is_shown_whole():
    asked = [{"q": "a", "after": "c"}] * 10 + [{"q": "a", "after": "d"}] * 12 + [{"q": "b"}] * 18
    after = results(then("", AFTER), asked).questions[1]
    assert (after.answered, [tally.count for tally in after.tallies]) == (22, [10, 12])


def test_a_later_question_does_not_tell_the_number_that_an_earlier_one_keeps_back():
    asked = [{"q": "a", "after": "c"}] * 20 + [{"q": "a", "after": "d"}] * 30 + [{"q": "b"}] * 3
    first, after = results(then("", AFTER), asked).questions
    assert [tally.count for tally in first.tallies] == [None, None]
    assert (after.answered, [(tally.count, tally.percent) for tally in after.tallies]) == (
        None,
        [(None, None), (30, None)],
    )


def test_a_group_within_a_group_is_not_told_by_the_difference():
    within = {**AFTER, "id": "within", "only_if": {"q": "A", "after": "C"}}
    asked = (
        [{"q": "a", "after": "c", "within": "c"}] * 30 + [{"q": "a", "after": "d"}] * 12 + [{"q": "b"}] * 20
    )
    assert results(then("", AFTER, within), asked).questions[2].answered is None


def test_a_ranking_tells_each_ones_mean_place_best_first():
    survey = a_survey(type="rank", choices=["A", "B"])
    responses = [{"q": ["b", "a"]}] * 15 + [{"q": ["a", "b"]}] * 5
    assert results(survey, responses).questions[0].places == (("b", 1.2), ("a", 1.8))


def test_free_text_is_only_counted():
    [question] = results(a_survey(type="text"), [{"q": "More gigs"}] * 12).questions
    assert question == QuestionResult("q", 12)


@given(st.lists(st.sampled_from("abc"), max_size=80))
def test_no_small_number_can_be_worked_out_from_what_is_shown(choices):
    found = results(ONE, [{"q": value} for value in choices])
    if found.people is None:
        assert len(choices) < FEWEST
        return
    [question] = found.questions
    shown = [tally.count for tally in question.tallies if tally.count is not None]
    assert all(count >= FEWEST for count in shown)
    left_over = len(choices) - sum(shown)
    assert left_over >= FEWEST or len(shown) == len(question.tallies) or not shown
