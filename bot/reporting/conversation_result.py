"""What a conversation came to beside its counts, as lines for staff; numbers below ten never come here."""

from collections.abc import Iterator, Sequence

from bot.dialogue.forms import Answers
from bot.surveys.opinion_groups import FEWEST_VOTERS, Opinion, Stance, opinion
from bot.surveys.record import Survey

SIDES = {"agree": "most agree", "disagree": "most disagree", "split": "split"}


def opinion_lines(survey: Survey, votes: Sequence[Answers]) -> Iterator[str]:
    """What people agree on and the groups there are; nothing for what is no conversation.

    `survey` has all statements of the conversation as questions.
    """
    if not survey.is_conversation:
        return
    found = opinion(votes, [question.id for question in survey.questions])
    texts = {question.id: question.text for question in survey.questions}
    if found.together:
        yield ""
        yield "In every group:" if found.groups else "All together:"
        yield from _stances(found.together, texts)
    for number, group in enumerate(found.groups, 1):
        yield ""
        yield f"Group {number}, at least {group.at_least} people, is set apart by:"
        yield from _stances(group.apart, texts)
    if not found.groups:
        yield ""
        yield _why_none(found)


def _stances(stances: Sequence[Stance], texts: dict[str, str]) -> Iterator[str]:
    for stance in stances:
        yield f"  {SIDES[stance.side]}: {texts[stance.statement]}"


def _why_none(found: Opinion) -> str:
    if found.too_few:
        return f"Groups of opinion are looked for from {FEWEST_VOTERS} people on."
    return "No groups of opinion were found: the votes are no further apart than chance makes them."
