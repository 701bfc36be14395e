"""Reads the plain conditions of a YAML survey and writes them as XPath; knows nothing of evaluating them.

only_if: {plays: [no, not yet]}              any of these was chosen
only_if: {plays: yes, years: at least 2}     both hold
only_if: [{plays: yes}, {sings: yes}]        one of them holds
only_if: {wants: {not: drums}}               this was not chosen
only_if: {idea: answered}                    something was said at all
only_if: "${years} > 2 and ${plays} = 'yes'" XPath, for whoever knows it
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue.typed import plain
from bot.surveys.expression import names_in, wrong_with
from bot.surveys.fields import Fields, Path, spoken, suggestion
from bot.surveys.record import CHOOSING, NO, PREFER_NOT, SEVERAL, YES, SurveyQuestion, Type

COMPARISONS = {"at least": ">=", "at most": "<=", "more than": ">", "less than": "<"}
_COMPARED = re.compile(r"(at least|at most|more than|less than)\s+(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_BETWEEN = re.compile(r"(-?\d+(?:\.\d+)?)\s+to\s+(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_RATHER_NOT = ("prefer not to say", "id rather not say", "rather not say")
_WRITE = "write the question's id and what was answered, such as only_if: {plays: yes}"


@dataclass(frozen=True, slots=True)
class Condition:
    """Where a condition stands, which questions come before it and which exist at all."""

    fields: Fields
    path: Path
    earlier: Mapping[str, SurveyQuestion]
    later: frozenset[str]

    def fault(self, wrong: str, mend: str) -> str:
        Fields({}, self.path, self.fields.faults).fault(None, wrong, mend)
        return ""


def condition(
    fields: Fields, key: str, earlier: Mapping[str, SurveyQuestion], later: frozenset[str] = frozenset()
) -> str:
    """The condition under `key` as XPath, "" when there is none or when it is at fault."""
    value = fields.raw.get(key)
    if value is None or value == "":
        return ""
    return _read(Condition(fields, (*fields.path, key), earlier, later), value)


def _read(where: Condition, value: object) -> str:
    match value:
        case str():
            return _expression(where, value)
        case list() if value and all(isinstance(part, Mapping | str) for part in value):
            return _joined(" or ", [_read(where, part) for part in value])
        case Mapping() if value:
            return _joined(" and ", [_about(where, str(name), given) for name, given in value.items()])
    return where.fault("this condition cannot be read", _WRITE)


def _joined(word: str, parts: list[str]) -> str:
    written = [part for part in parts if part]
    return written[0] if len(written) == 1 else word.join(f"({part})" for part in written)


def _expression(where: Condition, text: str) -> str:
    if "${" not in text:
        return where.fault(f"{text!r} names no question", _WRITE)
    for name in names_in(text):
        if name not in where.earlier:
            return _unknown(where, name)
    wrong = wrong_with(text)
    return (
        where.fault(f"the condition cannot be worked out: {wrong}", "look at its brackets and quotes")
        if wrong
        else text
    )


def _unknown(where: Condition, name: str) -> str:
    if name in where.later:
        return where.fault(
            f"{name} is asked only later", "ask about it after that question, or move that question up"
        )
    return where.fault(
        f"there is no question {name} before this one",
        suggestion(name, where.earlier) if where.earlier else _WRITE,
    )


def _about(where: Condition, name: str, given: object) -> str:
    question = where.earlier.get(name)
    if question is None:
        return _unknown(where, name)
    if isinstance(given, Mapping):
        if list(given) != ["not"]:
            return where.fault(f"only not: can stand below {name}", f"write {name}: {{not: ...}}")
        inner = _about(where, name, given["not"])
        return f"not({inner})" if inner else ""
    parts = given if isinstance(given, list) else [given]
    return _joined(" or ", [_one(where, question, part) for part in parts])


def _one(where: Condition, question: SurveyQuestion, part: object) -> str:
    said = spoken(part)
    value = choice_value(question, said)
    if value is not None:
        chosen = f"selected(${{{question.id}}}, '{value}')"
        return chosen if question.type in SEVERAL else f"${{{question.id}}} = '{value}'"
    if plain(said) in ("answered", "not answered"):
        return f"${{{question.id}}} {'!=' if plain(said) == 'answered' else '='} ''"
    if question.type in (Type.NUMBER, Type.SCALE, Type.RATING, Type.COMPUTED):
        return _number(where, question, said)
    if question.type in CHOOSING:
        labels = [choice.label for choice in question.choices] or [YES, NO]
        return where.fault(f"{question.id} has no answer {said!r}", suggestion(said, labels))
    return f"${{{question.id}}} = {_quoted(said)}"


def _number(where: Condition, question: SurveyQuestion, said: str) -> str:
    name = f"${{{question.id}}}"
    if compared := _COMPARED.fullmatch(said):
        return f"{name} {COMPARISONS[compared[1].casefold()]} {compared[2]}"
    if between := _BETWEEN.fullmatch(said):
        return f"{name} >= {between[1]} and {name} <= {between[2]}"
    if re.fullmatch(r"-?\d+(\.\d+)?", said):
        return f"{name} = {said}"
    if question.type is Type.COMPUTED:
        return f"{name} = {_quoted(said)}"
    return where.fault(f"{said!r} is no number", "write 3, at least 3, at most 3, or 3 to 5")


def choice_value(question: SurveyQuestion, said: str) -> str | None:
    """The value of the choice with this label or value, whatever its capitals; None when there is none."""
    meant = plain(said)
    if question.type is Type.YES_NO and meant in (YES, NO):
        return meant
    if question.personal and meant in _RATHER_NOT:
        return PREFER_NOT
    for choice in question.choices:
        if said in (choice.value, choice.label) or (
            meant and meant in (plain(choice.label), plain(choice.value))
        ):
            return choice.value
    return None


def _quoted(text: str) -> str:
    return f'"{text}"' if "'" in text else f"'{text}'"
