"""What is said to somebody who may be at risk, before anything else; tells the safeguarding lead through `Alert`."""

from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Alert, Option, Say
from bot.dialogue.state import Turn
from bot.safeguarding.worries import Concern, Helpline
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, main_menu, says, told

UNSAID = Concern("distress", "soon")


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
    words = house.words
    state = moment.state.with_kept(cared=concern.kind)
    opening = "care.again" if "cared" in moment.state.kept else "care.heard"
    helplines = says(words(opening), _lines(house, concern.kind))
    after = says(words("care.told"), words("care.after"))
    options = (Option(words("care.misread"), "misread"), *main_menu(words)[:1], *main_menu(words)[3:])
    alert = Alert(concern.kind, concern.level, text)
    return told(Moment(state, moment.at), alert, Say(helplines), Say(after, options))


def _lines(house: House, kind: str) -> str:
    return "\n".join(f"• {_line(line)}" for line in house.safeguarding.helplines(kind))


def _line(line: Helpline) -> str:
    return f"{line.text} {line.url}".strip()


def _lines_again(house: House, moment: Moment) -> Turn:
    kind = str(moment.state.kept.get("cared", UNSAID.kind))
    text = says(house.words("care.again"), _lines(house, kind))
    return told(moment, Say(text, main_menu(house.words)))


def _misread(house: House, moment: Moment) -> Turn:
    return told(moment, Say(house.words("care.misread_answer"), main_menu(house.words)))
