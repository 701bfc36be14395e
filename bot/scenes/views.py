"""Draws a view of the search (results, one entry, things like it, its pathway, my list) and goes back from it."""

from bot.catalogue.entry import Opportunity
from bot.catalogue.wish import Wish
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.house import House
from bot.scenes.menu import main_menu, told
from bot.scenes.my_list import my_list
from bot.scenes.one_entry import BACK, one_entry, opening, ways_on, whole_card
from bot.scenes.pathway import pathway
from bot.scenes.results import AT_ONCE, results
from bot.scenes.short_card import short_card
from bot.scenes.trail import FIRST, at, keeping, onward, searching, trail_of, wish_of


def first_results(house: House, moment: Moment, wish: Wish) -> Turn:
    """The first results of a new search, counted for the hub."""
    return results(house, searching(moment, wish), (FIRST,), wish, 0, count=True)


def view(house: House, moment: Moment, name: str) -> Turn:
    """A further view, from which one can come back to this one."""
    return _drawn(house, moment, onward(trail_of(moment), name))


def further(house: House, moment: Moment) -> Turn:
    """The next results after the last that were shown."""
    lists = [name for name in trail_of(moment) if name.startswith("list:")]
    skip = int(lists[-1].partition(":")[2]) + AT_ONCE if lists else 0
    return view(house, moment, f"list:{skip}")


def again(house: House, moment: Moment) -> Turn:
    """Where we are once more; the question what to look for when nothing was."""
    trail = trail_of(moment)
    if trail:
        return _drawn(house, moment, trail)
    return told(moment, Say(house.words("find.ask", place=house.example_place), main_menu(house.words)))


def back(house: House, moment: Moment) -> Turn:
    """The view before this one, or else the search before this one, or else the question what to look for."""
    trail = trail_of(moment)[:-1]
    if trail:
        return _drawn(house, moment, trail)
    was = moment.state.data.get("was")
    known = at(moment, ())
    if isinstance(was, dict):
        return _drawn(house, _forgetting_was(keeping(known, wish=was)), (FIRST,))
    return told(
        keeping(_forgetting_was(known), wish={}),
        Say(house.words("find.ask", place=house.example_place), main_menu(house.words)),
    )


def _forgetting_was(moment: Moment) -> Moment:
    return at(Moment(moment.state.with_data(was=None), moment.at), ())


def _drawn(house: House, moment: Moment, trail: tuple[str, ...]) -> Turn:
    name, _, arg = trail[-1].partition(":")
    if name == "list":
        return results(house, moment, trail, wish_of(moment), int(arg))
    if name == "mine":
        return my_list(house, moment, trail)
    entry = house.catalogue.get(arg)
    if entry is None:
        return gone(house, at(moment, trail[:-1]))
    match name:
        case "like":
            return _alike(house, moment, trail, entry)
        case "path":
            return pathway(house, moment, trail, entry)
        case _:
            return one_entry(house, moment, trail, entry)


def gone(house: House, moment: Moment) -> Turn:
    """An entry that was there is there no more."""
    return told(moment, Say(house.words("find.gone"), main_menu(house.words)))


def _alike(house: House, moment: Moment, trail: tuple[str, ...], entry: Opportunity) -> Turn:
    words, alike = house.words, house.catalogue.similar(entry.id, AT_ONCE)
    if not alike:
        known = at(moment, trail, shown=[entry.id])
        ways_out = (Option(words("find.back"), BACK), Option(words("find.else"), go("find")))
        return told(known, Say(words("find.like_none", title=entry.title), ways_out))
    known = at(moment, trail, shown=[each.id for each in alike])
    today, said = house.today(moment.at), words("find.like_is", title=entry.title)
    if len(alike) == 1:
        return told(known, Say(said, ways_on(house, known, alike[0]), (whole_card(house, alike[0], today),)))
    cards = tuple(short_card(house, each, today) for each in alike)
    options = (*(opening(each.id, each.title) for each in alike), Option(words("find.back"), BACK))
    return told(known, Say(said, options, cards))
