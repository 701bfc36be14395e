"""Asking where to play or sing: understands, asks what would help, shows what fits and notes what was not found."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.catalogue.found import Found
from bot.catalogue.wish import Wish
from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Effect, Json, Noted, Option, Puzzled, Say
from bot.dialogue.state import Go, Turn
from bot.dialogue.step import go
from bot.dialogue.typed import is_unsure, number_meant
from bot.scenes.cards import card_of, entry_card, listed
from bot.scenes.house import House
from bot.scenes.listening import Ears
from bot.scenes.menu import main_menu, says, to_menu, told
from bot.scenes.person import contact

MORE, WANT, SKIP, PLACE = "more", "want", "skip", "place:"
AT_ONCE = 3
MOST_FOLLOW_UPS = 2
WIDEST = 5
BANDS = (
    (0, 4, "0-4"),
    (5, 7, "5-7"),
    (8, 10, "8-10"),
    (11, 13, "11-13"),
    (14, 18, "14-18"),
    (19, 25, "19-25"),
)


def scene(house: House, ears: Ears) -> Scene:
    return Scene(
        "find",
        open=partial(_open, house, ears),
        heard=partial(_heard, house, ears),
        picked=partial(_picked, house),
        again=partial(_again, house),
    )


def _open(house: House, ears: Ears, moment: Moment, arg: str) -> Turn:
    if not arg:
        return told(moment, Say(house.words("find.ask"), (to_menu(house.words),)))
    if arg.startswith("#"):
        return _one(house, moment, arg[1:])
    return _search(house, ears, moment, arg)


def _one(house: House, moment: Moment, id: str) -> Turn:
    entry = house.catalogue.get(id)
    if entry is None:
        return told(moment, Say(house.words("find.ask"), (to_menu(house.words),)))
    words = house.words
    options = (
        Option(words("button.cost"), go("cost", id)),
        Option(words("button.person"), go("person", id)),
        Option(words("find.wrong"), go("person", f"wrong:{id}")),
        Option(words("find.else"), go("find")),
    )
    return told(moment, Say(words("find.one"), options, (entry_card(house, entry, house.today(moment.at)),)))


def _heard(house: House, ears: Ears, moment: Moment, text: str) -> Turn:
    """An answer to what we asked, a change to the last search, or a new one."""
    asking = moment.state.data.get("asking")
    if asking and is_unsure(text):
        return _answer(house, moment, _wish(moment))
    if asking == "age" and (age := number_meant(text)) is not None:
        text = f"age {age:g}"
    elif asking in ("place", "which_place") and "in " not in text.casefold():
        text = f"in {text}"
    return _search(house, ears, moment, text)


def _search(house: House, ears: Ears, moment: Moment, text: str) -> Turn:
    if house.safeguarding.is_only_rude(text):
        return told(moment, Say(house.words("rude.answer"), main_menu(house.words)))
    if (scene := ears.intent(text)) is not None:
        return Turn(moment.state, go=Go(scene, text if scene == "cost" else ""))
    foreign = ears.other_language(text)
    if foreign is not None:
        return _foreign(house, moment, foreign)
    before = _wish(moment)
    wish = house.catalogue.understand(text, before if not before.is_empty else None)
    if wish.is_empty:
        return told(moment, _unknown(wish), Say(house.words("find.unclear"), main_menu(house.words)))
    return _answer(house, moment, wish)


def _unknown(wish: Wish) -> tuple[Puzzled, ...]:
    return (Puzzled(wish.unknown),) if wish.unknown else ()


def _foreign(house: House, moment: Moment, key: str) -> Turn:
    words = house.words
    text = says(
        f"{words(key)} {house.hub.contact.email or house.hub.contact.url}", words("other_language.english")
    )
    return told(moment, Say(text, main_menu(words)))


def _wish(moment: Moment) -> Wish:
    raw = moment.state.kept.get("wish")
    return Wish.from_json(raw) if isinstance(raw, dict) else Wish()


def _kept(moment: Moment, wish: Wish, **data: Json) -> Moment:
    """The moment with this wish kept for refining, and `data` as what the scene is at."""
    state = moment.state.with_kept(wish=wish.to_json())
    return Moment(replace(state, scene="find", data=data), moment.at)


def _answer(house: House, moment: Moment, wish: Wish) -> Turn:
    """A question that would help, or the first cards."""
    asked = moment.state.data.get("asked")
    so_far = [str(slot) for slot in asked] if isinstance(asked, list) else []
    slot = house.catalogue.follow_up(wish) if len(so_far) < MOST_FOLLOW_UPS else None
    if slot is None or slot in so_far:
        return _show(house, _kept(moment, wish), wish, 0)
    return _ask(house, _kept(moment, wish, asking=slot, asked=[*so_far, slot]), wish, slot)


def _ask(house: House, moment: Moment, wish: Wish, slot: str) -> Turn:
    words = house.words
    skip = Option(words("find.skip"), SKIP)
    if slot == "which_place" and wish.alternatives:
        places = dict.fromkeys(f"{place.name}, {place.county}" for place in wish.alternatives[:4])
        options = tuple(Option(name, PLACE + name) for name in places)
        return told(moment, Say(words("find.which_place", place=wish.alternatives[0].name), (*options, skip)))
    return told(moment, Say(words(f"find.ask_{slot}"), (skip,)))


def _picked(house: House, moment: Moment, value: str) -> Turn:
    wish = _wish(moment)
    if value == MORE:
        skip = moment.state.data.get("skip")
        return _show(house, _kept(moment, wish), wish, AT_ONCE + (skip if isinstance(skip, int) else 0))
    if value == WANT:
        return _wanted(house, moment, wish)
    if value.startswith(PLACE):
        return _answer(house, moment, _chosen_place(wish, value.removeprefix(PLACE)))
    return _answer(house, moment, wish)


def _chosen_place(wish: Wish, name: str) -> Wish:
    chosen = next(
        (place for place in wish.alternatives if f"{place.name}, {place.county}" == name), wish.near
    )
    return replace(wish, near=chosen, alternatives=())


def _again(house: House, moment: Moment) -> Turn:
    wish = _wish(moment)
    slot = moment.state.data.get("asking")
    if isinstance(slot, str):
        return _ask(house, moment, wish, slot)
    skip = moment.state.data.get("skip")
    if wish.is_empty or not isinstance(skip, int):
        return told(moment, Say(house.words("find.ask"), main_menu(house.words)))
    turn = _show(house, moment, wish, skip)
    return replace(turn, effects=tuple(e for e in turn.effects if not isinstance(e, Noted)))


def _show(house: House, moment: Moment, wish: Wish, skip: int) -> Turn:
    found = house.catalogue.find(wish, AT_ONCE, skip)
    at = Moment(replace(moment.state, data={"skip": skip}), moment.at)
    if not found.results:
        return _nothing(house, at, wish, found, skip)
    today = house.today(moment.at)
    cards = tuple(card_of(house, match, today) for match in found.results)
    words = house.words
    options = [Option(words("button.cost"), go("cost", cards[0].id if len(cards) == 1 else ""))]
    if found.total > skip + AT_ONCE:
        options.insert(0, Option(words("find.show_more"), MORE))
    if not any(card.exact for card in cards):
        options.insert(0, Option(words("find.want"), WANT))
    options += [Option(words("find.else"), go("find")), Option(words("button.person"), go("person"))]
    noted: tuple[Effect, ...] = () if skip else (_demand(house, wish, found), *_unknown(wish))
    return told(at, noted, Say(_headline(house, wish, found, skip), tuple(options), cards))


def _headline(house: House, wish: Wish, found: Found, skip: int) -> str:
    if skip:
        return house.words("find.more")
    relaxed = " ".join(house.words(f"because.{reason.code}", **reason.values) for reason in found.relaxed)
    if relaxed:
        return relaxed
    if not any(match.exact for match in found.results):
        return _said(house, "find.near_miss", wish, ("find.near_miss_what_where",))
    return _said(house, "find.found", wish, ("find.found_what_where", "find.found_what", "find.found_where"))


def _said(house: House, plain: str, wish: Wish, richer: tuple[str, ...]) -> str:
    """The richest of these sentences that the wish can fill."""
    values: Mapping[str, Any] = _values(house, wish)
    for key in richer:
        needs = {name for name in ("what", "where") if f"_{name}" in key}
        if all(values["place" if name == "where" else name] for name in needs):
            return house.words(key, **{name: value for name, value in values.items() if value})
    return house.words(plain)


def _values(house: House, wish: Wish) -> dict[str, str]:
    labels = [house.catalogue.label(id) for id in wish.what[:2]] or list(wish.names[:2])
    return {"what": listed(house.words, labels), "place": wish.near.name if wish.near else wish.outcode}


def _nothing(house: House, moment: Moment, wish: Wish, found: Found, skip: int) -> Turn:
    words = house.words
    if skip:
        return told(moment, Say(words("find.no_more"), main_menu(words)))
    text = _said(house, "find.none", wish, ("find.none_what_where", "find.none_what", "find.none_where"))
    options = (
        Option(words("find.want"), WANT),
        Option(words("find.else"), go("find")),
        Option(words("button.person"), go("person")),
    )
    noted: tuple[Effect, ...] = (_demand(house, wish, found), *_unknown(wish))
    return told(moment, noted, Say(says(text, contact(house)), options))


def _demand(house: House, wish: Wish, found: Found, wanted: bool = False) -> Noted:
    what = wish.what[0] if wish.what else wish.names[0] if wish.names else ""
    exact = sum(match.exact for match in found.results)
    total = max(exact, found.total) if exact else 0
    return Noted(what, house.catalogue.outcode_of(wish), band(wish), total, found.nearest_miles, wanted)


def band(wish: Wish) -> str:
    """The age band of the age asked for; "" when none was given, or a range too wide to say."""
    ages = [age for age in (wish.low, wish.high) if age is not None]
    if not ages or max(ages) - min(ages) > WIDEST:
        return ""
    age = sum(ages) // len(ages)
    return next((name for low, high, name in BANDS if low <= age <= high), "26+")


def _wanted(house: House, moment: Moment, wish: Wish) -> Turn:
    noted = _demand(house, wish, house.catalogue.find(wish, AT_ONCE), wanted=True)
    return told(moment, noted, Say(house.words("find.wanted"), main_menu(house.words)))
