"""How right an answer is, by rules on activity, place and age; knows nothing of how the search ranks."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.catalogue.entry import Opportunity, Place

NEAR, FAIR, FAR = 5.0, 10.0, 15.0

SETS = {
    "@perc": "drumkit percussion samba djembe taiko dhol tabla steelpan junk",
    "@brass": "brass brassband trumpet cornet trombone horn tuba",
    "@wood": "flute clarinet sax oboe bassoon recorder windband",
    "@folk": "folk fiddle accordion whistle banjo mandolin ceilidh pipes hurdy nyckelharpa",
    "@ensembles": "orchestra strings windband brassband bigband jazz folk samba steelpan choir",
    "@instruments": "drumkit guitar eguitar bass ukulele piano keyboard violin viola cello dbass flute clarinet sax "
    "oboe bassoon recorder trumpet cornet trombone horn tuba brass strings harp djembe whistle fiddle accordion organ",
}
NOT_TO_JOIN = frozenset({"hire", "training", "youthvoice"})


@dataclass(frozen=True, slots=True)
class Question:
    """One query with what a right answer is. `wants` are what was also asked for, e.g. ("day", "sat")."""

    id: str
    hub: str
    text: str
    right: frozenset[str]
    nearly: frozenset[str]
    place: str
    age: int | None
    wants: tuple[tuple[str, str], ...]

    @property
    def locked(self) -> bool:
        """Whether it belongs to the third that is never looked at while tuning."""
        return int(self.id, 16) % 3 == 0


def questions(file: Path) -> Iterator[Question]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        hub, text, right, nearly, place, age, wants = (part.strip() for part in line.split("|"))
        yield Question(
            id=sha256(text.encode()).hexdigest()[:8],
            hub=hub,
            text=text,
            right=_subjects(right),
            nearly=_subjects(nearly),
            place="" if place == "-" else place,
            age=None if age == "-" else int(age),
            wants=tuple(_want(part) for part in wants.split()),
        )


def _subjects(written: str) -> frozenset[str]:
    return frozenset(subject for part in written.split() for subject in SETS.get(part, part).split())


def _want(written: str) -> tuple[str, str]:
    name, _, value = written.partition("=")
    return name, value


def miles(one: Place, lat: float, lon: float) -> float:
    """Distance on the sphere in miles."""
    phi, psi = math.radians(one.lat), math.radians(lat)
    half = math.sin((psi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(psi) * math.sin(math.radians(lon - one.lon) / 2) ** 2
    return 2 * 3958.8 * math.asin(math.sqrt(half))


def grade(question: Question, entry: Opportunity, subject: str, towns: dict[str, Place]) -> int:
    """3 all right, 2 right but for something, 1 worth showing, 0 neither, -1 wrong in activity, place or age."""
    what = _what(question, subject)
    where = _where(question, entry, towns)
    age = _age(question, entry)
    if min(what, where, age) < 0:
        return -1
    missed = sum(0 if _has(entry, name, value) else 1 for name, value in question.wants)
    return max(1, what + where + age - missed - 6)


def _what(question: Question, subject: str) -> int:
    if subject in question.right or ("*" in question.right and subject not in NOT_TO_JOIN):
        return 3
    anything = "*" in question.nearly and subject not in NOT_TO_JOIN
    return 1 if anything or subject in question.nearly else -1


def _where(question: Question, entry: Opportunity, towns: dict[str, Place]) -> int:
    if not question.place or entry.where.online:
        return 3 if not question.place else 1
    lat, lon = entry.where.lat, entry.where.lon
    if lat is None or lon is None:
        lat, lon = towns[entry.where.place].lat, towns[entry.where.place].lon
    far = miles(towns[question.place], lat, lon)
    return 3 if far <= NEAR else 2 if far <= FAIR else 1 if far <= FAR else -1


def _age(question: Question, entry: Opportunity) -> int:
    low, high = entry.ages.low, entry.ages.high
    if question.age is None:
        return -1 if _is_for_adults(entry) else 3
    if low is None and high is None:
        return 2
    return 3 if (low or 0) <= question.age <= (99 if high is None else high) else -1


def _is_for_adults(entry: Opportunity) -> bool:
    """Whether only grown-ups may come, which is nothing for whoever has not said an age."""
    adults = (entry.ages.low or 0) >= 18 and (entry.ages.high is None or entry.ages.high > 25)
    return adults and entry.kind != "training"


def _has(entry: Opportunity, name: str, value: str) -> bool:
    if name == "day":
        return bool(set(value.split(",")) & set(entry.when.days))
    if name in ("free", "cheap"):
        return entry.cost.free is True or (
            name == "cheap" and any(line.pence <= 600 for line in entry.cost.lines)
        )
    if name == "level":
        meant = {"beginner": {"beginner", "first_go", "any"}, "advanced": {"advanced", "any"}}[value]
        return bool(meant & set(entry.level))
    if name == "kind":
        return entry.kind == value
    if name == "access":
        return any(value in access.casefold() for access in entry.access)
    return value in entry.audience
