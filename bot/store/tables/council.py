"""Knows what a youth council proposes, says and sorts, and who was asked; refuses to know what anybody answered."""

from sqlalchemy import ForeignKey, Integer, String, Table, Text, UniqueConstraint

from bot.store.tables.column import Id, Instant, kept, metadata
from bot.store.tables.people import address_key
from bot.store.tables.team import staff_key
from bot.store.tables.voice import EDITION, OPEN

ASKED = "until the edition closes, then only as counts"

proposal = Table(
    "proposal",
    metadata,
    kept("slug", String(120), primary_key=True, why="the name the edition gets", keep=EDITION),
    kept("definition", Text, nullable=False, why="the questions as proposed", keep=EDITION),
    kept("status", String(12), nullable=False, why="submitted, approved, refused or withdrawn", keep=EDITION),
    kept("author", String(80), nullable=False, why="the role that wrote it", keep=EDITION),
    kept(
        "address_id",
        Id,
        address_key(null=True),
        why="whom to tell what was decided",
        keep="until it is approved, or 30 days after it came back",
        index=True,
    ),
    kept("submitted_at", Instant, nullable=False, why="how long it waits", keep=EDITION),
    kept("decided_at", Instant, why="when it was decided", keep=EDITION),
    kept("decided_by", Id, staff_key(), why="which account decided", keep=EDITION),
    kept("reason", Text, nullable=False, why="why it was refused, for the author", keep=EDITION),
)

broadcast = Table(
    "broadcast",
    metadata,
    kept("id", Id, primary_key=True, why="to name one round of messages", keep=EDITION),
    kept("edition", String(120), why="which edition it is about; empty for news", keep=EDITION, index=True),
    kept("kind", String(12), nullable=False, why="invitation, reminder, outcome or news", keep=EDITION),
    kept("status", String(8), nullable=False, why="queueing, running, paused, stopped or done", keep=EDITION),
    kept("total", Integer, nullable=False, why="to how many chats it goes", keep=EDITION),
    kept("staff_id", Id, staff_key(), why="which account began it; empty for a job", keep=EDITION),
    kept("began_at", Instant, nullable=False, why="when it began", keep=EDITION),
    kept("ended_at", Instant, why="when it was stopped or done", keep=EDITION),
)

invitation = Table(
    "invitation",
    metadata,
    kept("id", Id, primary_key=True, why="a random number that holds no order", keep=ASKED),
    kept(
        "edition",
        String(120),
        ForeignKey("edition.slug", ondelete="CASCADE"),
        nullable=False,
        why="what they were asked to answer",
        keep=ASKED,
        index=True,
    ),
    kept(
        "person_id",
        Id,
        ForeignKey("person.id", ondelete="CASCADE"),
        nullable=False,
        why="so that nobody is asked twice",
        keep=ASKED,
        index=True,
    ),
    kept(
        "disposition",
        String(12),
        nullable=False,
        why="queued, sent, blocked, opened, started, completed or declined: the response rate",
        keep=ASKED,
    ),
    kept(
        "reached",
        Integer,
        nullable=False,
        why="the question they came to, to see where people leave",
        keep=ASKED,
    ),
    kept("invited_at", Instant, nullable=False, why="when they were asked, to remind them once", keep=ASKED),
    kept("reminded_at", Instant, why="when they were reminded; once is enough", keep=ASKED),
    UniqueConstraint("edition", "person_id"),
)

disposition_count = Table(
    "disposition_count",
    metadata,
    kept(
        "edition",
        String(120),
        ForeignKey("edition.slug", ondelete="CASCADE"),
        primary_key=True,
        why="which edition it was",
        keep=EDITION,
    ),
    kept("disposition", String(12), primary_key=True, why="what became of an invitation", keep=EDITION),
    kept("reached", Integer, primary_key=True, why="at which question people left", keep=EDITION),
    kept("people", Integer, nullable=False, why="how many", keep=EDITION),
)

theme = Table(
    "theme",
    metadata,
    kept("id", Id, primary_key=True, why="to name one theme", keep=EDITION),
    kept(
        "edition",
        String(120),
        ForeignKey("edition.slug", ondelete="CASCADE"),
        nullable=False,
        why="whose answers it sorts",
        keep=EDITION,
        index=True,
    ),
    kept("question", String(120), nullable=False, why="which question's answers it sorts", keep=EDITION),
    kept("name", String(80), nullable=False, why="what the council calls it", keep=EDITION),
    UniqueConstraint("edition", "question", "name"),
)

theme_tag = Table(
    "theme_tag",
    metadata,
    kept(
        "theme_id",
        Id,
        ForeignKey("theme.id", ondelete="CASCADE"),
        primary_key=True,
        why="the theme",
        keep=EDITION,
    ),
    kept(
        "response_id",
        Id,
        ForeignKey("response.id", ondelete="CASCADE"),
        primary_key=True,
        why="the answer that is about it",
        keep=EDITION,
        index=True,
    ),
    sqlite_with_rowid=False,
)

statement = Table(
    "statement",
    metadata,
    kept("id", Id, primary_key=True, why="to name one statement", keep=EDITION),
    kept(
        "edition",
        String(120),
        ForeignKey("edition.slug", ondelete="CASCADE"),
        nullable=False,
        why="which conversation it is part of",
        keep=EDITION,
        index=True,
    ),
    kept("text", Text, nullable=False, why="what was said, without personal data", keep=EDITION),
    kept("status", String(12), nullable=False, why="waiting, approved or refused", keep=EDITION),
    kept("reason", Text, nullable=False, why="why it was refused", keep=EDITION),
    kept("respondent", Id, why="so that it goes when its author deletes their data", keep=OPEN),
    kept("decided_by", Id, staff_key(), why="which account let it be seen", keep=EDITION),
)
