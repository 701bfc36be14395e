"""A question about what is on the screen ("when is it?") and the line of the card that answers it, or who may know."""

from collections.abc import Sequence

from bot.catalogue.entry import Opportunity
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.cards import ages_line, cost_line, when_line, where_line
from bot.scenes.house import House
from bot.scenes.menu import says, told
from bot.scenes.one_entry import AGAIN, PERSON, access_lines, joining, level_lines, short

OTHER = "fact_other"
"""A question that no card answers."""
WITH_OTHERS = "sibling_welcome"
GETTING_THERE = "transport"


def fact_asked(house: House, moment: Moment, fact: str, entries: Sequence[Opportunity]) -> Turn:
    """The fact for each of these entries, with the ways to hear more; who may know, when it is not known."""
    words = house.words
    lines = [_line(house, fact, entry) for entry in entries]
    back = Option(words("find.back"), AGAIN)
    if not any(lines):
        return told(moment, _not_known(house, entries, back))
    pairs = zip(entries, lines, strict=True)
    text = says(*(f"{entry.title}\n{line or words('find.fact_unknown_here')}" for entry, line in pairs))
    about = entries[0].id if len(entries) == 1 else ""
    options = [Option(words("button.person"), go("person", about)), back]
    if len(entries) == 1 and fact == "fact_cost" and not entries[0].cost.free:
        options.insert(0, Option(words("button.cost"), go("cost", entries[0].id)))
    return told(moment, Say(text, tuple(options)))


def _not_known(house: House, entries: Sequence[Opportunity], back: Option) -> Say:
    """The hub is asked about the one entry, or about whichever of them is meant."""
    words = house.words
    if len(entries) == 1:
        ask = Option(words("find.ask_hub"), go("person", entries[0].id))
        text = words("find.fact_unknown", title=entries[0].title, hub=house.hub.name)
        return Say(text, (ask, back))
    which = (Option(short(entry.title), PERSON + entry.id) for entry in entries)
    return Say(words("find.fact_unknown_which", hub=house.hub.name), (*which, back))


def _line(house: House, fact: str, entry: Opportunity) -> str:
    match fact:
        case "fact_cost":
            return cost_line(house.words, entry.cost)
        case "fact_when":
            return when_line(house.words, entry.when)
        case "fact_where":
            return where_line(house.words, entry, None)
        case "fact_ages":
            return ages_line(house.words, entry)
        case "fact_join":
            return _joining(house, entry)
        case _:
            return _aside(house, fact, entry)


def _aside(house: House, fact: str, entry: Opportunity) -> str:
    """What a card says of things that it need not say; "" when it does not."""
    match fact:
        case "fact_travel" if GETTING_THERE in entry.access:
            return house.words("find.access", access=house.words(f"find.access_{GETTING_THERE}"))
        case "fact_with" if WITH_OTHERS in entry.access:
            return house.words("find.access", access=house.words(f"find.access_{WITH_OTHERS}"))
        case "fact_access":
            lines = access_lines(house, entry)
        case "fact_level":
            lines = level_lines(house, entry)
        case "fact_run":
            lines = (house.words("card.provider", provider=entry.provider),)
        case _:
            lines = ()
    return "\n".join(line for line in lines if line)


def _joining(house: House, entry: Opportunity) -> str:
    lines = [line for line in joining(house, entry) if line]
    if entry.join.url:
        lines.append(house.words("find.join_page", url=entry.join.url))
    return "\n".join(lines) or house.words("find.join_unknown")
