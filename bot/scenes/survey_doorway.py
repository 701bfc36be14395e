"""What stands before the first question of a survey: what it is, whom it is for, and what was answered before."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Json, Option, Reached, Say
from bot.dialogue.forms import Answers
from bot.dialogue.state import Go, Turn
from bot.dialogue.step import go
from bot.scenes.house import House
from bot.scenes.menu import main_menu, says, to_menu, told
from bot.scenes.survey_asking import DECLINED, OPENED, Asking, is_invited
from bot.scenes.survey_said import said, who_it_is_for
from bot.surveys.meant_for import Told, is_for_anybody, is_for_older, meant_for
from bot.surveys.record import Survey

INTRO, AUDIENCE, ANSWERED, ASKING = "intro", "audience", "answered", "asking"
START, LATER, CHANGE, LEAVE = "start", "later", "change", "leave"
MINE, NOT_MINE, UNSAID = "yes", "no", "unsaid"
MOST_OTHERS = 3


def arrived(house: House, moment: Moment, survey: Survey, record: Mapping[str, Json]) -> Turn:
    """Somebody who has come to the survey, and what the store knows of them and it."""
    before = record.get("answered")
    told_us = Told(*(str(record.get(name) or "") for name in ("role", "age_band", "outcode")))
    state = moment.state.with_data(
        stage=INTRO if before is None else ANSWERED,
        seed=moment.state.salt,
        invited=bool(record.get("invited")),
        before=before,
        meant=meant_for(survey.audience, told_us),
    )
    now = Moment(state, moment.at)
    if before is not None:
        return answered_already(house, now, survey)
    turn = intro(house, now, survey)
    opened = (Reached(survey.slug, OPENED),) if is_invited(state) else ()
    return replace(turn, effects=(*opened, *turn.effects))


def intro(house: House, moment: Moment, survey: Survey) -> Turn:
    return told(moment, intro_of(house, survey))


def intro_of(house: House, survey: Survey) -> Say:
    """What it is, why it is asked and who sees the answers."""
    words = house.words
    text = says(
        words("survey.intro", title=survey.title),
        survey.why,
        words("survey.who", who=survey.who_asks) if survey.who_asks else "",
        words("survey.anonymous" if survey.anonymous else "survey.named"),
        words("survey.sample") if survey.sample else "",
    )
    options = (Option(words("survey.start"), START), Option(words("survey.not_now"), LATER))
    return Say(text, options)


def answered_already(house: House, moment: Moment, survey: Survey) -> Turn:
    """What they said, and the offer to change it."""
    words, before = house.words, moment.state.data.get("before")
    answers: Answers = before if isinstance(before, dict) else {}
    text = says(
        words("survey.answered", title=survey.title),
        said(house, survey, answers),
        words("survey.change_them"),
    )
    options = (Option(words("survey.change"), CHANGE), Option(words("survey.leave"), LEAVE))
    return told(moment, Say(text, options))


def at_the_door(house: House, moment: Moment, asking: Asking, value: str) -> Turn:
    """A button pressed before the first question."""
    match (moment.state.data.get("stage"), value):
        case ("intro", "start"):
            return _started(house, moment, asking)
        case ("answered", "change"):
            last = moment.state.data.get("before")
            return asking.begin(_asking(moment, last=last, before=None))
        case ("answered", _):
            return _away(house, moment, "survey.left")
        case ("audience", "yes"):
            return asking.begin(_asking(moment))
        case ("audience", "unsaid") if not is_for_older(asking.survey.audience):
            return asking.begin(_asking(moment, plain=True))
        case ("audience", _):
            return not_for_you(house, moment, asking.survey, value)
        case _:
            declined = (Reached(asking.survey.slug, DECLINED),) if is_invited(moment.state) else ()
            return Turn(replace(moment.state, data={}), declined, go=Go("welcome", "menu"))


def who_for(house: House, moment: Moment, survey: Survey) -> Turn:
    """Whether it is meant for them: asked, never guessed."""
    words = house.words
    options = (
        Option(words("survey.for_me"), MINE),
        Option(words("survey.not_for_me"), NOT_MINE),
        Option(words("survey.rather_not"), UNSAID),
    )
    return told(moment, Say(words("survey.is_it_you", who=who_it_is_for(house, survey)), options))


def not_for_you(house: House, moment: Moment, survey: Survey, why: str = NOT_MINE) -> Turn:
    """Kind words and what else there is; it can still be said to be for them, for what they told us may be old."""
    words = house.words
    key = "survey.age_unknown" if why == UNSAID else "survey.meant_for_others"
    others = [
        Option(each.title, go("survey", each.slug))
        for each in house.open_surveys(moment.at)
        if each.slug != survey.slug and each.audience != survey.audience
    ]
    state = moment.state.with_data(stage=AUDIENCE)
    options = (
        Option(words("survey.for_me_after_all"), MINE),
        *others[:MOST_OTHERS],
        Option(words("button.find"), go("find")),
        to_menu(words),
    )
    text = words(key, who=who_it_is_for(house, survey))
    return told(Moment(state, moment.at), Say(text, options))


def closed(house: House, moment: Moment, survey: Survey | None) -> Turn:
    """A survey that takes no answers: said kindly, with the way to what came of it."""
    words = house.words
    state = replace(moment.state, scene="voice", data={})
    over = survey is not None and survey.opens is not None and survey.opens <= house.today(moment.at)
    text = words("survey.over", title=survey.title) if over and survey else words("survey.closed")
    options = (Option(words("button.voice"), go("voice")), to_menu(words))
    return told(Moment(state, moment.at), Say(text, options))


def _started(house: House, moment: Moment, asking: Asking) -> Turn:
    survey, meant = asking.survey, moment.state.data.get("meant")
    if is_for_anybody(survey.audience) or meant is True:
        return asking.begin(_asking(moment))
    if meant is False:
        return not_for_you(house, moment, survey)
    return who_for(house, Moment(moment.state.with_data(stage=AUDIENCE), moment.at), survey)


def _asking(moment: Moment, **changes: Json) -> Moment:
    return Moment(moment.state.with_data(stage=ASKING, **changes), moment.at)


def _away(house: House, moment: Moment, key: str) -> Turn:
    gone = Moment(replace(moment.state, scene="welcome", data={}), moment.at)
    return told(gone, Say(house.words(key), main_menu(house.words)))
