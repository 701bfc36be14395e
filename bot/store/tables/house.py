"""Knows what the house needs to run: which job ran when, and whether the key fits."""

from sqlalchemy import Integer, LargeBinary, String, Table

from bot.store.tables.column import Instant, kept, metadata

ALWAYS = "as long as the database"

job_slot = Table(
    "job_slot",
    metadata,
    kept("job", String(40), primary_key=True, why="which job", keep="7 days"),
    kept("slot", String(40), primary_key=True, why="which time, so that it runs once", keep="7 days"),
    kept("claimed_at", Instant, nullable=False, why="to forget old ones", keep="7 days"),
)

key_check = Table(
    "key_check",
    metadata,
    kept("id", Integer, primary_key=True, autoincrement=False, why="there is one", keep=ALWAYS),
    kept("sealed", LargeBinary, nullable=False, why="to say at once when the key is wrong", keep=ALWAYS),
)
