"""Knows the database, and is the only part that does; refuses to know channels, files and what is said."""

from bot.store.batch import Arrival, Outcome, Step
from bot.store.counting import Counts
from bot.store.dialect import CannotOpen, Contended, Unavailable
from bot.store.editions import Edition, Response
from bot.store.history import Shown
from bot.store.outbox import Claimed, Delivery, Ended, Later, Sent, Unreachable
from bot.store.rows import BROADCAST, CONCERN, REPLY
from bot.store.sealing import Sealer, WrongKey, random_id
from bot.store.store import Store, open_store
from bot.store.tables import Processing, privacy_record
from bot.store.upkeep import Due, Silent
from bot.store.writer import Closed

__all__ = [
    "BROADCAST",
    "CONCERN",
    "REPLY",
    "Arrival",
    "CannotOpen",
    "Claimed",
    "Closed",
    "Contended",
    "Counts",
    "Delivery",
    "Due",
    "Edition",
    "Ended",
    "Later",
    "Outcome",
    "Processing",
    "Response",
    "Sealer",
    "Sent",
    "Shown",
    "Silent",
    "Step",
    "Store",
    "Unavailable",
    "Unreachable",
    "WrongKey",
    "open_store",
    "privacy_record",
    "random_id",
]
