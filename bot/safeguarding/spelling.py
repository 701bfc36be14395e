"""Brings what people type to the words and spelling that the lists are written in; knows no meaning.

Typed words differ from written ones by haste ("dont", "hitttt", "cuttin", "suicidel"), by signs for words (a knife, a
pill) and on purpose, to get past a filter ("k i l l", "d1e", "k!ll", "r*pe", "wanttodie", letters of other alphabets
that look alike). Only a word that no list knows is mended, so right words stay as they are.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

REPAIRED_FROM = 6
"""Words of the lists this long or longer are also recognised with one slip."""
SPLIT_FROM, SPLIT_TO, MOST_PARTS = 8, 24, 4
"""Words of these lengths that no list knows may be so many words without spaces between."""
MENDED_FROM, STARRED_FROM = 3, 4
MOST_LONGER = 4
"""A text whose characters stand for many letters each is read up to so many times its own length."""
_HIDDEN = "\x7f"
"""Stands for a letter that was starred out."""

Words = tuple[str, ...]
_ASCII: dict[int, str | None] = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASCII |= {ord("'"): None, ord("`"): None, ord(_HIDDEN): _HIDDEN}
_LETTER = r"[a-zà-ÿа-яґєії]"
_SPELT_OUT = re.compile(rf"(?<![^\W_])(?:{_LETTER}[\s.\-_*,/|]{{1,3}}){{2,}}{_LETTER}(?![^\W_])")
_INSIDE = re.compile(r"(?<=[a-z0-9])[@$!|*]+(?=[a-z0-9])")
_LOOKALIKE = {"@": "a", "$": "s", "!": "i", "|": "l", "*": _HIDDEN}
_DIGITS = tuple(str.maketrans("0134578", way) for way in ("oieastb", "oleastb"))
_STRETCHED = re.compile(r"(.)\1+")
_CYRILLIC = str.maketrans("аеорсухіјѕԁһкмтнв", "aeopcyxijsdhkmthb")
_NOT_TAKEN_APART = str.maketrans("łøđıæœŁØĐ", "lodiaoLOD")
_CHARACTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""Writings without spaces between words: each character is a word."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """`known` is what each word is taken for; `near` the long words by themselves with one letter left out; `starred`
    the words by themselves with one letter starred; `signs` the words that emoji stand for."""

    known: Mapping[str, Words]
    near: Mapping[str, Words]
    starred: Mapping[str, str]
    signs: Mapping[str, str]

    def words(self, text: str) -> list[str]:
        """The words of a text in the spelling of the lists, in order. Never raises."""
        folded = _folded(text, self.signs)
        if _INSIDE.search(folded):
            folded = _INSIDE.sub(lambda found: _LOOKALIKE[found[0][0]], folded)
        if _SPELT_OUT.search(folded):
            folded = _SPELT_OUT.sub(lambda found: re.sub(r"[\W_]", "", found[0]), folded)
        known = self.known
        mended: dict[str, Words] = {}
        words: list[str] = []
        for word in folded.translate(_ASCII).split():
            taken = known.get(word) or mended.get(word)
            if taken is None and word not in known:
                taken = mended[word] = self._mended(word)
            words.extend(taken or ())
        return words

    def _mended(self, word: str) -> Words:
        """What an unknown word may have been meant as; the word itself when nothing fits."""
        if len(word) < MENDED_FROM:
            return (word,)
        for way in _undone(word):
            taken = self.known.get(way)
            if taken is not None:
                return taken
        if _HIDDEN in word:
            plain = self.starred.get(word)
            return (plain,) if plain else (word.replace(_HIDDEN, ""),)
        near = self._repaired(word)
        if near is not None:
            return self.known[near]
        return self._split(word)

    def _repaired(self, word: str) -> str | None:
        """The long word of the lists that this is one slip away from, beginning alike."""
        if len(word) < REPAIRED_FROM - 1 or len(word) > SPLIT_TO:
            return None
        for shorter in (word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))):
            for right in self.near.get(shorter, ()):
                if right[0] == word[0] and OSA.distance(word, right, score_cutoff=1) <= 1:
                    return right
        return None

    def _split(self, word: str) -> Words:
        """Known words written without spaces ("wanttodie"); the word itself when it does not come out even."""
        if word[0] == "i" and (taken := self.known.get(word[1:])):
            return ("i", *taken)
        if not SPLIT_FROM <= len(word) <= SPLIT_TO:
            return (word,)
        parts = next(self._parts(word, MOST_PARTS), None)
        return (word,) if parts is None else parts

    def _parts(self, word: str, most: int) -> Iterator[Words]:
        taken = self.known.get(word)
        if taken and len(word) > 1:
            yield taken
        if most == 1:
            return
        for at in range(len(word) - 2, 0, -1):
            first = self.known.get(word[:at]) if at > 1 or word[0] == "i" else None
            if first:
                yield from ((*first, *rest) for rest in self._parts(word[at:], most - 1))


def respelt(text: str, same: Mapping[str, Words]) -> Words:
    """The words of a line of the lists, in the spelling that messages are brought to."""
    return tuple(
        part for word in _folded(text, {}).translate(_ASCII).split() for part in same.get(word, (word,))
    )


def spelling_from(
    words: Iterable[str], same: Mapping[str, Words], right: Iterable[str], signs: Mapping[str, str]
) -> Spelling:
    """A spelling that knows `words` (of the lists), `same` ("im": "i am"), words that are `right` and never taken for
    a slip, and `signs` (emoji and the word each stands for)."""
    written = list(dict.fromkeys(words))
    known: dict[str, Words] = {word: (word,) for word in (*right, *written)}
    known.update(same)
    near: dict[str, dict[str, None]] = defaultdict(dict)
    for word in written:
        if len(word) >= REPAIRED_FROM:
            for shorter in (word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))):
                near[shorter][word] = None
    return Spelling(
        known=known,
        near={shorter: tuple(right) for shorter, right in near.items()},
        starred=_starred(word for word in written if len(word) >= STARRED_FROM),
        signs={sign: f" {word} " for sign, word in signs.items()},
    )


def _folded(text: str, signs: Mapping[str, str]) -> str:
    """Lower case, accents off, other writings of the same letters brought together, emoji as words."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.translate(_NOT_TAKEN_APART))[: MOST_LONGER * len(text)].lower()
    changed = {
        ord(letter): signs.get(letter) or _bare(letter)
        for letter in set(bare)
        if letter > "\x7f" and not letter.isalpha()
    }
    return _CHARACTERS.sub(r" \g<0> ", bare.translate(changed))


def _starred(words: Iterable[str]) -> dict[str, str]:
    """Each word with one of its inner letters hidden."""
    return {word[:at] + _HIDDEN + word[at + 1 :]: word for word in words for at in range(1, len(word) - 1)}


def _undone(word: str) -> Sequence[str]:
    """The word with tricks and haste undone, likeliest first; empty when there are none."""
    ways: list[str] = []
    if not word.isalpha() and not word.isdigit():
        ways = [word.translate(digits) for digits in _DIGITS]
    elif not word.isascii():
        ways = [word.translate(_CYRILLIC)]
    if _STRETCHED.search(word):
        ways += [_STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)]
    if word.endswith("in"):
        ways.append(word + "g")
    return ways


def _bare(sign: str) -> str:
    """What is neither letter nor mark becomes a space; marks on letters and signs that nobody sees go."""
    if sign.isdigit():
        return sign
    return "" if sign in "’ʼ" or unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf") else " "
