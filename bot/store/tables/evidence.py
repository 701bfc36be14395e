"""Knows what was looked for and not found; refuses to know who looked."""

from sqlalchemy import Boolean, Date, Float, Integer, String, Table

from bot.store.tables.column import Id, Number, kept, metadata

YEARS = "three years, for the hub's plan"
A_TERM = "90 days from the first time it was typed"

demand = Table(
    "demand",
    metadata,
    kept(
        "id",
        Number,
        primary_key=True,
        autoincrement=False,
        why="a random key that holds no order",
        keep=YEARS,
    ),
    kept("day", Date, nullable=False, why="to see what changes from term to term", keep=YEARS, index=True),
    kept("what", String(80), nullable=False, why="what was looked for, a word of our vocabulary", keep=YEARS),
    kept("outcode", String(8), nullable=False, why="near which district", keep=YEARS),
    kept("age_band", String(16), nullable=False, why="for which ages", keep=YEARS),
    kept("found", Integer, nullable=False, why="how many fitted; nought is a gap", keep=YEARS),
    kept("nearest_miles", Float, why="how far the nearest was", keep=YEARS),
    kept("wanted", Boolean, nullable=False, why="whether somebody asked us to tell the hub", keep=YEARS),
)

unknown_word = Table(
    "unknown_word",
    metadata,
    kept("id", Id, primary_key=True, why="a keyed hash of a word we did not know, to count it", keep=A_TERM),
    kept(
        "word",
        String(24),
        why="the word, to teach it to the bot; empty until five different people have typed it",
        keep=A_TERM,
    ),
    kept("people", Integer, nullable=False, why="how many different people typed it", keep=A_TERM),
    kept("first_on", Date, nullable=False, why="to know when to forget it", keep=A_TERM, index=True),
    sqlite_with_rowid=False,
)

word_mark = Table(
    "word_mark",
    metadata,
    kept(
        "id",
        Id,
        primary_key=True,
        why="a keyed hash of a person and a word we did not know, so that nobody counts twice; it stays when the "
        "person erases their data, because it says neither who nor which word, and nobody can work it out any more "
        "once the person's random number is gone",
        keep="90 days",
    ),
    kept("made_on", Date, nullable=False, why="to know when to forget it", keep="90 days", index=True),
    sqlite_with_rowid=False,
)

bursary_outcome = Table(
    "bursary_outcome",
    metadata,
    kept("day", Date, primary_key=True, why="to see what changes from term to term", keep=YEARS),
    kept("scheme", String(120), primary_key=True, why="which scheme was asked about", keep=YEARS),
    kept(
        "outcome", String(16), primary_key=True, why="likely, possibly, no, or not enough known", keep=YEARS
    ),
    kept(
        "because", String(200), primary_key=True, why="what decided it, to see who falls through", keep=YEARS
    ),
    kept("count", Integer, nullable=False, why="how many families", keep=YEARS),
)

known_entry = Table(
    "known_entry",
    metadata,
    kept("entry", String(120), primary_key=True, why="an entry of the list, to know what is new", keep=YEARS),
    kept("first_on", Date, nullable=False, why="since when it is in the list", keep=YEARS),
)
