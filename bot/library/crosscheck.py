"""Checks what an entry says of others, of schemes, aims, words and places; knows nothing of files."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Self

from bot.catalogue.entry import Opportunity, Place
from bot.catalogue.fault import Fault
from bot.catalogue.places import gazetteer
from bot.catalogue.vocabulary import Vocabulary
from bot.library.outside import did_you_mean


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry may speak of, and whether a word or place means anything.

    In a folder that stands `alone`, an id that leads nowhere is only a warning, and not even that where nothing of the
    sort is kept.
    """

    ids: Collection[str]
    schemes: Collection[str]
    objectives: Collection[str]
    today: date
    is_word: Callable[[str], bool] = lambda _word: True
    is_place: Callable[[str], bool] = lambda _name: True
    alone: bool = False

    def words_mean(self, vocabulary: Vocabulary, places: Sequence[Place]) -> Self:
        """The same, with a look at whether words are in the vocabulary and places are known; each is looked up once."""
        known = gazetteer(places)
        return replace(
            self,
            is_word=cache(lambda word: vocabulary.term_of(word) is not None),
            is_place=cache(lambda name: bool(known.called(name))),
        )

    def among(self, ids: Collection[str]) -> Self:
        """The same, with these entries."""
        return replace(self, ids=ids)

    def faults_in(self, entry: Opportunity) -> list[Fault]:
        """All that is wrong with what this entry says of others, warnings included."""
        return [*self.led_nowhere(entry), *self._days(entry), *self._words(entry), *self._place(entry)]

    def led_nowhere(self, entry: Opportunity) -> Iterator[Fault]:
        """What it says of other entries, of schemes and of aims that are not there, and of itself."""
        for path, names, known, what in (
            (("next_steps",), entry.next_steps, self.ids, "entry"),
            (("cost", "bursaries"), entry.cost.bursaries, self.schemes, "scheme of help with the cost"),
            (("objectives",), entry.objectives, self.objectives, "aim in hub.yaml"),
        ):
            for at, name in enumerate(names if known or not self.alone else ()):
                if name not in known:
                    mend = "add it" if self.alone else did_you_mean(name, known, "correct it, or take it out")
                    yield Fault((*path, at), f"there is no {what} `{name}`", mend, warning=self.alone)
        if entry.id in entry.next_steps:
            yield Fault(("next_steps",), "an entry cannot be its own next step", "take its id out")

    def _days(self, entry: Opportunity) -> Iterator[Fault]:
        if entry.checked_on and entry.checked_on > self.today:
            wrong = f"{entry.checked_on} is still to come"
            yield Fault(("checked_on",), wrong, "write the day it was checked", warning=True)

    def _words(self, entry: Opportunity) -> Iterator[Fault]:
        for field in ("activities", "instruments", "genres"):
            for at, word in enumerate(getattr(entry, field)):
                if not self.is_word(word):
                    wrong = f"`{word}` is not in the vocabulary"
                    yield Fault(
                        (field, at), wrong, "it is found as written; add it to vocabulary/", warning=True
                    )

    def _place(self, entry: Opportunity) -> Iterator[Fault]:
        where = entry.where
        given = [
            (field, name) for field, name in (("place", where.place), ("outcode", where.outcode)) if name
        ]
        if (
            where.lat is None
            and not where.online
            and given
            and not any(self.is_place(name) for _, name in given)
        ):
            field, name = given[0]
            mend = "add it to places.yaml, or write lat and lon"
            yield Fault(("where", field), f"nobody knows where `{name}` is", mend, warning=True)
