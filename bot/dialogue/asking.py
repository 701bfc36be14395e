"""How a question is shown and an answer read, with buttons or typed; knows nothing of what the answer is for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue.bot import Words
from bot.dialogue.effects import Json, Option, Say
from bot.dialogue.forms import Answers, Choice, Kind, Question
from bot.dialogue.typed import choice_labelled, choice_meant, choices_meant, is_unsure, number_meant, plain

PICK, TICK = "=", "+"
DONE, SKIP, BACK, WHY = "done", "skip", "back", "why"
POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*\d[a-z]{2}\b", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST_TEXT = 2000
WRITTEN = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.PLACE})
"""Answered in one's own words; a choice beside them is a way out, such as "I'd rather not say"."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The question has its answer; None is a question skipped."""

    value: Json


@dataclass(frozen=True, slots=True)
class Ticked:
    """Still choosing: these are ticked now, in the order ticked."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Not an answer but a wish: `what` is BACK or WHY."""

    what: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood: the sentence that says what would do."""

    sentence: str


Reading = Answered | Ticked | Wanted | Unclear


def show(
    words: Words, question: Question, ticked: Sequence[str] = (), back: bool = True, again: bool = False
) -> Say:
    """The question as a message; `back` when there is something to go back to, `again` to edit the one shown."""
    lines = [question.progress, question.text, question.hint, _how(words, question)]
    return Say(
        text="\n".join(line for line in lines if line),
        options=(*_choices(question, ticked), *_ways_on(words, question, ticked, back)),
        question=question.id,
        replaces=again,
    )


def _how(words: Words, question: Question) -> str:
    if question.kind is Kind.MANY:
        return words("asking.many_most", most=int(question.most)) if question.most else words("asking.many")
    return words("asking.rank") if question.kind is Kind.RANK else ""


def _choices(question: Question, ticked: Sequence[str]) -> list[Option]:
    if question.kind is Kind.MANY:
        return [Option(c.label, TICK + c.value, chosen=c.value in ticked) for c in question.choices]
    if question.kind is Kind.RANK:
        ranked = {value: f"{place}. " for place, value in enumerate(ticked, 1)}
        return [
            Option(ranked.get(c.value, "") + c.label, TICK + c.value, chosen=c.value in ranked)
            for c in question.choices
        ]
    return [Option(c.label, PICK + c.value) for c in question.choices]


def _ways_on(words: Words, question: Question, ticked: Sequence[str], back: bool) -> list[Option]:
    ways = []
    if question.kind is Kind.NOTE:
        ways.append(Option(words("asking.next"), DONE))
    elif question.kind in (Kind.MANY, Kind.RANK) and (ticked or question.required):
        ways.append(Option(words("asking.done"), DONE))
    if not question.required and question.kind is not Kind.NOTE:
        ways.append(Option(words("asking.skip"), SKIP))
    if question.why:
        ways.append(Option(words("asking.why"), WHY))
    if back:
        ways.append(Option(words("asking.back"), BACK))
    return ways


def picked(words: Words, question: Question, value: str, ticked: Sequence[str], answers: Answers) -> Reading:
    """What pressing the button `value` of this question means."""
    if value in (BACK, WHY):
        return Wanted(value)
    if value == SKIP:
        return Answered(None) if not question.required else Unclear(_needs_answer(words, question))
    if value == DONE:
        return _finished(words, question, ticked, answers)
    if value.startswith(TICK):
        return _ticking(words, question, value[len(TICK) :], ticked, answers)
    return _checked(question, value[len(PICK) :], answers)


def heard(words: Words, question: Question, text: str, ticked: Sequence[str], answers: Answers) -> Reading:
    """What typing `text` in answer to this question means."""
    if question.kind in WRITTEN and (way_out := choice_labelled(text, question.choices)):
        return _checked(question, way_out.value, answers)
    said = plain(text)
    if said in ("back", "go back"):
        return Wanted(BACK)
    if said in ("why", "why do you ask", "why do you want to know"):
        return Wanted(WHY)
    reading = _read(words, question, text, ticked, answers)
    if isinstance(reading, Unclear) and is_unsure(text):
        if not question.required:
            return Answered(None)
        return Unclear(question.required_message or reading.sentence)
    return reading


def _needs_answer(words: Words, question: Question) -> str:
    return question.required_message or words("asking.required")


def _read(words: Words, question: Question, text: str, ticked: Sequence[str], answers: Answers) -> Reading:
    match question.kind:
        case Kind.ONE | Kind.SCALE:
            choice = choice_meant(text, question.choices)
            return (
                _checked(question, choice.value, answers) if choice else Unclear(words("asking.unclear_one"))
            )
        case Kind.MANY:
            return _read_many(words, question, text, ticked, answers)
        case Kind.RANK:
            return _read_rank(words, question, text, answers)
        case Kind.NUMBER:
            return _read_number(words, question, text, answers)
        case Kind.DATE:
            day = date_meant(text)
            return (
                _checked(question, day.isoformat(), answers) if day else Unclear(words("asking.unclear_date"))
            )
        case Kind.PLACE:
            return _checked(question, without_full_postcode(text.strip())[:80], answers)
        case Kind.NOTE:
            return Answered("")
        case Kind.TEXT:
            return _read_text(words, question, text, answers)


def _read_text(words: Words, question: Question, text: str, answers: Answers) -> Reading:
    if not question.required and is_unsure(text):
        return Answered(None)
    longest = int(question.most or LONGEST_TEXT)
    if len(text) > longest:
        return Unclear(words("asking.too_long", most=longest))
    return _checked(question, text.strip(), answers)


def _read_many(
    words: Words, question: Question, text: str, ticked: Sequence[str], answers: Answers
) -> Reading:
    if plain(text) in ("done", "finished", "thats all"):
        return _finished(words, question, ticked, answers)
    meant = choices_meant(text, question.choices)
    if meant is None:
        return Unclear(words("asking.unclear_many"))
    return _finished(words, question, [choice.value for choice in meant], answers)


def _read_rank(words: Words, question: Question, text: str, answers: Answers) -> Reading:
    meant = choices_meant(text, question.choices)
    if meant is None:
        return Unclear(words("asking.unclear_rank"))
    return _finished(words, question, [choice.value for choice in meant], answers)


def _read_number(words: Words, question: Question, text: str, answers: Answers) -> Reading:
    number = number_meant(text)
    if number is None or (question.whole and number != int(number)):
        return Unclear(words("asking.unclear_number"))
    low, high = question.least, question.most
    if (low is not None and number < low) or (high is not None and number > high):
        return Unclear(words("asking.out_of_range", least=_tidy(low), most=_tidy(high)))
    return _checked(question, int(number) if number == int(number) else number, answers)


def _tidy(number: float | None) -> str:
    return "…" if number is None else f"{number:g}"


def _finished(words: Words, question: Question, ticked: Sequence[str], answers: Answers) -> Reading:
    if question.kind is Kind.NOTE:
        return Answered("")
    if question.kind is Kind.RANK and len(ticked) < len(question.choices):
        return Unclear(words("asking.unclear_rank"))
    exclusive = {choice.value for choice in question.choices if choice.exclusive}
    if len(ticked) > 1 and exclusive & set(ticked):
        return Unclear(words("asking.exclusive"))
    if question.most is not None and question.kind is Kind.MANY and len(ticked) > question.most:
        return Unclear(words("asking.at_most", most=int(question.most)))
    least = int(question.least or (1 if question.required else 0))
    if not ticked and question.required and question.required_message:
        return Unclear(question.required_message)
    if len(ticked) < least:
        return Unclear(words("asking.at_least", least=least))
    return _checked(question, list(ticked), answers)


def _ticking(
    words: Words, question: Question, value: str, ticked: Sequence[str], answers: Answers
) -> Reading:
    """A tick more or less; a choice that excludes all others is the whole answer at once."""
    now = _toggle(question, value, ticked)
    alone = any(choice.exclusive for choice in question.choices if choice.value in now)
    return _finished(words, question, now, answers) if alone else Ticked(now)


def _toggle(question: Question, value: str, ticked: Sequence[str]) -> tuple[str, ...]:
    if value in ticked:
        return tuple(other for other in ticked if other != value)
    by_value: dict[str, Choice] = {choice.value: choice for choice in question.choices}
    if value not in by_value:
        return tuple(ticked)
    if by_value[value].exclusive:
        return (value,)
    return (*(other for other in ticked if not by_value[other].exclusive), value)


def _checked(question: Question, value: Json, answers: Answers) -> Reading:
    problem = question.check(value, answers) if question.check else None
    return Answered(value) if problem is None else Unclear(problem)


def without_full_postcode(text: str) -> str:
    """The text with every full postcode reduced to its outward code (DT4 7AB becomes DT4)."""
    return POSTCODE.sub(lambda found: found.group(1).upper(), text)


def date_meant(text: str) -> date | None:
    """A day typed as 2026-11-22, 22/11/2026, 22 November 2026 or 22nd Nov 26; None when it is no day at all."""
    iso = re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = re.fullmatch(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})\s*", text)
    if numbers:
        return _day(_year(numbers[3]), int(numbers[2]), int(numbers[1]))
    named = re.fullmatch(
        r"\s*(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{2}|\d{4})\s*", text.casefold()
    )
    if named and named[2] in MONTHS:
        return _day(_year(named[3]), MONTHS.index(named[2]) + 1, int(named[1]))
    return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
