"""Carrying on in another chat: makes the link, says what it does before it does it; knows nothing of who is who."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Json, Option, Recall, Say
from bot.dialogue.events import Recalled
from bot.dialogue.state import MOST_PAUSED, Paused, State, Turn
from bot.dialogue.typed import NO, YES, plain
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, main_menu, says, to_menu, told

NAME = "carry"
LINK, CARRY = "link", "carry"
PAYLOAD = "carry-"
_CODE = re.compile(rf"(?:/start\s+)?{PAYLOAD}([\w-]{{22}})")
"""What a link's end looks like when it is typed or pasted instead of followed."""

Resumable = Callable[[State], bool]


def scene(house: House) -> Scene:
    return Scene(
        NAME,
        open=partial(_open, house),
        heard=partial(_heard, house),
        picked=partial(_picked, house),
        again=partial(_again, house),
        keeps=timedelta(hours=24),
    )


def code_in(text: str) -> str | None:
    """The token of a message that is the end of such a link and nothing else."""
    found = _CODE.fullmatch(text.strip())
    return found[1] if found else None


def _open(house: House, moment: Moment, token: str) -> Turn:
    """Without a token a link is made; with one it is first said what using it means."""
    if not token:
        return told(moment, Recall(LINK))
    return _again(house, Moment(moment.state.with_data(token=token), moment.at))


def _again(house: House, moment: Moment) -> Turn:
    words = house.words
    if moment.state.data.get("token"):
        options = (Option(words("carry.yes"), "yes"), Option(words("carry.no"), "no"))
        return told(moment, Say(words("carry.ask"), options))
    moved = bool(moment.state.data.get("moved"))
    return told(moment, Say(words("carry.moved" if moved else "welcome.back"), main_menu(words)))


def _heard(house: House, moment: Moment, text: str) -> Turn:
    if not moment.state.data.get("token"):
        return heard_anything(moment, text)
    first = plain(text).partition(" ")[0]
    if first in YES or first in NO:
        return _picked(house, moment, "yes" if first in YES else "no")
    return _again(house, moment)


def _picked(house: House, moment: Moment, value: str) -> Turn:
    token = moment.state.data.get("token")
    if token and value == "yes":
        return told(moment, Recall(CARRY, str(token)))
    left = Moment(moment.state.with_data(token=None), moment.at)
    return told(left, Say(house.words("carry.not_joined"), main_menu(house.words)))


def linked(house: House, moment: Moment, event: Recalled) -> Turn:
    """The links, or what to type where this hub has no address on the web and no Telegram."""
    words, code = house.words, f"{PAYLOAD}{event.record.get('token', '')}"
    web = f"{house.public_url.rstrip('/')}/chat?start={code}" if house.public_url else ""
    telegram = f"https://t.me/{house.telegram}?start={code}" if house.telegram else ""
    text = says(
        words("carry.link"),
        words("carry.open", address=web) if web else "",
        words("carry.open_telegram", address=telegram) if telegram else "",
        "" if web or telegram else words("carry.type", code=code),
        words("carry.meaning"),
    )
    return told(moment, Say(text, (to_menu(words),)))


def carried(house: House, resumable: Mapping[str, Resumable], moment: Moment, event: Recalled) -> Turn:
    """What was unfinished in the other chat, put aside here, with the way to it."""
    words, record = house.words, event.record
    left = moment.state.with_data(token=None)
    if not record.get("carried"):
        key = "carry.same_chat" if record.get("here") else "carry.dead"
        return told(Moment(left, moment.at), Say(words(key), main_menu(words)))
    brought = list(_unfinished(record.get("frames"), resumable))
    state = _with_frames(left, brought)
    key = "carry.done" if brought else "carry.done_nothing"
    return told(Moment(state, moment.at), Say(words(key), main_menu(words)))


def _unfinished(frames: Json, resumable: Mapping[str, Resumable]) -> list[Paused]:
    found = []
    for frame in frames if isinstance(frames, list) else ():
        match frame:
            case [str(name), dict(data), str(since)] if name in resumable:
                if resumable[name](State(scene=name, data=data)):
                    found.append(Paused(name, data, since))
    return found


def _with_frames(state: State, brought: list[Paused]) -> State:
    """Of two that are the same talk the newer one stays; the newest is offered first."""
    newest: dict[tuple[str, Json], Paused] = {}
    for frame in sorted((*state.paused, *brought), key=lambda frame: datetime.fromisoformat(frame.since)):
        which = (frame.scene, frame.data.get("slug"))
        newest.pop(which, None)
        newest[which] = frame
    return replace(state, paused=tuple(newest.values())[-MOST_PAUSED:])
