"""Help with the cost: asks what would change the answer, tells what a family may get, and forgets what it was told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.catalogue.entry import Opportunity
from bot.dialogue.asking import SKIP
from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Effect, Json, Judged, Option, Say
from bot.dialogue.state import State, Turn
from bot.dialogue.step import go
from bot.dialogue.typed import plain
from bot.eligibility.facts import Facts
from bot.eligibility.hearing import answer_in, facts_in
from bot.eligibility.interview import Circle, facts_after, form
from bot.eligibility.result import Finding, Results, results, schemes_for
from bot.eligibility.telling import reasons_of
from bot.eligibility.wording import Speaker
from bot.scenes.cost_cards import card_of, not_lines, price_lines
from bot.scenes.cost_known import CHILD, ME, council_answer, known_from, known_from_search, searched_for
from bot.scenes.house import House
from bot.scenes.interview import Interview, answered, answers_of
from bot.scenes.menu import heard_anything, main_menu, says, to_menu, told

KEEPS = timedelta(hours=1)
ENOUGH, NOT, SCHOOL, AGAIN = "enough", "not", "school", "again"
WHOM, ASKING, TOLD = "whom", "asking", "told"
CHILD_WORDS = frozenset(
    "my our son daughter child children kid kids lad lass boy girl he she his her".split()
)
OWN_WORDS = frozenset(("i am", "im", "for me", "myself"))


def scene(house: House) -> Scene:
    return Scene(
        "cost",
        open=partial(_open, house),
        heard=partial(_heard, house),
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
        **facts_in(said, house.councils),
    }
    data: dict[str, Json] = {"about": arg if activity else "", "heard": facts, "answers": {}, "ticked": []}
    whom = _for_whom(said) or searched_for(moment.state)
    if whom is None:
        return _ask_whom(house, _with(moment, {**data, "stage": WHOM}))
    return _ask(house, _with(moment, {**data, "stage": ASKING, "alone": whom == ME}))


def _with(moment: Moment, data: dict[str, Json]) -> Moment:
    return Moment(replace(moment.state, data=data), moment.at)


def _for_whom(text: str) -> str | None:
    """Whether a message speaks of a child or of the one who writes it; None when it does not say."""
    said = plain(text)
    if CHILD_WORDS & set(said.split()):
        return CHILD
    return ME if any(f" {words} " in f" {said} " for words in OWN_WORDS) else None


def _ask_whom(house: House, moment: Moment) -> Turn:
    words = house.words
    options = (Option(words("cost.for_child"), CHILD), Option(words("cost.for_me"), ME), to_menu(words))
    return told(moment, Say(words("cost.for_whom"), options))


def _circle(house: House, moment: Moment) -> Circle:
    data = moment.state.data
    schemes = schemes_for(house.schemes, _activity(house, moment.state))
    return Circle(schemes, house.today(moment.at), _heard_so_far(moment), alone=bool(data.get("alone")))


def _activity(house: House, state: State) -> Opportunity | None:
    return house.catalogue.get(str(state.data.get("about", "")))


def _speaker(house: House, circle: Circle) -> Speaker:
    return Speaker(house.words, house.councils, circle.schemes, circle.on, circle.alone)


def _interview(house: House, moment: Moment) -> Interview:
    circle = _circle(house, moment)
    return Interview(house.words, form(circle, _speaker(house, circle).ask), partial(_tell, house))


def _ask(house: House, moment: Moment) -> Turn:
    return _with_enough(house, _interview(house, moment).ask(moment))


def _with_enough(house: House, turn: Turn) -> Turn:
    """Every question can be ended with what is known so far; "I don't know" is a choice and needs no Skip beside it."""
    if turn.state.data.get("stage") != ASKING:
        return turn
    enough = (Option(house.words("cost.enough"), ENOUGH),) if answers_of(turn.state) else ()
    *before, last = turn.effects
    if not isinstance(last, Say):
        return turn
    options = tuple(option for option in last.options if option.value != SKIP)
    return replace(turn, effects=(*before, replace(last, options=(*options, *enough))))


def _heard(house: House, moment: Moment, text: str) -> Turn:
    stage = moment.state.data.get("stage")
    if stage == WHOM:
        whom = _for_whom(text) or ("" if plain(text) != "me" else ME)
        return _chosen(house, moment, whom) if whom else _ask_whom(house, moment)
    if stage != ASKING:
        return heard_anything(moment, text)
    facts = council_answer(house, _interview(house, moment).question(moment), text) or facts_in(
        text, house.councils
    )
    if facts:
        return _ask(
            house, Moment(moment.state.with_data(heard={**_heard_so_far(moment), **facts}), moment.at)
        )
    return _with_enough(house, _typed(house, moment, text))


def _typed(house: House, moment: Moment, text: str) -> Turn:
    """The answer in people's own words ("28k", "rather not"), else by the question's labels."""
    interview = _interview(house, moment)
    question = interview.question(moment)
    answer = answer_in(question, text) if question is not None else None
    if question is None or answer is None:
        return interview.heard(moment, text)
    return interview.ask(Moment(answered(moment.state, question.id, answer), moment.at))


def _heard_so_far(moment: Moment) -> Facts:
    heard = moment.state.data.get("heard")
    return heard if isinstance(heard, dict) else {}


def _chosen(house: House, moment: Moment, whom: str) -> Turn:
    return _ask(house, Moment(moment.state.with_data(stage=ASKING, alone=whom == ME), moment.at))


def _picked(house: House, moment: Moment, value: str) -> Turn:
    match (moment.state.data.get("stage"), value):
        case ("whom", _):
            return _chosen(house, moment, value)
        case ("asking", "enough"):
            return _tell(house, moment)
        case ("asking", _):
            return _with_enough(house, _interview(house, moment).picked(moment, value))
        case ("told", "not"):
            return _tell_not(house, moment)
        case ("told", "school"):
            return _school_letter(house, moment)
        case _:
            return _open(house, moment, str(moment.state.data.get("about", "")))


def _again(house: House, moment: Moment) -> Turn:
    match moment.state.data.get("stage"):
        case "whom":
            return _ask_whom(house, moment)
        case "asking":
            return _ask(house, moment)
        case "told":
            turn = _tell(house, moment)
            return replace(turn, effects=tuple(e for e in turn.effects if isinstance(e, Say)))
        case _:
            return told(moment, Say(house.words("welcome.back"), main_menu(house.words)))


def _found(house: House, moment: Moment) -> tuple[Circle, Facts, Results]:
    circle = _circle(house, moment)
    facts = facts_after(circle, answers_of(moment.state))
    return circle, facts, results(circle.schemes, facts, circle.on, alone=circle.alone)


def _tell(house: House, moment: Moment) -> Turn:
    circle, facts, found = _found(house, moment)
    speaker, words = _speaker(house, circle), house.words
    shown = [*found.likely, *found.possibly]
    activity = _activity(house, moment.state)
    prices = price_lines(house, speaker, activity, shown, facts) if activity else []
    text = says(
        words(_headline(found)),
        *prices,
        words("cost.at_home") if found.ask_at_home else "",
        words("cost.forgotten"),
    )
    cards = tuple(card_of(speaker, finding, facts) for finding in shown)
    done = Moment(moment.state.with_data(stage=TOLD), moment.at)
    return told(done, _counted(found), Say(text, _ways_on(house, found), cards))


def _headline(found: Results) -> str:
    if found.likely:
        return "cost.possibly_too" if found.possibly else "cost.likely"
    return "cost.possibly" if found.possibly else "cost.nothing"


def _counted(found: Results) -> list[Effect]:
    everything: Sequence[Finding] = (*found.likely, *found.possibly, *found.no, *found.not_enough)
    return [Judged(each.scheme.id, each.outcome, reasons_of(each.verdict)) for each in everything]


def _ways_on(house: House, found: Results) -> tuple[Option, ...]:
    words = house.words
    options = []
    if _for_school(found):
        options.append(Option(words("cost.school"), SCHOOL))
    if found.no:
        options.append(Option(words("cost.show_not"), NOT))
    options += [Option(words("cost.start_again"), AGAIN), Option(words("button.person"), go("person"))]
    return (*options, to_menu(words))


def _for_school(found: Results) -> list[Finding]:
    return [each for each in (*found.likely, *found.possibly) if each.scheme.who_applies == "school"]


def _tell_not(house: House, moment: Moment) -> Turn:
    circle, facts, found = _found(house, moment)
    text = says(house.words("cost.not"), "\n".join(not_lines(_speaker(house, circle), found.no, facts)))
    return told(moment, Say(text, _ways_on(house, replace(found, no=()))))


def _school_letter(house: House, moment: Moment) -> Turn:
    _, _, found = _found(house, moment)
    letters = [
        house.words("cost.school_letter", title=each.scheme.title, provider=each.scheme.provider)
        for each in _for_school(found)[:1]
    ]
    return told(moment, Say(says(house.words("cost.school_message"), *letters), _ways_on(house, found)))
