"""How good finding is on the written queries: nDCG, hits, wrong ones; knows the rules for right, not the ranking."""

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import valleys
from elsewhere import REGIONS, catalogue_of
from grading import Question, grade, questions
from made_up import TODAY, catalogue
from ruamel.yaml import YAML

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Opportunity, Place
from bot.catalogue.found import Match, explain
from bot.catalogue.hub import Hub
from bot.catalogue.places import places_from, towns_from
from bot.catalogue.vocabulary import Vocabulary, vocabulary_from

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


HUBS = {"d": ("dorset", 600, 11), "n": ("durham", 500, 12)}
TOWNS = {
    "dorset": "Weymouth;Dorchester;Poole;Bournemouth;Christchurch;Bridport;Wimborne Minster;Ferndown;Blandford Forum;"
    "Sherborne;Gillingham;Shaftesbury;Swanage;Wareham;Verwood;Yeovil;Lyme Regis;Portland;Sturminster Newton;Beaminster",
    "durham": "Durham;Newcastle upon Tyne;Sunderland;Darlington;Gateshead;Middlesbrough;Stockton-on-Tees;Hartlepool;"
    "Bishop Auckland;Consett;Peterlee;Chester-le-Street;Stanley;Seaham;Newton Aycliffe;Spennymoor;Washington;Crook;"
    "Barnard Castle;Sedgefield;Shildon",
}


@dataclass(frozen=True, slots=True)
class Score:
    """One query: nDCG at 5, whether a right one is in the first three, how many of them are wrong, of how many."""

    question: Question
    ndcg: float
    hit: bool
    wrong: int
    shown: int
    answerable: bool
    honest: bool


@cache
def vocabulary() -> Vocabulary:
    yaml = YAML(typ="safe")
    read = vocabulary_from(
        {file.stem: yaml.load(file) for file in (ROOT / "content/vocabulary").glob("*.yaml")}
    )
    if isinstance(read, list):
        raise SystemExit("\n".join(f"{fault.path}: {fault.wrong}; {fault.mend}" for fault in read))
    return read


@cache
def british_towns() -> tuple[Place, ...]:
    with (ROOT / "content/places-gb.csv").open(encoding="utf-8") as file:
        return towns_from(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def places(hub: str) -> tuple[Place, ...]:
    own = places_from(YAML(typ="safe").load(ROOT / "content" / hub / "places.yaml"))
    if isinstance(own, list):
        raise SystemExit(str(own))
    return (*own, *british_towns())


class Bench:
    """A hub with its made-up catalogue and the grade of each entry for a question."""

    def __init__(self, hub: str, made: list[tuple[Opportunity, str]], known: tuple[Place, ...]) -> None:
        self.towns = {place.name: place for place in reversed(known)}
        self.subject = {entry.id: subject for entry, subject in made}
        self.entries = [entry for entry, _ in made]
        self.catalogue = Catalogue.build(self.entries, vocabulary(), known, Hub(hub, hub), TODAY)

    def score(self, question: Question) -> Score:
        grades = {e.id: grade(question, e, self.subject[e.id], self.towns) for e in self.entries}
        ideal = sorted((g for g in grades.values() if g > 0), reverse=True)[:5]
        results = self.catalogue.find(self.catalogue.understand(question.text), limit=5).results
        got = [grades[match.entry.id] for match in results]
        top = got[:3]
        best = _dcg(ideal)
        return Score(
            question,
            ndcg=_dcg(got) / best if best else 0.0,
            hit=any(g > 0 for g in top),
            wrong=sum(g < 0 for g in top),
            shown=len(top),
            answerable=bool(ideal),
            honest=not any(match.exact for match in results),
        )

    def show(self, question: Question) -> str:
        wish = self.catalogue.understand(question.text)
        raw = {k: v["name"] if k == "near" else v for k, v in wish.to_json().items() if k != "alternatives"}
        lines = [f"  understood {raw}"]
        for match in self.catalogue.find(wish, limit=5).results:
            lines.append(
                f"  {grade(question, match.entry, self.subject[match.entry.id], self.towns):2} {_line(match)}"
            )
        return "\n".join(lines)


def _line(match: Match) -> str:
    entry = match.entry
    what = f"{entry.title} | {entry.instruments} | {entry.ages.low}-{entry.ages.high} | {entry.where.place}"
    return f"{match.distance_miles} {what} | {explain(match)}"


def _dcg(grades: list[int]) -> float:
    return sum((2 ** max(g, 0) - 1) / math.log2(at + 2) for at, g in enumerate(grades))


def summary(name: str, scores: list[Score]) -> str:
    """One row: means over the queries that have a right answer, and how honest the others were answered."""
    real = [score for score in scores if score.answerable]
    none = [score for score in scores if not score.answerable]
    ndcg = sum(score.ndcg for score in real) / len(real)
    hit = sum(score.hit for score in real) / len(real)
    wrong = sum(score.wrong for score in real) / max(1, sum(score.shown for score in real))
    honest = sum(score.honest for score in none) / max(1, len(none))
    return f"{name:24} {len(real):4} {ndcg:8.3f} {hit:8.3f} {wrong:8.3f} {len(none):6} {honest:8.2f}"


@cache
def benches(size: int | None = None) -> dict[str, Bench]:
    """The hubs' made-up catalogues by the letter that the queries call them; `size` entries if not as many as usual."""
    made = {}
    for key, (hub, usual, seed) in HUBS.items():
        entries = catalogue(places(hub), tuple(TOWNS[hub].split(";")), size or usual, seed)
        made[key] = Bench(hub, entries, places(hub))
    return made


@cache
def benches_elsewhere() -> dict[str, Bench]:
    """Regions whose hub knows no places but the towns that everybody knows."""
    return {
        key: Bench(row[0], catalogue_of(british_towns(), key), british_towns())
        for key, row in REGIONS.items()
    }


@cache
def benches_valleys() -> dict[str, Bench]:
    """South Wales and Lincolnshire, whose hubs know no places but the towns that everybody knows."""
    return {
        key: Bench(row[0], valleys.catalogue_of(british_towns(), key), british_towns())
        for key, row in valleys.REGIONS.items()
    }


def scores(hubs: dict[str, Bench], file: str = "queries.txt") -> list[Score]:
    """Every written query of a file scored."""
    return [hubs[question.hub].score(question) for question in questions(HERE / file)]
