"""What people said and what was decided, as text: bars, and you said, we did; knows nobody who answered."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.dialogue.bot import Words
from bot.dialogue.effects import Option, Say
from bot.scenes.cards import day_text
from bot.scenes.house import House
from bot.scenes.menu import says
from bot.scenes.voice_now import Edition
from bot.surveys.influence import Decision
from bot.surveys.record import NO, PREFER_NOT, YES, Survey
from bot.surveys.results import Results
from bot.surveys.shown import Bar, Shown, shown

WIDEST = 12
"""Characters of the bar for everybody who answered: what fits beside nothing else on a narrow phone."""


def said(words: Words, survey: Survey, found: Results | None) -> str:
    """What people said as bars of text; says so when results are not shown, or too few answered."""
    if found is None:
        return words("came.not_shown")
    if found.people is None:
        return words("came.too_few")
    questions = shown(survey, found, names(words))
    gaps = words("came.gaps") if any(question.gaps for question in questions) else ""
    return says(how_many(words, found), *("\n".join(_lines(words, q)) for q in questions), gaps)


def how_many(words: Words, found: Results) -> str:
    """How many people answered, as exactly as may be told."""
    return words("came.answered" if found.exact else "came.answered_over", people=found.people)


def names(words: Words) -> dict[str, str]:
    """What stands for the choices that no author writes."""
    return {YES: words("came.yes"), NO: words("came.no"), PREFER_NOT: words("came.prefer_not")}


def so_far(house: House, survey: Survey) -> str:
    """The results of an open survey that shows them live, for whoever has just answered; else ""."""
    found = house.voice.results.get(survey.slug)
    if survey.results != "live" or found is None or found.people is None:
        return ""
    return says(house.words("came.so_far"), said(house.words, survey, found))


def _lines(words: Words, question: Shown) -> Iterator[str]:
    yield words("came.question", question=question.text)
    if question.kept_back:
        yield words("came.question_kept_back")
        return
    if question.answered is not None:
        yield words("came.question_answered", answered=question.answered)
    if question.mean is not None:
        yield words("came.question_mean", mean=f"{question.mean:g}")
    if question.bars and not question.split:
        yield words("came.question_no_split")
    elif question.bars:
        for bar in question.bars:
            yield from _bar(words, bar)
    for label, place in question.places:
        yield words("came.bar_place", label=label, place=f"{place:g}")


def _bar(words: Words, bar: Bar) -> Iterator[str]:
    if bar.count is None or bar.share is None:
        yield words("came.bar_hidden", label=bar.label)
        return
    if bar.percent is None:
        yield words("came.bar_count", label=bar.label, count=bar.count)
    else:
        yield words("came.bar", label=bar.label, count=bar.count, percent=bar.percent)
    yield "█" * max(1, round(WIDEST * bar.share))


def decided(words: Words, edition: Edition, decisions: Iterable[Decision]) -> str:
    """Each finding with what was decided and why; that nothing is decided yet, and since when, is said as plainly."""
    found = tuple(decisions)
    since = edition.closed_on or edition.opened_on
    if not found:
        return words("came.waits", day=day_text(words, since))
    return says(*(_finding(words, each, since) for each in found))


def _finding(words: Words, decision: Decision, since: date) -> str:
    lines = [words("came.you_said", finding=decision.finding)]
    if not decision.verdict:
        day = day_text(words, since)
        return "\n".join([*lines, words("came.waits_for", who=capital(decision.decision_maker), day=day)])
    lines.append(words(f"came.decided_{decision.verdict}", who=capital(decision.decision_maker)))
    lines.append(words("came.because", reason=decision.reason))
    return "\n".join([*lines, *_action(words, decision)])


def _action(words: Words, decision: Decision) -> Iterator[str]:
    action = sentence(decision.action)
    if not action:
        if decision.done_on:
            yield words("came.done", day=day_text(words, decision.done_on))
    elif decision.done_on:
        yield words("came.action_done", action=action, day=day_text(words, decision.done_on))
    elif decision.due_on:
        yield words("came.action_due", action=action, day=day_text(words, decision.due_on))
    else:
        yield words("came.action", action=action)


def capital(text: str) -> str:
    """The text as a sentence begins: staff write "hub board"."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a full stop where it has no end."""
    return text if not text or text[-1] in ".!?…" else f"{text}."


def outcome(house: House, edition: Edition, decisions: Iterable[Decision], again: bool) -> Say:
    """The message to everybody who answered. `again` when it brings news after an earlier one."""
    words, survey = house.words, edition.survey
    text = says(
        words("came.told_again" if again else "came.told", title=survey.title),
        decided(words, edition, decisions),
        words("came.told_thanks"),
    )
    more = [Option(words("came.told_more"), url=page_of(house, survey.slug))] if house.public_url else []
    return Say(text, tuple(more))


def page_of(house: House, slug: str) -> str:
    """The public page of an edition; "" when nobody knows where this server is reached."""
    return f"{house.public_url.rstrip('/')}/voice/{slug}" if house.public_url else ""
