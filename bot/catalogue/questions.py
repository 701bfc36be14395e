"""What would help a search along: the next thing to ask, what is alike, what there is to browse by."""

from bot.catalogue.entry import Opportunity
from bot.catalogue.finding import Finder
from bot.catalogue.index import Index
from bot.catalogue.places import Gazetteer
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.wish import Wish

FEW = 3
BROWSED = {"own": "what", "kind": "kind", "day": "day", "level": "level", "access": "access", "cost": "cost"}


def follow_up(finder: Finder, wish: Wish) -> str | None:
    """The slot whose answer would split what is found best; None when few enough are found to show them all."""
    if wish.alternatives:
        return "which_place"
    if wish.is_empty:
        return None
    if wish.lost:
        return "place"
    index = finder.index
    fitting = finder.fitting(wish)
    if fitting.bit_count() <= FEW:
        return None
    if wish.near is None and not wish.online and _splits_by_place(index, fitting):
        return "place"
    if not wish.what and not wish.names and not wish.kinds:
        return "activity"
    if wish.low is None and wish.high is None and _splits_by_age(index, fitting):
        return "age"
    return None


def _splits_by_place(index: Index, fitting: int) -> bool:
    """Whether what is found lies in more than one neighbourhood."""
    placed = fitting & ~index.unplaced
    neighbourhoods = sum(1 for square in index.squares if placed >> square.lo & square.mask)
    return neighbourhoods > 1


def _splits_by_age(index: Index, fitting: int) -> bool:
    """Whether some age from 5 to 18 would rule out a third of what is found."""
    total = fitting.bit_count()
    unknown = index.having("ages", "?")
    return any((fitting & (index.ages[age] | unknown)).bit_count() * 3 <= total * 2 for age in range(5, 19))


def likened(vocabulary: Vocabulary, gazetteer: Gazetteer, entry: Opportunity) -> Wish:
    """The wish that somebody has who likes this entry: the same, or else of the same family."""
    tags = (*entry.instruments, *entry.activities, *entry.genres)
    terms = tuple(dict.fromkeys(term for tag in tags if (term := vocabulary.term_of(tag))))
    families = tuple(wide for term in terms for wide in vocabulary.terms[term].part_of)
    places = gazetteer.called(entry.where.place) or gazetteer.called(entry.where.outcode)
    return Wish(
        hints=tuple(dict.fromkeys((*terms, *families))),
        near=places[0] if places else None,
        low=entry.ages.low,
        high=entry.ages.high,
        audience=entry.audience if "young_person" not in entry.audience else (),
        kinds=(entry.kind,) if entry.kind in ("hire", "training", "youth_voice") else (),
        sure=1.0,
    )


def facets(index: Index) -> dict[str, dict[str, int]]:
    """For each way of browsing (what, kind, day ...) each value with how many entries have it, most first."""
    found: dict[str, dict[str, int]] = {name: {} for name in BROWSED.values()}
    for (way, value), entries in index.sets.items():
        if way in BROWSED and value != "?":
            found[BROWSED[way]][value] = entries.bit_count()
    return {
        name: dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
        for name, counts in found.items()
    }
