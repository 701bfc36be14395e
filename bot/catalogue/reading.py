"""From what somebody typed to a wish; knows words and places, and nothing of what the catalogue holds for it.

The order matters: what regular expressions can read (ages, postcodes, distances), then the longest phrases word for
word, then spelling repair, and only of words that mean nothing as they stand.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from bot.catalogue.ages import OLDEST, ages_in
from bot.catalogue.entry import Place
from bot.catalogue.places import Gazetteer, outcode_of
from bot.catalogue.spelling import Speller, speller
from bot.catalogue.text import plain, singular
from bot.catalogue.vocabulary import Phrase, Sense, Vocabulary
from bot.catalogue.wish import Wish

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)(?:\s*([0-9][a-z]{2}))?\b")
_WITHIN = re.compile(
    r"\b(?:within|less than|under|up to|max|no more than)\s+(\d{1,2})\s*(?:miles?|mi\b|m\b)|\b(\d{1,2})\s*miles? (?:away|max|of)\b"
)
_SPLIT_LEAST = 3


@dataclass(slots=True)
class _Token:
    word: str
    start: int
    end: int
    used: bool = False
    repaired: bool = False


@dataclass(slots=True)
class _Notes:
    """What has been read so far, before it becomes a wish."""

    senses: list[Sense] = field(default_factory=list)
    places: list[tuple[Place, ...]] = field(default_factory=list)
    outcode: str = ""
    within: float | None = None
    ages: list[tuple[int, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def values(self, slot: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for sense in self.senses if sense.slot == slot for v in sense.values))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts. `is_name` tells whether a word stands in the catalogue as written."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    words: Speller
    place_words: Speller
    is_name: Callable[[str], bool]

    def read(self, text: str) -> Wish:
        """The wish in one message, whatever was said before."""
        message = plain(text)
        tokens = [_Token(m.group().replace("'", ""), *m.span()) for m in _WORD.finditer(message)]
        notes = _Notes()
        self._read_numbers(message, tokens, notes)
        self._match(tokens, notes)
        if self._repair(tokens, notes):
            self._match(tokens, notes)
        if not notes.values("term") and not notes.values("hint") and self._repair_plain(tokens):
            self._match(tokens, notes)
        self._leftover(tokens, notes)
        return _wish(notes)

    def _read_numbers(self, message: str, tokens: list[_Token], notes: _Notes) -> None:
        for match in _WITHIN.finditer(message):
            notes.within = float(match.group(1) or match.group(2))
            _use(tokens, *match.span())
        for match in _POSTCODE.finditer(message):
            outcode = outcode_of(match.group(1))
            if outcode and (match.group(2) or outcode in self.gazetteer.outcodes):
                notes.outcode = notes.outcode or outcode
                _use(tokens, *match.span())
                if outcode in self.gazetteer.outcodes:
                    notes.places.append((self.gazetteer.outcodes[outcode],))
        for heard in ages_in(message):
            notes.ages.append((heard.low, heard.high))
            _use(tokens, heard.start, heard.end, numbers=True)

    def _match(self, tokens: list[_Token], notes: _Notes) -> None:
        at = 0
        while at < len(tokens):
            length = 0 if tokens[at].used else self._match_at(tokens, at, notes)
            at += length or 1

    def _match_at(self, tokens: list[_Token], at: int, notes: _Notes) -> int:
        phrase = _longest(tokens, at, self.vocabulary.starts)
        place = _longest(tokens, at, self.gazetteer.starts)
        if place and self._means_place(tokens, at, place, phrase):
            notes.places.append(self.gazetteer.named[place])
            return _take(tokens, at, len(place), notes)
        if phrase:
            notes.senses.extend(self.vocabulary.phrases[phrase])
            return _take(tokens, at, len(phrase), notes)
        return 0

    def _means_place(self, tokens: list[_Token], at: int, place: Phrase, phrase: Phrase) -> bool:
        if len(place) < len(phrase):
            return False
        if self._after_place_word(tokens, at):
            return True
        doubtful = bool(phrase) or (len(place) == 1 and place[0] in self.vocabulary.plain)
        return not doubtful

    def _after_place_word(self, tokens: list[_Token], at: int) -> bool:
        return any(
            sense.slot == "place"
            for length in (1, 2)
            if at >= length
            for sense in self.vocabulary.phrases.get(tuple(t.word for t in tokens[at - length : at]), ())
        )

    def _repair(self, tokens: list[_Token], notes: _Notes) -> bool:
        changed = False
        for at, token in enumerate(tokens):
            if not self._is_unknown(token):
                continue
            meant = self._guess(tokens, at)
            if meant:
                token.word, token.repaired, changed = meant, True, True
        return changed | self._rejoin(tokens)

    def _is_unknown(self, token: _Token) -> bool:
        return not (
            token.used
            or token.word.isdigit()
            or len(token.word) < _SPLIT_LEAST
            or token.word in self.vocabulary.plain
            or token.word in self.words.known
            or singular(token.word) in self.words.known
            or self.is_name(token.word)
        )

    def _guess(self, tokens: list[_Token], at: int) -> str:
        word = tokens[at].word
        lean = 0.08 if self._after_place_word(tokens, at) else -0.03
        place, word_guess = self.place_words.guess(word), self.words.guess(word)
        options = [(place[1] + lean, place[0])] if place else []
        options += [(word_guess[1], word_guess[0])] if word_guess else []
        return max(options)[1] if options else self._split(word)

    def _split(self, word: str) -> str:
        """The two known words that were run together, else nothing."""
        known = self.words.known | self.vocabulary.plain
        for at in range(_SPLIT_LEAST, len(word) - _SPLIT_LEAST + 1):
            if word[:at] in known and word[at:] in known:
                return f"{word[:at]} {word[at:]}"
        return ""

    def _rejoin(self, tokens: list[_Token]) -> bool:
        """Give words that were run together, or torn apart, tokens of their own."""
        changed = False
        for at in range(len(tokens) - 1, -1, -1):
            token = tokens[at]
            if " " in token.word:
                tokens[at : at + 1] = [_Token(part, token.start, token.end) for part in token.word.split()]
                changed = True
            elif at and not token.used and not tokens[at - 1].used:
                joined = tokens[at - 1].word + token.word
                if joined in self.words.known and (joined,) in self.vocabulary.phrases:
                    tokens[at - 1 : at + 1] = [_Token(joined, tokens[at - 1].start, token.end)]
                    changed = True
        return changed

    def _repair_plain(self, tokens: list[_Token]) -> bool:
        changed = False
        for token in tokens:
            if not token.used and token.word in self.vocabulary.plain and len(token.word) > _SPLIT_LEAST:
                guess = self.words.guess(token.word, floor=0.9)
                if guess and guess[0] != token.word and guess[0] not in self.vocabulary.plain:
                    token.word, changed = guess[0], True
        return changed

    def _leftover(self, tokens: list[_Token], notes: _Notes) -> None:
        for token in tokens:
            if (
                token.used
                or token.word in self.vocabulary.plain
                or token.word.isdigit()
                or len(token.word) < 2
            ):
                continue
            (notes.names if self.is_name(token.word) else notes.unknown).append(token.word)


def _use(tokens: list[_Token], start: int, end: int, *, numbers: bool = False) -> None:
    for token in tokens:
        if start <= token.start and token.end <= end and (not numbers or _is_count(token.word)):
            token.used = True


def _is_count(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _take(tokens: list[_Token], at: int, length: int, notes: _Notes) -> int:
    for token in tokens[at : at + length]:
        token.used = True
        notes.used.append(token.word)
    return length


def _longest(tokens: list[_Token], at: int, starts: "dict[str, tuple[Phrase, ...]] | object") -> Phrase:
    return next(_fitting(tokens, at, starts), ())


def _fitting(tokens: list[_Token], at: int, starts: object) -> Iterator[Phrase]:
    first = tokens[at].word
    assert hasattr(starts, "get")
    for form in dict.fromkeys((first, singular(first))):
        for phrase in starts.get(form, ()):
            rest = tokens[at + 1 : at + len(phrase)]
            if len(rest) == len(phrase) - 1 and all(
                not token.used and word in (token.word, singular(token.word))
                for word, token in zip(phrase[1:], rest, strict=True)
            ):
                yield phrase


def reader(vocabulary: Vocabulary, gazetteer: Gazetteer, is_name: Callable[[str], bool]) -> Reader:
    """Build the spelling tables once for a vocabulary and a hub's places."""
    spoken = {
        word
        for phrase, senses in vocabulary.phrases.items()
        if any(sense.slot in ("term", "hint", "day", "time", "cost", "access") for sense in senses)
        for word in phrase
        if len(phrase) == 1 or word not in vocabulary.plain
    }
    known = spoken - vocabulary.plain
    return Reader(vocabulary, gazetteer, speller(known), speller(gazetteer.own - vocabulary.plain), is_name)


def _wish(notes: _Notes) -> Wish:
    hinted_ages = [tuple(int(part) for part in value.split("-")) for value in notes.values("age")]
    ages = notes.ages or [(low, high) for low, high in hinted_ages]
    places = notes.places[0] if notes.places else ()
    terms, cost = notes.values("term"), notes.values("cost")
    wish = Wish(
        activities=terms,
        hints=tuple(hint for hint in notes.values("hint") if hint not in terms),
        names=tuple(dict.fromkeys(notes.names)),
        near=places[0] if places else None,
        alternatives=_alternatives(places),
        near_me=bool(notes.values("near_me")) and not places,
        outcode=notes.outcode or (places[0].outcode if places else ""),
        low=min((low for low, _ in ages), default=None),
        high=max((high for _, high in ages), default=None) if ages else None,
        within=notes.within,
        days=notes.values("day"),
        times=notes.values("time"),
        free="free" in cost,
        cheap="cheap" in cost,
        levels=notes.values("level"),
        access=notes.values("access"),
        audience=notes.values("audience"),
        kinds=notes.values("kind"),
        online=bool(notes.values("online")),
        unknown=tuple(dict.fromkeys(notes.unknown)),
        used=tuple(dict.fromkeys(notes.used)),
        asking=bool(notes.values("asking")),
    )
    return replace(wish, sure=how_sure(wish))


def _alternatives(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Other places of the name, when they are the hub's own too or the hub has none of that name."""
    return tuple(p for p in places[1:] if p.hub == places[0].hub) if places else ()


def how_sure(wish: Wish) -> float:
    """How sure it is that somebody is looking for something: 0 no search, 1 what and where."""
    what = 0.7 if wish.activities else 0.6 if wish.hints else 0.5 if wish.kinds or wish.names else 0.0
    where = 0.3 if wish.near or wish.near_me or wish.outcode else 0.0
    who = 0.2 if wish.low is not None or wish.access or wish.levels else 0.0
    when = 0.2 if wish.days or wish.times or wish.free or wish.cheap or wish.online else 0.0
    asks = 0.3 if wish.asking else 0.0
    return round(min(1.0, what + where + who + when + asks), 2)


__all__ = ["OLDEST", "Reader", "how_sure", "reader"]
