"""Reads the parameters column of an XLSForm: ranges and shuffled choices; knows nothing of other columns."""

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from bot.surveys.record import SurveyChoice, SurveyQuestion, Type
from bot.surveys.xlsform_sheets import PARAMETERS, Row

MOST_BUTTONS = 11
"""A range of up to so many values (0 to 10) is shown as buttons; a longer one is typed."""
_PAIR = re.compile(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)")
_TICKS = ("tick_interval", "placeholder", "tick_labelset")


def parameters_of(row: Row) -> dict[str, str]:
    """The parameters by name, all in small letters, as other tools read them."""
    text = row.text(PARAMETERS)
    if _PAIR.sub("", text).strip(" \t\n,;"):
        row.fault(PARAMETERS, f"{text!r} cannot be read", "write name=value, with spaces between")
        return {}
    return {key.lower(): value.lower() for key, value in _PAIR.findall(text)}


def shuffled_of(row: Row, given: dict[str, str]) -> tuple[bool, str]:
    """Whether the choices are shuffled, and the seed: a number or a reference such as ${lot}."""
    unknown = set(given) - {"randomize", "seed"}
    randomize, seed = given.get("randomize", ""), given.get("seed", "")
    if unknown:
        row.fault(
            PARAMETERS, f"there is no parameter {min(unknown)} here", "use randomize=true and seed=NUMBER"
        )
    if randomize not in ("", "true", "false"):
        row.fault(PARAMETERS, f"randomize is {randomize}", "write randomize=true")
    if seed and not randomize:
        row.fault(PARAMETERS, "a seed without randomize", "write randomize=true seed=" + seed)
    if randomize and seed and not seed.startswith("${") and _decimal(seed) is None:
        row.fault(PARAMETERS, f"the seed is {seed}", "write a number, or ${name} of another question")
    return randomize == "true", seed


def range_of(row: Row, given: dict[str, str], question: SurveyQuestion) -> SurveyQuestion:
    """The question as a range: buttons when there are few values, else a number within bounds."""
    for key in given:
        if key in _TICKS:
            row.fault(PARAMETERS, f"a chat shows no {key}", "take it out")
        elif key not in ("start", "end", "step"):
            row.fault(PARAMETERS, f"a range has no {key}", "use start, end and step")
    start, end, step = (_decimal(given.get(key, default)) for key, default in _DEFAULTS)
    if start is None or end is None or step is None:
        row.fault(PARAMETERS, "a range goes from number to number", "write start=1 end=5 step=1")
        return question
    low, high, apart = min(start, end), max(start, end), abs(step)
    if apart == 0 or apart > high - low:
        row.fault(
            PARAMETERS,
            f"steps of {step} do not fit between {start} and {end}",
            "write a smaller step above 0",
        )
        return question
    whole = all(value == value.to_integral_value() for value in (start, end, step))
    values = [
        str(start + (apart if end > start else -apart) * n) for n in range(int((high - low) / apart) + 1)
    ]
    bounded = replace(question, least=float(low), most=float(high), step=float(apart), whole=whole)
    if len(values) > MOST_BUTTONS or question.type is Type.COMPUTED:
        return bounded
    return replace(bounded, type=Type.RATING, choices=tuple(SurveyChoice(value, value) for value in values))


_DEFAULTS = (("start", "1"), ("end", "10"), ("step", "1"))


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
