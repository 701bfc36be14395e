"""XPath 1.0 with XLSForm's functions; knows nothing of answers.

elementpath reads a parser's functions from its class, so they are registered here once, when this module is imported.
Sources: the XLSForm reference table of functions and the ODK XForms specification.
"""

import math
import re
from collections.abc import Callable
from copy import copy
from datetime import timedelta
from typing import Any

from elementpath import XPath1Parser
from elementpath.xpath_tokens import XPathToken

from bot.surveys.xpath_operators import EPOCH, items_of, number_of, operators


class SurveyXPath(XPath1Parser):
    """The language of `relevant`, `constraint`, `calculation` and `choice_filter`."""


def _text(token: XPathToken, index: int, context: Any) -> str:
    """The argument as XPath's string(): of several nodes the first, of none an empty text."""
    items = items_of(token[index], context)
    return token.string_value(items[0]) if items else ""


def _number(token: XPathToken, index: int, context: Any) -> float:
    items = items_of(token[index], context)
    return number_of(token, items[0]) if items else math.nan


def _selected(self: XPathToken, context: Any = None) -> bool:
    return _text(self, 1, context).strip() in _text(self, 0, context).split()


def _selected_at(self: XPathToken, context: Any = None) -> str:
    chosen, index = _text(self, 0, context).split(), _number(self, 1, context)
    return chosen[int(index)] if not math.isnan(index) and 0 <= index < len(chosen) else ""


def _count_selected(self: XPathToken, context: Any = None) -> int:
    return len(_text(self, 0, context).split())


def _coalesce(self: XPathToken, context: Any = None) -> str:
    return _text(self, 0, context) or _text(self, 1, context)


def _if(self: XPathToken, context: Any = None) -> Any:
    condition = self.boolean_value(self[0].select(copy(context)))
    return self[1 if condition else 2].evaluate(copy(context))


def _regex(self: XPathToken, context: Any = None) -> bool:
    return re.fullmatch(_text(self, 1, context), _text(self, 0, context)) is not None


def _int(self: XPathToken, context: Any = None) -> float:
    number = _number(self, 0, context)
    return number if math.isnan(number) else float(math.trunc(number))


def _round(self: XPathToken, context: Any = None) -> float:
    number = _number(self, 0, context)
    digits = max(-15, min(15, int(_number(self, 1, context)))) if len(self) > 1 else 0
    if math.isnan(number) or math.isinf(number):
        return number
    return float(math.floor(number * 10**digits + 0.5) / 10**digits)


def _join(self: XPathToken, context: Any = None) -> str:
    parts = [self.string_value(item) for argument in self[1:] for item in argument.select(copy(context))]
    return _text(self, 0, context).join(parts)


def _today(self: XPathToken, context: Any = None) -> str:
    if context is None:
        raise self.missing_context()
    return str(context.variables.get("today", ""))


def _date(self: XPathToken, context: Any = None) -> str:
    number = _number(self, 0, context)
    return "" if math.isnan(number) else (EPOCH + timedelta(days=math.floor(number))).isoformat()


SurveyXPath.symbol_table.update(operators())

_OURS: dict[str, tuple[int | tuple[int, int | None], Callable[[Any, Any], Any]]] = {
    "selected": (2, _selected),
    "selected-at": (2, _selected_at),
    "count-selected": (1, _count_selected),
    "coalesce": (2, _coalesce),
    "if": (3, _if),
    "regex": (2, _regex),
    "int": (1, _int),
    "round": ((1, 2), _round),
    "join": ((1, None), _join),
    "today": (0, _today),
    "now": (0, _today),
    "date": (1, _date),
}
for _name, (_arguments, _evaluate) in _OURS.items():
    # taken out first: registering an existing name would change XPath1Parser's own function (round) for everybody
    SurveyXPath.symbol_table.pop(_name, None)
    SurveyXPath.function(_name, nargs=_arguments)
    setattr(SurveyXPath.symbol_table[_name], "evaluate", _evaluate)  # noqa: B010

XPATHS = frozenset(
    "boolean not true false number string concat contains starts-with substring substring-before substring-after "
    "string-length normalize-space translate floor ceiling count sum".split()
)
FUNCTIONS = XPATHS.union(_OURS)
