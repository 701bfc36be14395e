"""Saying yes to being asked now and then, saying no to one invitation or to all; knows nothing of who invites.

It asks only what decides what somebody is asked later: who they are, the age group of a young person, and where they
live if they like to say. Nothing is kept before the last yes.
"""

from dataclasses import replace
from datetime import date
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Effect, Json, Option, Reached, Remember, Say
from bot.dialogue.forms import Answers, Choice, Form, Kind, Question
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.step import go
from bot.dialogue.typed import NO, YES, plain
from bot.scenes.house import House
from bot.scenes.interview import Interview, answers_of
from bot.scenes.menu import main_menu, says, to_menu, told
from bot.surveys.audience import YOUNG, is_strict
from bot.surveys.meant_for import Told

NAME = "asking_me"
OFF, NOT_NOW = "off", "no:"
OFFER, ASKING, GROWN_UP = "offer", "asking", "grown_up"
ROLES = (YOUNG, "parent", "educator")
BANDS = ("5-10", "11-12", "13-15", "16-18", "19-25")
UNSAID = "unsaid"
DECLINED = "declined"


def scene(house: House) -> Scene:
    return Scene(
        NAME,
        open=partial(_open, house),
        heard=partial(_heard, house),
        picked=partial(_picked, house),
        again=partial(_again, house),
    )


def ask_me_option(house: House, state: State) -> tuple[Option, ...]:
    """A button that leads here, unless this person has just said yes or no to it."""
    if state.kept.get(NAME):
        return ()
    return (Option(house.words("asking_me.button"), go(NAME)),)


def _open(house: House, moment: Moment, arg: str) -> Turn:
    """`arg` is "" for the offer, `off` to be asked no more, `no:<slug>` to leave one survey be."""
    if arg == OFF:
        off = (Remember("role", ""), Remember("age_band", ""), Remember("ask_me", False))
        return told(_said(moment, "no"), off, Say(house.words("asking_me.off"), main_menu(house.words)))
    if arg.startswith(NOT_NOW):
        return _not_now(house, moment, arg.removeprefix(NOT_NOW))
    return _again(house, Moment(moment.state.with_data(stage=OFFER, answers={}, ticked=[]), moment.at))


def _not_now(house: House, moment: Moment, slug: str) -> Turn:
    words, survey = house.words, house.surveys.get(slug)
    if survey is None or not survey.open_on(house.today(moment.at)):
        return told(moment, Say(words("asking_me.not_now"), main_menu(words)))
    until = words("asking_me.until", day=_day(survey.closes)) if survey.closes else ""
    text = " ".join(part for part in (words("asking_me.not_now_open"), until) if part)
    return told(moment, Reached(slug, DECLINED), Say(text, main_menu(words)))


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _again(house: House, moment: Moment) -> Turn:
    words = house.words
    match moment.state.data.get("stage"):
        case "asking":
            return _interview(house).ask(moment)
        case "grown_up":
            options = (
                Option(words("asking_me.they_said_yes"), "yes"),
                Option(words("asking_me.not_yet"), "no"),
            )
            return told(moment, Say(words("asking_me.grown_up"), options))
        case "offer":
            options = (Option(words("asking_me.yes"), "yes"), Option(words("asking_me.no"), "no"))
            return told(moment, Say(words("asking_me.offer"), options))
        case _:
            return told(moment, Say(words("welcome.back"), main_menu(words)))


def _heard(house: House, moment: Moment, text: str) -> Turn:
    stage = moment.state.data.get("stage")
    if stage == ASKING:
        return _interview(house).heard(moment, _as_label(house, moment, text))
    first = plain(text).partition(" ")[0]
    if stage in (OFFER, GROWN_UP) and first in YES:
        return _picked(house, moment, "yes")
    if stage in (OFFER, GROWN_UP) and first in NO:
        return _picked(house, moment, "no")
    return _again(house, moment) if stage == GROWN_UP else Turn(moment.state, go=Go("find", text))


def _as_label(house: House, moment: Moment, text: str) -> str:
    """The age group of an age or school year that was typed, by its label; of two groups the younger."""
    question = _interview(house).question(moment)
    if question is None or question.id != "age_band":
        return text
    wish = house.catalogue.understand(f"aged {text}" if text.strip().isdecimal() else text)
    band = "" if wish.low is None else _band(wish.low)
    return house.words(f"asking_me.age_{band}") if band else text


def _band(age: int) -> str:
    bounds = {band: [int(end) for end in band.split("-")] for band in BANDS}
    return next((band for band, (low, high) in bounds.items() if low <= age <= high), "")


def _picked(house: House, moment: Moment, value: str) -> Turn:
    stage = moment.state.data.get("stage")
    if stage == ASKING:
        return _interview(house).picked(moment, value)
    if stage not in (OFFER, GROWN_UP):
        return _again(house, moment)
    if value != "yes":
        key = "asking_me.later" if stage == GROWN_UP else "asking_me.no_thanks"
        return told(_said(moment, "no"), Say(house.words(key), main_menu(house.words)))
    if stage == GROWN_UP:
        return _on(house, moment)
    return _again(house, Moment(moment.state.with_data(stage=ASKING), moment.at))


def _interview(house: House) -> Interview:
    return Interview(house.words, _form(house), finished=partial(_finished, house))


def _form(house: House) -> Form:
    words = house.words
    role = Question(
        "role", words("asking_me.who"), Kind.ONE, required=True, why=words("asking_me.who_why"),
        choices=tuple(Choice(name, words(f"asking_me.{name}")) for name in ROLES),
    )  # fmt: skip
    ages = (
        *(Choice(band, words(f"asking_me.age_{band}")) for band in BANDS),
        Choice(UNSAID, words("asking_me.unsaid")),
    )
    age = Question(
        "age_band", words("asking_me.age"), Kind.ONE, ages, required=True, why=words("asking_me.age_why")
    )
    where = Question(
        "where", words("asking_me.where", place=house.example_place), Kind.PLACE, why=words("asking_me.where_why"),
        check=lambda value, _: None if _outcode(house, value) else words("asking_me.where_unknown"),
    )  # fmt: skip

    def form(answers: Answers) -> Question | None:
        asked = (role, age, where) if answers.get("role") == YOUNG else (role, where)
        return next((question for question in asked if question.id not in answers), None)

    return form


def _outcode(house: House, place: Json) -> str:
    return house.catalogue.outcode_of(house.catalogue.understand(f"in {place}")) if place else ""


def _finished(house: House, moment: Moment) -> Turn:
    if _told(house, moment.state).role == YOUNG and is_strict(_told(house, moment.state)):
        return _again(house, Moment(moment.state.with_data(stage=GROWN_UP), moment.at))
    return _on(house, moment)


def _told(house: House, state: State) -> Told:
    answers = answers_of(state)
    role, age = str(answers.get("role") or ""), str(answers.get("age_band") or "")
    band = age if role == YOUNG and age != UNSAID else ""
    return Told(role, band, _outcode(house, answers.get("where")))


def _on(house: House, moment: Moment) -> Turn:
    """What was told before and not now is forgotten: an old age or place would decide what they are asked."""
    words, about = house.words, _told(house, moment.state)
    remembered: tuple[Effect, ...] = (
        Remember("role", about.role),
        Remember("age_band", about.age_band),
        Remember("outcode", about.outcode),
        Remember("ask_me", True),
    )
    careful = words("asking_me.careful") if about.role == YOUNG and is_strict(about) else ""
    text = says(words("asking_me.on"), careful)
    options = (Option(words("button.voice"), go("voice")), to_menu(words))
    return told(_said(moment, "yes"), remembered, Say(text, options))


def _said(moment: Moment, answer: str) -> Moment:
    """Nothing of what was told stays in the conversation; that they answered does, for a day."""
    return Moment(replace(moment.state, data={}).with_kept(**{NAME: answer}), moment.at)
