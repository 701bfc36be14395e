"""An entry of the catalogue as a card a person can read; knows nothing of why it was found."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from bot.catalogue.entry import Cost, CostLine, Opportunity, When
from bot.catalogue.found import Match
from bot.dialogue.bot import Words
from bot.dialogue.effects import Card
from bot.scenes.house import House

WALKING = 0.5
"""Miles below which a distance is not worth saying: positions are those of a settlement's middle."""


def card_of(house: House, match: Match, today: date) -> Card:
    """The card of something found, with distance and reasons."""
    because = tuple(house.words(f"because.{reason.code}", **reason.values) for reason in match.because)
    return Card(
        id=match.entry.id,
        title=match.entry.title,
        lines=lines_of(house, match.entry, today, match.distance_miles),
        because=because,
        distance_miles=None if match.distance_miles is None else round(match.distance_miles, 1),
        url=match.entry.join.url,
        exact=match.exact,
    )


def entry_card(house: House, entry: Opportunity, today: date) -> Card:
    """The card of an entry that was asked for by name."""
    return Card(entry.id, entry.title, lines_of(house, entry, today), url=entry.join.url)


def lines_of(house: House, entry: Opportunity, today: date, miles: float | None = None) -> tuple[str, ...]:
    """Summary, where, when, ages, cost, who runs it and when it was last checked, as sentences."""
    words = house.words
    lines = [
        entry.summary,
        where_line(words, entry, miles),
        when_line(words, entry.when),
        ages_line(words, entry),
        cost_line(words, entry.cost),
        words("card.help") if entry.cost.bursaries and not entry.cost.free else "",
        words("card.provider", provider=entry.provider),
        words(f"card.{entry.status}") if entry.status in ("full", "paused") else "",
        checked_line(house, entry, today),
    ]
    return tuple(line for line in lines if line)


def where_line(words: Words, entry: Opportunity, miles: float | None) -> str:
    where = entry.where
    place = ", ".join(part for part in (where.venue, where.place) if part) or where.outcode
    away = place and miles is not None and miles >= WALKING
    parts = [words("card.miles", place=place, miles=f"{miles:.1f}") if away else place]
    if where.online:
        parts.append(words("card.online"))
    if where.travels:
        parts.append(words("card.travels"))
    if not place and where.area:
        parts.append(words("card.area", area=listed(words, where.area)))
    known = [part for part in parts if part]
    return words("card.where", where=listed(words, known)) if known else words("card.where_unknown")


def when_line(words: Words, when: When) -> str:
    parts = [listed(words, [words(f"day.{day}") for day in when.days]), times(words, when.start, when.end)]
    if when.dates:
        parts.append(listed(words, [day_text(words, day) for day in when.dates]))
    if when.text and not when.days and not when.dates:
        parts.append(when.text)
    if when.term_time is not None and "term" not in when.text:
        parts.append(words("card.term_time" if when.term_time else "card.holidays"))
    known = ", ".join(part for part in parts if part)
    return words("card.when", when=known) if known else words("card.when_unknown")


def times(words: Words, start: time | None, end: time | None) -> str:
    if start is None:
        return ""
    begins = start.strftime("%H:%M")
    return (
        words("card.times", start=begins, end=end.strftime("%H:%M"))
        if end
        else words("card.from_time", start=begins)
    )


def ages_line(words: Words, entry: Opportunity) -> str:
    low, high = entry.ages.low, entry.ages.high
    if low is None and high is None:
        return words("card.ages_unknown")
    if low is None:
        return words("card.ages_to", high=high)
    if high is None:
        return words("card.ages_from", low=low)
    return words("card.age_only", low=low) if low == high else words("card.ages", low=low, high=high)


def cost_line(words: Words, cost: Cost) -> str:
    parts = [words("card.free")] if cost.free else []
    parts += [_priced(words, line) for line in cost.lines]
    parts += [text for text in (cost.concession, cost.note) if text]
    known = "; ".join(part.rstrip(".") for part in parts)
    return words("card.cost", cost=known) if parts else words("card.cost_unknown")


def _priced(words: Words, line: CostLine) -> str:
    text = words(f"card.unit.{line.unit}", amount=money(line.pence))
    return words("card.noted", text=text, note=line.note) if line.note else text


def money(pence: int) -> str:
    """£30 or £37.50."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"


def checked_line(house: House, entry: Opportunity, today: date) -> str:
    words = house.words
    if entry.checked_on is not None:
        due = entry.review_after or entry.checked_on + timedelta(days=house.hub.review_days)
        key = "card.checked" if today <= due else "card.checked_long_ago"
        return words(key, date=day_text(words, entry.checked_on))
    if entry.source.date in ("", "undated"):
        return words("card.unchecked_undated")
    return words("card.unchecked", date=printed_date(words, entry.source.date))


def printed_date(words: Words, text: str) -> str:
    """A date as a source prints it: a whole day is written out, anything else stays as it is."""
    try:
        return day_text(words, date.fromisoformat(text))
    except ValueError:
        return text


def day_text(words: Words, day: date) -> str:
    return f"{day.day} {words(f'month.{day.month}')} {day.year}"


def listed(words: Words, items: Sequence[str], how: str = "list.and") -> str:
    """ "a", "a and b", "a, b and c"; empty for nothing. With "list.or" it is "a, b or c"."""
    if len(items) < 2:
        return "".join(items)
    return words(how, first=", ".join(items[:-1]), last=items[-1])
