"""The made-up hub with a survey for some people only, of whom only so many may give one answer."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.app.content import Loaded, with_voice
from bot.library.survey_file import survey_in
from bot.scenes.voice_now import VoiceNow
from bot.surveys.record import Survey
from example_hub import example_hub

FILE = Path(__file__).parent / "scenes" / "surveys" / "quota-example.yaml"


@cache
def quota_survey() -> Survey:
    return survey_in(FILE)


def with_surveys(*surveys: Survey) -> Loaded:
    """The made-up hub with these surveys besides its own, in place of those of the same slug."""
    base = example_hub()
    new = {survey.slug for survey in surveys}
    others = tuple(each for each in base.snapshot.surveys if each.slug not in new)
    loaded = replace(base, snapshot=replace(base.snapshot, surveys=(*others, *surveys)))
    return with_voice(loaded, VoiceNow())


@cache
def quota_hub() -> Loaded:
    return with_surveys(quota_survey())
