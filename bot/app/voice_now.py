"""Reads from the database what the youth voice has come to by now; knows no scene and no page."""

import json
from collections.abc import Iterable

from bot.scenes.voice_now import VoiceNow
from bot.store import Store, proposals
from bot.surveys.definition import survey_from_definition
from bot.surveys.record import Survey


def voice_now(store: Store, _surveys: Iterable[Survey]) -> VoiceNow:
    """Everything that scenes show of polls, statements, results and decisions; `_surveys` are those from files."""
    polls = [survey_from_definition(json.loads(text)) for text in store.read(proposals.approved)]
    return VoiceNow(polls={survey.slug: survey for survey in polls})
