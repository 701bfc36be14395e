"""From what somebody typed to what it says; knows words and places, and nothing of what the catalogue holds for it.

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
from bot.catalogue.repairing import Repairer, repairer
from bot.catalogue.text import plain, singular
from bot.catalogue.vocabulary import Sense, Vocabulary

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|\|")
_BLANK = "|"  # stands for what was read already, so that no phrase reaches across it
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)(?:\s*([0-9][a-z]{2}))?\b")
_WITHIN = re.compile(
    r"\b(?:within|less than|under|up to|max|no more than|inside)\s+(\d{1,2})\s*(?:miles?|mi|m)\b"
    r"|\b(\d{1,2})\s*miles?\s*(?:away|max|of|radius)\b"
)
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
_LINKED = re.compile(r"@|://|www\.")
_LITTLE_MONEY = re.compile(r"\b(?:under|below|less than|no more than|up to|max|maximum)\s*£\s*\d+(?:\.\d+)?")
_DIGIT = re.compile(r"\d")
_NO_COMMA = re.compile(r"\bno\s*[,.;:!]")
_FOR = re.compile(r"\b4(?= (?:free|me|my|kids|children|teens|fun|us|the|a|beginners|under)\b)")
_TO = re.compile(r"\b2(?= (?:be|learn|do|play|sing|join|try|get|start|make|have|go|find|rap|dj)\b)")
_MOST_WORDS, _MOST_FIGURES = 200, 8
_SPENT = ""
_TITLED = frozenset(("term", "hint", "instead", "kind", "access"))
_MUSIC = ("term", "hint", "instead")
_NOT_OF_PLACES = frozenset(("the", "a", "an", "my"))
_SMALL = frozenset(("the", "a", "an", "on", "any", "to", "my", "playing", "doing"))
_WHERE = frozenset(("in", "near", "nr", "around"))  # what is not known after these is a place
_BEFORE_NO = frozenset(("but", "and", "or", "please"))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts. `is_name` tells whether a word stands in the catalogue as written."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    repairer: Repairer
    is_name: Callable[[str], bool]
    titles: Starts

    def read(self, text: str) -> Notes:
        """Everything in one message that means something, whatever was said before."""
        notes = Notes()
        message = self._figures(_tidied(text), notes)
        spoken = [
            _SPENT if word == _BLANK else word.replace("'", "")
            for word in _WORD.findall(message)[:_MOST_WORDS]
        ]
        spoken, typed = self.repairer.repaired(spoken)
        rest = self._match(spoken, notes)
        if any(rest):
            rest = self._again(rest, notes)
            self._leftover(rest, spoken, typed, notes)
        self._titles(spoken, notes)
        return notes

    def _again(self, rest: list[str], notes: Notes) -> list[str]:
        """What was not understood, read as misspelt real words if there is no music, or no place, otherwise."""
        for lacks, meant in (
            (not _is_about_music(notes), self.repairer.music_words),
            (not notes.places and _is_about_music(notes), self.repairer.towns),
        ):
            again = [self.repairer.misread(word, meant) for word in rest] if lacks else rest
            if again != rest:
                rest = [left and word for left, word in zip(self._match(again, notes), rest, strict=True)]
        return rest

    def _figures(self, message: str, notes: Notes) -> str:
        """Note distances, postcodes and ages; the message with these blanked out."""
        if _DIGIT.search(message):
            message = self._distance_and_code(message, notes)
        heard = ages_in(message)
        for age in heard:
            notes.ages.append((age.low, age.high))
        return _blanked(message, [(age.start, age.end) for age in heard]) if heard else message

    def _distance_and_code(self, message: str, notes: Notes) -> str:
        spans = []
        for match in islice(_LITTLE_MONEY.finditer(message), _MOST_FIGURES) if "£" in message else ():
            notes.hear((Sense("cost", ("cheap",)),))
            spans.append(match.span())
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
        return _blanked(message, spans) if spans else message

    def _titles(self, spoken: list[str], notes: Notes) -> None:
        """Note titles that stand in the message and say more than what was understood of it anyway."""
        for at in range(len(spoken) - 1):
            title = longest_at(spoken, at, self.titles) if spoken[at] else ()
            if title and any(singular(word) not in notes.explained for word in title):
                notes.titles.append(" ".join(title))

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
            if self._is_not_there(spoken, at):
                return len(place)
            if led or not doubtful:
                named = self.gazetteer.named[place]
                notes.places.append(((2 if named[0].hub else 0) + (1 if led else 0), named))
                return len(place)
        if phrase:
            self._note(phrase, self._is_refused(spoken, at), notes)
        return len(phrase)

    def _note(self, phrase: Phrase, refused: bool, notes: Notes) -> None:
        senses = self.vocabulary.phrases[phrase]
        if refused:
            notes.refuse(senses)
            return
        notes.hear(senses)
        if any(sense.slot != "plain" for sense in senses):
            notes.explained.update(singular(word) for word in phrase)
        if any(sense.slot in _TITLED for sense in senses):
            notes.used.extend(phrase)

    def _is_led(self, spoken: list[str], at: int) -> bool:
        """Whether "in" or "near" stands before; nobody says "in the Bath"."""
        before = spoken[at - 1] if at else ""
        return before not in _NOT_OF_PLACES and _stands_before(spoken, at, self.vocabulary.leads)

    def _is_not_there(self, spoken: list[str], at: int) -> bool:
        """Whether they say "not Leicester" or "not in Leicester", but not "not electric, Leicester"."""
        lead = at > 1 and (spoken[at - 1],) in self.vocabulary.leads
        return at > 0 and spoken[at - 2 if lead else at - 1] == "not"

    def _is_refused(self, spoken: list[str], at: int) -> bool:
        if at and spoken[at - 1] == "no":
            return at == 1 or spoken[at - 2] in _BEFORE_NO
        return _stands_before(spoken, at, self.vocabulary.refusals)

    def _leftover(self, rest: list[str], spoken: list[str], typed: dict[str, str], notes: Notes) -> None:
        """Note the words that stand in the catalogue as written; the others, as they were typed, are unknown.

        An unknown word after "near" is a place that is not known.
        """
        for at, word in enumerate(rest):
            if not word or self.repairer.look(word).idle:
                continue
            if not self.is_name(word) or word in self.repairer.place_words:
                notes.unknown.append(typed.get(word, word))
                notes.lost = notes.lost or (at > 0 and spoken[at - 1] in _WHERE)
            elif self._is_refused(spoken, at):
                notes.refuse((Sense("term", (word,)),))
            else:
                notes.names.append(word)


def _tidied(text: str) -> str:
    """The plain message without links, and without "no" where it is an answer by itself."""
    message = plain(text)
    if _LINKED.search(message):
        message = _LINK.sub(" ", message)
    if "4 " in message or "2 " in message:
        message = _TO.sub("to", _FOR.sub("for", message))
    return _NO_COMMA.sub(" ", message) if "no" in message else message


def _is_about_music(notes: Notes) -> bool:
    return any(slot in notes.said for slot in _MUSIC)


def _stands_before(spoken: list[str], at: int, phrases: frozenset[Phrase]) -> bool:
    """Whether one of these stands before, perhaps with a small word between ("not the piano")."""
    end = at
    while end:
        if any(tuple(spoken[end - length : end]) in phrases for length in (1, 2, 3) if length <= end):
            return True
        if spoken[end - 1] not in _SMALL:
            return False
        end -= 1
    return False


def _blanked(message: str, spans: list[tuple[int, int]]) -> str:
    """The message with what was read already blanked out, so that a postcode's figures are not taken for an age."""
    for start, end in spans:
        message = message[:start] + _BLANK.ljust(end - start) + message[end:]
    return message


def reader(
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    is_name: Callable[[str], bool],
    names: frozenset[str],
    titles: Starts,
) -> Reader:
    """A reader for a vocabulary, a hub's places, and names and titles in its catalogue."""
    return Reader(vocabulary, gazetteer, repairer(vocabulary, gazetteer, is_name, names), is_name, titles)
