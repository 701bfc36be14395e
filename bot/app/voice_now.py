"""Reads from the database what the youth voice has come to by now; knows no scene and no page."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.scenes.voice_now import Edition, VoiceNow
from bot.store import Store, asked, influence, proposals, statements, themes
from bot.store.asked import Asked
from bot.surveys.agreement import as_survey
from bot.surveys.conversation import Statement
from bot.surveys.definition import survey_from_definition
from bot.surveys.opinion_groups import Opinion, opinion
from bot.surveys.record import Survey
from bot.surveys.results import FEWEST, Results, results
from bot.surveys.themed import with_themes

A_SHARE = 100
"""Results of an open survey are counted anew when another hundredth has answered, and never for less than ten people:
whoever looks before and after one answer came in must not be able to tell what it was."""


@dataclass(slots=True)
class Reading:
    """What was read so far, so that answers are counted only when there is something new to count."""

    counted: dict[str, tuple[str, str, int, Results]] = field(default_factory=dict)
    surveys: dict[tuple[str, str], Survey] = field(default_factory=dict)
    opinions: dict[str, tuple[Results, Opinion]] = field(default_factory=dict)

    def results_of(self, store: Store, row: Asked, survey: Survey) -> Results:
        """The results as they are shown at present."""
        known = self.counted.get(row.slug)
        if known and known[:2] == (row.hash, row.status) and not _is_news(row, known[2]):
            return known[3]
        found = results(survey, [each.answers for each in store.responses(row.slug)])
        self.counted[row.slug] = (row.hash, row.status, row.responses, found)
        return found

    def opinion_of(self, store: Store, row: Asked, survey: Survey, found: Results) -> Opinion:
        """What a conversation came to, worked out whenever its votes are counted anew."""
        known = self.opinions.get(row.slug)
        if known and known[0] is found:
            return known[1]
        votes = [each.answers for each in store.responses(row.slug)]
        made = opinion(votes, [question.id for question in survey.questions])
        self.opinions[row.slug] = (found, made)
        return made

    def survey_of(self, row: Asked) -> Survey:
        """The edition as it was last asked."""
        key = (row.slug, row.hash)
        if key not in self.surveys:
            self.surveys[key] = survey_from_definition(json.loads(row.definition))
        return self.surveys[key]


def _is_news(row: Asked, before: int) -> bool:
    """Whether so much came in, or went because somebody erased their data, that it is counted again."""
    step = max(FEWEST, row.responses // A_SHARE) if row.status == "open" else 1
    return abs(row.responses - before) >= step


def voice_now(store: Store, files: Iterable[Survey], zone: str, reading: Reading) -> VoiceNow:
    """Everything that scenes show of polls, statements, results and decisions; `files` are the surveys from
    files, `zone` the hub's time zone."""
    texts, rows, decisions, stored = store.read(
        lambda c: (
            proposals.approved(c, [s.slug for s in files]),
            asked.every(c),
            influence.every(c),
            statements.approved(c),
        )
    )
    added = by_edition(stored)
    polls = [survey_from_definition(json.loads(text)) for text in texts]
    pairs = [(row, as_survey(reading.survey_of(row), added.get(row.slug, ()))) for row in rows]
    return VoiceNow(
        polls={survey.slug: survey for survey in polls},
        statements=added,
        results={
            row.slug: _sorted(store, row, reading.results_of(store, row, survey))
            for row, survey in pairs
            if may_be_shown(survey, row.status)
        },
        opinions={
            row.slug: reading.opinion_of(store, row, survey, reading.results_of(store, row, survey))
            for row, survey in pairs
            if survey.is_conversation and may_be_shown(survey, row.status)
        },
        decisions=decisions,
        editions={row.slug: _edition(row, survey, ZoneInfo(zone)) for row, survey in pairs},
    )


def _sorted(store: Store, row: Asked, found: Results) -> Results:
    """With the themes of what people wrote, once no answer comes in any more."""
    if row.status == "open":
        return found
    return with_themes(found, store.read(lambda c: themes.counts(c, row.slug)))


def by_edition(stored: Sequence[statements.Stored]) -> Mapping[str, tuple[Statement, ...]]:
    """What young people added to each conversation and everybody may vote on."""
    slugs = dict.fromkeys(each.edition for each in stored)
    return {
        slug: tuple(Statement(each.id, each.text) for each in stored if each.edition == slug)
        for slug in slugs
    }


def may_be_shown(survey: Survey, status: str) -> bool:
    """Whether those who answered, and everybody else, may see results now, as its authors decided."""
    return survey.results == "live" or (survey.results == "after_close" and status != "open")


def _edition(row: Asked, survey: Survey, zone: ZoneInfo) -> Edition:
    closed = row.closed_at.astimezone(zone).date() if row.closed_at else None
    return Edition(survey, row.status, row.opened_at.astimezone(zone).date(), closed)
