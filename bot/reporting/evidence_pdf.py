"""The evidence of an edition as a PDF of one or two pages; works nothing out."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.reporting.evidence import RATE, VERDICTS, Evidence, day_text
from bot.reporting.evidence_text import about, told_line
from bot.reporting.result_picture import Colours
from bot.reporting.typeset import pages_as_pictures, pdf
from bot.scenes.voice_results import sentence
from bot.surveys import ladder, lundy
from bot.surveys.influence import Decision
from bot.surveys.results import FEWEST
from bot.surveys.shown import Shown

TEMPLATE = "evidence.typ"
A_HEAD = 4
"""Lines that a question takes besides its bars."""


def as_pdf(evidence: Evidence, colours: Colours) -> bytes:
    """A PDF/UA-1 document in the hub's colours."""
    return pdf(TEMPLATE, _values(evidence, colours))


def as_pictures(evidence: Evidence, colours: Colours) -> list[bytes]:
    """Its pages as PNG, for looking at."""
    return pages_as_pictures(TEMPLATE, _values(evidence, colours))


def _values(evidence: Evidence, colours: Colours) -> Mapping[str, Any]:
    survey, record = evidence.record.survey, evidence.record
    left, right = _halves(evidence.questions)
    return (
        {
            "lang": "en",
            "colours": {"bar": colours.bar, "soft": colours.soft, "ink": colours.ink, "faint": colours.faint,
                        "accent": colours.accent},
            "hub": evidence.hub.name,
            "title": survey.title,
            "made": day_text(evidence.made_on),
            "sample": survey.sample,
            "who": survey.who_asks,
            "why": survey.why,
            "facts": [evidence.dates, evidence.answered, evidence.invitations, evidence.authorship],
            "objectives": list(evidence.objectives),
            "elements": [
                {"name": e.name, "means": e.means, "shows": list(e.shows), "missing": list(e.missing)}
                for e in evidence.elements
            ],
            "rungs": [{"number": r.number, "name": r.name} for r in reversed(ladder.RUNGS)],
            "declared": evidence.declared.number if evidence.declared else 0,
            "rung": evidence.rung,
            "support": evidence.support,
            "lacking": list(evidence.lacking),
            "decisions": [_decision(each) for each in record.decisions],
            "left": [_question(each) for each in left],
        "right": [_question(each) for each in right],
            "answered": evidence.answered,
            "gaps": any(each.gaps for each in evidence.questions),
            "fewest": FEWEST,
            "sources": [lundy.SOURCE, ladder.SOURCE, *([RATE] if record.invited else [])],
        }
    )  # fmt: skip


def _decision(decision: Decision) -> Mapping[str, Any]:
    done, due = decision.done_on, decision.due_on
    when = f"Done on {day_text(done)}." if done else f"By {day_text(due)}." if due else ""
    return {
        "finding": decision.finding,
        "verdict": VERDICTS[decision.verdict],
        "who": decision.decision_maker,
        "reason": decision.reason,
        "action": sentence(decision.action),
        "when": when,
        "told": told_line(decision),
    }


def _question(question: Shown) -> Mapping[str, Any]:
    bars = question.bars if question.split else ()
    return {
        "text": question.text,
        "about": about(question),
        "bars": [{"label": b.label, "count": b.count, "percent": b.percent, "share": b.share} for b in bars],
        "places": [{"label": label, "place": f"{place:g}"} for label, place in question.places],
    }


def _halves(questions: Sequence[Shown]) -> tuple[Sequence[Shown], Sequence[Shown]]:
    """The questions for two columns of about the same length, in their order."""
    lines = [A_HEAD + len(each.bars if each.split else each.places) for each in questions]
    middle = min(range(len(lines) + 1), key=lambda at: (abs(sum(lines[:at]) - sum(lines[at:])), -at))
    return questions[:middle], questions[middle:]
