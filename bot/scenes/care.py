"""What is said to somebody who may be at risk, for as long as they go on talking; tells the lead through `Alert`."""

from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Alert, Effect, Option, Say
from bot.dialogue.state import State, Turn
from bot.safeguarding.worries import CHILD, FRIEND, ME, URGENT, Concern, Helpline
from bot.scenes import check_in
from bot.scenes.care_talk import CareTalk, talk_from
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, main_menu, says, to_menu, told

UNSAID = Concern("distress", "soon")
NOW, GRIEF = "emergency", "grief"
PRIVATE = "private"
"""The argument for somebody who asks, while they are cared for, who sees what they type."""
ABOUT_WHO_HEARS = frozenset(("who", "tell", "nobody", "next", "police"))
"""Answers that speak of the safeguarding lead, who was told nothing when the worry was a gentle one."""


def scene(house: House) -> Scene:
    return Scene(
        "care",
        open=partial(_open, house),
        heard=partial(_heard, house, talk_from(house.words)),
        picked=lambda moment, _value: _answer(house, moment, "misread"),
        again=lambda moment: _lines_again(house, moment),
    )


def _open(house: House, moment: Moment, text: str) -> Turn:
    if text == PRIVATE:
        return _answer(house, moment, "who")
    hinted = text == check_in.WRONG
    text = check_in.unsaid(moment.state) if hinted else text
    concern = house.safeguarding.worries(text) or UNSAID
    before = _times(moment.state)
    words = house.words
    known = _was_told(moment.state)
    tells = concern.told or known
    state = _still_here(moment.state).with_kept(
        cared=concern.kind, cared_about=concern.about, cared_times=before + 1, cared_told=tells, unsaid=""
    )
    helplines = says(words(_opening(concern, before)), _lines(house, concern.kind, concern.about))
    options = (Option(words("care.misread"), "misread"), *main_menu(words)[:1], *main_menu(words)[3:])
    alert: tuple[Effect, ...] = (Alert(concern.kind, concern.level, text),) if tells else ()
    after = Say(_what_now(house, concern, tells, known), options)
    return told(Moment(state, moment.at), alert, Say(helplines), after)


def is_caring(state: State) -> bool:
    """Whether nothing else was said or asked since this person was last cared for."""
    return state.kept.get("cared_visit") == state.visit


def _still_here(state: State) -> State:
    """Notes which question comes next, so that it shows whether anything else came in between."""
    return state.with_kept(cared_visit=state.visit + 1)


def _times(state: State) -> int:
    """How often this person was cared for in this conversation; nobody hears the same words twice in a row."""
    times = state.kept.get("cared_times", 0)
    return times if isinstance(times, int) else 0


def _was_told(state: State) -> bool:
    """Whether something they said went to the safeguarding lead; from then on every worrying message does."""
    return bool(state.kept.get("cared_told"))


def _opening(concern: Concern, before: int) -> str:
    if concern.kind == NOW and concern.about == ME:
        return "care.now"
    if before:
        return "care.again_one" if before % 2 else "care.again_two"
    if concern.about in (FRIEND, CHILD):
        return f"care.{concern.about}"
    if not concern.told:
        return "care.grief" if concern.kind == GRIEF else "care.gentle"
    return "care.urgent" if concern.level == URGENT else "care.soon"


def _what_now(house: House, concern: Concern, tells: bool, known: bool) -> str:
    """Who is told: nobody, the safeguarding lead, or the lead once more."""
    words = house.words
    if not tells:
        return says(words("care.untold"), words("care.after"))
    if known:
        return says(words("care.told_again"), words("care.after"))
    trusted = "care.trusted" if concern.about == ME else f"care.trusted_{concern.about}"
    return says(words("care.told", hub=house.hub.name), words(trusted), words("care.after"))


def _lines(house: House, kind: str, about: str) -> str:
    return "\n".join(f"• {_line(line)}" for line in house.safeguarding.helplines(kind, about))


def _line(line: Helpline) -> str:
    return f"{line.text} {line.url}".strip()


def _cared(state: State) -> tuple[str, str]:
    """The kind of worry they were last cared for, and whom it is about."""
    return str(state.kept.get("cared", UNSAID.kind)), str(state.kept.get("cared_about", ME))


def _lines_again(house: House, moment: Moment) -> Turn:
    still = Moment(_still_here(moment.state), moment.at)
    lines = _lines(house, *_cared(moment.state))
    return told(still, Say(says(house.words("care.again_two"), lines), main_menu(house.words)))


def _heard(house: House, talk: CareTalk, moment: Moment, text: str) -> Turn:
    """Whatever is typed next is answered kindly; only what is clearly a search goes on to the search."""
    if _is_search(house, text):
        return heard_anything(moment, text)
    if house.safeguarding.is_only_rude(text):
        return _answer(house, moment, "rude")
    return _answer(house, moment, talk.meant(text) or _here(moment.state))


def _is_search(house: House, text: str) -> bool:
    wish = house.catalogue.understand(text)
    return bool(wish.activities) or (wish.asking and bool(wish.near or wish.outcode))


def _here(state: State) -> str:
    return "here_two" if _replies(state) % 2 else "here_one"


def _replies(state: State) -> int:
    replies = state.data.get("replies", 0)
    return replies if isinstance(replies, int) else 0


def _answer(house: House, moment: Moment, meant: str) -> Turn:
    """A short answer with the helpline that matters most."""
    words = house.words
    state = _still_here(moment.state).with_data(replies=_replies(moment.state) + 1)
    answer = words(_sentence(moment.state, meant), hub=house.hub.name)
    ways = (Option(words("care.misread"), "misread"), to_menu(words))
    options = main_menu(words) if meant == "misread" else ways
    say = Say(says(answer, _foremost(house, *_cared(moment.state))), options)
    return told(Moment(state, moment.at), say)


def _sentence(state: State, meant: str) -> str:
    if meant == "misread":
        return "care.misread_answer" if _was_told(state) else "care.misread_answer_untold"
    if meant in ABOUT_WHO_HEARS and not _was_told(state):
        return "care.untold_who"
    return f"care.{meant}"


def _foremost(house: House, kind: str, about: str) -> str:
    """The first line that listens; after an emergency 999 before it."""
    emergency, *others = house.safeguarding.helplines(kind, about)
    lines = [emergency, *others[:1]] if kind == NOW else others[:1] or [emergency]
    return "\n".join(f"• {_line(line)}" for line in lines)
