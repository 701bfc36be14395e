"""Taking a survey: what it is for, its questions, and sending the answers once, on consent.

The store is asked how the edition stands before the first question, after an answer that only so many people may give,
and when the answers are sent: only it knows what this person answered before and what is full.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.events import Recalled
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.typed import NO, YES, is_unsure, plain
from bot.scenes.house import House
from bot.scenes.survey_asking import Asking, look_up
from bot.scenes.survey_doorway import (
    ANSWERED,
    ASKING,
    AUDIENCE,
    CHANGE,
    INTRO,
    LATER,
    LEAVE,
    MINE,
    NOT_MINE,
    START,
    UNSAID,
    answered_already,
    arrived,
    at_the_door,
    closed,
    intro,
    intro_of,
    who_for,
)
from bot.scenes.survey_sending import BACK, DROP, REVIEW, SEND, drop, review, screened, sent, was_full
from bot.surveys.record import Survey

__all__ = ["ASKING", "AUDIENCE", "INTRO", "MINE", "SEND", "START", "intro_of", "recalled", "scene"]

AWAY = timedelta(minutes=10)
"""After so long somebody who comes back is greeted."""
OPENING = "opening"
ARRIVED, SENDING = "arrived", "sending"
DOOR = {
    INTRO: (START, LATER, None),
    ANSWERED: (CHANGE, LEAVE, None),
    AUDIENCE: (MINE, NOT_MINE, UNSAID),
}
"""Before the first question: what yes, no and not saying mean, by stage."""


def scene(house: House) -> Scene:
    return Scene(
        "survey",
        open=partial(_open, house),
        heard=partial(_heard, house),
        picked=partial(_picked, house),
        again=partial(_again, house),
        keeps=timedelta(days=7),
        resumable=_is_under_way,
        free_text=_is_under_way,
        which=lambda data: str(data.get("slug", "")),
    )


def _is_under_way(state: State) -> bool:
    return state.data.get("stage") in (ASKING, REVIEW)


def _known(house: House, moment: Moment) -> Survey | None:
    return house.surveys.get(str(moment.state.data.get("slug")))


def _survey(house: House, moment: Moment) -> Survey | None:
    """The survey being taken, while it is open."""
    survey = _known(house, moment)
    return survey if survey is not None and survey.open_on(house.today(moment.at)) else None


def _open(house: House, moment: Moment, slug: str) -> Turn:
    """Goes on where this person left this survey, else asks the store before it says what it is."""
    asked = house.surveys.get(slug)
    if asked is not None and asked.is_conversation:
        return Turn(moment.state, go=Go("conversation", slug))
    left = next((p for p in moment.state.paused if p.scene == "survey" and p.data.get("slug") == slug), None)
    if left is not None:
        others = tuple(frame for frame in moment.state.paused if frame is not left)
        state = replace(moment.state, data=left.data, paused=others)
        return _again(house, Moment(state, moment.at))
    state = moment.state.with_data(slug=slug, stage=OPENING, answers={}, ticked=[])
    return _again(house, Moment(state, moment.at))


def _again(house: House, moment: Moment) -> Turn:
    survey = _survey(house, moment)
    if survey is None:
        return closed(house, moment, _known(house, moment))
    match moment.state.data.get("stage"):
        case "asking":
            before = house.words("survey.welcome_back") if _was_away(moment) else ""
            return _asking(house, survey).ask(moment, before)
        case "review":
            return review(house, moment)
        case "intro":
            return intro(house, moment, survey)
        case "audience":
            return who_for(house, moment, survey)
        case "answered":
            return answered_already(house, moment, survey)
        case _:
            return look_up(moment, survey.slug, ARRIVED)


def _was_away(moment: Moment) -> bool:
    touched = moment.state.touched
    return bool(touched) and moment.at - datetime.fromisoformat(touched) >= AWAY


def _asking(house: House, survey: Survey) -> Asking:
    return Asking(house, survey, finished=partial(review, house))


def recalled(house: House, moment: Moment, event: Recalled) -> Turn:
    """What the store knows of the edition and this person, for whatever it was asked."""
    survey, why = _survey(house, moment), moment.state.data.get("waiting")
    now = Moment(moment.state.with_data(waiting=None), moment.at)
    if survey is None or survey.slug != event.key or not event.record.get("open", True):
        return closed(house, now, _known(house, moment))
    if why == ARRIVED:
        return arrived(house, now, survey, event.record)
    quota = was_full(survey, now.state, event.record)
    if quota is not None:
        return screened(house, now, quota, late=why == SENDING)
    if why == SENDING:
        return sent(house, now, survey, event.record)
    return _asking(house, survey).begin(now)


def _heard(house: House, moment: Moment, text: str) -> Turn:
    survey, stage = _survey(house, moment), moment.state.data.get("stage")
    if survey is None:
        return closed(house, moment, _known(house, moment))
    match stage:
        case "asking":
            return _asking(house, survey).heard(moment, text)
        case "review":
            return _sending_or_not(house, moment, text)
        case "intro" | "answered" | "audience":
            return _yes_or_no(house, moment, text, str(stage))
        case _:
            return Turn(moment.state, go=Go("find", text))


def _yes_or_no(house: House, moment: Moment, text: str, stage: str) -> Turn:
    yes, no, unsaid = DOOR[stage]
    first = plain(text).partition(" ")[0]
    if first in YES or first in ("start", "begin", "change"):
        return _picked(house, moment, yes)
    if first in NO:
        return _picked(house, moment, no)
    if unsaid and is_unsure(text):
        return _picked(house, moment, unsaid)
    return _again(house, moment) if unsaid else Turn(moment.state, go=Go("find", text))


def _sending_or_not(house: House, moment: Moment, text: str) -> Turn:
    first = plain(text).partition(" ")[0]
    if first in YES or first == "send":
        return _picked(house, moment, SEND)
    if first in NO:
        return _picked(house, moment, DROP)
    return _picked(house, moment, BACK) if first == BACK else _again(house, moment)


def _picked(house: House, moment: Moment, value: str) -> Turn:
    survey = _survey(house, moment)
    if survey is None:
        return closed(house, moment, _known(house, moment))
    asking, stage = _asking(house, survey), moment.state.data.get("stage")
    match (stage, value):
        case ("review", "send"):
            return look_up(moment, survey.slug, SENDING)
        case ("review", "drop"):
            return drop(house, moment, survey)
        case ("review", _):
            return asking.back(Moment(moment.state.with_data(stage=ASKING), moment.at))
        case ("asking", _):
            return asking.picked(moment, value)
        case _:
            return at_the_door(house, moment, asking, value)
