"""What the youth voice has come to by now, as far as scenes show it; knows nothing of where it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.surveys.conversation import Statement
from bot.surveys.influence import Decision
from bot.surveys.record import Survey
from bot.surveys.results import Results


@dataclass(frozen=True, slots=True)
class VoiceNow:
    """By slug of the edition: polls that came in by chat and were approved, statements that may be seen, results that
    may be shown now, and decisions."""

    polls: Mapping[str, Survey] = field(default_factory=dict)
    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    results: Mapping[str, Results] = field(default_factory=dict)
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
