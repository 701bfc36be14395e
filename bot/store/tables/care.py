"""Knows what a member of staff must look at: concerns, questions, reports; keeps every word of it encrypted."""

from datetime import timedelta

from sqlalchemy import ForeignKey, LargeBinary, String, Table

from bot.store.tables.column import Id, Instant, kept, metadata
from bot.store.tables.people import address_key

CONCERN = "by the hub's safeguarding policy; also after the person erased the rest"
THREAD = "90 days after it is closed, or until the person erases it"
NOTICE = "90 days"
KEPT = timedelta(days=90)
"""How long questions to staff and their answers stay after they were closed."""
ANSWER = "answer:"
"""What the outbox's name for an answer from staff begins with; the question's id follows."""

concern = Table(
    "concern",
    metadata,
    kept("id", Id, primary_key=True, why="to name the case", keep=CONCERN),
    kept("raised_at", Instant, nullable=False, why="when it was said", keep=CONCERN, index=True),
    kept("kind", String(40), nullable=False, why="what kind of worry, to act rightly", keep=CONCERN),
    kept("level", String(16), nullable=False, why="how urgent", keep=CONCERN),
    kept(
        "text",
        LargeBinary,
        nullable=False,
        why="what was said, encrypted, for the safeguarding lead",
        keep=CONCERN,
    ),
    kept(
        "address_id",
        Id,
        address_key(null=True),
        why="to be able to answer; emptied when the person erases their data",
        keep="until the person erases their data",
        index=True,
    ),
    kept("status", String(12), nullable=False, why="open or closed", keep=CONCERN),
    kept("closed_at", Instant, why="when it was dealt with", keep=CONCERN),
    kept("closed_by", Id, ForeignKey("staff.id"), why="who dealt with it", keep=CONCERN),
)

thread = Table(
    "thread",
    metadata,
    kept("id", Id, primary_key=True, why="to name the question", keep=THREAD),
    kept("address_id", Id, address_key(), why="whom to answer; empty for a report", keep=THREAD, index=True),
    kept("kind", String(12), nullable=False, why="question or report", keep=THREAD),
    kept("about", String(120), nullable=False, why="which entry or scheme it is about", keep=THREAD),
    kept("status", String(12), nullable=False, why="open or closed", keep=THREAD),
    kept("opened_at", Instant, nullable=False, why="how long somebody has waited", keep=THREAD, index=True),
    kept("closed_at", Instant, why="to know when to forget it", keep=THREAD),
)

thread_message = Table(
    "thread_message",
    metadata,
    kept("id", Id, primary_key=True, why="to name the message", keep=THREAD),
    kept(
        "thread_id",
        Id,
        ForeignKey("thread.id", ondelete="CASCADE"),
        nullable=False,
        why="which question it belongs to",
        keep=THREAD,
        index=True,
    ),
    kept(
        "staff_id",
        Id,
        ForeignKey("staff.id"),
        why="which member of staff wrote; empty for the person",
        keep=THREAD,
    ),
    kept("text", LargeBinary, nullable=False, why="what was written, encrypted", keep=THREAD),
    kept("at", Instant, nullable=False, why="the order of what was said", keep=THREAD),
)

notice = Table(
    "notice",
    metadata,
    kept("id", Id, primary_key=True, why="to name what staff must be told", keep=NOTICE),
    kept("at", Instant, nullable=False, why="since when it waits", keep=NOTICE),
    kept("kind", String(12), nullable=False, why="concern, question or report", keep=NOTICE),
    kept("subject", Id, nullable=False, why="which case or question", keep=NOTICE),
    kept("told_at", Instant, why="when staff were told", keep=NOTICE, index=True),
)
