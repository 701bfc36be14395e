"""What stands before the first statement of a conversation: what it is and whom it is for; knows no vote."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Json, Option, Reached, Say
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.typed import NO, YES, is_unsure, plain
from bot.scenes.house import House
from bot.scenes.menu import says, told
from bot.scenes.survey_asking import DECLINED, OPENED, is_invited
from bot.scenes.survey_doorway import (
    AUDIENCE,
    INTRO,
    LATER,
    MINE,
    NOT_MINE,
    START,
    UNSAID,
    not_for_you,
    who_for,
)
from bot.surveys.meant_for import Told, is_for_anybody, is_for_older, meant_for
from bot.surveys.record import Survey

STAGES = (INTRO, AUDIENCE)
DOOR = {INTRO: (START, LATER, ""), AUDIENCE: (MINE, NOT_MINE, UNSAID)}
"""What yes, no and not saying mean, by stage."""


def known(state: State, survey: Survey, record: Mapping[str, Json]) -> State:
    """With what matters at the door of what was looked up: invited or not, and whether it is meant for them."""
    about = Told(*(str(record.get(name) or "") for name in ("role", "age_band", "outcode")))
    return state.with_data(invited=bool(record.get("invited")), meant=meant_for(survey.audience, about))


def intro(house: House, moment: Moment, survey: Survey, count: int) -> Turn:
    """What it is, why, who asks, and who sees the votes; `count` statements so far."""
    words = house.words
    text = says(
        words("conversation.intro", title=survey.title),
        survey.why,
        words("conversation.who", who=survey.who_asks) if survey.who_asks else "",
        words("conversation.how", count=count),
        words("conversation.anonymous"),
        words("survey.sample") if survey.sample else "",
    )
    options = (Option(words("conversation.start"), START), Option(words("conversation.not_now"), LATER))
    return told(moment, Say(text, options))


def opened(turn: Turn, survey: Survey) -> Turn:
    """Notes that somebody who was invited has opened it."""
    effects = (Reached(survey.slug, OPENED),) if is_invited(turn.state) else ()
    return replace(turn, effects=(*effects, *turn.effects))


def again(house: House, moment: Moment, survey: Survey, count: int) -> Turn:
    if moment.state.data.get("stage") == AUDIENCE:
        return who_for(house, moment, survey)
    return intro(house, moment, survey, count)


def meant(state: State, text: str) -> str:
    """The button that was meant by what was typed at the door, "" when none was."""
    yes, no, unsaid = DOOR[str(state.data["stage"])]
    first = plain(text).partition(" ")[0]
    if first in YES or first in ("start", "begin", "go"):
        return yes
    if first in NO:
        return no
    return unsaid if is_unsure(text) else ""


def picked(house: House, moment: Moment, survey: Survey, value: str) -> Turn | None:
    """What a button at the door leads to; None when they come in."""
    state = moment.state
    match state.data.get("stage"), value:
        case "intro", "start" if is_for_anybody(survey.audience) or state.data.get("meant") is True:
            return None
        case "intro", "start" if state.data.get("meant") is False:
            return not_for_you(house, moment, survey)
        case "intro", "start":
            return who_for(house, Moment(state.with_data(stage=AUDIENCE), moment.at), survey)
        case "audience", "yes":
            return None
        case "audience", "unsaid" if not is_for_older(survey.audience):
            return None
        case "audience", _:
            return not_for_you(house, moment, survey, value)
        case _:
            declined = (Reached(survey.slug, DECLINED),) if is_invited(state) else ()
            return Turn(replace(state, data={}), declined, go=Go("welcome", "menu"))
