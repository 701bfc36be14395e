"""What the youth voice has come to by now, as far as scenes show it; knows nothing of where it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.surveys.conversation import Statement
from bot.surveys.influence import Decision
from bot.surveys.opinion_groups import Opinion
from bot.surveys.record import Survey
from bot.surveys.results import Results


@dataclass(frozen=True, slots=True)
class Edition:
    """A survey that was opened, as it was last asked. `status` is open, closed or reported, the days are local."""

    survey: Survey
    status: str
    opened_on: date
    closed_on: date | None = None

    @property
    def closed(self) -> bool:
        return self.status != "open"


@dataclass(frozen=True, slots=True)
class VoiceNow:
    """By slug of the edition: polls that came in by chat and were approved, statements that may be seen, results that
    may be shown now, decisions, and the editions that were ever opened, the latest first."""

    polls: Mapping[str, Survey] = field(default_factory=dict)
    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    results: Mapping[str, Results] = field(default_factory=dict)
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
