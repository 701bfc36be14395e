import re
from datetime import date
from typing import Any

import pytest
from any_facts import councils, some_facts
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_words import SENTENCES, words
from shipped_schemes import HUBS, schemes

from bot.dialogue.effects import Json
from bot.dialogue.forms import Kind
from bot.eligibility.condition import InCareOf, Is, NotThese, Numbered, PaysFor, States
from bot.eligibility.facts import FACTS, INSTRUMENTS, PURPOSES, FactKind
from bot.eligibility.judge import Reason, reason_for
from bot.eligibility.questions import BY_ID, QUESTIONS, FactQuestion
from bot.eligibility.telling import fits, who
from bot.eligibility.wording import Speaker

ON = date(2026, 11, 22)
Facts = dict[str, Json]
LONGEST_LABEL = 60
LONGEST_SENTENCE = 26


def speaker(hub: str = "dorset", *, alone: bool = False) -> Speaker:
    return Speaker(words, councils(hub), schemes(hub), ON, alone)


def question(id_: str, *offered: str) -> FactQuestion:
    return FactQuestion(BY_ID[id_], offered or BY_ID[id_].facts)


def every_question() -> list[Any]:
    whole = [question(ask.id) for ask in QUESTIONS]
    single = [question(ask.id, fact) for ask in QUESTIONS if len(ask.facts) > 1 for fact in ask.facts[:9]]
    able = [one for one in (*whole, *single) if one.id != "purpose" or one.offered[0] == "purpose"]
    return [pytest.param(one, id=f"{one.id}: {', '.join(one.offered)}") for one in able]


@pytest.mark.parametrize("hub", HUBS)
@pytest.mark.parametrize("asked", every_question())
def test_every_question_can_be_put_to_a_parent(hub: str, asked: FactQuestion) -> None:
    shown = speaker(hub).ask(asked, {})
    assert shown.text.endswith((".", "?"))
    assert shown.why.endswith("I don't keep your answer.")
    assert len({choice.value for choice in shown.choices}) == len(shown.choices)
    assert [
        choice.label
        for choice in shown.choices
        if len(choice.label) > LONGEST_LABEL and asked.id != "statements"
    ] == []


@pytest.mark.parametrize("asked", every_question())
def test_every_question_a_young_person_may_be_asked_speaks_to_them(asked: FactQuestion) -> None:
    if all(FACTS[fact].alone for fact in asked.offered):
        text = speaker(alone=True).ask(asked, {}).text
        assert "your child" not in text.lower()


def test_a_private_question_says_why_before_it_is_asked_and_may_be_declined() -> None:
    shown = speaker().ask(question("income"), {"purpose": "lessons"})
    assert shown.hint == "Some schemes go by income. A rough answer is enough. I don't keep your answer."
    assert [(choice.value, choice.label) for choice in shown.choices] == [
        ("0-30000", "Under £30,000"),
        ("30000-40000", "£30,000 to £40,000"),
        ("40000-", "£40,000 or more"),
        ("dont_know", "I don't know"),
        ("rather_not", "I'd rather not say"),
    ]


def test_income_bands_end_only_where_a_rule_that_is_still_open_does() -> None:
    shown = speaker().ask(question("income"), {"purpose": "course", "instrument": "voice"})
    assert [choice.value for choice in shown.choices][:4] == [
        "0-30000",
        "30000-40000",
        "40000-65000",
        "65000-",
    ]


def test_the_meals_all_infants_get_are_offered_only_for_the_young() -> None:
    support = question("support", "free_school_meals", "universal_credit")

    def ticks(facts: Facts) -> list[str]:
        return [choice.value for choice in speaker().ask(support, facts).choices]

    ways_out = ["none", "dont_know", "rather_not"]
    assert ticks({"age": 6}) == ["free_school_meals", "infant", "universal_credit", *ways_out]
    assert ticks({"age": 12}) == ["free_school_meals", "universal_credit", *ways_out]


def test_the_ways_out_of_a_tick_list_clear_the_ticks() -> None:
    shown = speaker().ask(question("support"), {})
    assert shown.kind is Kind.MANY
    assert [choice.value for choice in shown.choices if choice.exclusive] == [
        "none",
        "dont_know",
        "rather_not",
    ]


def test_an_age_is_a_whole_number_within_bounds() -> None:
    shown = speaker().ask(question("age"), {})
    assert (shown.kind, shown.whole, shown.least, shown.most, shown.choices) == (Kind.NUMBER, True, 0, 99, ())


def test_only_school_years_near_the_age_are_offered() -> None:
    shown = speaker().ask(question("school_year"), {"age": 18})
    assert [choice.value for choice in shown.choices] == ["12", "13", "none", "dont_know"]


def test_only_councils_that_a_rule_names_are_offered() -> None:
    shown = speaker().ask(question("council"), {"purpose": "hire"})
    assert [choice.value for choice in shown.choices] == ["dorset", "bcp", "elsewhere", "dont_know"]


def reasons() -> list[Reason]:
    yes_no = [Is(name, ("yes",)) for name, fact in FACTS.items() if fact.kind is FactKind.YES_NO]
    chosen = [
        Is(name, (value,))
        for name, fact in FACTS.items()
        if fact.kind is FactKind.CHOICE and name != "purpose"
        for value in fact.values
    ]
    numbered = [
        Numbered(name, *ends)
        for name in ("dependants", "school_year")
        for ends in ((1, 3), (1, None), (None, 3))
    ]
    others = [
        Is("council", ("dorset", "bcp")),
        Is("school_council", ("dorset",)),
        InCareOf(("dorset",)),
        States(("advanced-training-centre",)),
        *(PaysFor((purpose,)) for purpose in PURPOSES),
        *(NotThese("lessons", (instrument,)) for instrument in INSTRUMENTS),
    ]
    ended = [
        Reason(code, code, ends)
        for code in ("age", "income", "income_after")
        for ends in ((1, 3), (1, None), (None, 3))
    ]
    return [reason_for(leaf) for leaf in (*yes_no, *chosen, *numbered, *others)] + ended


@pytest.mark.parametrize("alone", [False, True], ids=["parent", "young"])
def test_every_rule_an_officer_can_write_can_be_said(alone: bool) -> None:
    speaks, scheme = speaker(alone=alone), schemes("dorset")[0]
    said = [
        text for reason in reasons() for text in (who(speaks, scheme, reason), fits(speaks, scheme, reason))
    ]
    assert [text for text in said if not text or "None" in text or "{" in text] == []
    assert [text for text in said if alone and "your child" in text] == []


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(HUBS), some_facts, st.sampled_from([question(ask.id) for ask in QUESTIONS]))
def test_a_question_can_be_put_whatever_is_known(hub: str, facts: Facts, asked: FactQuestion) -> None:
    assert speaker(hub).ask(asked, facts).text != ""


def test_no_sentence_promises_or_blames() -> None:
    unkind = re.compile(
        r"\b(?:you will get|guarantee|unfortunately|sorry|must|failed|poor|claimant)\b|!", re.IGNORECASE
    )
    assert {key: text for key, text in SENTENCES.items() if unkind.search(text)} == {}


def test_no_sentence_is_long() -> None:
    parts = {key: [part.split() for part in re.split(r"[.?:]", text)] for key, text in SENTENCES.items()}
    assert {key for key, found in parts.items() if max(map(len, found)) > LONGEST_SENTENCE} == set()
