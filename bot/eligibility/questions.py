"""The questions a family can be asked and which facts each one answers; knows no sentence and no scheme.

One question may answer several facts: "do you get any of these" is ticked once instead of asked five times. Only the
facts that could still change a verdict are offered, and what is offered and not ticked is a no.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.dialogue.effects import Json
from bot.eligibility.facts import DONT_KNOW, FACTS, RATHER_NOT, Fact, FactKind, Facts, Sensitivity

NONE = "none"
LESSONS_IN_SCHOOL = "lessons_in_school"
CARE_TICKS = ("looked_after", "previously_looked_after", "care_leaver")
SCHOOL_YEARS = ("nursery", "reception", *(str(year) for year in range(1, 14)))


@dataclass(frozen=True, slots=True)
class Ask:
    """A question and the facts it can answer, in the order they are offered."""

    id: str
    facts: tuple[str, ...]

    @property
    def sensitive(self) -> bool:
        return any(FACTS[fact].sensitivity is Sensitivity.SENSITIVE for fact in self.facts)


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """What to ask next: `offered` are the facts of the question that could still change a verdict."""

    ask: Ask
    offered: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.ask.id

    @property
    def ticks(self) -> bool:
        """Whether several answers may be ticked at once."""
        return FACTS[self.offered[0]].kind is FactKind.STATEMENTS or (
            len(self.offered) > 1 and self.id != "purpose"
        )


SUPPORT = (
    "free_school_meals", "ever_6", "pupil_premium", "universal_credit", "passporting_benefit", "asylum_support",
    "no_recourse",
)  # fmt: skip
CIRCUMSTANCES = (
    "care", "ehcp", "send", "disabled", "adapted_instrument", "young_carer", "service_child", "refugee", "barrier",
)  # fmt: skip

QUESTIONS: tuple[Ask, ...] = (
    Ask("purpose", ("purpose", LESSONS_IN_SCHOOL)),
    Ask("council", ("council",)),
    Ask("age", ("age",)),
    Ask("support", SUPPORT),
    Ask("circumstances", CIRCUMSTANCES),
    Ask("care_council", ("care_council",)),
    Ask("income", ("income",)),
    *(
        Ask(fact, (fact,))
        for fact in (
            "instrument", LESSONS_IN_SCHOOL, "school_council", "school_kind", "school_year", "school_is_member",
            "has_instrument", "enrolled", "level", "statements", "universal_credit_low_earnings", "income_after",
            "dependants",
        )
    ),
)  # fmt: skip
BY_ID: Mapping[str, Ask] = {ask.id: ask for ask in QUESTIONS}


def askable(
    open_facts: Iterable[str], facts: Facts, *, alone: bool, asks: Iterable[Ask] = QUESTIONS
) -> list[FactQuestion]:
    """The questions that could be asked now. A young person alone is not asked what belongs to the grown-ups."""
    wanted = {fact for fact in open_facts if FACTS[fact].alone or not alone}
    if "purpose" in facts or LESSONS_IN_SCHOOL not in wanted:
        able = [_offer(ask, wanted) for ask in asks]
    else:
        able = [_offer(ask, wanted) for ask in asks if ask.id != LESSONS_IN_SCHOOL]
    return [question for question in able if question.offered and _opens_with_its_own(question)]


def _offer(ask: Ask, wanted: set[str]) -> FactQuestion:
    return FactQuestion(ask, tuple(fact for fact in ask.facts if fact in wanted))


def _opens_with_its_own(question: FactQuestion) -> bool:
    return question.id != "purpose" or question.offered[0] == "purpose"


def answered(question: FactQuestion, value: Json) -> dict[str, Json]:
    """The facts that an answer states. Skipping (None) is not knowing."""
    if value is None or value in ([], "", DONT_KNOW, [DONT_KNOW]):
        return dict.fromkeys(question.offered, DONT_KNOW)
    if value in (RATHER_NOT, [RATHER_NOT]):
        return dict.fromkeys(question.offered, RATHER_NOT)
    if question.ticks:
        ticked = [str(tick) for tick in (value if isinstance(value, list) else [value])]
        return {fact: _ticked(FACTS[fact], ticked) for fact in question.offered}
    if question.id == "purpose" and value == LESSONS_IN_SCHOOL:
        return {"purpose": "lessons", LESSONS_IN_SCHOOL: "yes"}
    if question.id == "purpose" and value == "lessons":
        return {
            "purpose": "lessons",
            **({LESSONS_IN_SCHOOL: "no"} if LESSONS_IN_SCHOOL in question.offered else {}),
        }
    return {question.offered[0]: _single(FACTS[question.offered[0]], value)}


def _ticked(fact: Fact, ticked: list[str]) -> Json:
    if fact.kind is FactKind.STATEMENTS:
        return [tick for tick in ticked if tick != NONE]
    if fact.name == "care":
        return next((tick for tick in ticked if tick in CARE_TICKS), "no")
    if fact.name == "free_school_meals" and "infant" in ticked:
        return "infant"
    return "yes" if fact.name in ticked else "no"


def _single(fact: Fact, value: Json) -> Json:
    """The value of one answer; an answer that nobody offered is not knowing."""
    if fact.name == "school_year" and value in SCHOOL_YEARS:
        return SCHOOL_YEARS.index(str(value)) - 1
    if fact.kind is FactKind.NUMBER:
        return int(value) if isinstance(value, int | float) else DONT_KNOW
    if not isinstance(value, str) or (fact.values and value not in fact.values):
        return DONT_KNOW
    return value
