"""Points fall into the same groups each time."""

from itertools import pairwise

from bot.surveys.clusters import chances, clusters, nearest, silhouette

NEAR = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0))
FAR = ((10.0, 10.0), (10.0, 11.0), (11.0, 10.0))


def test_what_lies_together_is_a_group():
    found = clusters((*NEAR, *FAR), 2, 3)
    assert len(set(found.group[:3])) == len(set(found.group[3:])) == 1
    assert found.group[0] != found.group[3]
    assert sorted(found.middles) == [(1 / 3, 1 / 3), (31 / 3, 31 / 3)]
    assert round(found.spread, 6) == round(8 / 3, 6)


def test_the_same_points_make_the_same_groups():
    assert clusters((*NEAR, *FAR), 3, 4) == clusters((*NEAR, *FAR), 3, 4)


def test_the_right_number_of_groups_has_the_best_silhouette():
    points = (*NEAR, *FAR)
    apart = {number: silhouette(points, clusters(points, number, 4)) for number in (2, 3, 4)}
    assert max(apart, key=lambda number: apart[number]) == 2
    assert 0.9 < apart[2] <= 1


def test_points_that_are_all_the_same_are_not_apart():
    points = ((1.0, 1.0),) * 6
    assert silhouette(points, clusters(points, 2, 2)) == 0.0


def test_the_first_of_two_middles_as_near_is_the_nearest():
    assert nearest((0.0,), ((1.0,), (-1.0,))) == (0, 1.0)


def test_chances_look_like_chance_and_come_again():
    first = [next(each) for each in [chances("a")] * 500]
    assert first == [next(each) for each in [chances("a")] * 500]
    assert all(0 <= each < 1 for each in first)
    assert 0.45 < sum(first) / 500 < 0.55
    assert sum(a < b for a, b in pairwise(first)) < 300
