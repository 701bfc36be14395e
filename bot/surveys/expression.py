"""Works out a survey's expressions (XPath 1.0 with XLSForm's functions); knows nothing of surveys or questions.

The grammar, the operators and XPath's own functions are elementpath's. What is added: XLSForm's functions, `${name}`
for an answer, and days: two ISO days compare and subtract as days, which XPath 1.0 alone would call not a number.
An answer that was not given is an empty text. The functions of XPath that read files do not exist here.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from xml.etree import ElementTree

from elementpath import XPathContext
from elementpath.exceptions import ElementPathError
from elementpath.xpath_tokens import XPathToken

from bot.surveys.xpath import FUNCTIONS, SurveyXPath

REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
"""`${plays}`: the answer to the question `plays`."""


LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
PATH = re.compile(r"\.\.|/|::|@|\[|\||#")
_ERRORS = (ElementPathError, ValueError, ArithmeticError, RecursionError, re.error)


class ExpressionError(ValueError):
    """The expression cannot be read or worked out; the message says why, in words for its author."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an expression may look at: answers as texts, which of them is `.`, the day it is, and for a choice filter
    the columns of the choice."""

    values: Mapping[str, str]
    here: str = ""
    today: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def holds(expression: str, facts: Facts) -> bool:
    """Whether the condition is true; an empty one is. Raises ExpressionError."""
    return not expression.strip() or bool(_worked_out(f"boolean({expression})", facts))


def worth(expression: str, facts: Facts) -> str:
    """What the expression comes to, as XPath writes it: `3` for 3.0, `true`, `NaN`. Raises ExpressionError."""
    return str(_worked_out(f"string({expression})", facts)) if expression.strip() else ""


def names_in(expression: str) -> tuple[str, ...]:
    """The questions an expression looks at, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(REFERENCE.findall(expression)))


def wrong_with(expression: str, columns: Collection[str] = ()) -> str | None:
    """Why the expression cannot be used, or None when it can; `columns` are those a choice filter may name."""
    bare = REFERENCE.sub(" . ", expression)
    code = LITERAL.sub("", bare)
    if "$" in code or "#" in "".join(names_in(expression)):
        return "a question is written ${name}"
    if path := PATH.search(code):
        return f"{path[0]!r} leads through a form's tree: write ${{name}} instead"
    try:
        tokens = list(SurveyXPath().parse(bare).iter())
        for token in tokens:
            _checked_pattern(token)
    except _ERRORS as error:
        return _reason(error)
    return next(filter(None, (_not_ours(token, columns) for token in tokens)), None)


def _not_ours(token: XPathToken, columns: Collection[str]) -> str | None:
    if token.label == "function" and token.symbol not in FUNCTIONS:
        return f"{token.symbol}() is not something a chat can work out"
    if token.symbol == "(name)" and token.value not in columns:
        return f"{token.value} stands alone: write ${{{token.value}}}"
    return None


def _checked_pattern(token: XPathToken) -> None:
    """Raises re.error for a regex() whose pattern, written out in the form, is none."""
    if token.symbol == "regex" and token[1].symbol == "(string)":
        re.compile(str(token[1].value))


def uses_today(expression: str) -> bool:
    """Whether the expression cannot be worked out without knowing which day it is."""
    return re.search(r"\b(today|now)\s*\(", expression) is not None


def _worked_out(expression: str, facts: Facts) -> object:
    root = ElementTree.Element("v")
    names = dict.fromkeys((*names_in(expression), facts.here))
    nodes = {name: ElementTree.SubElement(root, _element(name)) for name in names}
    for name, node in nodes.items():
        node.text = facts.values.get(name, "")
    for column, value in facts.columns.items():
        ElementTree.SubElement(nodes[facts.here], column).text = value
    today = facts.today.isoformat() if facts.today else ""
    context = XPathContext(root, item=nodes[facts.here], variables={"today": today})
    try:
        return _parsed(expression).evaluate(context)
    except _ERRORS as error:
        raise ExpressionError(_reason(error)) from error


@lru_cache(maxsize=1024)
def _parsed(expression: str) -> XPathToken:
    source = REFERENCE.sub(lambda found: f" /v/{_element(found[1])} ", expression)
    try:
        return SurveyXPath().parse(source)
    except _ERRORS as error:
        raise ExpressionError(_reason(error)) from error


def _element(name: str) -> str:
    return f"q_{name}"


def _reason(error: Exception) -> str:
    """The library's own words without its codes and without the names we gave it."""
    if isinstance(error, RecursionError):
        return "there are too many brackets inside each other"
    text = re.sub(r" at line 1, column \d+", "", re.sub(r"\[err:\w+\]\s*", "", str(error)))
    return re.sub(r"/v/q_([^\s'\"]+)", r"${\1}", text)
