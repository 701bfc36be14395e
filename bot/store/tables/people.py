"""Knows what is kept about somebody who chats; refuses names, full postcodes and dates of birth."""

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    event,
)

from bot.store.tables.column import Id, Instant, Number, kept, metadata

PERSON = "until they delete their data, or a year after they were last heard"
CHAT = "as long as the person"
DAY = "24 hours"
WEEK = "7 days"
SENT = "7 days; for an answer from staff as long as its question, for what waits on a page until it is gone"
WORDS = "24 hours; what waits on a page to be read: 90 days, an invitation until its survey closes"


def address_key(*, null: bool = False, **options: object) -> object:
    """The part of a column that ties it to an address and lets it go when the address goes."""
    return ForeignKey("address.id", ondelete="SET NULL" if null else "CASCADE", **options)  # type: ignore[arg-type]


person = Table(
    "person",
    metadata,
    kept(
        "id",
        Id,
        primary_key=True,
        why="a random number so that what somebody tells us hangs together",
        keep=PERSON,
    ),
    kept("language", String(16), why="to talk in the language they asked for", keep=PERSON),
    kept("age_band", String(16), why="they asked to be remembered; to show what fits their age", keep=PERSON),
    kept("outcode", String(8), why="they asked to be remembered; to show what is near", keep=PERSON),
    kept("ask_me", Boolean, why="whether they said yes to being asked a question now and then", keep=PERSON),
    kept(
        "asked_at", Instant, why="when they were last asked, so that it is once a week at most", keep=PERSON
    ),
    kept("role", String(16), why="who they said they are, to ask only what is meant for them", keep=PERSON),
    kept("council", Boolean, why="whether staff invited them to write polls", keep=PERSON),
    kept("told_of_news", Boolean, why="whether they asked to hear about new things near them", keep=PERSON),
    kept("news_of", String(80), why="what kind of new things they asked to hear about", keep=PERSON),
    kept("news_at", Instant, why="when they were last told of new things, to tell them seldom", keep=PERSON),
    kept("stopped_at", Instant, why="when they told us to stop writing unasked", keep=PERSON),
    kept("heard_on", Date, nullable=False, why="to know when a year has passed without a word", keep=PERSON),
    sqlite_with_rowid=False,
)

address = Table(
    "address",
    metadata,
    kept("id", Id, primary_key=True, why="a keyed hash of the chat's number, to know it again", keep=CHAT),
    kept(
        "person_id",
        Id,
        ForeignKey("person.id", ondelete="CASCADE"),
        why="whose chat this is; empty while a goodbye waits to be read",
        keep=CHAT,
        index=True,
    ),
    kept(
        "channel", String(16), nullable=False, why="which way to answer: web, telegram, terminal", keep=CHAT
    ),
    kept(
        "sealed",
        LargeBinary,
        nullable=False,
        why="the chat's number, encrypted, to send answers to",
        keep=CHAT,
    ),
    kept("gone_at", Instant, why="when we learnt that nothing can be sent here any more", keep=CHAT),
    kept("gone_why", String(64), why="what the platform said: blocked, deactivated, not found", keep=CHAT),
    kept(
        "leaves_at",
        Instant,
        why="when a chat whose person was erased goes too, once the goodbye could be read",
        keep="24 hours at most",
    ),
    sqlite_with_rowid=False,
)

conversation = Table(
    "conversation",
    metadata,
    kept("address_id", Id, address_key(), primary_key=True, why="which chat this is", keep=CHAT),
    kept(
        "state",
        LargeBinary,
        why="where the talk stands, encrypted, so that it can go on",
        keep="until it expires",
    ),
    kept("last_seq", Number, nullable=False, why="the number of the last message, to keep order", keep=CHAT),
    kept("expires_at", Instant, why="when unfinished answers must be forgotten", keep="until then"),
    sqlite_with_rowid=False,
)
_expires = conversation.c.expires_at.is_not(None)
_expiring = Index("ix_conversation_expires_at", conversation.c.expires_at, sqlite_where=_expires)

seen_update = Table(
    "seen_update",
    metadata,
    kept("channel", String(16), primary_key=True, why="which channel's numbering this is", keep=WEEK),
    kept(
        "update_id",
        String(80),
        primary_key=True,
        why="so that the same event is never handled twice",
        keep=WEEK,
    ),
    kept("seen_on", Date, nullable=False, why="to know when to forget it", keep=WEEK, index=True),
    kept("failed", Boolean, nullable=False, why="to find faults in the bot", keep=WEEK),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    kept("id", Number, primary_key=True, why="to name the message while it is being delivered", keep=SENT),
    kept("address_id", Id, address_key(), nullable=False, why="whom it is for", keep=SENT),
    kept("seq", Number, nullable=False, why="the order of messages in one chat", keep=SENT),
    kept("mine", Boolean, nullable=False, why="whether the person wrote it (web page history)", keep=DAY),
    kept("payload", LargeBinary, why="the message, encrypted, to deliver it and show the page", keep=WORDS),
    kept("question", String(120), nullable=False, why="to change a message's buttons in place", keep=SENT),
    kept("priority", Integer, nullable=False, why="concerns go before replies before broadcasts", keep=SENT),
    kept(
        "status",
        String(8),
        nullable=False,
        why="waiting, held, stopped, sent, shown, kept, refused, gone or late",
        keep=SENT,
    ),
    kept("attempts", Integer, nullable=False, why="to wait longer after each failure", keep=SENT),
    kept("due_at", Instant, nullable=False, why="when to try next", keep=SENT),
    kept("lease", Id, why="which sender holds it, so that two never send it", keep=SENT),
    kept("lease_until", Instant, why="when another sender may take it over", keep=SENT),
    kept(
        "broadcast_id",
        Id,
        why="which round of messages it is part of, to pause or stop it",
        keep=SENT,
        index=True,
    ),
    kept("remote_id", String(40), why="the platform's number of the message, to change it later", keep=SENT),
    kept("fault", String(80), why="the kind of the last failure, to mend it", keep=SENT),
    kept("created_at", Instant, nullable=False, why="to know when to forget it", keep=SENT, index=True),
)
_waiting = outbox.c.status == "waiting"
Index("uq_outbox_address_id_seq", outbox.c.address_id, outbox.c.seq, unique=True)
_to_send = Index("ix_outbox_waiting", outbox.c.priority, outbox.c.id, sqlite_where=_waiting)


@event.listens_for(metadata, "before_create")
def _smaller_on_postgresql(_metadata: object, connection: Connection, **_more: object) -> None:
    """The same two parts of an index there. Said only now: PostgreSQL's name loads its dialect into every server."""
    if connection.dialect.name == "postgresql":
        for index, where in ((_expiring, _expires), (_to_send, _waiting)):
            index.dialect_options["postgresql"]["where"] = where


channel_link = Table(
    "channel_link",
    metadata,
    kept("token_hash", String(64), primary_key=True, why="to know the link again", keep="an hour"),
    kept("address_id", Id, address_key(), nullable=False, why="whose talk goes on elsewhere", keep="an hour"),
    kept("expires_at", Instant, nullable=False, why="until when it works", keep="an hour"),
)

reminder = Table(
    "reminder",
    metadata,
    kept("id", Id, primary_key=True, why="so that a reminder is given once", keep="until given"),
    kept(
        "address_id", Id, address_key(), nullable=False, why="whom to remind", keep="until given", index=True
    ),
    kept("due_at", Instant, nullable=False, why="when to remind", keep="until given", index=True),
    kept("payload", LargeBinary, nullable=False, why="what of, encrypted", keep="until given"),
)
