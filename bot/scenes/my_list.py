"""What somebody has saved, and reminders; the list goes with the conversation, a day after the last message."""

from bot.catalogue.entry import Opportunity
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Json, Option, Remind, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.house import House
from bot.scenes.menu import main_menu, to_menu, told
from bot.scenes.one_entry import AGAIN, BACK, MOST_WAYS, opening
from bot.scenes.reminding import reminder
from bot.scenes.short_card import short_card
from bot.scenes.trail import at, keeping, saved, trail_of

MINE, EMPTY = "mine", "empty"
MOST_SAVED = 5


def save(house: House, moment: Moment, entry: Opportunity) -> Turn:
    """Puts an entry on the list, unless the list is full."""
    words, mine = house.words, saved(moment)
    options = (Option(words("find.mine"), MINE), *_back(house, moment))
    if entry.id in mine:
        return told(moment, Say(words("find.saved_before"), options))
    if len(mine) >= MOST_SAVED:
        return told(moment, Say(words("find.list_full", most=MOST_SAVED), options))
    kept = keeping(moment, mine=[*mine, entry.id])
    return told(kept, Say(words("find.saved", title=entry.title), options))


def drop(house: House, moment: Moment, entry: Opportunity) -> Turn:
    """Takes an entry off the list."""
    left: list[Json] = [id for id in saved(moment) if id != entry.id]
    kept = keeping(moment, mine=left)
    options = (Option(house.words("find.mine"), MINE), *_back(house, moment))
    return told(kept, Say(house.words("find.dropped", title=entry.title), options))


def empty(house: House, moment: Moment) -> Turn:
    return told(keeping(moment, mine=[]), Say(house.words("find.emptied"), main_menu(house.words)))


def my_list(house: House, moment: Moment, trail: tuple[str, ...]) -> Turn:
    """The cards of what was saved and is still in the catalogue."""
    words = house.words
    entries = [entry for id in saved(moment) if (entry := house.catalogue.get(id)) is not None]
    known = at(moment, trail, shown=[entry.id for entry in entries])
    if not entries:
        back = Option(words("find.back"), BACK) if len(trail) > 1 else to_menu(words)
        ways_on = (Option(words("button.find"), go("find")), back)
        return told(known, Say(words("find.list_empty"), ways_on))
    today = house.today(moment.at)
    cards = tuple(short_card(house, entry, today) for entry in entries)
    openers = (opening(entry.id, entry.title) for entry in entries)
    options = (*openers, Option(words("find.empty"), EMPTY), Option(words("find.back"), BACK))[:MOST_WAYS]
    return told(known, Say(words("find.list"), options, cards))


def remind(house: House, moment: Moment, entry: Opportunity) -> Turn:
    """A reminder before it starts or when one can sign up, once; a plain word when it has no date to go by."""
    words, due = house.words, reminder(house, entry, moment.at)
    options = _back(house, moment) or (Option(words("find.else"), go("find")),)
    if due is None:
        return told(moment, Say(words("find.no_date"), options))
    asked = moment.state.kept.get("reminders")
    before: list[Json] = asked if isinstance(asked, list) else []
    name = f"{entry.id} {due.of}"
    if name in before:
        return told(moment, Say(words("find.reminding_before"), options))
    kept = keeping(moment, reminders=[*before, name])
    said = words(f"find.reminding_{due.of}", title=entry.title)
    return told(kept, Remind(due.at, f"about-{entry.id}"), Say(said, options))


def _back(house: House, moment: Moment) -> tuple[Option, ...]:
    """Back to the view that the entry was saved or asked about from."""
    return (Option(house.words("find.back"), AGAIN),) if trail_of(moment) else ()
