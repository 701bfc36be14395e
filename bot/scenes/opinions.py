"""What a conversation came to, in sentences: what people agree on and who sees things alike; knows nobody's vote."""

from collections.abc import Mapping, Sequence

from bot.dialogue.bot import Words
from bot.surveys.opinion_groups import FEWEST_VOTERS, Group, Opinion, Stance
from bot.surveys.record import Survey


def opinions(words: Words, survey: Survey, found: Opinion | None) -> list[str]:
    """A paragraph for what most think and one for each group; none for what is no conversation.

    `survey` is the conversation with all its statements as questions.
    """
    if found is None:
        return []
    texts = {question.id: question.text for question in survey.questions}
    together = _list(words, found.together, texts)
    key = "opinions.together_groups" if found.groups else "opinions.together"
    return [
        *(["\n".join([words(key), *together])] if together else []),
        *([_without_groups(words, found)] if not found.groups else []),
        *([words("opinions.groups", count=len(found.groups))] if found.groups else []),
        *(_group(words, number, group, texts) for number, group in enumerate(found.groups, 1)),
    ]


def _without_groups(words: Words, found: Opinion) -> str:
    return words("opinions.too_few", fewest=FEWEST_VOTERS) if found.too_few else words("opinions.no_groups")


def _group(words: Words, number: int, group: Group, texts: Mapping[str, str]) -> str:
    apart = _list(words, group.apart, texts) or [words("opinions.nothing_apart")]
    return "\n".join([words("opinions.group", number=number, size=group.at_least), *apart])


def _list(words: Words, stances: Sequence[Stance], texts: Mapping[str, str]) -> list[str]:
    known = (each for each in stances if each.statement in texts)
    return [words(f"opinions.{each.side}", text=texts[each.statement]) for each in known]
