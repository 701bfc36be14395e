"""Puts right how words are written: torn apart, run together, misspelt; knows words, and nothing of what they ask for.

Only words that mean nothing as they stand are repaired. Real words are taken for misspelt ones only when asked to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.catalogue.phrases import Phrase
from bot.catalogue.places import Gazetteer
from bot.catalogue.spelling import SHORTEST, Speller, likeness, speller
from bot.catalogue.text import singular, squeezed, stems
from bot.catalogue.vocabulary import Vocabulary

FOR_PLACE, FOR_LACKING = 0.06, 0.06
LIKE_PLACE = 0.68  # however much a place is expected, less is another place, not this one misspelt
SURE_OF_MORE = 0.76  # where music is named already; it may be a place's nickname ("ukulele skeggy")
SURE = 0.9
SURE_OF_PLACE = 0.78  # where neither music nor "near" says that a place is meant
TOWN = 5000  # people; a real word is not taken for a village
REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one word, whatever stands around it.

    `whole` is the word with a "g" that was left out, `parts` the words that were run together in it. `idle` words say
    nothing and are not counted as unknown.
    """

    whole: str
    unknown: bool
    music: bool
    place: bool
    leads: bool
    idle: bool
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repairer:
    """`towns` are words that real words may be misspelt for; `look` gives what is known of a word."""

    vocabulary: Vocabulary
    speller: Speller
    named: Mapping[Phrase, object]
    place_words: frozenset[str]
    towns: frozenset[str]
    music_words: frozenset[str]
    look: Callable[[str], Known]

    def repaired(self, spoken: list[str]) -> tuple[list[str], dict[str, str]]:
        """The words as they were meant, as far as that is plain, and of those repaired how they were typed."""
        words = self._rejoined([self.look(word).whole if word else word for word in spoken])
        known = [self.look(word) for word in words]
        if not any(one.unknown for one in known):
            return words, {}
        lacks_music = not any(one.music for one in known)
        lean = (not any(one.place for one in known)) - lacks_music
        led = [at > 0 and known[at - 1].leads for at in range(len(words))]
        meant = [
            self._guess(
                word, lean * FOR_LACKING + (FOR_PLACE if led[at] else 0.0), not lacks_music or led[at]
            )
            if known[at].unknown
            else word
            for at, word in enumerate(words)
        ]
        return meant, {guess: word for guess, word in zip(meant, words, strict=True) if guess != word}

    def misread(self, word: str, meant: frozenset[str]) -> str:
        """What a real word was meant for ("bras", "pool"), when nothing of the kind was found otherwise."""
        if len(word) <= SHORTEST or word not in self.vocabulary.plain:
            return word
        guesses = [other for alike, other in self.speller.guesses(word) if alike >= SURE and other in meant]
        guesses = [other for other in guesses if other in self.towns or (other,) not in self.named]
        return guesses[0] if guesses else word

    def _rejoined(self, spoken: list[str]) -> list[str]:
        """Put words together that were torn apart ("beat boxing"), take apart what was run together."""
        words: list[str] = []
        before = ""
        for word in spoken:
            if (
                len(word) > 1
                and before
                and before + word in self.music_words
                and self._may_join(before, word)
            ):
                words[-1] = before + word
            elif word and (parts := self.look(word).parts):
                words += parts
            else:
                words.append(word)
            before = words[-1]
        return words

    def _may_join(self, first: str, second: str) -> bool:
        """Whether the two say nothing as they stand."""
        apart = first in self.music_words and second in self.music_words
        return not apart and (first, second) not in self.vocabulary.phrases

    def _guess(self, word: str, lean: float, expects_place: bool) -> str:
        """The word that was meant, leaning to a place (above 0) or to something musical (below)."""
        favoured = self.place_words if lean > 0 else self.music_words
        guesses = self.speller.guesses(word, favoured, abs(lean))
        if not guesses:
            return word
        alike, guess = guesses[0]
        if guess in self.place_words:
            if likeness(word, guess) < LIKE_PLACE:
                return word
            return guess if expects_place or alike >= SURE_OF_PLACE else word
        if (guess,) in self.named or (expects_place and alike < SURE_OF_MORE and guess in self.music_words):
            return word
        return guess


def repairer(
    vocabulary: Vocabulary, gazetteer: Gazetteer, is_name: Callable[[str], bool], names: frozenset[str]
) -> Repairer:
    """Build the spelling tables once for a vocabulary, a hub's places and words of its catalogue worth repairing to."""
    music = {word for phrase in _said(vocabulary, "term", "hint", "instead") for word in phrase}
    others = {word for phrase in _said(vocabulary, "day", "time", "cost", "access") for word in phrase}
    others -= vocabulary.plain
    others |= {phrase[0] for phrase in _said(vocabulary, "kind", "level") if len(phrase) == 1}
    music_words = frozenset(music | names) - vocabulary.plain
    place_words = frozenset(
        word for word in gazetteer.own if len(word) > SHORTEST + 1 or word not in vocabulary.plain
    )
    spelt = speller(music_words | place_words | others)
    towns = frozenset(
        word
        for word in place_words
        if any(place.hub and place.population >= TOWN for place in gazetteer.named.get((word,), ()))
    )
    as_it_stands = vocabulary.known.union(spelt.known, *gazetteer.named)
    looker = _Looker(vocabulary, as_it_stands, music_words, place_words, music_words | place_words, is_name)
    look = lru_cache(maxsize=REMEMBERED)(looker.look)
    return Repairer(vocabulary, spelt, gazetteer.named, place_words, towns, music_words, look)


def _said(vocabulary: Vocabulary, *slots: str) -> list[Phrase]:
    return [p for p, senses in vocabulary.phrases.items() if any(sense.slot in slots for sense in senses)]


@dataclass(frozen=True, slots=True)
class _Looker:
    """Finds out what is known of a word. `own_words` are those of music and of the hub's places together."""

    vocabulary: Vocabulary
    known: frozenset[str]
    music_words: frozenset[str]
    place_words: frozenset[str]
    own_words: frozenset[str]
    is_name: Callable[[str], bool]

    def look(self, word: str) -> Known:
        everyday = any(form in self.vocabulary.plain for form in stems(word))
        unknown = not everyday and self._is_unknown(word)
        return Known(
            whole=self._with_g(word),
            unknown=unknown,
            music=word in self.music_words or singular(word) in self.music_words,
            place=word in self.place_words,
            leads=(word,) in self.vocabulary.leads,
            idle=len(word) < 2 or everyday or any(char.isdigit() for char in word),
            parts=self._split(word) if unknown else (),
        )

    def _is_unknown(self, word: str) -> bool:
        return not (
            len(word) < SHORTEST
            or word in self.known
            or word.isdigit()
            or singular(word) in self.known
            or not word.isascii()
            or self.is_name(word)
        )

    def _with_g(self, word: str) -> str:
        """ "lookin" as "looking" and "freee" as "free", where these are words."""
        short = squeezed(word)
        if short != word and (short in self.known or short in self.vocabulary.plain):
            return short
        if len(word) < SHORTEST + 2 or not word.endswith("in") or word in self.known:
            return word
        whole = word + "g"
        return whole if whole in self.known or whole in self.vocabulary.plain else word

    def _split(self, word: str) -> tuple[str, ...]:
        known = self.own_words
        for at in range(len(word) - SHORTEST - 1, SHORTEST, -1):
            first, second = word[:at], word[at:]
            if (first in known and (second in known or second in self.vocabulary.plain)) or (
                second in known and first in self.vocabulary.plain
            ):
                return first, second
        return ()
