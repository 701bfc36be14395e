"""Asking where to play or sing: understands a message, asks what would help, and does what buttons and words say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.catalogue.entry import Opportunity
from bot.catalogue.wish import Wish
from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Go, Turn
from bot.scenes import my_list
from bot.scenes.check_in import check_in, speaks_of_people
from bot.scenes.demand import demand, unknown
from bot.scenes.fact_asked import OTHER, fact_asked
from bot.scenes.find_talk import FACTS, Meant, Talk, talk_from
from bot.scenes.following_up import answered, ask, follow_up, picked_place, question
from bot.scenes.house import House
from bot.scenes.listening import Ears
from bot.scenes.menu import main_menu, says, to_menu, told
from bot.scenes.missing import missed, not_understood, understood
from bot.scenes.news import tell_me_option
from bot.scenes.one_entry import AGAIN, BACK, short
from bot.scenes.reminding import reminder
from bot.scenes.results import AT_ONCE, CHEAP, CLOSER, DAYS, FREE, NEARBY, ONLINE, changed
from bot.scenes.trail import FIRST, at, keeping, saved, shown, trail_of, whose, wish_of
from bot.scenes.views import again, back, first_results, further, gone, view

FROM_ELSEWHERE = ("more", CHEAP, FREE, NEARBY)
CHANGES = (CLOSER, CHEAP, FREE, DAYS, NEARBY, ONLINE)
WITH_ENTRY: Mapping[str, Callable[[House, Moment, Opportunity], Turn]] = {
    "save": my_list.save,
    "drop": my_list.drop,
    "remind": my_list.remind,
    "wrong": lambda _house, moment, entry: Turn(moment.state, go=Go("person", f"wrong:{entry.id}")),
    "person": lambda _house, moment, entry: Turn(moment.state, go=Go("person", entry.id)),
    "one": lambda house, moment, entry: view(house, moment, f"one:{entry.id}"),
    "like": lambda house, moment, entry: view(house, moment, f"like:{entry.id}"),
    "path": lambda house, moment, entry: view(house, moment, f"path:{entry.id}"),
}


def scene(house: House, ears: Ears) -> Scene:
    talk = talk_from(house.words)
    return Scene(
        "find",
        open=partial(_open, house, ears, talk),
        heard=partial(_heard, house, ears, talk),
        picked=partial(_picked, house),
        again=partial(_again, house),
    )


def _open(house: House, ears: Ears, talk: Talk, moment: Moment, arg: str) -> Turn:
    """`arg` is "" to be asked, `#<id>` to be shown an entry, or what somebody typed."""
    if not arg:
        return _ask_anew(house, moment)
    if arg.startswith("#"):
        return view(house, moment, f"one:{arg[1:]}")
    meant = talk.meant(arg, ())
    turn = None if meant is None else _meant_elsewhere(house, moment, meant)
    return _search(house, ears, talk, moment, arg) if turn is None else turn


def _meant_elsewhere(house: House, moment: Moment, meant: Meant) -> Turn | None:
    """What words about the results mean when something else came between, as long as the search is still known."""
    if meant.way == my_list.MINE:
        return view(house, moment, "mine:")
    if wish_of(moment).is_empty or meant.way not in (*FROM_ELSEWHERE, BACK):
        return None
    there = at(moment, (FIRST,))
    return again(house, there) if meant.way == BACK else _picked(house, there, meant.way)


def _ask_anew(house: House, moment: Moment) -> Turn:
    """A new search keeps for whom and where, and nothing else of the last one."""
    options = (Option(house.words("find.mine"), my_list.MINE),) if moment.state.kept.get("mine") else ()
    kept = keeping(moment, wish=whose(wish_of(moment)).to_json(), asked=[])
    return told(
        kept, Say(house.words("find.ask", place=house.example_place), (*options, to_menu(house.words)))
    )


def _heard(house: House, ears: Ears, talk: Talk, moment: Moment, text: str) -> Turn:
    """An answer to what we asked, something about what is shown, a change to the last search, or a new one."""
    slot = moment.state.data.get("asking")
    if isinstance(slot, str):
        return _answer(house, ears, talk, moment, slot, text)
    titles = [entry.title for id in shown(moment) if (entry := house.catalogue.get(id))]
    meant = talk.meant(text, titles)
    doing = moment.state.data.get("doing")
    if isinstance(doing, str):
        moment = Moment(moment.state.with_data(doing=None), moment.at)
        if meant is not None and meant.way == "one" and meant.card is not None:
            meant = Meant(doing, meant.card)
    turn = None if meant is None else _meant(house, moment, meant)
    if turn is not None:
        return turn
    stuck = bool(titles) and talk.skips(text)
    return _stuck(house, moment) if stuck else _search(house, ears, talk, moment, text)


def _stuck(house: House, moment: Moment) -> Turn:
    """Somebody who does not know how to go on hears how, and sees the same again."""
    turn = again(house, moment)
    return replace(turn, effects=(Say(house.words("find.stuck")), *turn.effects))


def _answer(house: House, ears: Ears, talk: Talk, moment: Moment, slot: str, text: str) -> Turn:
    wish, meant = wish_of(moment), talk.meant(text, ())
    if talk.skips(text) or meant == Meant("more"):
        return _further(house, moment, wish)
    if meant in (Meant(BACK), Meant(my_list.MINE)):
        return _picked(house, moment, meant.way)
    answer = answered(wish, slot, text)
    if isinstance(answer, Wish):
        return _further(house, moment, answer)
    return _search(house, ears, talk, moment, answer)


def _meant(house: House, moment: Moment, meant: Meant) -> Turn | None:
    """What the words about the cards on the screen lead to; None when there is nothing they could be about."""
    ids = shown(moment)
    if meant.way in (my_list.MINE, BACK):
        return _picked(house, moment, meant.way)
    if not trail_of(moment) or not ids:
        return None
    if meant.way in FACTS:
        asked = ids if meant.card is None else (ids[meant.card],)
        return fact_asked(house, moment, meant.way, _entries(house, asked))
    if meant.way not in WITH_ENTRY:
        return _picked(house, moment, meant.way)
    if meant.card is None and len(ids) > 1:
        return _which(house, moment, meant.way, _entries(house, ids))
    return _with_entry(house, moment, meant.way, ids[meant.card or 0])


def _entries(house: House, ids: Sequence[str]) -> list[Opportunity]:
    return [entry for id in ids if (entry := house.catalogue.get(id)) is not None]


def _which(house: House, moment: Moment, way: str, entries: list[Opportunity]) -> Turn:
    """Which of the cards is meant; not asked when there is only one, or none, that it can be done with."""
    able = [entry for entry in entries if _can(house, moment, way, entry)]
    if len(able) == 1:
        return WITH_ENTRY[way](house, moment, able[0])
    back = Option(house.words("find.back"), AGAIN)
    if not able:
        return told(moment, Say(house.words(f"find.none_to_{way}"), (back,)))
    waiting = Moment(moment.state.with_data(doing=way), moment.at)
    options = (Option(short(entry.title), f"{way}:{entry.id}") for entry in entries)
    return told(waiting, Say(house.words("find.which"), (*options, back)))


def _can(house: House, moment: Moment, way: str, entry: Opportunity) -> bool:
    if way == "remind":
        return reminder(house, entry, moment.at) is not None
    if way == "path":
        return bool(house.catalogue.next_steps(entry.id))
    return way != "drop" or entry.id in saved(moment)


def _with_entry(house: House, moment: Moment, way: str, id: str) -> Turn:
    entry = house.catalogue.get(id)
    return gone(house, moment) if entry is None else WITH_ENTRY[way](house, moment, entry)


def _picked(house: House, moment: Moment, value: str) -> Turn:
    way, _, id = value.partition(":")
    wish = wish_of(moment)
    if way in WITH_ENTRY and id:
        return _with_entry(house, moment, way, id)
    if value in CHANGES:
        return _changed(house, moment, wish, value)
    match way:
        case "more":
            return further(house, moment)
        case "want":
            return _wanted(house, moment, wish)
        case "mine":
            return view(house, moment, "mine:")
        case "empty":
            return my_list.empty(house, moment)
        case "back":
            return back(house, moment)
        case "place":
            return _further(house, moment, picked_place(wish, id))
        case "skip":
            return _further(house, moment, wish)
        case _:
            return _again(house, moment)


def _search(house: House, ears: Ears, talk: Talk, moment: Moment, text: str) -> Turn:
    if house.safeguarding.is_only_rude(text):
        return told(moment, Say(house.words("rude.answer"), main_menu(house.words)))
    if (scene := ears.intent(text)) is not None:
        return Turn(moment.state, go=Go(scene, text if scene == "cost" else ""))
    foreign = ears.other_language(text)
    if foreign is not None:
        return _foreign(house, moment, foreign)
    before = wish_of(moment)
    wish = house.catalogue.understand(text, None if before.is_empty else before)
    if not wish.is_empty:
        return _further(house, understood(moment), wish)
    if not speaks_of_people(house, text) and talk.asks(text) and (about := _entries(house, shown(moment))):
        turn = fact_asked(house, moment, OTHER, about)
        return Turn(turn.state, (*unknown(wish), *turn.effects))
    return _unclear(house, moment, wish, text)


def _foreign(house: House, moment: Moment, key: str) -> Turn:
    words = house.words
    contact = house.hub.contact
    text = says(f"{words(key)} {contact.email or contact.url}", words("other_language.english"))
    return told(moment, Say(text, main_menu(words)))


def _unclear(house: House, moment: Moment, wish: Wish, text: str) -> Turn:
    """Not understood: once more what we asked, and after that we go on without it; or it may be a hint."""
    slot, words = moment.state.data.get("asking"), house.words
    if speaks_of_people(house, text):
        checking = check_in(house, moment, text)
        return Turn(checking.state, (*unknown(wish), *checking.effects))
    if not isinstance(slot, str):
        return told(missed(moment), unknown(wish), not_understood(house, moment))
    if moment.state.data.get("unclear"):
        turn = _further(house, moment, wish_of(moment))
        return Turn(turn.state, (*unknown(wish), *turn.effects))
    asked = question(house, wish_of(moment), slot)
    say = Say(words(f"find.unclear_{slot}"), asked.options)
    return told(Moment(moment.state.with_data(unclear=True), moment.at), unknown(wish), say)


def _further(house: House, moment: Moment, wish: Wish) -> Turn:
    """A question that would help, or the first results."""
    slot = follow_up(house, moment, wish)
    return first_results(house, moment, wish) if slot is None else ask(house, moment, wish, slot)


def _changed(house: House, moment: Moment, wish: Wish, change: str) -> Turn:
    if change == CLOSER and wish.near is None:
        return ask(house, moment, wish, "place")
    now = changed(wish, change, moment.state.data)
    if now != wish:
        return first_results(house, moment, now)
    return told(moment, Say(house.words(f"find.no_{change}"), (Option(house.words("find.back"), AGAIN),)))


def _wanted(house: House, moment: Moment, wish: Wish) -> Turn:
    noted = demand(house, wish, house.catalogue.find(wish, AT_ONCE), wanted=True)
    options = (*tell_me_option(house, moment.state), *main_menu(house.words))
    return told(moment, noted, Say(house.words("find.wanted"), options))


def _again(house: House, moment: Moment) -> Turn:
    slot = moment.state.data.get("asking")
    if isinstance(slot, str):
        return told(moment, question(house, wish_of(moment), slot))
    return again(house, moment)
