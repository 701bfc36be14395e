"""Taking a survey: what it is for, its questions, and sending the answers once, on consent."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Option, Say, Submit
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.step import go
from bot.dialogue.typed import NO, YES, plain
from bot.scenes.house import House
from bot.scenes.interview import Interview, answers_of
from bot.scenes.menu import main_menu, says, to_menu, told
from bot.surveys.answers import clean
from bot.surveys.definition import hash_of
from bot.surveys.form import form
from bot.surveys.record import Survey

AWAY = timedelta(minutes=10)
"""After so long somebody who comes back is greeted."""
START, LATER, SEND, DROP, BACK = "start", "later", "send", "drop", "back"
INTRO, ASKING, REVIEW = "intro", "asking", "review"


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
    )


def _is_under_way(state: State) -> bool:
    return state.data.get("stage") in (ASKING, REVIEW)


def _survey(house: House, moment: Moment) -> Survey | None:
    """The survey being taken, while it is open."""
    survey = house.surveys.get(str(moment.state.data.get("slug")))
    return survey if survey is not None and survey.open_on(house.today(moment.at)) else None


def _open(house: House, moment: Moment, slug: str) -> Turn:
    """Goes on where this person left this survey, else says what it is."""
    asked = house.surveys.get(slug)
    if asked is not None and asked.is_conversation:
        return Turn(moment.state, go=Go("conversation", slug))
    left = next((p for p in moment.state.paused if p.scene == "survey" and p.data.get("slug") == slug), None)
    if left is not None:
        others = tuple(frame for frame in moment.state.paused if frame is not left)
        state = replace(moment.state, data=left.data, paused=others)
        return _again(house, Moment(state, moment.at))
    state = moment.state.with_data(slug=slug, stage=INTRO, answers={}, ticked=[])
    return _again(house, Moment(state, moment.at))


def _again(house: House, moment: Moment) -> Turn:
    survey = _survey(house, moment)
    if survey is None:
        return _closed(house, moment)
    match moment.state.data.get("stage"):
        case "asking":
            before = house.words("survey.welcome_back") if _was_away(moment) else ""
            return _interview(house, moment, survey).ask(moment, before)
        case "review":
            return _review(house, moment)
        case _:
            return _intro(house, moment, survey)


def _was_away(moment: Moment) -> bool:
    touched = moment.state.touched
    return bool(touched) and moment.at - datetime.fromisoformat(touched) >= AWAY


def _closed(house: House, moment: Moment) -> Turn:
    state = replace(moment.state, scene="voice", data={})
    options = (Option(house.words("button.voice"), go("voice")), to_menu(house.words))
    return told(Moment(state, moment.at), Say(house.words("survey.closed"), options))


def _intro(house: House, moment: Moment, survey: Survey) -> Turn:
    return told(moment, intro_of(house, survey))


def intro_of(house: House, survey: Survey) -> Say:
    """What anybody reads before they say yes or no to taking part."""
    words = house.words
    text = says(
        words("survey.intro", title=survey.title),
        survey.why,
        words("survey.who", who=survey.who_asks) if survey.who_asks else "",
        words("survey.anonymous" if survey.anonymous else "survey.named"),
        words("survey.sample") if survey.sample else "",
    )
    return Say(text, (Option(words("survey.start"), START), Option(words("survey.not_now"), LATER)))


def _interview(house: House, moment: Moment, survey: Survey) -> Interview:
    seed = f"{moment.state.salt}{survey.slug}"
    asking = form(survey, house.words, seed, today=house.today(moment.at))
    return Interview(house.words, asking, finished=partial(_finished, house))


def _finished(house: House, moment: Moment) -> Turn:
    return _review(house, Moment(moment.state.with_data(stage=REVIEW), moment.at))


def _review(house: House, moment: Moment) -> Turn:
    words = house.words
    options = (
        Option(words("survey.send"), SEND),
        Option(words("asking.back"), BACK),
        Option(words("survey.dont_send"), DROP),
    )
    return told(moment, Say(words("survey.review"), options))


def _heard(house: House, moment: Moment, text: str) -> Turn:
    survey = _survey(house, moment)
    if survey is None:
        return _closed(house, moment)
    match moment.state.data.get("stage"):
        case "asking":
            return _interview(house, moment, survey).heard(moment, text)
        case "review" | "intro":
            return _yes_or_no(house, moment, text)
        case _:
            return Turn(moment.state, go=Go("find", text))


def _yes_or_no(house: House, moment: Moment, text: str) -> Turn:
    review = moment.state.data["stage"] == REVIEW
    first = plain(text).partition(" ")[0]
    if first in YES or first in ("send", "start", "begin"):
        return _picked(house, moment, SEND if review else START)
    if first in NO:
        return _picked(house, moment, DROP if review else LATER)
    if first == BACK and review:
        return _picked(house, moment, BACK)
    return _again(house, moment) if review else Turn(moment.state, go=Go("find", text))


def _picked(house: House, moment: Moment, value: str) -> Turn:
    survey = _survey(house, moment)
    if survey is None:
        return _closed(house, moment)
    asking = Moment(moment.state.with_data(stage=ASKING), moment.at)
    match (moment.state.data.get("stage"), value):
        case ("intro", "start"):
            return _interview(house, moment, survey).ask(asking)
        case ("intro", _):
            return Turn(replace(moment.state, data={}), go=Go("welcome", "menu"))
        case ("review", "send"):
            return _send(house, moment, survey)
        case ("review", "drop"):
            return _drop(house, moment)
        case ("review", _):
            return _interview(house, moment, survey).back(asking)
        case _:
            return _interview(house, moment, survey).picked(moment, value)


def _send(house: House, moment: Moment, survey: Survey) -> Turn:
    today = house.today(moment.at)
    answers = clean(survey, answers_of(moment.state), today=today, outcode_of=partial(_outcode, house))
    done = Moment(replace(moment.state, scene="welcome", data={}), moment.at)
    thanks = says(house.words("survey.sent"), survey.what_happens)
    submit = Submit(survey.slug, hash_of(survey), answers)
    return told(done, submit, Say(thanks, main_menu(house.words)))


def _drop(house: House, moment: Moment) -> Turn:
    gone = Moment(replace(moment.state, scene="welcome", data={}), moment.at)
    return told(gone, Say(house.words("survey.thrown_away"), main_menu(house.words)))


def _outcode(house: House, place: str) -> str:
    """The outward code of a place somebody named; "" when it is not known, so that nothing finer is kept."""
    return house.catalogue.outcode_of(house.catalogue.understand(f"in {place}"))
