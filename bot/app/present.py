"""What is being said at present: content and youth voice as last read; knows nothing of who is talking."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.app.content import Loaded, as_written, loaded, with_voice
from bot.app.editions import close_due_editions, open_due_editions, refused_changes
from bot.app.voice_now import Reading, voice_now
from bot.library.folders import shipped
from bot.library.reload import Live, live
from bot.library.snapshot import Snapshot, load
from bot.scenes.voice_now import VoiceNow
from bot.settings import Settings
from bot.store import Store, Unavailable

KEEP_UP_SECONDS = 15.0

log = structlog.get_logger("earshot")


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Content:
    """What is being said at present: swapped whole when files change, with the faults of the last bad edit."""

    settings: Settings
    current: Loaded
    seen: Live
    day: date
    faults: list[str] = field(default_factory=list)
    voice: VoiceNow = field(default_factory=VoiceNow)
    reading: Reading = field(default_factory=Reading)
    telegram: Callable[[], str] = lambda: ""

    @classmethod
    def read(cls, settings: Settings) -> "Content":
        """Raises ContentError with every fault."""
        snapshot = snapshot_of(settings)
        day = today_of(snapshot)
        return cls(settings, loaded(snapshot, day, settings.public_url), live(snapshot), day)

    def load(self) -> Snapshot:
        return snapshot_of(self.settings)

    def swap(self, seen: Live) -> None:
        """Takes what was read since; a broken edit only changes the faults shown to staff."""
        self.faults = [str(fault) for fault in seen.faults]
        if seen.snapshot is not self.seen.snapshot:
            try:
                self._read(seen.snapshot, today_of(seen.snapshot))
            except KeyError as missing:  # a sentence that the talk cannot do without
                self.faults.append(str(missing.args[0]))
                return
        self.seen = seen

    def turn_the_page(self) -> None:
        """What is over, due or open depends on the day: on a new one, everything is indexed anew."""
        if self.day != self.today:
            self._read(self.seen.snapshot, self.today)

    def hear(self, store: Store) -> None:
        """Takes what the youth voice has come to since: polls approved, statements, results, decisions."""
        snapshot = self.seen.snapshot
        voice = voice_now(store, snapshot.surveys, snapshot.hub.time_zone, self.reading)
        if voice != self.voice or self.current.house.telegram != self.telegram():
            self.voice = voice
            self.current = with_voice(self._named(self.current), voice)

    def _read(self, snapshot: Snapshot, day: date) -> None:
        read = loaded(snapshot, day, self.settings.public_url)
        self.current = with_voice(self._named(read), self.voice)
        self.day = day

    def _named(self, read: Loaded) -> Loaded:
        """With the name that Telegram gave the bot, once it has."""
        return replace(read, house=replace(read.house, telegram=self.telegram()))

    @property
    def today(self) -> date:
        """The hub's local day."""
        return today_of(self.seen.snapshot)

    def open_surveys(self) -> list[tuple[str, str]]:
        return [(survey.slug, survey.title) for survey in self.current.house.open_surveys(now())]

    def keep_editions(self, store: Store) -> None:
        """Opens and closes surveys in the database as their days say; what was opened anew is asked at once."""
        surveys = as_written(self.current, self.voice).values()
        opened = open_due_editions(store, surveys, self.today)
        closed = close_due_editions(store, surveys, self.today)
        if opened or closed:
            self.hear(store)

    def refused(self) -> list[str]:
        """What staff should know of changes to surveys that people are answering."""
        return refused_changes(self.seen.snapshot.surveys, self.voice.editions)

    def keep_up(self, store: Store) -> None:
        """A new day, decisions of staff and what came in by chat take effect; safe to repeat in every process."""
        self.turn_the_page()
        self.hear(store)
        self.keep_editions(store)

    def nearest(self, lat: float, lon: float) -> str | None:
        place = self.current.house.catalogue.nearest_place(lat, lon)
        return place.name if place else None


def snapshot_of(settings: Settings) -> Snapshot:
    content = settings.content_dir or shipped("content")
    return load(content, settings.surveys_dir or shipped("surveys"), settings.hub, now().date())


def today_of(snapshot: Snapshot) -> date:
    """The hub's local day."""
    return now().astimezone(ZoneInfo(snapshot.hub.time_zone)).date()


async def keeping_up(content: Content, store: Store) -> None:
    """Keeps up for as long as the server runs; a database that is away for a while is asked again."""
    while True:
        await asyncio.sleep(KEEP_UP_SECONDS)
        try:
            await asyncio.to_thread(content.keep_up, store)
        except Unavailable as fault:
            log.warning("content.not_kept_up", fault=str(fault))
