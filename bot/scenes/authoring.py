"""Writing a poll: its steps, how it will look, changing any of it, and sending it in; knows nothing of who may.

Whoever comes here came through the council's door, and whether they are still on the council is asked once more when
they send. The draft is nowhere but in the state of the talk, for seven days.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.dialogue.bot import Moment, Scene, Words
from bot.dialogue.effects import Json, Option, Propose, Recall, Say
from bot.dialogue.forms import Answers
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.typed import NO as NO_SAID
from bot.dialogue.typed import YES as YES_SAID
from bot.dialogue.typed import plain
from bot.scenes.authoring_form import STEPS, Asking, relevant_steps
from bot.scenes.house import House
from bot.scenes.interview import Interview, answers_of
from bot.scenes.menu import main_menu, told
from bot.scenes.poll_preview import as_seen, facts
from bot.surveys.definition import definition
from bot.surveys.drafting import answers_from, asked, closing_day, slug_of, survey_of
from bot.surveys.record import Survey

SCENE, DOOR = "authoring", "council"
AWAY = timedelta(minutes=10)
"""After so long somebody who comes back is greeted."""
ASKING, CHANGING, PREVIEW, WHICH, DROPPING, SENDING = (
    "asking", "changing", "preview", "which", "dropping", "sending",
)  # fmt: skip
NEW, LEFT = "new", "left"
PREVIEWED = {"send": "send", "change": "change", "edit": "change", "throw": "drop", "bin": "drop"}
"""What may be typed in place of a button below a preview, by its first word."""
SEND, CHANGE, DROP, YES, NO, STEP = "send", "change", "drop", "yes", "no", "step:"


def scene(house: House) -> Scene:
    return Scene(
        SCENE,
        open=partial(_open, house),
        heard=partial(_heard, house),
        picked=partial(_picked, house),
        again=partial(_again, house),
        keeps=timedelta(days=7),
        resumable=lambda state: "stage" in state.data,
        free_text=lambda state: state.data.get("stage") in (ASKING, CHANGING),
    )


def begin_again(house: House, moment: Moment, survey: Survey, before: str = "") -> Turn:
    """Shows a poll that was sent back, ready to be changed and sent again in place of itself."""
    known = answers_from(survey)
    data: dict[str, Json] = {
        "stage": PREVIEW,
        "answers": known,
        "slug": survey.slug,
        "asked": known["question"],
    }
    state = replace(moment.state, scene=SCENE, data=data)
    turn = _preview(house, Moment(state, moment.at))
    return replace(turn, effects=(*((Say(before),) if before else ()), *turn.effects))


def recalled(house: House, moment: Moment, record: Mapping[str, Json]) -> Turn:
    """Whether they may send was looked up: the poll goes in, or waits here."""
    if not record.get("member"):
        stopped = Say(house.words("authoring.stopped", hub=house.hub.name), main_menu(house.words))
        return told(_staged(moment, PREVIEW), stopped)
    taken = record.get("slugs")
    survey = _survey(house, moment, taken if isinstance(taken, list) else [])
    done = Moment(replace(moment.state, scene="welcome", data={}), moment.at)
    sent = Say(house.words("authoring.sent", hub=house.hub.name), main_menu(house.words))
    before = str(moment.state.data.get("slug") or survey.slug)
    return told(done, Propose(before, definition(survey)), sent)


def _open(house: House, moment: Moment, arg: str) -> Turn:
    """A new poll, or the one that was left; whoever comes any other way goes through the door."""
    left = next((frame for frame in moment.state.paused if frame.scene == SCENE), None)
    others = tuple(frame for frame in moment.state.paused if frame is not left)
    if arg == LEFT and left is not None:
        state = replace(moment.state, data=left.data, paused=others, touched=left.since)
        return _again(house, Moment(state, moment.at))
    if arg != NEW:
        return Turn(moment.state, go=Go(DOOR))
    data: dict[str, Json] = {"stage": ASKING, "answers": {}, "ticked": []}
    state = replace(moment.state, data=data, paused=others)
    return _interview(house, Moment(state, moment.at)).begun(
        Moment(state, moment.at), house.words("authoring.begin")
    )


def _interview(house: House, moment: Moment) -> Interview:
    before = moment.state.data.get("before")
    last = before if isinstance(before, dict) else {}
    counted = moment.state.data.get("stage") != CHANGING
    form = Asking(house.words, house.today(moment.at), counted).form()
    return Interview(house.words, form, finished=partial(_finished, house), last=last)


def _finished(house: House, moment: Moment) -> Turn:
    state = moment.state.with_data(stage=PREVIEW, before=None, ticked=[])
    return _preview(house, Moment(state, moment.at))


def _staged(moment: Moment, stage: str) -> Moment:
    return Moment(moment.state.with_data(stage=stage), moment.at)


def _survey(house: House, moment: Moment, taken: list[Json] | None = None) -> Survey:
    """The poll as it is now; its name follows its question until it is approved."""
    today, known = house.today(moment.at), answers_of(moment.state)
    question, slug = asked(str(known["question"])), str(moment.state.data.get("slug") or "")
    if not slug or question != moment.state.data.get("asked"):
        slug = slug_of(question, today, {*house.surveys, *map(str, taken or [])} - {slug})
    return survey_of(known, house.words, slug, today)


def _preview(house: House, moment: Moment) -> Turn:
    """Just what people will see, what there is to know, and what can be done; an over-late day is asked for anew."""
    words, today = house.words, house.today(moment.at)
    closes = closing_day(answers_of(moment.state).get("closes"), today)
    if closes is None or closes <= today:
        return _change(house, moment, "closes", words("authoring.day_over"))
    survey = _survey(house, moment)
    last = Say(facts(house, survey), _what_next(words))
    return told(_staged(moment, PREVIEW), Say(words("authoring.preview")), as_seen(house, survey), last)


def _what_next(words: Words) -> tuple[Option, ...]:
    return (
        Option(words("authoring.send"), SEND),
        Option(words("authoring.change"), CHANGE),
        Option(words("authoring.drop"), DROP),
    )


def _which(house: House, moment: Moment) -> Turn:
    words, there = house.words, relevant_steps(answers_of(moment.state))
    steps = [Option(words(f"authoring.step.{step}"), STEP + step) for step in STEPS if step in there]
    as_is = Option(words("authoring.as_is"), NO)
    return told(_staged(moment, WHICH), Say(words("authoring.which"), (*steps, as_is)))


def _change(house: House, moment: Moment, step: str, before: str = "") -> Turn:
    """Asks one step again; all others stay as they are, and going back leaves this one as it was, too."""
    known = answers_of(moment.state)
    goes = {step, *(each for each in known if step == "options" and each.startswith("option_"))}
    rest: dict[str, Json] = {each: answer for each, answer in known.items() if each not in goes}
    state = moment.state.with_data(stage=CHANGING, answers=rest, before=dict(known))
    return _interview(house, Moment(state, moment.at)).begun(Moment(state, moment.at), before)


def _unchanged(house: House, moment: Moment) -> Turn:
    before = moment.state.data.get("before")
    answers: Answers = before if isinstance(before, dict) else answers_of(moment.state)
    return _finished(house, Moment(moment.state.with_data(answers=dict(answers)), moment.at))


def _drop(house: House, moment: Moment) -> Turn:
    words = house.words
    options = (Option(words("authoring.drop_yes"), YES), Option(words("authoring.drop_no"), NO))
    return told(_staged(moment, DROPPING), Say(words("authoring.drop_sure"), options))


def _dropped(house: House, moment: Moment) -> Turn:
    gone = Moment(replace(moment.state, scene="welcome", data={}), moment.at)
    return told(gone, Say(house.words("authoring.dropped"), main_menu(house.words)))


def _again(house: House, moment: Moment) -> Turn:
    before = house.words("authoring.welcome_back") if _was_away(moment.state, moment.at) else ""
    match moment.state.data.get("stage"):
        case "asking" | "changing":
            return _interview(house, moment).ask(moment, before)
        case "which":
            return _which(house, moment)
        case "dropping":
            return _drop(house, moment)
        case "preview" | "sending":
            return _preview(house, moment)
        case _:
            return Turn(moment.state, go=Go(DOOR))


def _was_away(state: State, at: datetime) -> bool:
    return bool(state.touched) and at - datetime.fromisoformat(state.touched) >= AWAY


def _heard(house: House, moment: Moment, text: str) -> Turn:
    first = plain(text).partition(" ")[0]
    match moment.state.data.get("stage"):
        case "preview" if first in PREVIEWED:
            return _previewed(house, moment, PREVIEWED[first])
        case "dropping" if first in YES_SAID or first in NO_SAID:
            return _picked(house, moment, YES if first in YES_SAID else NO)
        case "changing" if plain(text) in ("back", "go back"):
            return _unchanged(house, moment)
        case "asking" | "changing":
            return _interview(house, moment).heard(moment, text)
        case _:
            return _again(house, moment)


def _picked(house: House, moment: Moment, value: str) -> Turn:
    match (moment.state.data.get("stage"), value):
        case ("changing", "back"):
            return _unchanged(house, moment)
        case ("asking" | "changing", _):
            return _interview(house, moment).picked(moment, value)
        case ("which", _) if value.startswith(STEP):
            return _change(house, moment, value.removeprefix(STEP))
        case ("dropping", "yes"):
            return _dropped(house, moment)
        case ("preview", _):
            return _previewed(house, moment, value)
        case _:
            return _preview(house, moment)


def _previewed(house: House, moment: Moment, value: str) -> Turn:
    match value:
        case "send":
            return told(_staged(moment, SENDING), Recall("council"))
        case "change":
            return _which(house, moment)
        case "drop":
            return _drop(house, moment)
        case _:
            return told(moment, Say(house.words("authoring.only_to_look"), _what_next(house.words)))
