"""What a message is about before any scene looks at it: a command, an intent, a language; knows no scene's data."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.dialogue.bot import Words
from bot.dialogue.typed import plain
from bot.scenes.carry import NAME, code_in

Known = TypeVar("Known")
COMMANDS: Mapping[str, tuple[str, str]] = {
    "welcome": ("welcome", "menu"),
    "again": ("welcome", "again"),
    "thanks": ("welcome", "thanks"),
    "urgent": ("welcome", "urgent"),
    "bye": ("welcome", "bye"),
    "private": ("privacy", "private"),
    "help": ("welcome", "help"),
    "stop": ("privacy", "stop"),
    "mydata": ("privacy", ""),
    "delete": ("privacy", "delete"),
    "cost": ("cost", ""),
    "voice": ("voice", ""),
    "person": ("person", ""),
    "find": ("find", ""),
    "resume": ("resume", ""),
    "link": ("carry", ""),
    "ask_me": ("asking_me", ""),
    "dont_ask": ("asking_me", "off"),
    "tell_me": ("news", ""),
    "dont_tell": ("news", "off"),
    "newpoll": ("council", ""),
    "take_back": ("council", "takeback"),
    "leave_council": ("council", "leave"),
}
"""What each `command.*` of the wording leads to: a scene and its argument."""

INTENTS = ("person", "voice", "cost")
SCRIPTS = {"ARABIC": "arabic", "CYRILLIC": "cyrillic", "BENGALI": "bengali", "CJK": "cjk", "LATIN": "latin"}
_NOT_WORDS = re.compile(r"[?,.!]")
SLIP_FROM, SLIP_TO = 9, 30
ENOUGH_WORDS = 2
"""So many words of a language make it that language, when they are at least four in ten of the message."""


@dataclass(frozen=True, slots=True)
class Ears:
    """The lists of the wording, split and ready."""

    commands: Mapping[str, tuple[str, str]]
    intents: Mapping[str, tuple[tuple[str, str], ...]]
    """By their first word, the phrases that say what a message is about (each with a space around) and that."""
    languages: Mapping[str, tuple[str, ...]]
    """The languages that a word is common in, by word."""

    def command(self, text: str) -> tuple[str, str] | None:
        """The scene and argument of a message that is a command and nothing else."""
        if (token := code_in(text)) is not None:
            return (NAME, token)
        said = plain(text) if not text.startswith("/") else "/" + plain(text)
        return self.commands.get(said) or self._slipped(said)

    def _slipped(self, said: str) -> tuple[str, str] | None:
        """The command of a message with one slip in it, long enough not to mean anything else."""
        if not SLIP_FROM <= len(said) <= SLIP_TO:
            return None
        near = extractOne(said, self.commands.keys(), scorer=OSA.distance, score_cutoff=1)
        return self.commands[near[0]] if near and near[0][0] == said[0] else None

    def intent(self, text: str) -> str | None:
        """What the message is about, when it says so anywhere."""
        said = f" {plain(text)} "
        close = (each for word in said.split() for each in self.intents.get(word, ()))
        meant = {name for phrase, name in close if phrase in said}
        return next((name for name in INTENTS if name in meant), None)

    def other_language(self, text: str) -> str | None:
        """The wording key of the sentence for a language we recognise but do not speak; None for English."""
        script = _script(text)
        if script not in ("", "latin"):
            return f"script.{script}.sentence" if script != "cyrillic" else self._cyrillic(text)
        best = self._language(text)
        return f"language.{best}.sentence" if best else None

    def _cyrillic(self, text: str) -> str:
        return "language.uk.sentence" if self._language(text) == "uk" else "script.cyrillic.sentence"

    def _language(self, text: str) -> str | None:
        words = _NOT_WORDS.sub(" ", text.casefold()).split()
        counts = Counter(name for word in words for name in self.languages.get(word, ()))
        if not counts:
            return None
        best, number = counts.most_common(1)[0]
        return best if number >= ENOUGH_WORDS and number >= 0.4 * len(words) else None


def ears_from(words: Words) -> Ears:
    """Read from the `command.*`, `intent.*` and `language.*` sentences of the wording."""
    commands = {
        _spelt(way): target for name, target in COMMANDS.items() for way in _ways(words, f"command.{name}")
    }
    return Ears(
        commands=commands,
        intents=_by_key(
            (phrase.split()[0], (f" {phrase} ", name))
            for name in INTENTS
            for phrase in map(plain, _ways(words, f"intent.{name}"))
            if phrase
        ),
        languages=_by_key(
            (word, name)
            for name in _ways(words, "languages")
            for word in _ways(words, f"language.{name}.words")
        ),
    )


def _by_key(pairs: Iterable[tuple[str, Known]]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = {}
    for key, known in pairs:
        found.setdefault(key, []).append(known)
    return {key: tuple(each) for key, each in found.items()}


def _ways(words: Words, key: str) -> list[str]:
    return [way.strip() for way in words(key).split(",") if way.strip()]


def _spelt(way: str) -> str:
    return "/" + plain(way) if way.startswith("/") else plain(way)


def _script(text: str) -> str:
    """The script most letters of the text are in: a value of SCRIPTS, "other", or "" when it has no letters."""
    if text.isascii():
        return "latin"
    counts: Counter[str] = Counter()
    for letter in text[:400]:
        if letter.isalpha():
            counts[_script_of(letter)] += 1
    return counts.most_common(1)[0][0] if counts else ""


def _script_of(letter: str) -> str:
    return "latin" if letter.isascii() else SCRIPTS.get(unicodedata.name(letter, "OTHER").split()[0], "other")
