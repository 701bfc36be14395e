"""Knows what young people answered and what came of it; refuses to know, once an edition is closed, who answered."""

from sqlalchemy import (
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.tables.column import Id, Instant, Number, kept, metadata

EDITION = "as long as the edition's results are used, reviewed yearly"
OPEN = "until the edition closes"

edition = Table(
    "edition",
    metadata,
    kept("slug", String(120), primary_key=True, why="the edition's name", keep=EDITION),
    kept("hash", String(80), nullable=False, why="which definition is asked now", keep=EDITION),
    kept(
        "status",
        String(12),
        nullable=False,
        why="whether it may be answered, and what came of it: open, closed or reported",
        keep=EDITION,
    ),
    kept(
        "author",
        String(80),
        nullable=False,
        why="the role that wrote it; shows who has a voice",
        keep=EDITION,
    ),
    kept("reviewer", String(80), nullable=False, why="the role that approved it", keep=EDITION),
    kept(
        "salt",
        LargeBinary,
        why="lets one person answer once; destroyed so that answers are nobody's",
        keep=OPEN,
    ),
    kept("opened_at", Instant, nullable=False, why="when people could begin to answer", keep=EDITION),
    kept("closed_at", Instant, why="when answers became final and anonymous", keep=EDITION),
    kept("rung", Integer, why="the rung on Hart's ladder that the council says it reached", keep=EDITION),
)

definition = Table(
    "definition",
    metadata,
    kept(
        "edition",
        String(120),
        ForeignKey("edition.slug", ondelete="CASCADE"),
        primary_key=True,
        why="which edition it defines",
        keep=EDITION,
    ),
    kept("hash", String(80), primary_key=True, why="which wording the answers were given to", keep=EDITION),
    kept("definition", Text, nullable=False, why="the questions as they were asked", keep=EDITION),
    kept("frozen_at", Instant, nullable=False, why="since when this wording was asked", keep=EDITION),
)

response = Table(
    "response",
    metadata,
    kept(
        "id",
        Id,
        primary_key=True,
        why="a random number that holds one person's answers together",
        keep=EDITION,
    ),
    kept(
        "edition",
        String(120),
        ForeignKey("edition.slug"),
        nullable=False,
        why="what was answered",
        keep=EDITION,
        index=True,
    ),
    kept("hash", String(80), nullable=False, why="which wording was answered", keep=EDITION),
    kept("respondent", Id, why="so that one person answers once and may change their mind", keep=OPEN),
    kept("submitted_on", Date, nullable=False, why="the day, to see how answering goes on", keep=EDITION),
    UniqueConstraint("edition", "respondent"),
    sqlite_with_rowid=False,
)

answer = Table(
    "answer",
    metadata,
    kept(
        "response_id",
        Id,
        ForeignKey("response.id", ondelete="CASCADE"),
        primary_key=True,
        why="which response it is part of",
        keep=EDITION,
    ),
    kept("question", String(120), primary_key=True, why="what was asked", keep=EDITION),
    kept("position", Integer, nullable=False, why="the order in which questions were answered", keep=EDITION),
    kept("value", Text, nullable=False, why="what was answered, as JSON", keep=EDITION),
    sqlite_with_rowid=False,
)

participation = Table(
    "participation",
    metadata,
    kept(
        "id",
        Number,
        primary_key=True,
        autoincrement=False,
        why="a random key that holds no order",
        keep=EDITION,
    ),
    kept(
        "edition",
        String(120),
        ForeignKey("edition.slug", ondelete="CASCADE"),
        nullable=False,
        why="what they took part in",
        keep="until the outcome was told",
    ),
    kept(
        "person_id",
        Id,
        ForeignKey("person.id", ondelete="CASCADE"),
        nullable=False,
        why="whom to tell what came of it",
        keep="until the outcome was told",
        index=True,
    ),
    UniqueConstraint("edition", "person_id"),
)

influence = Table(
    "influence",
    metadata,
    kept("id", Id, primary_key=True, why="to name one finding", keep=EDITION),
    kept(
        "edition",
        String(120),
        ForeignKey("edition.slug"),
        nullable=False,
        why="where the finding comes from",
        keep=EDITION,
        index=True,
    ),
    kept("finding", Text, nullable=False, why="what young people said", keep=EDITION),
    kept("decision_maker", String(120), nullable=False, why="the role that decides", keep=EDITION),
    kept("decision", String(8), nullable=False, why="yes, partly, no, or empty while it waits", keep=EDITION),
    kept("reason", Text, nullable=False, why="why it was decided so", keep=EDITION),
    kept("action", Text, nullable=False, why="what will be done", keep=EDITION),
    kept("due_on", Date, why="by when", keep=EDITION),
    kept("done_on", Date, why="when it was done", keep=EDITION),
    kept("told_on", Date, why="when those who answered were told", keep=EDITION),
    kept("told", Integer, why="how many people were told", keep=EDITION),
    kept(
        "recorded_at", Instant, nullable=False, why="to nag about findings without a decision", keep=EDITION
    ),
)
