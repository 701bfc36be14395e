"""Who sees things alike in a conversation, in words, never in numbers below ten; knows nobody and draws nothing.

After Polis (Small and others 2021, "Polis: scaling deliberation by mapping high dimensional opinion spaces"): votes are
1, -1, and 0 for a pass or none. Who voted on at least seven statements, or on all, shapes the groups, stretched so that
somebody who stops early does not look lukewarm. K-means makes 2 to 5 groups; the best silhouette says how many. Unlike
Polis we look at the votes themselves, not at two principal components.

K-means finds groups in anything. So groups are only spoken of when the best of them are further apart than in each of
19 shufflings of the votes, whatever their number (a permutation test at 1 in 20), and when every group has at least ten
people. Everybody who voted is in one of them, so that nobody is left over to be counted.

What sets a group apart: a two-sided two-proportion z-test of its share that agrees (or disagrees) against everybody
else's, at 1 in 100 after Bonferroni for all tests made. It says how groups differ, not that there are groups.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Literal

from bot.dialogue.effects import Json
from bot.surveys.clusters import Clusters, Point, chances, clusters, nearest, silhouette
from bot.surveys.conversation import AGREE, DISAGREE, VOTES
from bot.surveys.results import FEWEST

FEWEST_VOTERS = 50
MOST_GROUPS = 5
ENOUGH_VOTES = 7
SHUFFLES = 19
MOST_SHAPING, MOST_COMPARED = 600, 100
"""People, picked evenly, who shape the groups, and whose votes are shuffled to see what chance alone does: more make it
slower and hardly more sure."""
TRIES, TRIES_SHUFFLED = 8, 2
ERROR = 0.01
MOST_APART = 5
MOST_OF_THEM = 0.6
"""The share of those who voted from which a group, or everybody, is said to agree or disagree."""
_SIGN = {AGREE: 1.0, DISAGREE: -1.0}
Side = Literal["agree", "disagree", "split"]
Voter = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Stance:
    """What most of some people think of a statement; `split` when neither side is most."""

    statement: str
    side: Side


@dataclass(frozen=True, slots=True)
class Group:
    """At least ten people who see things alike, and what sets them apart from the others, the most telling first."""

    size: int
    apart: tuple[Stance, ...]

    @property
    def at_least(self) -> int:
        """What is told of its size, in tens: all sizes together would tell how many voted, to the last one."""
        return self.size - self.size % FEWEST


@dataclass(frozen=True, slots=True)
class Opinion:
    """`groups` is empty when there are too few voters (`too_few`) or no groups were found. `together` is what most in
    every group think, or most of all where there are no groups."""

    groups: tuple[Group, ...] = ()
    together: tuple[Stance, ...] = ()
    too_few: bool = False


def opinion(votes: Sequence[Voter], statements: Sequence[str]) -> Opinion:
    """What those who voted think, from all their votes by statement; the order of `votes` makes no difference."""
    shown = [each for each in statements if sum(voter.get(each) in VOTES for voter in votes) >= FEWEST]
    voters = sorted(
        (voter for voter in votes if any(voter.get(each) in VOTES for each in shown)),
        key=lambda voter: [str(voter.get(each)) for each in shown],
    )
    parties = _parties(voters, shown) if len(voters) >= FEWEST_VOTERS else ()
    groups = tuple(Group(len(party), _apart(party, parties, shown)) for party in parties)
    together = _together(parties or (voters,), shown)
    return Opinion(groups, together, too_few=len(voters) < FEWEST_VOTERS)


def _parties(voters: Sequence[Voter], shown: Sequence[str]) -> tuple[Sequence[Voter], ...]:
    """Everybody in their group, the largest first; nothing when no grouping is better than chance."""
    steady = [voter for voter in voters if _voted(voter, shown) >= min(ENOUGH_VOTES, len(shown))]
    points = [_point(voter, shown) for voter in steady]
    if len(steady) < FEWEST_VOTERS or not _better_than_chance(_some(points, MOST_COMPARED)):
        return ()
    for _, found in sorted(_ways(_some(points, MOST_SHAPING), TRIES), key=lambda way: -way[0]):
        parties = _shared_out(voters, shown, found)
        if all(len(party) >= FEWEST for party in parties):
            return parties
    return ()


def _some(points: Sequence[Point], most: int) -> Sequence[Point]:
    """At most so many, evenly out of all."""
    return [points[index * len(points) // most] for index in range(most)] if len(points) > most else points


def _ways(points: Sequence[Point], tries: int) -> Iterator[tuple[float, Clusters]]:
    """Each number of groups that there can be, with how well they are apart."""
    for number in range(2, min(MOST_GROUPS, len(set(points))) + 1):
        found = clusters(points, number, tries)
        yield silhouette(points, found), found


def _shared_out(
    voters: Sequence[Voter], shown: Sequence[str], found: Clusters
) -> tuple[Sequence[Voter], ...]:
    """Also those who voted little are in the group they are nearest to, so that nobody is left over to be counted."""
    places = [nearest(_point(voter, shown), found.middles)[0] for voter in voters]
    parties = [
        [voter for voter, place in zip(voters, places, strict=True) if place == index]
        for index in range(len(found.middles))
    ]
    return tuple(sorted(parties, key=len, reverse=True))


def _better_than_chance(points: Sequence[Point]) -> bool:
    """Whether the best groups are further apart than the best in every shuffling of each statement's votes."""
    real = _best(points)
    return all(_best(_shuffled(points, f"shuffle {each}")) < real for each in range(SHUFFLES))


def _best(points: Sequence[Point]) -> float:
    return max((apart for apart, _ in _ways(points, TRIES_SHUFFLED)), default=0.0)


def _shuffled(points: Sequence[Point], seed: str) -> list[Point]:
    """Each statement's votes dealt out anew, by themselves: what goes together goes."""
    chance = chances(seed)
    columns = [
        [vote for _, vote in sorted((next(chance), vote) for vote in column)]
        for column in zip(*points, strict=True)
    ]
    return list(zip(*columns, strict=True))


def _voted(voter: Voter, shown: Sequence[str]) -> int:
    return sum(voter.get(each) in VOTES for each in shown)


def _point(voter: Voter, shown: Sequence[str]) -> Point:
    stretch = sqrt(len(shown) / max(1, _voted(voter, shown)))
    return tuple(_SIGN.get(str(voter.get(each)), 0.0) * stretch for each in shown)


def _apart(
    party: Sequence[Voter], parties: Sequence[Sequence[Voter]], shown: Sequence[str]
) -> tuple[Stance, ...]:
    others = [voter for each in parties if each is not party for voter in each]
    allowed = ERROR / (2 * len(shown) * len(parties))
    found = []
    for statement in shown:
        differences = [_difference(party, others, statement, vote, allowed) for vote in (AGREE, DISAGREE)]
        stance = _stance(party, statement)
        if stance is not None and max(differences) > 0:
            found.append((max(differences), stance))
    return tuple(stance for _, stance in sorted(found, key=lambda each: -each[0])[:MOST_APART])


def _difference(
    party: Sequence[Voter], others: Sequence[Voter], statement: str, vote: str, allowed: float
) -> float:
    """How far the share of this vote lies from everybody else's; 0 when that may be chance, or too few voted."""
    ours, mine = _votes(party, statement), _votes(others, statement)
    if len(ours) < FEWEST or len(mine) < FEWEST:
        return 0.0
    here, there = ours.count(vote) / len(ours), mine.count(vote) / len(mine)
    both = (ours.count(vote) + mine.count(vote)) / (len(ours) + len(mine))
    error = sqrt(both * (1 - both) * (1 / len(ours) + 1 / len(mine)))
    if error == 0 or erfc(abs(here - there) / error / sqrt(2)) > allowed:
        return 0.0
    return abs(here - there)


def _stance(party: Sequence[Voter], statement: str) -> Stance | None:
    """What most of them think; None when too few voted, or fewer than ten are on the side to be named."""
    given = _votes(party, statement)
    if len(given) < FEWEST:
        return None
    sides: tuple[Side, ...] = ("agree", "disagree")
    for side in sides:
        if given.count(side) >= MOST_OF_THEM * len(given):
            return Stance(statement, side) if given.count(side) >= FEWEST else None
    return Stance(statement, "split")


def _together(parties: Sequence[Sequence[Voter]], shown: Sequence[str]) -> tuple[Stance, ...]:
    found = []
    for statement in shown:
        stances = {_stance(party, statement) for party in parties}
        (stance, *more) = stances
        if not more and stance is not None and stance.side != "split":
            least = min(_share(party, statement, stance.side) for party in parties)
            found.append((least, stance))
    return tuple(stance for _, stance in sorted(found, key=lambda each: -each[0])[:MOST_APART])


def _share(party: Sequence[Voter], statement: str, side: str) -> float:
    given = _votes(party, statement)
    return given.count(side) / len(given)


def _votes(party: Sequence[Voter], statement: str) -> list[Json]:
    return [vote for vote in (voter.get(statement) for voter in party) if vote in VOTES]
