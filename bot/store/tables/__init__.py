"""Knows every table and why each column is kept; refuses to know what is done with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.store.tables.care import concern, notice, thread, thread_message
from bot.store.tables.column import metadata
from bot.store.tables.council import (
    broadcast,
    disposition_count,
    invitation,
    proposal,
    statement,
    theme,
    theme_tag,
)
from bot.store.tables.evidence import bursary_outcome, demand, known_entry, unknown_word, word_mark
from bot.store.tables.house import job_slot, key_check
from bot.store.tables.people import address, channel_link, conversation, outbox, person, reminder, seen_update
from bot.store.tables.team import audit, setup_link, staff, staff_session
from bot.store.tables.voice import answer, definition, edition, influence, participation, response

__all__ = [
    "Processing",
    "address",
    "answer",
    "audit",
    "broadcast",
    "bursary_outcome",
    "channel_link",
    "concern",
    "conversation",
    "definition",
    "demand",
    "disposition_count",
    "edition",
    "influence",
    "invitation",
    "job_slot",
    "key_check",
    "known_entry",
    "metadata",
    "notice",
    "outbox",
    "participation",
    "person",
    "privacy_record",
    "proposal",
    "reminder",
    "response",
    "seen_update",
    "setup_link",
    "staff",
    "staff_session",
    "statement",
    "theme",
    "theme_tag",
    "thread",
    "thread_message",
    "unknown_word",
    "word_mark",
]


@dataclass(frozen=True, slots=True)
class Processing:
    """One row of the hub's record of processing."""

    table: str
    column: str
    why: str
    keep: str


def privacy_record() -> Iterator[Processing]:
    """Every column that is kept, why, and for how long, by table and column in the order they are defined."""
    for name in sorted(metadata.tables):
        for column in metadata.tables[name].columns:
            yield Processing(name, column.name, column.info["why"], column.info["keep"])
