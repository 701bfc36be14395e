"""The immutable snapshot that all scenes of one hub are made from; knows nothing of where it was loaded from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.hub import Hub
from bot.dialogue.bot import Words
from bot.eligibility.councils import Councils
from bot.eligibility.scheme import Scheme
from bot.safeguarding.worries import Safeguarding
from bot.scenes.voice_now import VoiceNow
from bot.surveys.record import Survey


@dataclass(frozen=True, slots=True)
class House:
    """Everything there is to talk about: the catalogue, the schemes, the surveys by slug, and how it is said."""

    hub: Hub
    words: Words
    catalogue: Catalogue
    safeguarding: Safeguarding
    schemes: tuple[Scheme, ...] = ()
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    councils: Councils = field(default_factory=Councils)
    public_url: str = ""
    telegram: str = ""
    """The bot's user name on Telegram, without @; "" while Telegram is off."""
    voice: VoiceNow = field(default_factory=VoiceNow)
    example_place: str = field(init=False)
    """The town with most entries, for examples that people here understand."""

    def __post_init__(self) -> None:
        towns = Counter(entry.where.place for entry in self.catalogue.by_id.values() if entry.where.place)
        town = max(towns, key=lambda town: (towns[town], town), default=self.hub.area)
        object.__setattr__(self, "example_place", town)

    def today(self, at: datetime) -> date:
        """The hub's local day."""
        return at.astimezone(ZoneInfo(self.hub.time_zone)).date()

    def open_surveys(self, at: datetime) -> list[Survey]:
        """The surveys open now: those for young people first, then the one that closes first."""
        today = self.today(at)
        over = {slug for slug, edition in self.voice.editions.items() if edition.closed}
        return sorted(
            (s for s in self.surveys.values() if s.open_on(today) and s.slug not in over), key=_order
        )


def _order(survey: Survey) -> tuple[bool, date, str]:
    roles = survey.audience.roles
    return bool(roles) and "young_person" not in roles, survey.closes or date.max, survey.slug
