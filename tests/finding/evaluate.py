"""Measures how good finding is on the written queries; `--tuned` leaves out what is locked, `--show` lists what went
wrong, never in what is locked."""

import sys

from measuring import Bench, Score, benches, benches_elsewhere, benches_valleys, scores, summary

BIG = 1_000


def _went_wrong(score: Score) -> bool:
    if not score.answerable:
        return not score.honest
    return score.ndcg < 0.85 or score.wrong > 0


def _show(score: Score, bench: Bench) -> None:
    asked = score.question
    right = " ".join(sorted(asked.right))
    print(f"{score.ndcg:.2f} wrong {score.wrong} [{asked.text}] {asked.place} {asked.age} {right}")
    print(bench.show(asked))


def _locked(found: list[Score], *, locked: bool) -> list[Score]:
    return [score for score in found if score.question.locked == locked]


def main(arguments: list[str]) -> None:
    hubs = benches() | benches_elsewhere() | benches_valleys()
    every, big = scores(hubs), scores(benches(BIG))
    midlands = scores(hubs, "queries-midlands.txt")
    valleys = scores(hubs, "queries-valleys.txt")
    tuned = _locked(every, locked=False)
    if "--show" in arguments:
        for score in sorted(filter(_went_wrong, [*tuned, *midlands, *valleys]), key=lambda score: score.ndcg):
            _show(score, hubs[score.question.hub])
    print("set                     asked  nDCG@5    hit@3    wrong   none   honest")
    print(summary("tuned on", tuned))
    print(summary("tuned on, 1,000", _locked(big, locked=False)))
    print(summary("tuned on, midlands", midlands))
    print(summary("tuned on, valleys", valleys))
    if "--tuned" in arguments:
        return
    print(summary("locked", _locked(every, locked=True)))
    print(summary("locked, 1,000", _locked(big, locked=True)))
    print(summary("elsewhere (all locked)", scores(hubs, "queries-elsewhere.txt")))


if __name__ == "__main__":
    main(sys.argv[1:])
