"""The youth council's door in the chat: joining with a link, leaving, and what became of the polls one sent in.

It knows what was looked up and nothing of how a poll is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Json, Option, Recall, Remember, Say
from bot.dialogue.events import Recalled
from bot.dialogue.state import Go, Turn
from bot.dialogue.step import RESUME, go
from bot.dialogue.typed import NO, YES, plain
from bot.scenes import authoring
from bot.scenes.authoring import DOOR, LEFT, NEW, SCENE, SENDING
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, main_menu, says, to_menu, told
from bot.surveys.definition import survey_from_definition
from bot.surveys.record import Survey

JOIN, LEAVE, TAKE_BACK, REDO = "join:", "leave", "take:", "redo:"
TAKING = "takeback"
LATER = "later"
MOST_WAITING = 3
"""Polls of one member that may wait for staff at a time."""


@dataclass(frozen=True, slots=True)
class SentBack:
    """A poll that staff sent back, or its author took back, with what staff said."""

    survey: Survey
    reason: str


def scene(house: House) -> Scene:
    return Scene(
        DOOR,
        open=_open,
        heard=partial(_heard, house),
        picked=partial(_picked, house),
        again=lambda moment: told(moment, Recall(DOOR)),
    )


def _open(moment: Moment, arg: str) -> Turn:
    if arg.startswith(JOIN):
        return told(moment, Recall(DOOR, arg.removeprefix(JOIN)))
    if arg == TAKING:
        return told(moment, Recall(TAKING))
    asked = Moment(moment.state.with_data(wants=arg), moment.at)
    return told(asked, Recall(DOOR))


def recalled(house: House, moment: Moment, event: Recalled) -> Turn:
    """What was looked up, said or handed to the draft that waits for it."""
    record, state = event.record, moment.state
    if state.scene == SCENE and state.data.get("stage") == SENDING:
        return authoring.recalled(house, moment, record)
    if event.topic == TAKING:
        return (
            _taken_back(house, moment, record) if record.get("status") else _which_back(house, moment, record)
        )
    if event.key:
        return _came_with_link(house, moment, record)
    if state.data.get("wants") == LEAVE:
        return _ask_to_leave(house, moment, record)
    if not record.get("member"):
        return _not_on_council(house, moment)
    match str(state.data.get("wants", "")):
        case wants if wants.startswith(REDO):
            return _redo(house, moment, record, wants.removeprefix(REDO))
        case _:
            return _at_the_door(house, moment, record)


def _came_with_link(house: House, moment: Moment, record: Mapping[str, Json]) -> Turn:
    words, hub = house.words, house.hub.name
    write = (Option(words("authoring.start"), go(SCENE, NEW)), Option(words("authoring.later"), LATER))
    if record.get("joined"):
        text = says(words("authoring.joined"), words("authoring.joined_how", hub=hub))
        return told(moment, Say(text, write))
    if record.get("member"):
        return told(moment, Say(words("authoring.already"), write))
    return told(moment, Say(words("authoring.link_spent"), main_menu(words)))


def _not_on_council(house: House, moment: Moment) -> Turn:
    words = house.words
    ask = Option(words("authoring.ask_to_join"), go("person"))
    text = words("authoring.not_on_council", hub=house.hub.name)
    return told(moment, Say(text, (ask, Option(words("button.voice"), go("voice")), to_menu(words))))


def _at_the_door(house: House, moment: Moment, record: Mapping[str, Json]) -> Turn:
    """Straight to a new poll, unless something waits to be known or decided first."""
    words = house.words
    waiting, back = _waiting(record), _sent_back(record)
    unfinished = any(frame.scene == SCENE for frame in moment.state.paused)
    if not (waiting or back or unfinished):
        return Turn(moment.state, go=Go(SCENE, NEW))
    full = len(waiting) >= MOST_WAITING
    text = says(
        words("authoring.unfinished") if unfinished else "",
        *(_said_back(house, each) for each in back),
        *(words("authoring.waiting_one", title=title) for _, title in waiting),
        words("authoring.many_waiting", count=len(waiting)) if full else words("authoring.what_now"),
    )
    options = (
        *([_carry_on(house, moment)] if unfinished else []),
        *_redo_options(house, back),
        *([] if full else [Option(words("authoring.new"), go(SCENE, NEW))]),
        *_back_options(house, waiting),
        to_menu(words),
    )
    return told(moment, Say(text, options))


def _carry_on(house: House, moment: Moment) -> Option:
    """Back to the poll, also when something else was left since."""
    last = moment.state.paused[-1].scene == SCENE
    return Option(house.words("authoring.carry_on"), RESUME if last else go(SCENE, LEFT))


def _said_back(house: House, each: SentBack) -> str:
    if not each.reason:
        return ""
    return house.words("authoring.sent_back_one", title=each.survey.title, reason=each.reason)


def _redo_options(house: House, back: list[SentBack]) -> list[Option]:
    words = house.words
    if len(back) == 1 and back[0].reason:
        return [Option(words("authoring.redo"), REDO + back[0].survey.slug)]
    return [
        Option(words("authoring.redo_named", title=each.survey.title), REDO + each.survey.slug)
        for each in back
    ]


def _back_options(house: House, waiting: list[tuple[str, str]]) -> list[Option]:
    words = house.words
    if len(waiting) == 1:
        return [Option(words("authoring.take_back"), TAKE_BACK + waiting[0][0])]
    return [
        Option(words("authoring.take_back_named", title=title), TAKE_BACK + slug) for slug, title in waiting
    ]


def _redo(house: House, moment: Moment, record: Mapping[str, Json], slug: str) -> Turn:
    each = next((each for each in _sent_back(record) if each.survey.slug == slug), None)
    if each is None:
        return _at_the_door(house, Moment(moment.state.with_data(wants=""), moment.at), record)
    return authoring.begin_again(house, moment, each.survey, _said_back(house, each))


def _which_back(house: House, moment: Moment, record: Mapping[str, Json]) -> Turn:
    words, waiting = house.words, _waiting(record)
    if not waiting:
        return told(moment, Say(words("authoring.nothing_waiting"), main_menu(words)))
    text = "\n".join(words("authoring.waiting_one", title=title) for _, title in waiting)
    return told(moment, Say(text, (*_back_options(house, waiting), to_menu(words))))


def _taken_back(house: House, moment: Moment, record: Mapping[str, Json]) -> Turn:
    words, status = house.words, record.get("status")
    if record.get("taken_back"):
        text = words("authoring.taken_back", title=record.get("title"))
    else:
        text = words("authoring.too_late_approved" if status == "approved" else "authoring.too_late")
    return told(moment, Say(text, main_menu(words)))


def _ask_to_leave(house: House, moment: Moment, record: Mapping[str, Json]) -> Turn:
    words = house.words
    if not record.get("member"):
        return told(moment, Say(words("authoring.not_member"), main_menu(words)))
    options = (Option(words("authoring.leave_yes"), "yes"), Option(words("authoring.leave_no"), "no"))
    asking = Moment(moment.state.with_data(leaving=True, wants=""), moment.at)
    return told(asking, Say(words("authoring.leave_sure"), options))


def _heard(house: House, moment: Moment, text: str) -> Turn:
    if not moment.state.data.get("leaving"):
        return heard_anything(moment, text)
    first = plain(text).partition(" ")[0]
    if first in YES or first == LEAVE:
        return _leave(house, moment)
    return _stay(house, moment) if first in (*NO, "stay") else _ask_to_leave(house, moment, {"member": True})


def _picked(house: House, moment: Moment, value: str) -> Turn:
    match value:
        case "yes" if moment.state.data.get("leaving"):
            return _leave(house, moment)
        case "no":
            return _stay(house, moment)
        case "later":
            return told(moment, Say(house.words("authoring.later_said"), main_menu(house.words)))
        case _ if value.startswith(TAKE_BACK):
            return told(moment, Recall(TAKING, value.removeprefix(TAKE_BACK)))
        case _:
            return told(Moment(moment.state.with_data(wants=value), moment.at), Recall(DOOR))


def _leave(house: House, moment: Moment) -> Turn:
    """The role goes at once, and with it a poll that was not finished."""
    others = tuple(frame for frame in moment.state.paused if frame.scene != SCENE)
    unfinished = len(others) < len(moment.state.paused)
    gone = Moment(replace(moment.state, data={}, paused=others), moment.at)
    lost = house.words("authoring.left_unfinished") if unfinished else ""
    text = says(house.words("authoring.left"), lost)
    return told(gone, Remember("council", False), Say(text, main_menu(house.words)))


def _stay(house: House, moment: Moment) -> Turn:
    kept = Moment(replace(moment.state, data={}), moment.at)
    return told(kept, Say(house.words("authoring.stayed"), main_menu(house.words)))


def _waiting(record: Mapping[str, Json]) -> list[tuple[str, str]]:
    """Slug and title of each poll that waits for staff."""
    waiting = record.get("waiting")
    each = [pair for pair in waiting if isinstance(pair, list)] if isinstance(waiting, list) else []
    return [(str(slug), str(title)) for slug, title in each]


def _sent_back(record: Mapping[str, Json]) -> list[SentBack]:
    back = record.get("sent_back")
    each = [pair for pair in back if isinstance(pair, list)] if isinstance(back, list) else []
    return [
        SentBack(survey_from_definition(made), str(reason)) for made, reason in each if isinstance(made, dict)
    ]
