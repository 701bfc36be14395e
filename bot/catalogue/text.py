"""How typed words become comparable; knows nothing of what any of them means."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 4096

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*", re.UNICODE)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "＇": "'", "–": "-", "—": "-", "‑": "-"})
_DRAWN = str.maketrans({
    "🥁": " drums ", "🎸": " guitar ", "🎹": " piano ", "🎤": " singing ", "🎻": " violin ", "🎺": " trumpet ",
    "🎷": " saxophone ", "🪗": " accordion ", "🪕": " banjo ", "🪘": " djembe ",
})  # fmt: skip
_STRETCHED = re.compile(r"([a-z])\1{2,}")


def plain(text: str) -> str:
    """Lower case without accents, with straight quotes and drawn instruments as words, at most `LONGEST` characters."""
    text = text[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_QUOTES).translate(_DRAWN))[:LONGEST]
        text = "".join(char for char in text if not unicodedata.combining(char))
    return text.casefold().replace("&", " and ").replace("`", "'")


def words(text: str) -> tuple[str, ...]:
    """The words of a text: "I'm 12, DRUMS!!" gives ("im", "12", "drums")."""
    if text.isalnum() and text.isascii():  # one word as it is, which most of a vocabulary is
        return (text[:LONGEST].lower(),)
    spoken = plain(text)
    found = _WORD.findall(spoken)
    return tuple(word.replace("'", "") for word in found) if "'" in spoken else tuple(found)


def squeezed(word: str) -> str:
    """A word without letters held down: "druuuums" gives "druums"."""
    return _STRETCHED.sub(r"\1\1", word)


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """A rough singular, enough to make "drums" and "drum" meet; never shorter than three letters."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=8192)
def stems(word: str) -> tuple[str, ...]:
    """What a word may be a form of: "stopped" gives "stopp", "stoppe" and "stop" besides itself."""
    found = [word, singular(word)]
    for ending in ("ing", "ed", "er", "ers", "ly"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2:
            found += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(found)
