"""Reads one question of a YAML survey; knows nothing of the survey around it but the questions before it."""

import re
from collections.abc import Mapping

from bot.catalogue.fault import Fault
from bot.dialogue.typed import plain
from bot.surveys.expression import wrong_with
from bot.surveys.fields import Fields, spoken, suggestion
from bot.surveys.only_if import condition
from bot.surveys.record import CHOOSING, NONE, OTHER, UNSEEN, SurveyChoice, SurveyQuestion, Type

NAME = re.compile(r"[a-z][a-z0-9_]*")
FACES = ("1 😞", "2 🙁", "3 😐", "4 🙂", "5 😀")
"""With numbers, so that they can be typed, read out, and told apart where faces look alike."""
FIELDS = (
    "id", "ask", "type", "hint", "why", "choices", "scale", "ends", "out_of", "at_least", "at_most", "whole",
    "required", "required_message", "only_if", "must", "message", "personal", "mixed", "section", "value", "default",
)  # fmt: skip
CHOICE_FIELDS = ("label", "value", "none", "other")
TYPE_HINTS = {
    "choice": "one",
    "single": "one",
    "multiple": "many",
    "yes/no": "yes_no",
    "faces": "scale",
    "stars": "rating",
    "integer": "number",
    "free text": "text",
}
_PIPED = re.compile(r"(?<!\$)\{([A-Za-z_][\w]*)\}")


def question_from(
    fields: Fields, number: int, earlier: Mapping[str, SurveyQuestion], later: frozenset[str]
) -> SurveyQuestion:
    """The question; whatever is wrong with it is among the fields' faults."""
    fields.known(FIELDS)
    kind = _type(fields)
    name = name_of(fields, number)
    question = SurveyQuestion(
        id=name,
        type=kind,
        text=_sentence(
            fields, "ask", earlier, "" if kind in UNSEEN else "write ask: and the question itself"
        ),
        hint=_sentence(fields, "hint", earlier),
        why=_sentence(fields, "why", earlier),
        choices=_choices(fields, kind),
        required=fields.flag("required"),
        required_message=fields.text("required_message"),
        relevant=condition(fields, "only_if", earlier, later),
        constraint=_expression(fields, "must"),
        constraint_message=_sentence(fields, "message", earlier),
        calculation=_expression(fields, "value") if kind is Type.COMPUTED else "",
        default=fields.text("value") if kind is Type.HIDDEN else fields.text("default"),
        least=fields.number("at_least"),
        most=fields.number("at_most"),
        whole=fields.flag("whole", default=True) if kind is Type.NUMBER else False,
        personal=fields.flag("personal"),
        shuffled=fields.flag("mixed"),
        section=slug(fields.text("section")),
    )
    _fits_together(fields, question)
    return question


def name_of(fields: Fields, number: int) -> str:
    """The id, or q1, q2 ... by its place when the author gave none."""
    name = fields.text("id") or f"q{number}"
    if not NAME.fullmatch(name):
        fields.fault(
            "id",
            f"{name!r} cannot be an id",
            f"use small letters, digits and _, such as {slug(name) or 'plays'}",
        )
    return name


def slug(text: str) -> str:
    """The text as an id: "Not yet" becomes not_yet."""
    return plain(text).replace(" ", "_")


def _type(fields: Fields) -> Type:
    said = spoken(fields.raw.get("type", "")).casefold()
    if not said:
        fields.fault(None, "type is missing", f"write type: and one of {', '.join(Type)}")
    elif said not in tuple(Type):
        better = TYPE_HINTS.get(said)
        fields.fault(
            "type", f"there is no type {said}", f"write {better}" if better else suggestion(said, list(Type))
        )
    return Type(said) if said in tuple(Type) else Type.TEXT


def _sentence(fields: Fields, key: str, earlier: Mapping[str, SurveyQuestion], needed: str = "") -> str:
    """A text in which {id} shows an earlier answer, kept as ${id}."""
    text = fields.text(key, needed)
    for name in _PIPED.findall(text):
        if name not in earlier:
            mend = suggestion(name, earlier) if earlier else "take it out: no question comes before this one"
            fields.fault(key, f"{{{name}}} is no question before this one", mend)
    return _PIPED.sub(r"${\1}", text)


def _expression(fields: Fields, key: str) -> str:
    text = fields.text(key)
    wrong = wrong_with(text) if text else None
    if wrong:
        fields.fault(key, f"{key} cannot be worked out: {wrong}", "look at its brackets and quotes")
    return text


def _choices(fields: Fields, kind: Type) -> tuple[SurveyChoice, ...]:
    if kind is Type.SCALE:
        return _scale(fields)
    if kind is Type.RATING:
        return _rating(fields)
    if kind not in CHOOSING or kind is Type.YES_NO:
        if "choices" in fields.raw:
            fields.fault(
                "choices", f"a question of type {kind} has no choices", "take choices out, or write type: one"
            )
        return ()
    raw = fields.raw.get("choices")
    if not isinstance(raw, list) or len(raw) < 2:
        fields.fault(
            "choices" if raw else None,
            "there are not two choices",
            "write choices: and a list of at least two",
        )
        return ()
    choices = tuple(_choice(fields, index, part) for index, part in enumerate(raw))
    _all_different(fields, choices)
    return choices


def _choice(fields: Fields, index: int, part: object) -> SurveyChoice:
    if not isinstance(part, Mapping):
        return SurveyChoice(slug(spoken(part)) or f"c{index + 1}", spoken(part))
    own = Fields(part, (*fields.path, "choices", index), fields.faults)
    own.known(CHOICE_FIELDS)
    label = own.text("label", "write label: and what people see")
    none, other = own.flag("none"), own.flag("other")
    value = own.text("value") or (NONE if none else OTHER if other else slug(label) or f"c{index + 1}")
    if re.search(r"\s", value):
        own.fault("value", f"{value!r} has a space in it", f"write {slug(value)}")
    return SurveyChoice(value, label, exclusive=none, other=other)


def _all_different(fields: Fields, choices: tuple[SurveyChoice, ...]) -> None:
    for index, choice in enumerate(choices):
        if choice.value in {other.value for other in choices[:index]}:
            path = (*fields.path, "choices", index)
            fields.faults.append(
                Fault(path, f"{choice.label!r} is there twice", "take one out, or give it its own value")
            )


def _scale(fields: Fields) -> tuple[SurveyChoice, ...]:
    given = fields.raw.get("scale")
    if given == "faces":
        return _with_ends(fields, FACES)
    if isinstance(given, list) and 2 <= len(given) <= 10:
        return _with_ends(fields, tuple(spoken(part) for part in given))
    fields.fault(
        "scale" if given else None, "the scale is missing", "write scale: faces, or a list of 2 to 10 words"
    )
    return ()


def _rating(fields: Fields) -> tuple[SurveyChoice, ...]:
    most = fields.number("out_of")
    if most is None or not 2 <= most <= 10:
        fields.fault(
            "out_of" if most else None, "a rating needs to know out of how many", "write out_of: 5 (2 to 10)"
        )
        return ()
    return _with_ends(fields, tuple(str(value) for value in range(1, int(most) + 1)))


def _with_ends(fields: Fields, labels: tuple[str, ...]) -> tuple[SurveyChoice, ...]:
    ends = fields.texts("ends")
    if ends and len(ends) != 2:
        fields.fault(
            "ends", "ends are not two", "write what the lowest and the highest mean: [not at all, very]"
        )
        ends = ()
    first, last = ends or ("", "")
    said = {0: first, len(labels) - 1: last}
    return tuple(
        SurveyChoice(str(index + 1), f"{label} {said.get(index, '')}".strip())
        for index, label in enumerate(labels)
    )


def _fits_together(fields: Fields, question: SurveyQuestion) -> None:
    least, most = question.least, question.most
    if least is not None and most is not None and least > most:
        fields.fault("at_least", f"at_least {least:g} is more than at_most {most:g}", "swap them")
    if question.type is Type.MANY and most is not None and most > len(question.choices) > 0:
        fields.fault(
            "at_most", f"there are only {len(question.choices)} choices", "lower at_most or take it out"
        )
    if question.type is Type.COMPUTED and not question.calculation:
        fields.fault(None, "value is missing", "write value: and how it is worked out, such as ${a} + ${b}")
    if question.required and question.type is Type.NOTE:
        fields.fault("required", "a note has no answer", "take required out")
