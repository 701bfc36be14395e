"""What the author of a conversation is told about how it feels to vote on; every remark is a warning."""

import re
from collections.abc import Iterator

from bot.catalogue.fault import Fault
from bot.surveys.conversation import Statement
from bot.surveys.reading_age import reading_age
from bot.surveys.record import Survey

FEWEST, MOST = 5, 15
"""So many statements to begin with: fewer give nothing to disagree about, more leave no room for those of others."""
MOST_READING_AGE = 11
FEWEST_WORDS = 6
WORDS_A_SECOND = 2.5
TO_VOTE = 3
"""Seconds to agree, disagree or pass once it is read."""
_DOUBLE = re.compile(r"\b(?:and|but|because|so that)\b", re.IGNORECASE)


def seconds_to_vote(survey: Survey) -> int:
    """About how long the statements of the beginning take an eleven-year-old."""
    return round(sum(len(each.text.split()) / WORDS_A_SECOND + TO_VOTE for each in survey.statements))


def faults_of(survey: Survey, *, young: bool) -> Iterator[Fault]:
    """Everything worth telling the author, in the order of the statements; `young` when young people are asked."""
    number = len(survey.statements)
    if not FEWEST <= number <= MOST:
        mend = f"begin with {FEWEST} to {MOST}: young people add the others"
        yield Fault(("statements",), f"it begins with {number} statements", mend, warning=True)
    for index, statement in enumerate(survey.statements):
        for wrong, mend in _remarks(statement, young):
            yield Fault(("statements", index), wrong, mend, warning=True)


def _remarks(statement: Statement, young: bool) -> Iterator[tuple[str, str]]:
    text = statement.text
    if text.rstrip().endswith("?"):
        yield "this is a question", "say something that people can agree or disagree with"
    elif found := _DOUBLE.search(text):
        yield f"with {found[0]!r} this may say two things", "say one: people may agree with only half of it"
    if young and len(text.split()) >= FEWEST_WORDS and reading_age(text) > MOST_READING_AGE:
        yield f"its words need a reading age of {reading_age(text):.0f}", "use shorter words"
