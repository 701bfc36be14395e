"""An entry as it stands among others: what is known in few lines, and in one line what is not; knows no buttons."""

from datetime import date

from bot.catalogue.entry import Opportunity
from bot.catalogue.found import Match
from bot.dialogue.effects import Card
from bot.scenes.cards import ages_line, checked_line, cost_line, listed, when_line, where_line
from bot.scenes.house import House


def short_match(house: House, match: Match, today: date) -> Card:
    """The card of something found among others, with distance and reasons."""
    entry, far = match.entry, match.distance_miles
    return Card(
        id=entry.id,
        title=entry.title,
        lines=short_lines(house, entry, today, far),
        because=tuple(house.words(f"because.{reason.code}", **reason.values) for reason in match.because),
        distance_miles=None if far is None else round(far, 1),
        url=entry.join.url,
        exact=match.exact,
    )


def short_card(house: House, entry: Opportunity, today: date) -> Card:
    """The card of an entry shown among others for another reason than a search."""
    return Card(entry.id, entry.title, short_lines(house, entry, today), url=entry.join.url)


def short_lines(house: House, entry: Opportunity, today: date, miles: float | None = None) -> tuple[str, ...]:
    """Summary, where, when, for whom, cost and who runs it as far as known, what is not, and whether it was checked."""
    words = house.words
    facts = {
        "where": where_line(words, entry, miles),
        "when": when_line(words, entry.when),
        "ages": ages_line(words, entry),
        "cost": cost_line(words, entry.cost),
    }
    missing = [name for name, line in facts.items() if line == words(f"card.{name}_unknown")]
    lines = [
        entry.summary,
        *(line for name, line in facts.items() if name not in missing),
        words("find.unknown", what=listed(words, [words(f"find.unknown_{name}") for name in missing]))
        if missing
        else "",
        words("card.help") if entry.cost.bursaries and not entry.cost.free else "",
        words("card.provider", provider=entry.provider),
        words(f"card.{entry.status}") if entry.status in ("full", "paused") else "",
        checked_line(house, entry, today),
    ]
    return tuple(line for line in lines if line)
