"""The hard limits of a wish, as sets of entries: for whom, of what age, where; knows nothing of points or miles."""

from bot.catalogue.areas import OWN as COUNCIL
from bot.catalogue.areas import PART as REGION
from bot.catalogue.areas import WHOLE as NATION
from bot.catalogue.areas import area_key
from bot.catalogue.entry import Place
from bot.catalogue.features import GROWN, OLDEST, ONLY_WHEN_ASKED
from bot.catalogue.index import Index, bits
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.wish import Wish

WELL_GROWN = 21  # years; who says "adult" is of no one age, and what ends at 18 or 19 is for the young
SMALLEST, FOR_SMALL = 4, "early_years"  # years; what the vocabulary calls music for them
OF_AGE_SOON = 16  # years; a wish from here to 18 or more may be a grown-up's


def allowed(index: Index, wish: Wish) -> int:
    """The hard limits: area, age, whom it is for, kinds shown only to those who ask, no auditions for beginners."""
    found = serving(index, wish.near) & meant_for(index, wish)
    if wish.low is not None or wish.high is not None:
        found &= _may_take(index, wish)
    if not {"first_go", "beginner"}.isdisjoint(wish.levels):
        found = _without(found, index.having("auditions", "yes"))
    if wish.without:
        found = _without(found, _refused(index, wish.without))
    return found & index.having("where", "online") if wish.online else found


def _without(found: int, others: int) -> int:
    """Entries but these; quicker than with a complement, which is as long as the catalogue."""
    return found ^ (found & others)


def _refused(index: Index, without: tuple[str, ...]) -> int:
    """Entries with what is not wanted; of what is no term, those that say the word."""
    found = 0
    for refused in without:
        found |= index.having("own", refused) or index.with_word(refused)
    return found


def meant_for(index: Index, wish: Wish) -> int:
    """Entries for the people who ask, of the kinds that they may be shown."""
    educator = not {"educator", "school"}.isdisjoint(wish.audience)
    wanted = tuple(kind for kind in ONLY_WHEN_ASKED if kind in wish.kinds)
    grown_up = educator or bool(wanted) or _is_grown_up(wish)
    return index.remembered(
        ("for", educator, wanted, grown_up), lambda: _for(index, educator, wanted, grown_up)
    )


def _for(index: Index, educator: bool, wanted: tuple[str, ...], grown_up: bool) -> int:
    found = index.everything
    if wanted:
        found &= index.any_of("kind", wanted)
    else:
        hidden = [kind for kind in ONLY_WHEN_ASKED if not (educator and kind == "training")]
        found = _without(found, index.any_of("kind", hidden))
    if educator:
        found &= index.any_of("audience", ("educator", "school"))
    elif not wanted:
        found &= index.any_of("audience", ("young_person", "parent"))
    return found if grown_up else _without(found, index.having("ages", "adults"))


def _is_grown_up(wish: Wish) -> bool:
    """Whether the wish may be a grown-up's; whoever has not said an age is taken to be, or to ask for, the young."""
    low = wish.low or 0
    return low >= GROWN or (low >= OF_AGE_SOON and (wish.high or 0) >= GROWN)


def called(index: Index, vocabulary: Vocabulary, wish: Wish, reach: int) -> int:
    """Entries whose title was typed whole, from anywhere if a word of it is nobody's but its own."""
    found = 0
    for title in wish.titles:
        own = any(word not in vocabulary.known and word not in vocabulary.plain for word in title.split())
        found |= bits(index.titled.get(title, ()), len(index.entries)) & (index.everything if own else reach)
    if found and (wish.low is not None or wish.high is not None):
        found &= _may_take(index, wish)
    return found


def serving(index: Index, near: Place | None) -> int:
    """All entries but those of no one place that are for other councils' areas.

    Where the council of a place is not known, all of its hub's areas may be meant. Who lives outside the hub's places
    is served by what is for the whole nation, and by what has no area written.
    """
    if near is None or (near.hub and not near.county):
        return index.everything
    area = area_key(near.county) if near.hub else ""
    return index.remembered(("serving", near.hub, area), lambda: _serving(index, area, own=near.hub))


def _serving(index: Index, area: str, *, own: bool) -> int:
    if not own:
        others = _without(index.any_of("reach", (COUNCIL, REGION)), index.having("reach", NATION))
        return _without(index.everything, others)
    others = _without(index.having("reach", COUNCIL), index.having("area", area))
    return _without(index.everything, _without(others, index.any_of("reach", (NATION, REGION))))


def _may_take(index: Index, wish: Wish) -> int:
    """Entries of an age wished for, and those that tell none; for the smallest only if they are made for the small."""
    untold = index.having("ages", "?")
    if wish.high is not None and wish.high < SMALLEST:
        untold &= index.having("own", FOR_SMALL)
    return of_age(index, wish) | untold


def of_age(index: Index, wish: Wish) -> int:
    """Entries known to take somebody of an age wished for; all of them when they come together."""
    low = min(wish.low if wish.low is not None else 0, OLDEST)
    high = min(wish.high if wish.high is not None else OLDEST, OLDEST)
    if wish.together:
        return index.ages[low] & index.ages[high]
    if low >= GROWN and high == OLDEST:
        low = max(low, WELL_GROWN)
    if low == high:
        return index.ages[low]
    return index.remembered(("ages", low, high), lambda: _of_ages(index, low, high))


def _of_ages(index: Index, low: int, high: int) -> int:
    found = 0
    for age in range(low, high + 1):
        found |= index.ages[age]
    return found
