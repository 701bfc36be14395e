"""All that is known about an entry, and what is not, as labels and texts to read; knows nothing of HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.catalogue.entry import Opportunity
from bot.dialogue.bot import Words
from bot.scenes.cards import ages_line, cost_line, day_text, listed, printed_date, when_line, where_line
from bot.scenes.house import House

ACCESS = frozenset(
    "step_free quiet send_friendly interpreters visual sibling_welcome transport lgbt adapted_instruments".split()
)


@dataclass(frozen=True, slots=True)
class Fact:
    """`known` is false when the text only says that nobody has told us. `url` is where the text leads."""

    label: str
    text: str
    known: bool = True
    url: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Reads one entry for people, on one day."""

    house: House
    today: date

    def of(self, entry: Opportunity) -> list[Fact]:
        """Every fact, in the order in which people ask."""
        return [fact for fact in self._all(entry) if fact.text]

    def brief(self, entry: Opportunity, miles: float | None) -> list[Fact]:
        """Where, when, for what ages and what it costs, for a list."""
        words = self.house.words
        lines = (
            where_line(words, entry, miles),
            when_line(words, entry.when),
            ages_line(words, entry),
            cost_line(words, entry.cost),
        )
        return [self._from_line(line) for line in lines]

    def what(self, entry: Opportunity) -> str:
        """The instruments, activities and styles of music, by their usual names."""
        vocabulary, label = self.house.catalogue.vocabulary, self.house.catalogue.label
        tags = (*entry.instruments, *entry.activities, *entry.genres)
        return listed(
            self.house.words, list(dict.fromkeys(label(vocabulary.term_of(tag) or tag) for tag in tags))
        )

    def _all(self, entry: Opportunity) -> Iterator[Fact]:
        words = self.house.words
        yield self._fact("what", self.what(entry))
        where, *others = self.brief(entry, None)
        yield self._with_outcode(where, entry)
        yield from others
        yield self._optional("not_on", self._not_on(entry))
        yield self._optional("age_on", self._age_on(entry.ages.on))
        yield from self._help(entry)
        yield self._fact("audience", self._choices("audience", entry.audience))
        yield self._fact("level", self._choices("level", entry.level))
        yield from self._audition(entry)
        yield self._fact("access", self._access(entry))
        yield self._fact("join", _and_note(self._choices("way", entry.join.ways), entry.join.how))
        yield Fact(words("pages.fact.provider"), entry.provider)

    def _fact(self, name: str, text: str) -> Fact:
        label = self.house.words(f"pages.fact.{name}")
        return Fact(label, text) if text else Fact(label, self.house.words("pages.unknown"), known=False)

    def _optional(self, name: str, text: str) -> Fact:
        return Fact(self.house.words(f"pages.fact.{name}"), text)

    def _from_line(self, line: str) -> Fact:
        """A line of a card, such as "When: Saturdays", as a fact."""
        label, _, text = line.partition(": ")
        return Fact(label, text, known=text != self.house.words("pages.unknown"))

    def _with_outcode(self, where: Fact, entry: Opportunity) -> Fact:
        if not (entry.where.place and entry.where.outcode):
            return where
        text = self.house.words("card.noted", text=where.text, note=entry.where.outcode)
        return Fact(where.label, text)

    def _choices(self, name: str, values: tuple[str, ...]) -> str:
        said = [self.house.words(f"pages.{name}.{value}") for value in values]
        return listed(self.house.words, said)

    def _not_on(self, entry: Opportunity) -> str:
        days = [day_text(self.house.words, day) for day in entry.when.exceptions if day >= self.today]
        return listed(self.house.words, days)

    def _age_on(self, on: str) -> str:
        """The provider's reference date (MM-DD) as people say it: 31 August."""
        if not on:
            return ""
        month, _, day = on.partition("-")
        return f"{int(day)} {self.house.words(f'month.{int(month)}')}"

    def _help(self, entry: Opportunity) -> Iterator[Fact]:
        if entry.cost.free or not entry.cost.bursaries:
            return
        names = {scheme.id: scheme.title for scheme in self.house.schemes}
        known = [names[id] for id in entry.cost.bursaries if id in names]
        text = listed(self.house.words, known) or self.house.words("pages.help")
        yield Fact(self.house.words("pages.fact.help"), text, url="/chat?start=cost")

    def _audition(self, entry: Opportunity) -> Iterator[Fact]:
        if entry.audition is not None:
            yield self._fact("audition", self.house.words(f"pages.audition.{str(entry.audition).lower()}"))
        elif entry.kind == "ensemble":
            yield self._fact("audition", "")

    def _access(self, entry: Opportunity) -> str:
        needs = [access_name(self.house, need) for need in entry.access]
        return _and_note(listed(self.house.words, needs), entry.access_note)


def access_name(house: House, need: str) -> str:
    """What an access need is called; one that is written in no list is said as it stands."""
    name = house.catalogue.vocabulary.way_of("access", need)
    return house.words(f"pages.access.{name}") if name in ACCESS else house.catalogue.label(need)


def source_text(words: Words, entry: Opportunity) -> str:
    """Where the facts come from: the date printed there."""
    if entry.source.date in ("", "undated"):
        return words("pages.source_undated")
    return words("pages.source_dated", date=printed_date(words, entry.source.date))


def _and_note(said: str, note: str) -> str:
    """What was ticked, then what was written about it, each as a sentence of its own."""
    return f"{said[0].upper()}{said[1:]}. {note}" if said and note else said or note
