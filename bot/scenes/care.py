"""What is said to somebody who may be at risk, before anything else; tells the safeguarding lead through `Alert`."""

from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Alert, Option, Say
from bot.dialogue.state import State, Turn
from bot.safeguarding.worries import CHILD, FRIEND, ME, URGENT, Concern, Helpline
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, main_menu, says, told

UNSAID = Concern("distress", "soon")
NOW = "emergency"


def scene(house: House) -> Scene:
    return Scene(
        "care",
        open=partial(_open, house),
        heard=heard_anything,
        picked=lambda moment, _value: _misread(house, moment),
        again=lambda moment: _lines_again(house, moment),
    )


def _open(house: House, moment: Moment, text: str) -> Turn:
    concern = house.safeguarding.worries(text) or UNSAID
    before = _times(moment.state)
    words = house.words
    state = moment.state.with_kept(cared=concern.kind, cared_about=concern.about, cared_times=before + 1)
    helplines = says(words(_opening(concern, before)), _lines(house, concern.kind, concern.about))
    options = (Option(words("care.misread"), "misread"), *main_menu(words)[:1], *main_menu(words)[3:])
    after = Say(_what_now(house, concern, before), options)
    return told(Moment(state, moment.at), Alert(concern.kind, concern.level, text), Say(helplines), after)


def _times(state: State) -> int:
    """How often this person was cared for in this conversation; nobody hears the same words twice in a row."""
    times = state.kept.get("cared_times", 0)
    return times if isinstance(times, int) else 0


def _opening(concern: Concern, before: int) -> str:
    if concern.kind == NOW and concern.about == ME:
        return "care.now"
    if before:
        return "care.again_one" if before % 2 else "care.again_two"
    if concern.about in (FRIEND, CHILD):
        return f"care.{concern.about}"
    return "care.urgent" if concern.level == URGENT else "care.soon"


def _what_now(house: House, concern: Concern, before: int) -> str:
    words = house.words
    if before:
        return says(words("care.told_again"), words("care.after"))
    trusted = "care.trusted" if concern.about == ME else f"care.trusted_{concern.about}"
    return says(words("care.told", hub=house.hub.name), words(trusted), words("care.after"))


def _lines(house: House, kind: str, about: str) -> str:
    return "\n".join(f"• {_line(line)}" for line in house.safeguarding.helplines(kind, about))


def _line(line: Helpline) -> str:
    return f"{line.text} {line.url}".strip()


def _lines_again(house: House, moment: Moment) -> Turn:
    kept = moment.state.kept
    lines = _lines(house, str(kept.get("cared", UNSAID.kind)), str(kept.get("cared_about", ME)))
    return told(moment, Say(says(house.words("care.again_two"), lines), main_menu(house.words)))


def _misread(house: House, moment: Moment) -> Turn:
    return told(moment, Say(house.words("care.misread_answer"), main_menu(house.words)))
