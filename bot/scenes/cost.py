"""Help with the cost: asks what would change the answer, tells what a family may get, and forgets what it was told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.dialogue.asking import BACK, PICK, SKIP
from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Json, Option, Say
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.typed import is_unsure, plain
from bot.eligibility.facts import Facts
from bot.eligibility.hearing import facts_in
from bot.eligibility.interview import form
from bot.eligibility.questions import BY_ID
from bot.eligibility.wording import MORE
from bot.scenes import cost_results
from bot.scenes.cost_hearing import BACK_WORDS, Answer, Heard, Meaning, Wish, explained, meaning, more_facts
from bot.scenes.cost_known import (
    CHILD,
    ME,
    changed,
    circle_of,
    facts_now,
    for_whom,
    heard_so_far,
    known_from,
    known_from_search,
    only_for_whom,
    said_in,
    searched_for,
    speaker_for,
)
from bot.scenes.cost_results import ASK, TOLD, tell
from bot.scenes.house import House
from bot.scenes.interview import Interview, answered, answers_of, ticked_of
from bot.scenes.listening import Ears, ears_from
from bot.scenes.menu import main_menu, says, to_menu, told

KEEPS = timedelta(hours=1)
ENOUGH = "enough"
WHOM, ASKING = "whom", "asking"


def scene(house: House) -> Scene:
    ears = ears_from(house.words)
    return Scene(
        "cost",
        open=partial(_open, house),
        heard=partial(_heard, house, ears),
        picked=partial(_picked, house),
        again=partial(_again, house),
        keeps=KEEPS,
        resumable=lambda state: state.data.get("stage") == ASKING,
    )


def _open(house: House, moment: Moment, arg: str) -> Turn:
    """`arg` is "", the id of an activity, or what somebody said."""
    activity = house.catalogue.get(arg)
    if not house.schemes:
        return told(moment, Say(house.words("cost.no_schemes"), main_menu(house.words)))
    said = "" if activity else arg
    facts = {
        **known_from_search(house, moment.state),
        **known_from(activity),
        **said_in(house, said),
    }
    data: dict[str, Json] = {"about": arg if activity else "", "heard": facts, "answers": {}, "ticked": []}
    whom = for_whom(said) or searched_for(moment.state)
    if whom is None:
        return _ask_whom(house, _with(moment, {**data, "stage": WHOM}))
    return _ask(house, _with(moment, {**data, "stage": ASKING, "alone": whom == ME}))


def _with(moment: Moment, data: dict[str, Json]) -> Moment:
    return Moment(replace(moment.state, data=data), moment.at)


def _ask_whom(house: House, moment: Moment, before: str = "") -> Turn:
    words = house.words
    options = (Option(words("cost.for_child"), CHILD), Option(words("cost.for_me"), ME), to_menu(words))
    text = f"{before} {words('cost.whom')}" if before else words("cost.for_whom")
    return told(moment, Say(text, options))


def _interview(house: House, moment: Moment) -> Interview:
    circle = circle_of(house, moment)
    speaker = speaker_for(house, circle, rest=bool(moment.state.data.get("rest")))
    return Interview(house.words, form(circle, speaker.ask, _wanted(moment.state)), partial(tell, house))


def _wanted(state: State) -> tuple[str, int] | None:
    """The question somebody asked to be asked, and after how many answers."""
    match state.data.get("wanted"):
        case [str(question), int(after)]:
            return question, after
        case _:
            return None


def _ask(house: House, moment: Moment, before: str = "") -> Turn:
    asking = _with_ticks_still_offered(house, changed(moment, stage=ASKING))
    turn = _interview(house, asking).ask(asking, before)
    *others, last = turn.effects
    if before and turn.state.data.get("stage") == TOLD and isinstance(last, Say):
        return replace(turn, effects=(*others, replace(last, text=says(before, last.text))))
    return _with_ways_out(house, asking, turn)


def _with_ticks_still_offered(house: House, moment: Moment) -> Moment:
    """What was said since the ticks may have changed the question."""
    ticked = ticked_of(moment.state)
    question = _interview(house, moment).question(moment) if ticked else None
    offered = {choice.value for choice in question.choices} if question is not None else set()
    return changed(moment, ticked=[tick for tick in ticked if tick in offered])


def _with_ways_out(house: House, moment: Moment, turn: Turn) -> Turn:
    """Every question can be left or ended with what is known; "I don't know" is a choice and needs no Skip too."""
    *before, last = turn.effects
    if turn.state.data.get("stage") != ASKING or not isinstance(last, Say):
        return turn
    known = bool(answers_of(turn.state) or heard_so_far(turn.state))
    enough = (Option(house.words("cost.enough"), ENOUGH),) if known else ()
    options = [option for option in last.options if option.value != SKIP]
    if moment.state.data.get("rest") and not answers_of(turn.state):
        options.append(Option(house.words("asking.back"), BACK))
    ways = (*options, *enough, to_menu(house.words))
    return replace(turn, effects=(*before, replace(last, options=ways)))


def _heard(house: House, ears: Ears, moment: Moment, text: str) -> Turn:
    match moment.state.data.get("stage"):
        case "whom":
            return _heard_whom(house, ears, moment, text)
        case "asking":
            return _heard_asking(house, ears, moment, text)
        case "told":
            return _heard_after(house, ears, moment, text)
        case _:
            return Turn(moment.state, go=Go("find", text))


def _heard_whom(house: House, ears: Ears, moment: Moment, text: str) -> Turn:
    facts = facts_in(text, house.councils)
    now = changed(moment, heard={**heard_so_far(moment.state), **facts})
    whom = for_whom(text)
    if whom is not None:
        return _chosen(house, now, whom)
    if facts:
        return _ask_whom(house, now, house.words("cost.noted"))
    return _elsewhere(ears, moment, text) or _ask_whom(house, moment)


def _elsewhere(ears: Ears, moment: Moment, text: str) -> Turn | None:
    """Another part of the talk that the words ask for."""
    scene = ears.intent(text)
    return Turn(moment.state, go=Go(scene)) if scene in ("person", "voice") else None


def _heard_asking(house: House, ears: Ears, moment: Moment, text: str) -> Turn:
    interview = _interview(house, moment)
    question = interview.question(moment)
    if question is None:
        return tell(house, moment)
    meant = meaning(house, moment, question, text)
    if meant is Wish.UNCLEAR and (elsewhere := _elsewhere(ears, moment, text)) is not None:
        return elsewhere
    match meant:
        case Heard(facts):
            return _noted(house, moment, facts, question.id)
        case Answer(value):
            return _ask(house, Moment(answered(moment.state, question.id, value), moment.at))
        case Wish.UNCLEAR if (whom := only_for_whom(text)) is not None:
            return _ask(house, changed(moment, alone=whom == ME), house.words("cost.noted"))
        case Wish.UNCLEAR if about := explained(house, text):
            return _ask(house, moment, house.words(f"cost.explain.{about}"))
        case Wish():
            return _wished(house, moment, meant)
        case _:
            return _with_ways_out(house, moment, interview.heard(moment, text))


def _noted(house: House, moment: Moment, facts: Facts, asked: str) -> Turn:
    """What was said in passing, kept; that it was heard is said when the same question comes back."""
    now = changed(moment, heard={**heard_so_far(moment.state), **facts})
    next_ = _interview(house, now).question(now)
    same = next_ is not None and next_.id == asked
    return _ask(house, now, house.words("cost.noted") if same else "")


def _wished(house: House, moment: Moment, wish: Meaning) -> Turn:
    if wish is Wish.BACK:
        return _back(house, moment)
    if wish is Wish.ENOUGH:
        return tell(house, moment)
    if wish is Wish.MORE:
        return _ask(house, changed(moment, rest=True))
    return _ask(house, moment, house.words("cost.which" if wish is Wish.WHICH else "cost.unclear"))


def _back(house: House, moment: Moment) -> Turn:
    """The last answer taken back and asked again, even when something said since makes other questions come first."""
    given = dict(answers_of(moment.state))
    if moment.state.data.get("rest") or not given:
        return _ask(house, changed(moment, rest=False))
    question, value = given.popitem()
    ticked = value if isinstance(value, list) else []
    return _ask(house, changed(moment, answers=given, ticked=ticked, wanted=[question, len(given)]))


def _heard_after(house: House, ears: Ears, moment: Moment, text: str) -> Turn:
    """After the results: more facts, a question about them, or something else altogether."""
    facts = more_facts(house, text)
    about = explained(house, text)
    if plain(text) in BACK_WORDS:
        return _back(house, moment)
    if about == "how":
        return cost_results.how_to_apply(house, moment)
    if about:
        return _said_of_results(house, moment, f"cost.explain.{about}")
    if facts:
        known = {**facts_now(house, moment), **facts}
        return _ask(house, changed(moment, heard=known, answers={}), house.words("cost.noted"))
    if plain(text) and not is_unsure(text) and _is_for_others(house, ears, text):
        return Turn(moment.state, go=Go("find", text))
    return _said_of_results(house, moment, "cost.ask_me")


def _is_for_others(house: House, ears: Ears, text: str) -> bool:
    """Whether a text after the results is a search, or about another part of the talk."""
    return (
        ears.intent(text) is not None
        or ears.other_language(text) is not None
        or house.safeguarding.is_only_rude(text)
        or not house.catalogue.understand(text).is_empty
    )


def _said_of_results(house: House, moment: Moment, key: str) -> Turn:
    return told(moment, Say(house.words(key), cost_results.ways_on(house, moment)))


def _chosen(house: House, moment: Moment, whom: str) -> Turn:
    return _ask(house, changed(moment, alone=whom == ME))


def _asked_anew(house: House, moment: Moment, question: str) -> Turn:
    """One question from the results, to answer or to answer again; all else stays known."""
    known = facts_now(house, moment)
    kept = {fact: value for fact, value in known.items() if fact not in BY_ID[question].facts}
    return _ask(house, changed(moment, heard=kept, answers={}, ticked=[], rest=False, wanted=[question, 0]))


RESULTS: dict[str, Callable[[House, Moment], Turn]] = {
    cost_results.NOT: cost_results.tell_not,
    cost_results.SCHOOL: cost_results.school_letter,
    cost_results.REMIND: cost_results.remind,
    cost_results.CHANGE: cost_results.changes,
    cost_results.BACK_TO: cost_results.told_again,
}


def _picked(house: House, moment: Moment, value: str) -> Turn:
    match moment.state.data.get("stage"):
        case "whom":
            return _chosen(house, moment, value)
        case "asking":
            return _picked_answer(house, moment, value)
        case _ if value in RESULTS:
            return RESULTS[value](house, moment)
        case _ if value.startswith(ASK) and value.removeprefix(ASK) in BY_ID:
            return _asked_anew(house, moment, value.removeprefix(ASK))
        case _:
            return _open(house, moment, str(moment.state.data.get("about", "")))


def _picked_answer(house: House, moment: Moment, value: str) -> Turn:
    if value == ENOUGH:
        return tell(house, moment)
    if value == BACK:
        return _back(house, moment)
    if value == PICK + MORE:
        return _ask(house, changed(moment, rest=True))
    return _with_ways_out(house, moment, _interview(house, moment).picked(moment, value))


def _again(house: House, moment: Moment) -> Turn:
    match moment.state.data.get("stage"):
        case "whom":
            return _ask_whom(house, moment)
        case "asking":
            return _ask(house, moment)
        case "told":
            return cost_results.told_again(house, moment)
        case _:
            return told(moment, Say(house.words("welcome.back"), main_menu(house.words)))
