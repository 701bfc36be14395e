"""Measures how good finding is on the written queries; `--show` lists what went wrong, never in the locked third."""

import sys

from measuring import Bench, Score, benches, scores, summary


def _went_wrong(score: Score) -> bool:
    if not score.answerable:
        return not score.honest
    return score.ndcg < 0.85 or score.wrong > 0


def _show(score: Score, bench: Bench) -> None:
    asked = score.question
    right = " ".join(sorted(asked.right))
    print(f"{score.ndcg:.2f} wrong {score.wrong} [{asked.text}] {asked.place} {asked.age} {right}")
    print(bench.show(asked))


def main(arguments: list[str]) -> None:
    hubs = benches()
    every = scores(hubs)
    tuned = [score for score in every if not score.question.locked]
    if "--show" in arguments:
        for score in sorted(filter(_went_wrong, tuned), key=lambda score: score.ndcg):
            _show(score, hubs[score.question.hub])
    print("set      asked   nDCG@5    hit@3    wrong   none   honest")
    print(summary("tuned on", tuned))
    print(summary("locked", [score for score in every if score.question.locked]))


if __name__ == "__main__":
    main(sys.argv[1:])
