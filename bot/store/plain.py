"""Knows what text every database takes as it is; refuses to know what any text means."""

import hashlib

LONGEST_NUMBER = 64


def plain(text: str, length: int | None = None) -> str:
    """`text` without NUL and lone surrogates, which PostgreSQL or UTF-8 cannot hold, at most `length` long."""
    return text.replace("\0", "").encode(errors="replace").decode()[:length]


def number(update_id: str) -> str:
    """The number of an event as it is stored: as it came, or its hash when it is long or strange."""
    if len(update_id) <= LONGEST_NUMBER and update_id.isascii() and update_id.isprintable():
        return update_id
    return "sha256:" + hashlib.sha256(update_id.encode(errors="surrogatepass")).hexdigest()
