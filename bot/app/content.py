"""From what the library read to the bot that talks; knows which folder is meant and nothing of channels."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.app.editions import as_asked
from bot.catalogue.catalogue import Catalogue
from bot.dialogue.bot import Bot
from bot.library.folders import shipped
from bot.library.snapshot import Snapshot, load
from bot.scenes.cast import bot_of
from bot.scenes.house import House
from bot.scenes.voice_now import VoiceNow
from bot.surveys.record import Survey


@dataclass(frozen=True, slots=True)
class Loaded:
    """One good reading of the content, and the bot made of it."""

    snapshot: Snapshot
    house: House
    bot: Bot


def house_of(snapshot: Snapshot, today: date, public_url: str = "") -> House:
    """Indexes and prepares everything that the scenes need."""
    return House(
        hub=snapshot.hub,
        words=snapshot.words,
        catalogue=Catalogue.build(
            snapshot.opportunities, snapshot.vocabulary, snapshot.places, snapshot.hub, today
        ),
        safeguarding=snapshot.guard,
        schemes=snapshot.schemes,
        councils=snapshot.councils,
        surveys=_without_drafts(snapshot),
        public_url=public_url,
    )


def loaded(snapshot: Snapshot, today: date, public_url: str = "") -> Loaded:
    house = house_of(snapshot, today, public_url)
    return Loaded(snapshot, house, bot_of(house))


def with_voice(base: Loaded, voice: VoiceNow) -> Loaded:
    """The same content with what the youth voice has come to; a file of the hub comes before a poll of its name, and
    what staff approved of a draft before the draft."""
    surveys = as_asked(as_written(base, voice), voice.editions)
    house = replace(base.house, surveys=surveys, voice=voice)
    return Loaded(base.snapshot, house, bot_of(house))


def as_written(base: Loaded, voice: VoiceNow) -> dict[str, Survey]:
    """The surveys as their authors have them now, by slug."""
    return {**voice.polls, **_without_drafts(base.snapshot)}


def _without_drafts(snapshot: Snapshot) -> dict[str, Survey]:
    return {survey.slug: survey for survey in snapshot.surveys if not survey.draft}


def read_content(
    hub: str, today: date, content: Path | None = None, surveys: Path | None = None, public_url: str = ""
) -> Loaded:
    """The shipped content of a hub, or that of the folder `content`. Raises ContentError with every fault."""
    snapshot = load(content or shipped("content"), surveys or shipped("surveys"), hub, today)
    return loaded(snapshot, today, public_url)
