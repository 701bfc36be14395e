"""A poll as its author answers questions about it: from these answers to a survey and back; knows no chat and no store.

The survey is made by writing down what a file of `surveys/` would say and reading that, so a poll from the chat is
whatever a poll from a file can be, and nothing else.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from bot.dialogue.bot import Words
from bot.dialogue.dates import date_meant
from bot.dialogue.effects import Json
from bot.dialogue.forms import Answers
from bot.dialogue.typed import ORDINALS, plain
from bot.surveys.advice import asks_who
from bot.surveys.reading import survey_from
from bot.surveys.reading_question import FACES
from bot.surveys.record import NONE, OTHER, Survey, SurveyQuestion, Type

FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
FEWEST_WORDS, MOST_WORDS = 3, 7
"""How many words a scale may have."""
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_WHY, LONGEST_ANSWER = 150, 60, 200, 300
LONGEST_TITLE, LONGEST_SLUG = 60, 58
MOST_WEEKS = 12
WEEKS: Final = ("1", "2", "4")
AGES: Final = ("5-10", "11-12", "13-15", "16-18", "19-25")
"""The bands in which people tell how old they are, so that a poll for some of them reaches just these."""
ROLES: Mapping[str, tuple[str, ...]] = {
    "young_person": ("young_person",),
    "parent": ("parent",),
    "teacher": ("educator", "school"),
    "everybody": (),
}
SCALES: Final = ("amount", "often", "agree")
"""Scales whose words the wording holds, each as many good as bad."""
QUESTION: Final = "q1"
ENOUGH: Final = "enough"
OBJECTIVE: Final = "youth_voice"
_QUESTION_WORDS = frozenset(
    """what whats wot wots wat which
    how do does did are is was were would should could can will who where when why have has
    if whose""".split()
)
_AFTER = re.compile(r"(?:in |after )?(\d{1,3}|one|two|three|four|five|six) (day|week)s?(?: time)?")
_NONE: Final = frozenset(
    {"none", "none of these", "none of them", "none of those", "neither", "neither of these"}
)
_KINDS: Mapping[str, Type] = {
    "one": Type.ONE,
    "many": Type.MANY,
    "yes_no": Type.YES_NO,
    "faces": Type.SCALE,
    "words": Type.SCALE,
    "text": Type.TEXT,
}
KINDS: Final = tuple(_KINDS)
CHOSEN: Final = frozenset({"one", "many"})
"""The kinds whose options the author writes."""


def tidy(text: str) -> str:
    """The text in one line, without spaces to spare."""
    return " ".join(text.split())


def begun(text: str) -> str:
    """The text with a capital to begin with, as one who types on a phone would want it; "iPad" stays so."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.islower() else text


def finished(text: str, mark: str = ".") -> str:
    """The text in one line with a capital and a mark at its end, where it has none."""
    said = begun(tidy(text))
    return said + mark if said[-1:].isalnum() else said


def asked(text: str) -> str:
    """A question as it is shown; what begins like one gets its question mark."""
    return finished(text, "?" if plain(text).partition(" ")[0] in _QUESTION_WORDS else "")


def listed(text: str) -> tuple[str, ...]:
    """The entries of a typed list: one a line, else with semicolons, else with commas and perhaps a last "or"."""
    for mark in ("\n", ";"):
        if mark in text.strip():
            return _entries(text.split(mark))
    parts = text.split(",")
    last = re.split(r"\bor\b", parts[-1]) if len(parts) > 1 else [parts[-1]]
    return _entries([*parts[:-1], *last])


def _entries(parts: Collection[str]) -> tuple[str, ...]:
    bare = (re.sub(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", "", part) for part in parts)
    return tuple(begun(entry) for entry in map(tidy, bare) if entry)


def option_step(number: int) -> str:
    """The id of the step that asks for one more option."""
    return f"option_{number}"


def options_in(answers: Answers) -> tuple[str, ...]:
    """All options given so far, at once or one by one."""
    steps = ["options", *(option_step(number) for number in range(2, MOST_OPTIONS + 1))]
    given = [str(answers[step]) for step in steps if answers.get(step) not in (None, ENOUGH)]
    return tuple(option for text in given for option in listed(text))


def same_option(option: str) -> str:
    """What two options must not share: their letters and digits, or the very signs when they have none."""
    return plain(option) or option


def scale_in(answer: Json, words: Words) -> tuple[str, ...]:
    """The words of a scale that was picked by its name or typed as a list."""
    said = str(answer or "")
    return listed(words(f"authoring.scale.{said}") if said in SCALES else said)


def closing_day(answer: Json, today: date) -> date | None:
    """The last day: so many days or weeks from `today`, or the day that was typed; None when it is no day."""
    said = plain(str(answer or ""))
    if said in WEEKS:
        return today + timedelta(weeks=int(said))
    if after := _AFTER.fullmatch(said):
        number = int(ORDINALS.get(after[1], 0) or after[1])
        return today + timedelta(days=number * (7 if after[2] == "week" else 1))
    return date_meant(str(answer or "")) or _this_year(str(answer or ""), today)


def _this_year(said: str, today: date) -> date | None:
    """A day typed without its year, the next one there is."""
    days = [date_meant(f"{said.strip()} {year}") for year in (today.year, today.year + 1)]
    return next((day for day in days if day and day >= today), None)


def slug_of(question: str, day: date, taken: Collection[str]) -> str:
    """A name for the poll that nobody has yet: its words, its day, and a number if need be; at most 58 characters."""
    said = "-".join(re.findall(r"[a-z0-9]+", plain(question).encode("ascii", "ignore").decode()))
    end = f"-{day.isoformat()}"
    begin = f"poll-{said}"[: LONGEST_SLUG - len(end) - 3].rstrip("-") + end
    return next(name for name in (begin, *(f"{begin}-{n}" for n in range(2, 100))) if name not in taken)


def survey_of(answers: Answers, words: Words, slug: str, today: date) -> Survey:
    """The poll. Raises ValueError naming what is wrong: what a form let through that no file may say."""
    made = survey_from(record_of(answers, words, slug, today))
    if isinstance(made, Survey):
        return made
    raise ValueError("; ".join(f"{fault.wrong}: {fault.mend}" for fault in made))


def record_of(answers: Answers, words: Words, slug: str, today: date) -> dict[str, object]:
    """The poll as a file of `surveys/` says it; it has no opening day until staff approve it."""
    question = asked(str(answers["question"]))
    closes = closing_day(answers["closes"], today)
    return {
        "slug": slug,
        "title": _title(question),
        "why": finished(str(answers["why"])),
        "who_asks": words("authoring.who_asks"),
        "what_happens": words("authoring.what_happens"),
        **({"closes": closes.isoformat()} if closes else {}),
        "audience": _audience(answers),
        "anonymous": True,
        "reminders": 1,
        "results": "after_close",
        "council_authored": True,
        "objectives": [OBJECTIVE],
        "questions": [_question(answers, question, words)],
    }


def _title(question: str) -> str:
    if len(question) <= LONGEST_TITLE:
        return question
    return question[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-") + " …"


def _audience(answers: Answers) -> dict[str, object]:
    audience: dict[str, object] = {"roles": list(ROLES[str(answers["audience"])])}
    ages = answers.get("ages")
    if answers["audience"] == "young_person" and isinstance(ages, list) and ages:
        audience["age_bands"] = [age for age in AGES if age in ages]
    return audience


def _question(answers: Answers, question: str, words: Words) -> dict[str, object]:
    kind = str(answers["kind"])
    record: dict[str, object] = {"id": QUESTION, "ask": question, "type": _KINDS[kind].value}
    if asks_who(question):
        record |= {"personal": True, "why": finished(str(answers["why"]))}
    match kind:
        case "one" | "many":
            return record | {"choices": _choices(answers, words)}
        case "faces":
            return record | {"scale": "faces"}
        case "words":
            return record | {"scale": list(scale_in(answers["scale_words"], words))}
        case "text":
            return record | {"at_most": LONGEST_ANSWER}
        case _:
            return record


def _choices(answers: Answers, words: Words) -> list[object]:
    choices: list[object] = [
        {"label": option, "none": True} if plain(option) in _NONE else option
        for option in options_in(answers)
    ]
    own = {"label": words("authoring.own_label"), "other": True}
    return [*choices, own] if answers.get("own") == "yes" else choices


def answers_from(survey: Survey) -> dict[str, Json]:
    """What its author answered to make this poll, to be changed and sent again."""
    asked = survey.questions[0]
    kind = _kind(asked)
    answers: dict[str, Json] = {"question": asked.text, "kind": kind}
    written = [choice for choice in asked.choices if not choice.other]
    if kind in CHOSEN:
        answers["options"] = "\n".join(choice.label for choice in written)
        answers["own"] = "yes" if len(written) < len(asked.choices) else "no"
    if kind == "words":
        answers["scale_words"] = "\n".join(choice.label for choice in asked.choices)
    answers["audience"] = next(name for name, roles in ROLES.items() if roles == survey.audience.roles)
    if answers["audience"] == "young_person":
        answers["ages"] = list(survey.audience.age_bands) or None
    return answers | {"why": survey.why, "closes": survey.closes.isoformat() if survey.closes else None}


def _kind(asked: SurveyQuestion) -> str:
    if asked.type is Type.SCALE:
        return "faces" if tuple(choice.label for choice in asked.choices) == FACES else "words"
    return next(name for name, type in _KINDS.items() if type is asked.type)


def is_reserved(option: str) -> bool:
    """Whether the option is what "add your own" is for."""
    return plain(option).replace(" ", "_") in (OTHER, "something_else", "another", "another_one")


def is_none(option: str) -> bool:
    """Whether choosing this excludes all others."""
    return plain(option) in _NONE or plain(option).replace(" ", "_") == NONE
