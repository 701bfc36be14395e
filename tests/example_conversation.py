"""The made-up hub with a conversation in it, to which others have added a statement."""

from dataclasses import replace
from datetime import date
from functools import cache

from bot.app.content import Loaded, with_voice
from bot.scenes.voice_now import VoiceNow
from bot.surveys.conversation import Statement
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from example_hub import example_hub

SLUG = "conversation-example"
ADDED = Statement("added-by-others", "A jam should be open to everybody.")
RECORD = {
    "slug": SLUG,
    "kind": "conversation",
    "title": "What should music be like here?",
    "why": "We want to know what you agree on.",
    "who_asks": "The Example Youth Music Council",
    "what_happens": "The council takes what most people agree on to the hub.",
    "opens": date(2026, 11, 1),
    "closes": date(2026, 12, 13),
    "statements": [
        "Getting there is the hardest part.",
        "I want to choose the music we play.",
        "There is enough music for beginners.",
    ],
}

FOR_SOME = {
    "slug": "conversation-for-some",
    "title": "What should bands be like?",
    "audience": {"age_bands": ["11-13"]},
}


def conversation(**changes: object) -> Survey:
    made = survey_from({**RECORD, **changes})
    assert isinstance(made, Survey), made
    return made


@cache
def conversation_hub() -> Loaded:
    base = example_hub()
    surveys = (*base.snapshot.surveys, conversation(), conversation(**FOR_SOME))
    loaded = replace(base, snapshot=replace(base.snapshot, surveys=surveys))
    return with_voice(loaded, VoiceNow(statements={SLUG: (ADDED,)}))
