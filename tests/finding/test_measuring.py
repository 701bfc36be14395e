"""Finding stays as good as it was measured to be, on all written queries together."""

import pytest
from grading import Question, grade, questions
from made_up import RARE, SUBJECTS
from measuring import HERE, Score, benches, benches_elsewhere, benches_valleys, places, scores

from bot.catalogue.entry import Ages, Opportunity, Where


@pytest.fixture(scope="module")
def measured() -> list[Score]:
    every = [*scores(benches()), *scores(benches_elsewhere(), "queries-midlands.txt")]
    every += scores(benches_valleys(), "queries-valleys.txt")
    return [score for score in every if score.answerable]


def test_the_right_ones_come_first(measured: list[Score]) -> None:
    assert sum(score.ndcg for score in measured) / len(measured) > 0.9


def test_a_right_one_is_among_the_first_three(measured: list[Score]) -> None:
    assert sum(score.hit for score in measured) / len(measured) > 0.97


def test_few_of_the_first_three_are_wrong(measured: list[Score]) -> None:
    assert sum(score.wrong for score in measured) / sum(score.shown for score in measured) < 0.04


def test_there_are_enough_queries_and_a_third_is_locked_away() -> None:
    asked = list(questions(HERE / "queries.txt"))
    assert len(asked) >= 400
    assert 0.28 < sum(question.locked for question in asked) / len(asked) < 0.38
    assert {subject for question in asked for subject in question.right} - {"*"} <= {
        *SUBJECTS, "theremin", "hurdy", "nyckelharpa", "otamatone",
    }  # fmt: skip


@pytest.mark.parametrize("file", ["queries-midlands.txt", "queries-elsewhere.txt", "queries-valleys.txt"])
def test_queries_from_elsewhere_name_only_what_is_there(file: str) -> None:
    known = {*SUBJECTS, *RARE, "*", "-"}
    hubs = benches_elsewhere() | benches_valleys()
    for question in questions(HERE / file):
        assert question.right | question.nearly <= known, question.text
        assert not question.place or question.place in hubs[question.hub].towns, question.text


@pytest.mark.parametrize(
    ("subject", "ages", "place", "expected"),
    [
        ("drumkit", Ages(8, 14), "Poole", 3),
        ("drumkit", Ages(), "Poole", 2),
        ("samba", Ages(8, 14), "Poole", 1),
        ("choir", Ages(8, 14), "Poole", -1),
        ("drumkit", Ages(5, 7), "Poole", -1),
        ("drumkit", Ages(8, 14), "Sherborne", -1),
        ("drumkit", Ages(18, None), "Poole", -1),
    ],
)
def test_grades_follow_activity_age_and_place(subject: str, ages: Ages, place: str, expected: int) -> None:
    towns = {town.name: town for town in places("dorset") if town.hub}
    asked = Question("0", "d", "drums", frozenset({"drumkit"}), frozenset({"samba"}), "Poole", 12, ())
    entry = Opportunity("a", "A", "P", "activity", ages=ages, where=Where(place=place))
    assert grade(asked, entry, subject, towns) == expected
