"""Knows what was looked for and not found; refuses to know who looked."""

from sqlalchemy import Boolean, Date, Float, Integer, String, Table

from bot.store.tables.column import Number, kept, metadata

YEARS = "three years, for the hub's plan"

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
    kept("day", Date, primary_key=True, why="to forget old ones", keep="90 days"),
    kept("word", String(40), primary_key=True, why="a word we did not know, to teach it", keep="90 days"),
    kept("count", Integer, nullable=False, why="how often it came", keep="90 days"),
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
