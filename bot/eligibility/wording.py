"""Puts a question into words for a parent, or for a young person asking alone; the sentences themselves are content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue.bot import Words
from bot.dialogue.forms import Choice, Kind, Question
from bot.eligibility.asking import councils_named, open_schemes
from bot.eligibility.condition import AllOf, Condition, Earns, Is, NotThese, PaysFor
from bot.eligibility.councils import Councils
from bot.eligibility.facts import (
    ANYTHING,
    DONT_KNOW,
    ELSEWHERE,
    FACTS,
    OTHER,
    PURPOSES,
    RATHER_NOT,
    FactKind,
    Facts,
    Sensitivity,
    known,
)
from bot.eligibility.questions import CARE_TICKS, LESSONS_IN_SCHOOL, NONE, SCHOOL_YEARS, FactQuestion
from bot.eligibility.reading import leaves
from bot.eligibility.scheme import Scheme

USUAL_PURPOSES = ("ensemble", "hire", "buying")
"""Besides lessons what most ask for; the rest stands behind MORE, since a phone shows few buttons at once."""
MORE = "more"
COUNCIL_FACTS = ("council", "school_council", "care_council")
OLDEST = 99
INFANT_AGES = range(4, 8)


@dataclass(frozen=True, slots=True)
class Speaker:
    """How to speak: the sentences, the councils' names, the schemes asked about, and whether a child is alone.

    `rest` shows the choices behind MORE.
    """

    words: Words
    councils: Councils
    schemes: Sequence[Scheme]
    on: date
    alone: bool = False
    rest: bool = False

    def say(self, key: str, **values: object) -> str:
        return self.words(f"cost_facts.{key}", **values)

    def ask(self, question: FactQuestion, facts: Facts) -> Question:
        """The question to show. It may be skipped, which is the same as not knowing."""
        fact = FACTS[question.offered[0]]
        key = question.id if question.ticks else question.offered[0]
        why = self.say(f"why.{key}")
        private = any(FACTS[name].sensitivity is not Sensitivity.ORDINARY for name in question.offered)
        number = fact.kind is FactKind.NUMBER and fact.name != "school_year"
        return Question(
            id=question.id,
            text=self.say(f"ask.{key}.{'young' if self.alone and fact.alone else 'parent'}"),
            kind=Kind.MANY if question.ticks else Kind.NUMBER if number else Kind.ONE,
            choices=() if number else self._choices(question, facts, private),
            hint=f"{why} {self.say('not_kept')}" if private else "",
            why=f"{why} {self.say('not_kept')}",
            least=fact.least if number else None,
            most=min(fact.most, OLDEST) if number else None,
            whole=number,
        )

    def _choices(self, question: FactQuestion, facts: Facts, private: bool) -> tuple[Choice, ...]:
        open_now = [scheme for scheme, _ in open_schemes(self.schemes, facts, self.on)]
        if question.ticks:
            ticks = [Choice(value, label) for value, label in self._ticks(question, facts, open_now)]
            return (*ticks, *self._ways_out(private, exclusive=True, none=True))
        values = [Choice(value, label) for value, label in self._values(question, facts, open_now)]
        return (*values, *(() if question.id == "purpose" else self._ways_out(private)))

    def _ways_out(self, private: bool, *, exclusive: bool = False, none: bool = False) -> list[Choice]:
        ways = [NONE] * none + [DONT_KNOW] + [RATHER_NOT] * private
        return [Choice(way, self.say(f"choice.{way}"), exclusive=exclusive) for way in ways]

    def _ticks(
        self, question: FactQuestion, facts: Facts, open_now: Sequence[Scheme]
    ) -> Iterable[tuple[str, str]]:
        if question.offered == ("statements",):
            yield from dict(pair for scheme in open_now for pair in scheme.statements).items()
            return
        for fact in question.offered:
            if fact == "care":
                mentioned = _values_mentioned(open_now, "care")
                for value in CARE_TICKS:
                    if value == "looked_after" or value in mentioned:
                        yield value, self.say(f"tick.{value}")
            else:
                yield fact, self.say(f"tick.{fact}")
            if fact == "free_school_meals" and _may_be_infant(facts):
                yield "infant", self.say("tick.infant")

    def _values(
        self, question: FactQuestion, facts: Facts, open_now: Sequence[Scheme]
    ) -> Iterable[tuple[str, str]]:
        fact = FACTS[question.offered[0]]
        if fact.name in COUNCIL_FACTS:
            named = set(councils_named(open_now))
            called = self.councils.council if fact.name == "care_council" else self.councils.name
            ours = ((council, called(council)) for council in self.councils.names if council in named)
            yield from ((council, name[:1].upper() + name[1:]) for council, name in ours)
            yield ELSEWHERE, self.say(f"choice.{fact.name}.elsewhere")
        elif fact.kind is FactKind.MONEY:
            yield from self._bands(open_now)
        else:
            for value in _offered(question, facts, open_now, self.rest):
                yield (
                    value,
                    self.say(f"choice.{value if fact.kind is FactKind.YES_NO else f'{fact.name}.{value}'}"),
                )

    def _bands(self, open_now: Sequence[Scheme]) -> Iterable[tuple[str, str]]:
        """Bands whose ends are those that the rules name, so that no more is asked than matters."""
        ends = sorted(_thresholds(open_now))
        if not ends:
            return
        pounds = [f"£{end:,}" for end in ends]
        yield f"0-{ends[0]}", self.say("choice.income.under", below=pounds[0])
        for index in range(1, len(ends)):
            label = self.say("choice.income.between", low=pounds[index - 1], below=pounds[index])
            yield f"{ends[index - 1]}-{ends[index]}", label
        yield f"{ends[-1]}-", self.say("choice.income.over", low=pounds[-1])


def _rules(schemes: Iterable[Scheme]) -> Iterable[Condition]:
    for scheme in schemes:
        yield from leaves(AllOf(tuple(rule for rule in (scheme.likely, scheme.possibly) if rule is not None)))


def _values_mentioned(schemes: Iterable[Scheme], fact: str) -> set[str]:
    return {
        value
        for rule in _rules(schemes)
        if isinstance(rule, Is) and rule.fact == fact
        for value in rule.values
    }


def _thresholds(schemes: Iterable[Scheme]) -> set[int]:
    earns = [rule for rule in _rules(schemes) if isinstance(rule, Earns)]
    return {end for rule in earns for end in (rule.low, rule.below) if end is not None}


def _may_be_infant(facts: Facts) -> bool:
    age, year = known(facts, "age"), known(facts, "school_year")
    return age in INFANT_AGES or (isinstance(year, int) and year <= 2) or (age is None and year is None)


def _offered(question: FactQuestion, facts: Facts, schemes: Sequence[Scheme], rest: bool) -> Iterable[str]:
    fact = FACTS[question.offered[0]]
    if fact.name == "purpose":
        return _purposes(question, schemes, rest)
    if fact.name == "instrument":
        excluded = {
            name for rule in _rules(schemes) if isinstance(rule, NotThese) for name in rule.instruments
        }
        named = excluded | _values_mentioned(schemes, "instrument")
        return (*(value for value in fact.values if value in named and value != OTHER), OTHER)
    if fact.name == "school_year":
        age = known(facts, "age")
        near = (
            SCHOOL_YEARS if not isinstance(age, int) else SCHOOL_YEARS[max(0, age - 5) : max(0, age - 3) + 1]
        )
        return (*near, NONE)
    if fact.name == "free_school_meals" and not _may_be_infant(facts):
        return ("yes", "no")
    return fact.values


def _purposes(question: FactQuestion, schemes: Sequence[Scheme], rest: bool) -> Iterable[str]:
    """ANYTHING stands for not knowing, and so takes the place of a choice that says so."""
    first = {"lessons", ANYTHING, *USUAL_PURPOSES}
    paid = {purpose for rule in _rules(schemes) if isinstance(rule, PaysFor) for purpose in rule.purposes}
    others = [purpose for purpose in PURPOSES if purpose not in first and purpose in {*paid, "course"}]
    if rest:
        return (*others, ANYTHING)
    lessons = (LESSONS_IN_SCHOOL, "lessons") if LESSONS_IN_SCHOOL in question.offered else ("lessons",)
    return (*lessons, *USUAL_PURPOSES, MORE, ANYTHING)
