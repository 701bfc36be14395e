"""What typed words mean while a question about the cost waits, or after its results; shows and keeps nothing."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.dialogue.asking import Answered, Unclear, heard
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Json
from bot.dialogue.forms import Kind, Question
from bot.dialogue.typed import number_meant, plain
from bot.eligibility.facts import DONT_KNOW, Facts
from bot.eligibility.hearing import answer_in, facts_in, without_infant_meals
from bot.eligibility.incomes import income_in
from bot.eligibility.phrases import NO_WORDS, YES_WORDS
from bot.eligibility.questions import CARE_TICKS
from bot.eligibility.wording import MORE
from bot.scenes.cost_known import COUNCILS, council_answer, facts_now
from bot.scenes.house import House
from bot.scenes.interview import answers_of, ticked_of

AN_AMOUNT = re.compile(
    r"(?i)(?:about |around |roughly )?£?\d{1,3}(?:k|,?\d{3})(?: ?(?:k|thousand|a year|pa))*"
)
BACK_WORDS = frozenset(("back", "go back", "previous", "undo"))
SHOW_WORDS = frozenset(
    (
        "show me",
        "show",
        "show results",
        "show me the results",
        "results",
        "thats all",
        "thats it",
        "enough",
        "that is all",
    )
)
YOUNGEST, OLDEST = 3, 99
SHORT_LIST = 6
"""A number above this is an age rather than a place in a list."""
FOUND_ELSEWHERE = frozenset(("instrument", "age", "council", "purpose"))
"""Facts that a search for something to do also names."""


class Wish(Enum):
    BACK = auto()
    MORE = auto()
    WHICH = auto()
    UNCLEAR = auto()
    ENOUGH = auto()


@dataclass(frozen=True, slots=True)
class Heard:
    """Facts said in passing, perhaps about something other than what was asked."""

    facts: Facts


@dataclass(frozen=True, slots=True)
class Answer:
    value: Json


@dataclass(frozen=True, slots=True)
class Plainly:
    """For the form itself to read."""


Meaning = Heard | Answer | Plainly | Wish


def meaning(house: House, moment: Moment, question: Question, text: str) -> Meaning:
    """What `text` says in answer to `question`, or besides it."""
    said = plain(text)
    if said in BACK_WORDS:
        return Wish.BACK
    if said in SHOW_WORDS:
        return Wish.ENOUGH
    if _may_be_infant_meals(house, moment, text):
        return Wish.WHICH
    facts = council_answer(house, question, text) or _spoken(house, moment, question, text)
    if facts:
        ticks = _as_ticks(question, facts)
        return Heard(facts) if ticks is None else Answer(ticks)
    answer = answer_in(question, text)
    if answer is not None:
        return Answer(answer)
    reading = heard(house.words, question, text, ticked_of(moment.state), answers_of(moment.state))
    if reading == Answered(MORE):
        return Wish.MORE
    return _unclear(question, said) if isinstance(reading, Unclear) else Plainly()


def _unclear(question: Question, said: str) -> Meaning:
    if said in YES_WORDS and len(question.choices) > 1:
        return Wish.WHICH
    if said in NO_WORDS and (question.kind is Kind.NUMBER or question.id in COUNCILS):
        return Answer(DONT_KNOW)
    if said in NO_WORDS and any(choice.value == MORE for choice in question.choices):
        return Wish.MORE
    number = question.kind is Kind.NUMBER and number_meant(said) is not None
    return Plainly() if number else Wish.UNCLEAR


def _may_be_infant_meals(house: House, moment: Moment, text: str) -> bool:
    """Whether the words say free school meals and no more of a child who may have those that all infants get."""
    facts = facts_in(text, house.councils)
    ages = {name: value for name, value in facts_now(house, moment).items() if name in ("age", "school_year")}
    return "free_school_meals" in facts and "free_school_meals" not in without_infant_meals(
        {**ages, **facts}, text
    )


def _spoken(house: House, moment: Moment, question: Question, text: str) -> Facts:
    """The facts that the words state; a number that is no place in a short list is the age still wanted."""
    facts = facts_in(text, house.councils)
    if AN_AMOUNT.fullmatch(text.strip()) and (income := income_in(text.lower())) is not None:
        return {"income": income, **facts}
    if facts or question.kind is Kind.NUMBER or "age" in facts_now(house, moment):
        return facts
    said = plain(text)
    number = int(said) if said.isascii() and said.isdigit() else 0
    asks_numbers = any(any(c.isdigit() for c in choice.label) for choice in question.choices)
    is_age = YOUNGEST <= number <= OLDEST and number > min(SHORT_LIST, len(question.choices))
    return {"age": number} if is_age and not asks_numbers else {}


def _as_ticks(question: Question, facts: Facts) -> list[Json] | None:
    """The facts as ticks of this question when they answer it: "free school meals" to "do you get any of these?"."""
    if question.kind is not Kind.MANY:
        return None
    offered = {choice.value for choice in question.choices}
    ticks = [str(value) if value in CARE_TICKS else name for name, value in facts.items() if value != "no"]
    return [*ticks] if ticks and len(ticks) == len(facts) and offered.issuperset(ticks) else None


def more_facts(house: House, text: str) -> Facts:
    """The facts in what was said after the results; {} when it is rather a search for something to do."""
    facts = facts_in(text, house.councils)
    searches = bool(house.catalogue.understand(text).what)
    return {} if searches and FOUND_ELSEWHERE.issuperset(facts) else facts


def explained(house: House, text: str) -> str:
    """The name of the one thing asked about after the results that the wording explains; "" when there is none."""
    said = f" {plain(text)} "
    for name in house.words("cost.explains").split(", "):
        ways = house.words(f"cost.ways.{name}").split(",")
        if any(f" {plain(way)} " in said for way in ways):
            return name
    return ""
