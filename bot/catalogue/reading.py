"""From what somebody typed to a wish; knows words and places, and nothing of what the catalogue holds for it.

The order matters: what regular expressions can read (ages, postcodes, distances), then spelling repair, only of words
that mean nothing as they stand, then the longest phrases word for word. Real words are taken for misspelt ones only
when no activity was found otherwise ("bras", "steel ans").
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from bot.catalogue.ages import ages_in
from bot.catalogue.notes import Notes
from bot.catalogue.phrases import Phrase, Starts, longest_at
from bot.catalogue.places import Gazetteer, outcode_of
from bot.catalogue.spelling import SHORTEST, Speller, speller
from bot.catalogue.text import plain, singular, stems
from bot.catalogue.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)(?:\s*([0-9][a-z]{2}))?\b")
_WITHIN = re.compile(
    r"\b(?:within|less than|under|up to|max|no more than|inside)\s+(\d{1,2})\s*(?:miles?|mi|m)\b"
    r"|\b(\d{1,2})\s*miles?\s*(?:away|max|of|radius)\b"
)
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
_NO_COMMA = re.compile(r"\bno\s*[,.;:!]")
_FOR_PLACE, _FOR_LACKING = 0.06, 0.06
_SURE = 0.9
_SURE_OF_PLACE = 0.78  # where neither music nor "near" says that a place is meant
_MOST_WORDS, _MOST_FIGURES = 200, 8
_SPENT = ""
_TITLED = frozenset(("term", "hint", "instead", "kind", "access"))
_NOT_OF_PLACES = frozenset(("the", "a", "an", "my"))
_SMALL = frozenset(("the", "a", "an", "on", "any", "to", "my", "playing", "doing"))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts. `is_name` tells whether a word stands in the catalogue as written."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    speller: Speller
    place_words: frozenset[str]
    towns: frozenset[str]
    music_words: frozenset[str]
    known: frozenset[str]
    is_name: Callable[[str], bool]
    titles: Starts

    def read(self, text: str) -> Notes:
        """Everything in one message that means something, whatever was said before."""
        message = _NO_COMMA.sub(" ", _LINK.sub(" ", plain(text)))
        notes = Notes()
        spans = self._numbers(message, notes)
        spoken = [
            _SPENT
            if any(start <= m.start() and m.end() <= end for start, end in spans)
            else m.group().replace("'", "")
            for m in _WORD.finditer(message)
        ][:_MOST_WORDS]
        spoken = self._repaired(self._rejoined([self._with_g(word) for word in spoken]))
        self._titles(spoken, notes)
        rest = self._match(spoken, notes)
        for lacks, meant in (
            (not self._is_about_music(notes), self.music_words),
            (not notes.places and self._is_about_music(notes), self.towns),
        ):
            again = [self._misread(word, meant) for word in rest] if lacks else rest
            if again != rest:
                rest = [left and word for left, word in zip(self._match(again, notes), rest, strict=True)]
        self._leftover(rest, notes)
        return notes

    def _numbers(self, message: str, notes: Notes) -> list[tuple[int, int]]:
        spans = []
        for match in islice(_WITHIN.finditer(message), _MOST_FIGURES):
            notes.within = float(match.group(1) or match.group(2))
            spans.append(match.span())
        for match in islice(_POSTCODE.finditer(message), _MOST_FIGURES):
            outcode = outcode_of(match.group(1))
            place = self.gazetteer.outcodes.get(outcode)
            if outcode and (match.group(2) or place):
                notes.outcode = notes.outcode or outcode
                spans.append(match.span())
                if place:
                    notes.places.append((3, (place,)))
        if any(char.isdigit() for char in message):
            message = _blanked(message, spans)
        for heard in ages_in(message):
            notes.ages.append((heard.low, heard.high))
            spans.append((heard.start, heard.end))
        return spans

    def _rejoined(self, spoken: list[str]) -> list[str]:
        """Put words together that were torn apart ("beat boxing"), take apart what was run together."""
        words: list[str] = []
        for word in spoken:
            joined = words[-1] + word if words and word else ""
            if (
                joined
                and len(word) > 1
                and joined in self.music_words
                and not self._means_much(words[-1], word)
            ):
                words[-1] = joined
            elif word and self._is_unknown(word) and (parts := self._split(word)):
                words += parts
            else:
                words.append(word)
        return words

    def _means_much(self, first: str, second: str) -> bool:
        return (first, second) in self.vocabulary.phrases or (
            first in self.music_words and second in self.music_words
        )

    def _split(self, word: str) -> tuple[str, ...]:
        known = self.music_words | self.place_words
        for at in range(len(word) - SHORTEST, SHORTEST - 1, -1):
            first, second = word[:at], word[at:]
            if (first in known and (second in known or second in self.vocabulary.plain)) or (
                second in known and first in self.vocabulary.plain
            ):
                return first, second
        return ()

    def _is_unknown(self, word: str) -> bool:
        return not (
            len(word) < SHORTEST
            or word in self.known
            or word.isdigit()
            or singular(word) in self.known
            or not word.isascii()
            or self._is_everyday(word)
            or self.is_name(word)
        )

    def _is_everyday(self, word: str) -> bool:
        return any(form in self.vocabulary.plain for form in stems(word))

    def _repaired(self, spoken: list[str]) -> list[str]:
        if not any(self._is_unknown(word) for word in spoken):
            return spoken
        lacks_music = not any(
            word in self.music_words or singular(word) in self.music_words for word in spoken
        )
        lacks_place = not any(word in self.place_words for word in spoken)
        lean = (lacks_place - lacks_music) * _FOR_LACKING
        led = [at > 0 and self._leads_to_place(spoken[at - 1]) for at in range(len(spoken))]
        return [
            self._guess(word, lean + (_FOR_PLACE if led[at] else 0.0), not lacks_music or led[at])
            if self._is_unknown(word)
            else word
            for at, word in enumerate(spoken)
        ]

    def _leads_to_place(self, word: str) -> bool:
        return any(sense.slot == "place" for sense in self.vocabulary.phrases.get((word,), ()))

    def _guess(self, word: str, lean: float, expects_place: bool) -> str:
        """The word that was meant, leaning to a place (above 0) or to something musical (below)."""
        favoured = self.place_words if lean > 0 else self.music_words
        guesses = self.speller.guesses(word, favoured, abs(lean))
        if not guesses:
            return word
        alike, guess = guesses[0]
        if guess in self.place_words:
            return guess if expects_place or alike >= _SURE_OF_PLACE else word
        return word if (guess,) in self.gazetteer.named else guess

    def _misread(self, word: str, meant: frozenset[str]) -> str:
        """What a real word was meant for ("bras", "pool"), when nothing of the kind was found otherwise."""
        if len(word) <= SHORTEST or word not in self.vocabulary.plain:
            return word
        guesses = [other for alike, other in self.speller.guesses(word) if alike >= _SURE and other in meant]
        guesses = [other for other in guesses if other in self.towns or (other,) not in self.gazetteer.named]
        return guesses[0] if guesses else word

    def _is_about_music(self, notes: Notes) -> bool:
        return any(sense.slot in ("term", "hint", "instead") for sense in notes.senses)

    def _titles(self, spoken: list[str], notes: Notes) -> None:
        for at in range(len(spoken) - 1):
            if title := longest_at(spoken, at, self.titles):
                notes.titles.append(" ".join(title))

    def _with_g(self, word: str) -> str:
        """ "lookin" as "looking", where it is a word."""
        if len(word) < SHORTEST + 2 or not word.endswith("in") or word in self.known:
            return word
        whole = word + "g"
        return whole if whole in self.known or whole in self.vocabulary.plain else word

    def _match(self, spoken: list[str], notes: Notes) -> list[str]:
        """Note the longest phrases; gives back the words with those that were understood taken out."""
        rest = list(spoken)
        at = 0
        while at < len(spoken):
            length = self._match_at(spoken, at, notes) if spoken[at] else 0
            if length:
                rest[at : at + length] = [_SPENT] * length
            at += length or 1
        return rest

    def _match_at(self, spoken: list[str], at: int, notes: Notes) -> int:
        phrase = longest_at(spoken, at, self.vocabulary.starts)
        place = longest_at(spoken, at, self.gazetteer.starts)
        if place and len(place) >= len(phrase):
            led = self._is_led(spoken, at)
            doubtful = bool(phrase) or (len(place) == 1 and place[0] in self.vocabulary.plain)
            if led or not doubtful:
                named = self.gazetteer.named[place]
                notes.places.append(((2 if named[0].hub else 0) + (1 if led else 0), named))
                return len(place)
        if phrase and self._is_refused(spoken, at):
            notes.without.extend(self.vocabulary.phrases[phrase])
        elif phrase:
            notes.senses.extend(self.vocabulary.phrases[phrase])
            if any(sense.slot in _TITLED for sense in self.vocabulary.phrases[phrase]):
                notes.used.extend(phrase)
        return len(phrase)

    def _is_led(self, spoken: list[str], at: int) -> bool:
        """Whether "in" or "near" stands before; nobody says "in the Bath"."""
        return not (at and spoken[at - 1] in _NOT_OF_PLACES) and self._after(spoken, at, "place", "yes")

    def _is_refused(self, spoken: list[str], at: int) -> bool:
        return (at == 1 and spoken[0] == "no") or self._after(spoken, at, "turn", "not")

    def _after(self, spoken: list[str], at: int, slot: str, value: str) -> bool:
        """Whether a phrase with this sense stands before, perhaps with a small word between ("not the piano")."""
        ends = [at]
        while ends[-1] and spoken[ends[-1] - 1] in _SMALL:
            ends.append(ends[-1] - 1)
        return any(
            sense.slot == slot and value in sense.values
            for end in ends
            for length in (1, 2, 3)
            if end >= length
            for sense in self.vocabulary.phrases.get(tuple(spoken[end - length : end]), ())
        )

    def _leftover(self, rest: list[str], notes: Notes) -> None:
        for word in rest:
            if len(word) < 2 or self._is_everyday(word) or any(char.isdigit() for char in word):
                continue
            is_name = self.is_name(word) and word not in self.place_words
            (notes.names if is_name else notes.unknown).append(word)


def _blanked(message: str, spans: list[tuple[int, int]]) -> str:
    """The message with what was read already blanked out, so that a postcode's figures are not taken for an age."""
    for start, end in spans:
        message = message[:start] + "." * (end - start) + message[end:]
    return message


def reader(
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    is_name: Callable[[str], bool],
    names: frozenset[str],
    titles: Starts,
) -> Reader:
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
    as_it_stands = vocabulary.known | spelt.known | {word for phrase in gazetteer.named for word in phrase}
    towns = frozenset(word for word in place_words if any(p.hub for p in gazetteer.named.get((word,), ())))
    as_it_stands = frozenset(as_it_stands)
    return Reader(
        vocabulary, gazetteer, spelt, place_words, towns, music_words, as_it_stands, is_name, titles
    )


def _said(vocabulary: Vocabulary, *slots: str) -> list[Phrase]:
    return [p for p, senses in vocabulary.phrases.items() if any(sense.slot in slots for sense in senses)]
