"""XPath 1.0's operators where elementpath strays from them, and what they make of days; knows nothing of functions.

Source: XPath 1.0, section 3.4. elementpath 5.1 finds `'3' = 3` false; by the rule both sides are numbers when one is.
It also takes no comparison of a comparison (`1 = 1 = true()`), and refuses a text that is no number with `<` and `>`.
A text that is an ISO day counts as the number of its day wherever a number is wanted.
"""

import math
import re
from collections.abc import Callable
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

from elementpath import XPath1Parser
from elementpath.xpath_tokens import XPathToken

EPOCH = date(1970, 1, 1)
EQUALITY, RELATION = 30, 35
"""How tightly they bind: `<` before `=`."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"\s*-?(\d+(\.\d*)?|\.\d+)\s*")
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: bool(a == b),
    "!=": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}


def day_number(text: str) -> float | None:
    """Days since 1 January 1970 of an ISO day, with or without a time behind it; None for anything else."""
    try:
        return float((date.fromisoformat(text[:10]) - EPOCH).days) if _DAY.match(text) else None
    except ValueError:
        return None


def number_of(token: XPathToken, item: Any) -> float:
    """An item as XPath's number() has it, and a day as the number of its day."""
    if isinstance(item, bool | int | float | Decimal):
        return float(item)
    text = token.string_value(item)
    day = day_number(text)
    if day is not None:
        return day
    return float(text) if _NUMBER.fullmatch(text) else math.nan


def items_of(token: XPathToken, context: Any) -> list[Any]:
    """What an operand or argument comes to: nodes, or one value."""
    return list(token.select(copy(context)))


def operators() -> dict[str, Any]:
    """The tokens to put in the place of elementpath's own, by symbol."""
    return {symbol: _comparison(symbol) for symbol in _COMPARISONS} | {
        symbol: _arithmetic(symbol) for symbol in ("+", "-", "*", "div", "mod")
    }


def _comparison(symbol: str) -> Any:
    plain: Any = XPath1Parser.symbol_table[symbol]
    compare = _COMPARISONS[symbol]
    bound = EQUALITY if symbol in ("=", "!=") else RELATION

    def led(self: Any, left: XPathToken) -> XPathToken:
        self[:] = left, self.parser.expression(rbp=bound)
        return self  # type: ignore[no-any-return]

    def evaluate(self: Any, context: Any = None) -> bool:
        left, right = items_of(self[0], context), items_of(self[1], context)
        if bound == EQUALITY and not _as_numbers(self, left, right):
            return bool(plain.evaluate(self, context))
        return any(compare(number_of(self, a), number_of(self, b)) for a in left for b in right)

    members = {"led": led, "evaluate": evaluate, "lbp": bound, "rbp": bound, "__module__": __name__}
    return type(f"{plain.__name__}OfDays", (plain,), members)


def _as_numbers(token: XPathToken, left: list[Any], right: list[Any]) -> bool:
    """Whether equality is one of numbers: one side is a number and none a truth value, or both sides are days."""
    every = [*left, *right]
    if any(isinstance(item, bool) for item in every):
        return False
    if any(isinstance(item, int | float | Decimal) for item in every):
        return True
    return bool(every) and all(day_number(token.string_value(item)) is not None for item in every)


def _arithmetic(symbol: str) -> Any:
    plain: Any = XPath1Parser.symbol_table[symbol]

    def evaluate(self: Any, context: Any = None) -> Any:
        if symbol in ("+", "-") and len(self) == 2 and _has_day(self, context):
            left, right = (number_of(self, (items_of(side, context) or [""])[0]) for side in self)
            return left + right if symbol == "+" else left - right
        result = plain.evaluate(self, context)
        return float(result) if isinstance(result, Decimal) else result

    return type(f"{plain.__name__}OfDays", (plain,), {"evaluate": evaluate, "__module__": __name__})


def _has_day(token: Any, context: Any) -> bool:
    sides = [items_of(side, context) for side in token]
    return any(len(side) == 1 and day_number(token.string_value(side[0])) is not None for side in sides)
