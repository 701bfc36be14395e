"""Works out a survey's expressions (XPath 1.0 with XLSForm's functions); knows nothing of surveys or questions.

The grammar and XPath's own functions are elementpath's; its operators are put right where they stray from XPath 1.0.
What is added: XLSForm's functions, `${name}` for an answer, and days: two ISO days compare and subtract as days, which
XPath alone would call not a number.
An answer that was not given is an empty text. The functions of XPath that read files do not exist here.

elementpath is imported when the first expression is worked out: loading it takes longer than all of this room, and a
bot that starts has nothing to work out yet.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
"""`${plays}`: the answer to the question `plays`."""
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
_ENDLESS = {"INF": "Infinity", "-INF": "-Infinity"}
"""XPath 1.0 writes what the library writes as XPath 2 does."""
_PATH = re.compile(r"\.\.|/|::|@|\[|\||#")


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
    if not expression.strip():
        return True
    from bot.surveys.evaluating import evaluated

    return bool(evaluated(f"boolean({expression})", facts))


def worth(expression: str, facts: Facts) -> str:
    """What the expression comes to, as XPath writes it: `3` for 3.0, `true`, `NaN`. Raises ExpressionError."""
    if not expression.strip():
        return ""
    from bot.surveys.evaluating import evaluated

    text = str(evaluated(f"string({expression})", facts))
    return _ENDLESS.get(text, text)


def names_in(expression: str) -> tuple[str, ...]:
    """The questions an expression looks at, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(REFERENCE.findall(expression)))


def uses_today(expression: str) -> bool:
    """Whether the expression cannot be worked out without knowing which day it is."""
    return re.search(r"\b(today|now)\s*\(", expression) is not None


def wrong_with(expression: str, columns: Collection[str] = ()) -> str | None:
    """Why the expression cannot be used, or None when it can; `columns` are those a choice filter may name."""
    bare = REFERENCE.sub(" . ", expression)
    code = _LITERAL.sub("", bare)
    if "$" in code or "#" in "".join(names_in(expression)):
        return "a question is written ${name}"
    if path := _PATH.search(code):
        return f"{path[0]!r} leads through a form's tree: write ${{name}} instead"
    from bot.surveys.evaluating import unusable

    return unusable(bare, columns)
