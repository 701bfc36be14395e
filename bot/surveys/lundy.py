"""Lundy's four elements of being heard, and what the records of an edition show and lack for each; judges nobody.

Laura Lundy, "'Voice' is not enough: conceptualising Article 12 of the United Nations Convention on the Rights of the
Child", British Educational Research Journal 33(6), 2007, 927-942.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.surveys.on_record import OnRecord

SOURCE = (
    "Lundy, L. (2007). 'Voice' is not enough: conceptualising Article 12 of the United Nations Convention on the "
    "Rights of the Child. British Educational Research Journal, 33(6), 927–942."
)


@dataclass(frozen=True, slots=True)
class Element:
    """One of the four: `means` in a sentence, what the records show, and what is missing from them."""

    name: str
    means: str
    shows: tuple[str, ...]
    missing: tuple[str, ...]


def four(record: OnRecord, today: date) -> tuple[Element, ...]:
    """Space, voice, audience and influence, as the records have them on this day."""
    space, no_space = _sorted(_space(record))
    voice, no_voice = _sorted(_voice(record))
    audience, no_audience = _sorted(_audience(record))
    influence, no_influence = _sorted(_influence(record, today))
    return (
        Element(
            "Space", "Young people had a safe and inclusive chance to say what they think.", space, no_space
        ),
        Element("Voice", "They were helped to say it.", voice, no_voice),
        Element("Audience", "Somebody whose task it is listened.", audience, no_audience),
        Element(
            "Influence",
            "What they said was taken seriously and acted on where it could be.",
            influence,
            no_influence,
        ),
    )


Line = tuple[bool, str, str]
"""Whether the records show it, what to say then, and what to say otherwise; "" says nothing."""


def _sorted(lines: Iterator[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    told = list(lines)
    shows = tuple(yes for there, yes, _ in told if there and yes)
    return shows, tuple(no for there, _, no in told if not there and no)


def _space(record: OnRecord) -> Iterator[Line]:
    survey, people = record.survey, record.results.people
    yield survey.anonymous, "Nobody could see who said what.", "Staff could see who answered."
    free = not any(each.required for each in survey.questions)
    yield (
        True,
        f"{'Every question could be skipped, and people' if free else 'People'} could stop and send nothing.",
        "",
    )
    yield True, "It could be answered in a chat, on the web without an account, by buttons or by typing.", ""
    asked = (
        f"{record.invited.people} people who had said yes to being asked were invited."
        if record.invited
        else ""
    )
    yield (
        bool(asked),
        asked,
        "No invitations are on record, or too few to tell; people came by links and posters.",
    )
    over = "" if record.results.exact else "More than "
    yield people is not None, f"{over}{people} people answered.", "Fewer than ten people answered."
    others = len(survey.languages) - 1
    more = f"It was offered in {len(survey.languages)} languages."
    yield others > 0, more, "It was offered in one language only."


def _voice(record: OnRecord) -> Iterator[Line]:
    survey = record.survey
    yield (
        record.by_council,
        "Young people of the youth council wrote it.",
        "The records do not show that young people wrote it.",
    )
    yield (
        bool(record.approved_by),
        f"It was approved by a role at the hub: {record.approved_by}.",
        "No approval is on record.",
    )
    why = "People were told why they were asked and what happens with their answers."
    yield (
        bool(survey.why and survey.what_happens),
        why,
        "People were not told why they were asked, or what happens next.",
    )
    free = "People could say something in their own words."
    yield record.in_own_words, free, "Nobody could say anything in their own words."


def _audience(record: OnRecord) -> Iterator[Line]:
    roles = sorted({each.decision_maker for each in record.decisions})
    findings = f"{_number(len(record.decisions), 'finding')} laid before: {', '.join(roles)}."
    yield bool(roles), findings, "No finding is written down yet, so nobody is named who should listen."
    public = "The results are open to everybody."
    yield record.survey.results != "no", public, "The results are not open to those who answered."
    yield (
        bool(record.survey.objectives),
        "It answers aims of the hub's local plan.",
        "No aim of the local plan is named.",
    )


def _influence(record: OnRecord, today: date) -> Iterator[Line]:
    by_verdict = [
        f"{sum(each.verdict == verdict for each in record.decided)} {verdict}"
        for verdict in ("yes", "partly", "no")
        if any(each.verdict == verdict for each in record.decided)
    ]
    decided = (
        f"{_number(len(record.decided), 'finding')} decided, each with a reason: {', '.join(by_verdict)}."
    )
    yield bool(record.decided), decided, "Nothing is decided yet."
    waiting = _number(len(record.waiting), "finding")
    yield not record.waiting, "", f"{waiting} still without a decision."
    done = [each for each in record.decisions if each.done_on]
    yield bool(done), f"{_number(len(done), 'action')} done.", "No action is marked as done."
    late = [each for each in record.decisions if each.due_on and each.due_on < today and not each.done_on]
    yield not late, "", f"{_number(len(late), 'action')} past the promised day."
    yield (
        record.told,
        "Those who answered were told what was decided and why.",
        "Those who answered were not told yet.",
    )


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
