"""How a question is shown and an answer read, with buttons or typed; knows nothing of what the answer is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.bot import Words
from bot.dialogue.dates import date_meant, without_full_postcode
from bot.dialogue.effects import Json, Option, Say
from bot.dialogue.forms import WRITTEN, Answers, Choice, Kind, Question
from bot.dialogue.last_time import KEEPING, said_last_time
from bot.dialogue.typed import (
    NONE,
    choice_labelled,
    choice_meant,
    choices_meant,
    is_unsure,
    number_meant,
    plain,
)

PICK, TICK = "=", "+"
DONE, SKIP, BACK, WHY, KEEP = "done", "skip", "back", "why", "keep"
LONGEST_TEXT = 2000


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
    words: Words,
    question: Question,
    ticked: Sequence[str] = (),
    back: bool = True,
    again: bool = False,
    last: Json = None,
) -> Say:
    """The question as a message; `back` when there is something to go back to, `again` to edit the one shown.

    `last` is what was answered another time, which one tap keeps.
    """
    lines = [question.progress, question.text, question.hint, said_last_time(words, question, last)]
    return Say(
        text="\n".join(line for line in (*lines, _how(words, question)) if line),
        options=(*_choices(words, question, ticked, last), *_ways_on(words, question, ticked, back)),
        question=question.id,
        replaces=again,
    )


def _how(words: Words, question: Question) -> str:
    if question.kind is Kind.MANY:
        return words("asking.many_most", most=int(question.most)) if question.most else words("asking.many")
    return words("asking.rank") if question.kind is Kind.RANK else ""


def _choices(words: Words, question: Question, ticked: Sequence[str], last: Json) -> list[Option]:
    if question.kind is Kind.MANY:
        return [Option(c.label, TICK + c.value, chosen=c.value in ticked) for c in question.choices]
    if question.kind is Kind.RANK:
        ranked = {value: f"{place}. " for place, value in enumerate(ticked, 1)}
        return [
            Option(ranked.get(c.value, "") + c.label, TICK + c.value, chosen=c.value in ranked)
            for c in question.choices
        ]
    choices = [Option(c.label, PICK + c.value, chosen=c.value == last) for c in question.choices]
    in_own_words = last is not None and not any(choice.chosen for choice in choices)
    return [Option(words("asking.keep"), KEEP), *choices] if in_own_words else choices


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


def picked(
    words: Words,
    question: Question,
    value: str,
    ticked: Sequence[str],
    answers: Answers,
    last: Json = None,
) -> Reading:
    """What pressing the button `value` of this question means; `last` is the answer that KEEP keeps."""
    if value == KEEP and last is not None:
        return _checked(question, last, answers)
    if value in (BACK, WHY):
        return Wanted(value)
    if value == SKIP:
        return Answered(None) if not question.required else Unclear(_needs_answer(words, question))
    if value == DONE:
        return _finished(words, question, ticked, answers)
    if value.startswith(TICK):
        return _ticking(words, question, value[len(TICK) :], ticked, answers)
    return _checked(question, value[len(PICK) :], answers)


def heard(
    words: Words,
    question: Question,
    text: str,
    ticked: Sequence[str],
    answers: Answers,
    last: Json = None,
) -> Reading:
    """What typing `text` in answer to this question means; with `last` there is an answer to keep."""
    if last is not None and plain(text) in KEEPING:
        return _checked(question, last, answers)
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
    if meant is None and plain(text) in NONE and not question.required:
        return Answered(None)
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
    if full := _too_many(words, question, ticked):
        return full
    least = int(question.least or (1 if question.required else 0))
    if not ticked and question.required and question.required_message:
        return Unclear(question.required_message)
    if len(ticked) < least:
        return Unclear(words("asking.at_least", least=least))
    return _checked(question, list(ticked), answers)


def _ticking(
    words: Words, question: Question, value: str, ticked: Sequence[str], answers: Answers
) -> Reading:
    """A tick more or less; a choice that excludes all others is the whole answer at once, one too many is none."""
    now = _toggle(question, value, ticked)
    if any(choice.exclusive for choice in question.choices if choice.value in now):
        return _finished(words, question, now, answers)
    if len(now) > len(ticked) and (full := _too_many(words, question, now)):
        return full
    return Ticked(now)


def _too_many(words: Words, question: Question, ticked: Sequence[str]) -> Unclear | None:
    if question.most is None or question.kind is not Kind.MANY or len(ticked) <= question.most:
        return None
    return Unclear(words("asking.at_most", most=int(question.most)))


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
