"""A question about what is on the screen ("when is it?") and the line of the card that answers it."""

from collections.abc import Sequence

from bot.catalogue.entry import Opportunity
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.cards import ages_line, cost_line, when_line, where_line
from bot.scenes.house import House
from bot.scenes.menu import says, told
from bot.scenes.one_entry import AGAIN, joining


def fact_asked(house: House, moment: Moment, fact: str, entries: Sequence[Opportunity]) -> Turn:
    """The fact for each of these entries, with the ways to hear more."""
    words = house.words
    text = says(*(f"{entry.title}\n{_line(house, fact, entry)}" for entry in entries))
    options = [Option(words("find.back"), AGAIN)]
    if len(entries) == 1:
        options.insert(0, Option(words("button.person"), go("person", entries[0].id)))
    if len(entries) == 1 and fact == "fact_cost" and not entries[0].cost.free:
        options.insert(0, Option(words("button.cost"), go("cost", entries[0].id)))
    return told(moment, Say(text, tuple(options)))


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
        case _:
            return _joining(house, entry)


def _joining(house: House, entry: Opportunity) -> str:
    lines = [line for line in joining(house, entry) if line]
    if entry.join.url:
        lines.append(house.words("find.join_page", url=entry.join.url))
    return "\n".join(lines) or house.words("find.join_unknown")
