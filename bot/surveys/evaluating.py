"""Parses and evaluates expressions with elementpath; knows nothing of what they are for.

Each answer is a node of a small tree made for the occasion; `${name}` becomes the path to it.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from xml.etree import ElementTree

from elementpath import XPathContext
from elementpath.exceptions import ElementPathError
from elementpath.xpath_tokens import XPathToken

from bot.surveys.expression import REFERENCE, ExpressionError, Facts, names_in
from bot.surveys.xpath import FUNCTIONS, SurveyXPath

_ERRORS = (ElementPathError, ValueError, ArithmeticError, RecursionError, re.error)


def evaluated(expression: str, facts: Facts) -> object:
    """What the expression comes to. Raises ExpressionError."""
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


def unusable(bare: str, columns: Collection[str]) -> str | None:
    """Why an expression, in which `.` stands for every answer, cannot be used; None when it can."""
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


@lru_cache(maxsize=1024)
def _parsed(expression: str) -> XPathToken:
    source = REFERENCE.sub(lambda found: f" /v/{_element(found[1])} ", expression)
    try:
        return SurveyXPath().parse(source)
    except _ERRORS as error:
        raise ExpressionError(_reason(error)) from error


def _element(name: str) -> str:
    """Its own beginning keeps a question called `date` or `div` from being taken for XPath's."""
    return f"q_{name}"


def _reason(error: Exception) -> str:
    """The library's own words without its codes and without the names we gave it."""
    if isinstance(error, RecursionError):
        return "there are too many brackets inside each other"
    text = re.sub(r" at line 1, column \d+", "", re.sub(r"\[err:\w+\]\s*", "", str(error)))
    return re.sub(r"/v/q_([^\s'\"]+)", r"${\1}", text)
