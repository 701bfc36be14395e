"""The evidence of an edition as Markdown, for minutes and mails; works nothing out."""

from collections.abc import Iterator

from bot.reporting.evidence import RATE, VERDICTS, Evidence, day_text
from bot.surveys import ladder, lundy
from bot.surveys.influence import Decision
from bot.surveys.results import FEWEST
from bot.surveys.shown import Shown


def as_markdown(evidence: Evidence) -> str:
    return "\n".join(_lines(evidence)) + "\n"


def _lines(evidence: Evidence) -> Iterator[str]:
    survey = evidence.record.survey
    yield f"# {_plain(survey.title)}"
    yield ""
    made = f"{_plain(evidence.hub.name)}, {day_text(evidence.made_on)}"
    yield f"How young people were heard, and what came of it. {made}."
    if survey.sample:
        yield ""
        yield "**Sample: the hub and its youth council have yet to confirm this survey.**"
    yield ""
    yield f"* {evidence.dates}."
    yield f"* {evidence.answered}. {evidence.invitations}."
    yield f"* {evidence.authorship}."
    if survey.who_asks:
        yield f"* Who asked: {_plain(survey.who_asks)}."
    if survey.why:
        yield f"* Why: {_plain(survey.why)}"
    for objective in evidence.objectives:
        yield f"* Aim of the local plan: {_plain(objective)}."
    yield from _elements(evidence)
    yield from _rung(evidence)
    yield from _decisions(evidence)
    yield from _results(evidence)
    yield from ("", "## Sources", "", f"* {lundy.SOURCE}", f"* {ladder.SOURCE}")
    if evidence.record.invited:
        yield f"* {RATE}"


def _elements(evidence: Evidence) -> Iterator[str]:
    yield from ("", "## Space, voice, audience, influence")
    for element in evidence.elements:
        yield from ("", f"### {element.name}", "", element.means, "")
        yield from (f"* {_plain(line)}" for line in element.shows)
        yield from (f"* Missing: {_plain(line)}" for line in element.missing)


def _rung(evidence: Evidence) -> Iterator[str]:
    yield from ("", "## Hart's ladder", "", f"{evidence.rung} {evidence.support}")
    if evidence.lacking:
        yield from ("", "For the declared rung the records lack this:", "")
        yield from (f"* {line}." for line in evidence.lacking)


def _decisions(evidence: Evidence) -> Iterator[str]:
    yield from ("", "## What was found and decided")
    if not evidence.record.decisions:
        yield from ("", "No finding is written down yet.")
    for decision in evidence.record.decisions:
        yield from ("", f"### {_plain(decision.finding)}", "")
        yield from (f"* {line}" for line in decision_lines(decision))


def decision_lines(decision: Decision) -> Iterator[str]:
    """What was decided about one finding, a line each."""
    yield f"{VERDICTS[decision.verdict]}: {_plain(decision.decision_maker)}"
    if decision.reason:
        yield f"Why: {_plain(decision.reason)}"
    if decision.action:
        yield f"Action: {_plain(decision.action)}"
    if decision.done_on:
        yield f"Done on {day_text(decision.done_on)}"
    elif decision.due_on:
        yield f"By {day_text(decision.due_on)}"
    yield told_line(decision)


def told_line(decision: Decision) -> str:
    """Who was told, and when."""
    if decision.told_on is None:
        return "Those who answered were not told" + (
            " of the change yet" if decision.told is not None else " yet"
        )
    told = decision.told or 0
    who = f"{told} of those who answered" if told >= FEWEST else "Those who answered and could be reached"
    return f"{who} were told on {day_text(decision.told_on)}"


def _results(evidence: Evidence) -> Iterator[str]:
    yield from ("", "## What people said", "", f"{evidence.answered}.")
    for question in evidence.questions:
        yield from ("", f"### {_plain(question.text)}", "", *question_lines(question))
    if any(question.gaps for question in evidence.questions):
        yield from ("", f"Kept back means fewer than {FEWEST} people, or a number that would give one away.")


def question_lines(question: Shown) -> Iterator[str]:
    """One question's result: how many answered, then a line for each choice."""
    yield about(question)
    rows = [(bar.label, _number(bar.count, bar.percent)) for bar in question.bars if question.split]
    rows += [(label, f"place {place:g} on average") for label, place in question.places]
    if rows:
        yield ""
    yield from (f"* {_plain(label)}: {number}" for label, number in rows)


def about(question: Shown) -> str:
    """What can be said of the question as a whole."""
    if question.kept_back:
        return "Kept back: too few answered, or it would give a small number away."
    answered = (
        "How many answered is kept back" if question.answered is None else f"{question.answered} answered"
    )
    mean = f", on average {question.mean:g}" if question.mean is not None else ""
    return f"{answered}{mean}{'; too few to split' if question.bars and not question.split else ''}."


def _number(count: int | None, percent: int | None) -> str:
    if count is None:
        return "kept back"
    return str(count) if percent is None else f"{count} ({percent}%)"


def _plain(text: str) -> str:
    """One line, in which nothing that a person wrote is taken for Markdown."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|" else each for each in " ".join(text.split()))
