"""Picks the facts out of what somebody wrote, so that they are not asked again; guesses nothing that was not said.

A phrase counts only as written: "we don't get free school meals" is a no, "she used to" is not a yes, and the free
meals that all infants get say nothing about income. Whoever is in doubt is asked.
"""

import re
from re import Pattern

from bot.dialogue.effects import Json
from bot.dialogue.forms import Kind, Question
from bot.eligibility.councils import Councils
from bot.eligibility.facts import NURSERY_YEAR, OTHER, RATHER_NOT, RECEPTION_YEAR
from bot.eligibility.incomes import income_in, income_said
from bot.eligibility.phrases import (
    AGE,
    CARE,
    CLAUSE_END,
    DECLINED,
    DENIED,
    IN_THE_PAST,
    INCOME,
    INSTRUMENTS,
    LIVES,
    LOOKED_AFTER_BY,
    NEAR,
    NEVER_DENIED,
    NO_WORDS,
    NUMBER_WORD,
    NUMBER_WORDS,
    NURSERY,
    PURPOSES,
    RECEPTION,
    SCHOOL_IN,
    SCHOOL_KINDS,
    SCHOOL_NAMED,
    SCHOOL_YEAR,
    YES_NO,
)
from bot.eligibility.questions import NONE

NO_COUNCILS = Councils()
LAST_INFANT_YEAR = 2
LAST_INFANT_AGE = 6
MOST_WORDS_IN_A_NAME = 4
REACH = 80
"""How many letters before a phrase can deny it or after it name a place; more would make a long message slow."""


def facts_in(text: str, councils: Councils = NO_COUNCILS) -> dict[str, Json]:
    """The facts that this text states, by name. Councils come from the towns and villages it says somebody lives in."""
    plain = _plain(text)
    facts = {
        **_first("care", CARE, plain, deniable=True),
        **_first("school_kind", SCHOOL_KINDS, plain, deniable=True),
        **_first("purpose", PURPOSES, plain),
        **_first("instrument", INSTRUMENTS, plain),
        **_school_year(plain),
        **_age(plain),
        **_places(plain, councils),
        **_yes_no(plain),
        **_income(plain),
    }
    return without_infant_meals(facts, plain)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").replace("'", "").split())


def _first(
    fact: str, phrases: tuple[tuple[str, Pattern[str]], ...], text: str, *, deniable: bool = False
) -> dict[str, Json]:
    for value, pattern in phrases:
        found = pattern.search(text)
        if found and not (deniable and DENIED.search(_clause(text[: found.start()]))):
            return {fact: value}
    return {}


def _yes_no(text: str) -> dict[str, Json]:
    facts: dict[str, Json] = {}
    for fact, pattern in YES_NO.items():
        for found in pattern.finditer(text):
            before = _clause(text[: found.start()])
            if not IN_THE_PAST.search(before):
                denied = fact not in NEVER_DENIED and DENIED.search(before)
                facts[fact] = "no" if denied else "yes"
    return facts


def _clause(before: str) -> str:
    """What comes before a phrase within its own clause: "not in Poole, on universal credit" denies only the first."""
    return CLAUSE_END.split(before[-REACH:])[-1]


def _income(text: str) -> dict[str, Json]:
    income = income_said(text)
    return {} if income is None else {"income": income}


def answer_in(question: Question, text: str) -> Json:
    """The answer that typed words give to a question where its labels alone do not tell; None when they give none.

    An amount for an income, the number of a school year; "rather not" and "none of them" in people's own words.
    """
    plain = _plain(text).strip(" .!")
    offered = {choice.value for choice in question.choices}
    several = question.kind is Kind.MANY
    if RATHER_NOT in offered and DECLINED.search(plain):
        return [RATHER_NOT] if several else RATHER_NOT
    if plain in NO_WORDS and (no := next((value for value in (NONE, OTHER) if value in offered), None)):
        return [no] if several else no
    if question.id == "school_year" and plain in offered:
        return plain
    return income_in(plain) if question.id in ("income", "income_after") else None


def _school_year(text: str) -> dict[str, Json]:
    if year := SCHOOL_YEAR.search(text):
        return {"school_year": int(year[1])}
    if RECEPTION.search(text):
        return {"school_year": RECEPTION_YEAR}
    return {"school_year": NURSERY_YEAR} if NURSERY.search(text) else {}


def _age(text: str) -> dict[str, Json]:
    """The one age that is named; two ages may be two children, so neither is taken."""
    digits = NUMBER_WORD.sub(lambda found: str(NUMBER_WORDS[found[0]]), text)
    ages = {int(next(group for group in found.groups() if group)) for found in AGE.finditer(digits)}
    return {"age": ages.pop()} if len(ages) == 1 else {}


def _places(text: str, councils: Councils) -> dict[str, Json]:
    facts: dict[str, Json] = {}
    for fact, lead in (("council", LIVES), ("school_council", SCHOOL_IN), ("care_council", LOOKED_AFTER_BY)):
        for found in lead.finditer(text):
            council = _council(text[found.end() :], councils)
            if council is not None and not DENIED.search(_clause(text[: found.start()])):
                facts.setdefault(fact, council)
    if alone := councils.of(text.strip(" .!?")):
        facts.setdefault("council", alone)
    return facts or _only_named(text, councils)


def _only_named(text: str, councils: Councils) -> dict[str, Json]:
    """Where somebody asks for help is taken for where they live when it is the one place they name."""
    named = {
        council
        for found in NEAR.finditer(text)
        if not DENIED.search(_clause(text[: found.start()]))
        and not SCHOOL_NAMED.match(text[found.end() :])
        and (council := _council(text[found.end() :], councils))
    }
    named |= {council for council in (_last_named(text, councils),) if council}
    return {"council": named.pop()} if len(named) == 1 else {}


def _last_named(text: str, councils: Councils) -> str | None:
    """The council of the place that the text ends with: "help with fees Lyme Regis"."""
    if DENIED.search(_clause(text)):
        return None
    words = text.strip(" .!?").split(" ")[-MOST_WORDS_IN_A_NAME:]
    ends = (" ".join(words[start:]) for start in range(len(words)))
    return next((council for end in ends if (council := councils.of(end))), None)


def _council(rest: str, councils: Councils) -> str | None:
    """The council of the place that the text goes on with; the longest name counts."""
    words = re.findall(r"[a-z-]+", CLAUSE_END.split(rest[:REACH])[0])
    for length in range(min(MOST_WORDS_IN_A_NAME, len(words)), 0, -1):
        if council := councils.of(" ".join(words[:length])):
            return council
    return None


def without_infant_meals(facts: dict[str, Json], text: str) -> dict[str, Json]:
    """Up to Year 2 every child in a state school gets free meals (Children and Families Act 2014, s. 106)."""
    year, age = facts.get("school_year"), facts.get("age")
    young = (isinstance(year, int) and year <= LAST_INFANT_YEAR) or (
        isinstance(age, int) and age <= LAST_INFANT_AGE
    )
    if young and facts.get("free_school_meals") == "yes" and not INCOME.search(text.lower()):
        return {name: value for name, value in facts.items() if name != "free_school_meals"}
    return facts
