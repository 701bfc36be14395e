"""Passing a question, or a mistake in the list, to the hub's staff; knows nothing of who reads it."""

from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import AskPerson, Option, Report, Say
from bot.dialogue.state import State, Turn
from bot.dialogue.typed import plain
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, main_menu, says, told
from bot.surveys.redacting import redact

WRONG = "wrong:"
SHORTEST = 6
"""Letters below which a message is hardly a question: "yes", "4", "email"."""


def scene(house: House) -> Scene:
    return Scene(
        "person",
        open=partial(_open, house),
        heard=partial(_heard, house),
        picked=lambda moment, _value: _never_mind(house, moment),
        again=partial(_again, house),
        free_text=_is_waiting,
    )


def _is_waiting(state: State) -> bool:
    return bool(state.data.get("waiting"))


def _open(house: House, moment: Moment, arg: str) -> Turn:
    """`arg` is "" or what the question is about; `wrong:<id>` reports a mistake in an entry."""
    wrong = arg.startswith(WRONG)
    state = moment.state.with_data(waiting=True, about=arg.removeprefix(WRONG), wrong=wrong)
    return _again(house, Moment(state, moment.at))


def _again(house: House, moment: Moment) -> Turn:
    words = house.words
    if not _is_waiting(moment.state):
        return told(moment, Say(words("welcome.back"), main_menu(words)))
    text = says(_question(house, moment.state), "" if moment.state.data["wrong"] else contact(house))
    return told(moment, Say(text, _ways(house)))


def _ways(house: House) -> tuple[Option, ...]:
    return (Option(house.words("person.never_mind"), "never"),)


def _question(house: House, state: State) -> str:
    entry = house.catalogue.get(str(state.data.get("about", "")))
    if entry is None:
        return house.words("person.ask", hub=house.hub.name)
    if state.data["wrong"]:
        return house.words("person.wrong", title=entry.title)
    return house.words("person.ask_about", title=entry.title, hub=house.hub.name)


def contact(house: House) -> str:
    """Where else to reach the hub, as far as it is known."""
    known = house.hub.contact
    lines = [
        house.words("person.contact", email=known.email) if known.email else "",
        house.words("person.contact_phone", phone=known.phone) if known.phone else "",
        house.words("person.contact_page", url=known.url) if known.url and not known.email else "",
    ]
    return " ".join(line for line in lines if line)


def _heard(house: House, moment: Moment, text: str) -> Turn:
    if not _is_waiting(moment.state):
        return heard_anything(moment, text)
    if house.safeguarding.is_only_rude(text):
        return told(
            moment, Say(says(house.words("rude.answer_person"), _question(house, moment.state)), _ways(house))
        )
    if len(plain(text)) < SHORTEST:
        return told(
            moment, Say(says(house.words("person.more"), _question(house, moment.state)), _ways(house))
        )
    about, wrong = str(moment.state.data["about"]), bool(moment.state.data["wrong"])
    done = Moment(moment.state.with_data(waiting=False), moment.at)
    if wrong:
        return told(
            done, Report(about, redact(text)), Say(house.words("person.wrong_sent"), main_menu(house.words))
        )
    safe = redact(text)
    removed = house.words("person.removed") if safe != text else ""
    sent = Say(says(house.words("person.sent"), removed), main_menu(house.words))
    return told(done, AskPerson(safe, about), sent)


def _never_mind(house: House, moment: Moment) -> Turn:
    done = Moment(moment.state.with_data(waiting=False), moment.at)
    return told(done, Say(house.words("welcome.back"), main_menu(house.words)))
