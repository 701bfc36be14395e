"""Groups of opinion are found where there are any, never a small one, and never in mere chance."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.surveys.conversation import VOTES
from bot.surveys.opinion_groups import FEWEST_VOTERS, Opinion, Stance, opinion

STATEMENTS = tuple(f"s{number}" for number in range(1, 11))
FOR, AGAINST, UNSURE = VOTES


def crowd(people: int, camps: int, loyal: float, seed: int = 1, votes: float = 0.9) -> list[dict[str, str]]:
    """People of several camps, each with its own line, who follow it as often as `loyal` and else vote by chance."""
    chance = Random(seed)
    lines = [{each: chance.choice((FOR, AGAINST)) for each in STATEMENTS} for _ in range(camps)]
    return [
        {
            each: lines[person % camps][each] if chance.random() < loyal else chance.choice(VOTES)
            for each in STATEMENTS
            if chance.random() < votes
        }
        for person in range(people)
    ]


def test_two_camps_are_found_and_told_apart():
    votes = [{"s1": FOR, "s2": AGAINST, "s3": FOR}] * 40 + [{"s1": AGAINST, "s2": FOR, "s3": FOR}] * 30
    votes += [{"s1": FOR, "s2": UNSURE, "s3": FOR}] * 2 + [{"s1": UNSURE, "s2": FOR, "s3": AGAINST}] * 2
    found = opinion(votes, ("s1", "s2", "s3"))
    assert [group.size for group in found.groups] == [42, 32]
    assert set(found.groups[0].apart) == {Stance("s1", "agree"), Stance("s2", "disagree")}
    assert set(found.groups[1].apart) == {Stance("s1", "disagree"), Stance("s2", "agree")}
    assert found.together == (Stance("s3", "agree"),)
    assert not found.too_few


def test_three_camps_are_three_groups():
    assert [group.size for group in opinion(crowd(90, 3, 0.9), STATEMENTS).groups] == [30, 30, 30]


def test_no_groups_are_spoken_of_below_fifty_voters():
    votes = crowd(FEWEST_VOTERS - 1, 2, 1.0, votes=1.0)
    found = opinion(votes, STATEMENTS)
    assert (found.groups, found.too_few) == ((), True)
    assert opinion([*votes, votes[0]], STATEMENTS).groups != ()


def test_votes_by_chance_make_no_groups():
    found = [opinion(crowd(60, 1, 0.0, seed), STATEMENTS).groups for seed in range(6)]
    assert found.count(()) >= 5


def test_people_who_all_see_it_alike_are_no_groups():
    found = opinion(crowd(80, 1, 0.9), STATEMENTS)
    assert found.groups == ()
    assert len(found.together) == 5


def test_a_camp_of_fewer_than_ten_is_no_group():
    votes = [dict.fromkeys(STATEMENTS, FOR)] * 60 + [dict.fromkeys(STATEMENTS, AGAINST)] * 9
    assert all(group.size >= 10 for group in opinion(votes, STATEMENTS).groups)
    votes += [dict.fromkeys(STATEMENTS, AGAINST)]
    assert all(group.size >= 10 for group in opinion(votes, STATEMENTS).groups)


def test_a_statement_with_few_votes_is_not_spoken_of():
    votes = [{"s1": FOR} for _ in range(60)]
    votes[0] = {"s1": FOR, **dict.fromkeys(STATEMENTS[1:], FOR)}
    assert opinion(votes, STATEMENTS).together == (Stance("s1", "agree"),)


def test_nobody_has_voted():
    assert opinion([], STATEMENTS) == Opinion(too_few=True)
    assert opinion([{}] * 60, STATEMENTS) == Opinion(too_few=True)


def test_who_votes_little_is_in_a_group_all_the_same():
    votes = [*crowd(80, 2, 0.95, votes=1.0), {"s1": FOR}, {"s2": UNSURE}]
    assert sum(group.size for group in opinion(votes, STATEMENTS).groups) == 82


def test_the_order_of_people_makes_no_difference():
    votes = crowd(60, 3, 0.9)
    mixed = Random(2).sample(votes, len(votes))
    assert opinion(mixed, STATEMENTS) == opinion(votes, STATEMENTS)


VOTER = st.dictionaries(st.sampled_from(STATEMENTS[:5]), st.sampled_from(VOTES))


@settings(max_examples=25, deadline=None)
@given(st.lists(VOTER, max_size=6), st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_whatever_people_vote_no_small_number_shows(kinds, times):
    votes = [voter for voter, many in zip(kinds, times, strict=False) for _ in range(many)]
    found = opinion(votes, STATEMENTS[:5])
    counts = {each: sum(each in voter for voter in votes) for each in STATEMENTS[:5]}
    voters = sum(any(counts[each] >= 10 for each in voter) for voter in votes)
    assert all(group.size >= 10 for group in found.groups)
    assert sum(group.size for group in found.groups) in (0, voters)
    for stance in (*found.together, *(stance for group in found.groups for stance in group.apart)):
        side = sum(voter.get(stance.statement) == stance.side for voter in votes)
        assert side >= 10 or stance.side == "split"
    assert found.too_few == (voters < FEWEST_VOTERS)
