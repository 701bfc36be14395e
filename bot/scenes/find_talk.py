"""What is typed about the results on the screen ("2", "save the second one", "closer"); knows nothing of the results.

The ways of saying things stand in the wording, so a hub can add its own. A message counts only when all of it is such
a way, or a way and then one of the cards: whatever else there is in a message makes it a search.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.dialogue.bot import Words
from bot.dialogue.typed import ORDINALS, plain

FACTS = (
    *("fact_cost", "fact_when", "fact_where", "fact_ages", "fact_join"),
    *("fact_travel", "fact_access", "fact_level", "fact_run", "fact_with", "fact_other"),
)
ABOUT_ALL = ("more", "back", "closer", "cheap", "free", "days", "nearby", "mine")
ABOUT_ONE = ("one", "like", "path", "save", "drop", "remind", "wrong", "person", *FACTS)
WAYS = (*ABOUT_ALL, *ABOUT_ONE, "skip")
LAST = -1


@dataclass(frozen=True, slots=True)
class Meant:
    """What to do, and with which card: its place in the list from 0, or None when no card was named."""

    way: str
    card: int | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """The ways of saying each thing, and the words that may stand around a card's number or title."""

    ways: Mapping[str, str]
    fillers: frozenset[str]
    numbers: Mapping[str, int]
    asking: frozenset[str]
    """Words that a question begins with."""
    someone: re.Pattern[str]
    """Whom a parent asks for: put for "I", what they ask is what a young person asks."""

    def asks(self, text: str) -> bool:
        """Whether it is put as a question, with a mark at its end or a word at its beginning that says so."""
        first, _, rest = plain(text).partition(" ")
        return bool(rest) and (text.rstrip().endswith("?") or first in self.asking)

    def skips(self, text: str) -> bool:
        """Whether somebody does not mind, or would rather not say."""
        return self.ways.get(plain(text)) == "skip"

    def meant(self, text: str, titles: Sequence[str]) -> Meant | None:
        """What a message asks for about the cards with these titles; None when it is something else."""
        said = plain(text)
        if (way := self.ways.get(said) or self.ways.get(self._as_if_asked_for_oneself(said))) is not None:
            return None if way == "skip" else Meant(way)
        if (card := self._card(said.split(), titles, named=False)) is not None:
            return Meant("one", card)
        return self._with_card(said.split(), titles)

    def _as_if_asked_for_oneself(self, said: str) -> str:
        asked = self.someone.sub("i", said, count=1)
        return f"do{asked[len('does') :]}" if asked.startswith("does ") else asked

    def _with_card(self, words: list[str], titles: Sequence[str]) -> Meant | None:
        """ "save" and then a card; the longest way of saying it counts."""
        starts = list(accumulate(words, lambda start, word: f"{start} {word}"))
        for length in range(len(words) - 1, 0, -1):
            way = self.ways.get(starts[length - 1])
            if way in ABOUT_ONE and (card := self._card(words[length:], titles, named=True)) is not None:
                return Meant(way, card)
        return None

    def _card(self, words: list[str], titles: Sequence[str], *, named: bool) -> int | None:
        """The one card that these words number or name; a single word of a title will do only when `named`."""
        told = [word for word in words if word not in self.fillers]
        if len(told) <= 1 and words:
            number = self._number(told[0] if told else words[-1], len(titles))
            if number is not None:
                return number
        if len(told) < (1 if named else 2):
            return None
        fits = [place for place, title in enumerate(titles) if set(told) <= set(plain(title).split())]
        return fits[0] if len(fits) == 1 else None

    def _number(self, word: str, cards: int) -> int | None:
        number = self.numbers.get(word) or (int(word) if word.isascii() and word.isdigit() else 0)
        if number == LAST and cards:
            return cards - 1
        return number - 1 if 1 <= number <= cards else None


def talk_from(words: Words) -> Talk:
    """Read from the `find.ways.*` sentences of the wording."""
    return Talk(
        ways={plain(way): name for name in WAYS for way in words(f"find.ways.{name}").split(",")},
        fillers=frozenset(plain(words("find.ways.around")).split()),
        numbers={
            **ORDINALS,
            **{f"{n}{ending}": n for n, ending in ((1, "st"), (2, "nd"), (3, "rd"), (4, "th"), (5, "th"))},
            **{plain(way): LAST for way in words("find.ways.last").split(",")},
        },
        asking=frozenset(plain(words("find.ways.asking")).split()),
        someone=re.compile(rf"\b(?:{'|'.join(map(plain, words('find.ways.someone').split(',')))})\b"),
    )
