"""Why a match is shown, as codes with values; knows nothing of sentences."""

from collections.abc import Iterator
from itertools import islice

from bot.catalogue.entry import Opportunity
from bot.catalogue.features import times_of
from bot.catalogue.found import Reason
from bot.catalogue.ranking import Tier
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.wish import Wish

HERE = 0.05  # miles, what would be shown as 0.0


def reasons(
    vocabulary: Vocabulary, wish: Wish, entry: Opportunity, tier: Tier, far: float | None
) -> tuple[Reason, ...]:
    """What was asked for and is so, then what is not so or not known."""
    return (*_met(vocabulary, wish, entry, tier, far), *_not_met(tier))


def _met(
    vocabulary: Vocabulary, wish: Wish, entry: Opportunity, tier: Tier, far: float | None
) -> Iterator[Reason]:
    met = set(tier.met)
    if "called" in met:
        yield Reason("called")
    if "activity" in met:
        asked = next((term for term in wish.what if term in vocabulary.terms), "")
        yield Reason(
            "activity" if wish.activities else "hint", {"what": vocabulary.terms[asked].name if asked else ""}
        )
    if "named" in met:
        yield Reason("named", {"what": " ".join(wish.names)})
    if far is not None and wish.near and far < HERE:
        yield Reason("here", {"place": wish.near.name})
    elif far is not None and wish.near:
        yield Reason("near", {"miles": far, "place": wish.near.name})
    elif wish.near and entry.where.travels and "area" not in tier.unsure:
        yield Reason("travels", {"place": wish.near.name})
    elif wish.near and (entry.where.online or entry.kind == "online"):
        yield Reason("online")
    elif wish.near and entry.where.area:
        yield Reason("area", {"area": ", ".join(entry.where.area)})
    if "age" in met and (entry.ages.low is not None or entry.ages.high is not None):
        yield _age(entry)
    for code, asked_for, has in (
        ("day", wish.days, entry.when.days),
        ("level", (*wish.levels, "any"), entry.level),
        ("kind", wish.kinds, (entry.kind,)),
        ("time", wish.times, tuple(times_of(entry.when))),
    ):
        if code in met:
            yield from (
                Reason(f"{code}_{one}") for one in islice((one for one in asked_for if one in has), 1)
            )
    if "cost" in met:
        yield Reason("free" if entry.cost.free else "cheap")
    if "access" in met:
        yield from (Reason(f"access_{need}") for need in wish.access)


def _age(entry: Opportunity) -> Reason:
    low, high = entry.ages.low, entry.ages.high
    if low is None:
        return Reason("age_to", {"high": high or 0})
    if high is None:
        return Reason("age_from", {"low": low})
    return Reason("age", {"low": low, "high": high})


def _not_met(tier: Tier) -> Iterator[Reason]:
    yield from (Reason(f"not_{code}") for code in tier.missed)
    yield from (Reason(f"unsure_{code}") for code in tier.unsure)
