"""Whatever shows results, and whatever people answered: no number below ten, and none that gives one away."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.voice_pictures import drawn
from bot.channels.web.pages import Pages
from bot.channels.web.voice import VoicePages, VoiceParts, seen
from bot.reporting.evidence_text import question_lines
from bot.reporting.result_bars import bars
from bot.reporting.results_table import as_table
from bot.scenes.voice_now import Edition, VoiceNow
from bot.scenes.voice_results import said
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from bot.surveys.results import FEWEST, Results, results
from bot.surveys.shown import shown
from example_hub import example_hub
from web_talk import house as talking

LABELS = ("Amber", "Blue", "Coral")
HEAD = {
    "slug": "s",
    "title": "Colours",
    "why": "Because.",
    "who_asks": "The council",
    "what_happens": "We tell.",
}


@cache
def survey() -> Survey:
    questions = [
        {"id": "one", "ask": "Which?", "type": "one", "choices": list(LABELS)},
        {"id": "many", "ask": "Which ones?", "type": "many", "choices": list(LABELS)},
        {
            "id": "after",
            "ask": "And then?",
            "type": "one",
            "choices": list(LABELS),
            "only_if": {"one": "Amber"},
        },
        {"id": "own", "ask": "Say more?", "type": "text", "only_if": {"one": "Blue"}},
    ]
    made = survey_from({**HEAD, "questions": questions})
    assert isinstance(made, Survey), made
    return made


@cache
def pages() -> Pages:
    with talking() as built:
        house = example_hub().house
        return Pages(replace(built.parts, words=lambda: house.words, hub=lambda: house.hub))


def outputs(found: Results) -> Iterator[tuple[str, str]]:
    """The text of everything that shows results, by where it stands."""
    edition = Edition(survey(), "closed", date(2020, 10, 10), date(2020, 11, 11))
    voice = VoiceNow(results={"s": found}, editions={"s": edition})
    house = replace(example_hub().house, voice=voice)
    yield "chat", said(house.words, survey(), found)
    yield "terminal", "\n".join(bars(survey(), found))
    yield "table", as_table(survey(), found)
    yield "evidence", "\n".join(line for each in shown(survey(), found) for line in question_lines(each))
    for question in seen(house, edition).questions:
        picture = drawn(house, edition, question, "svg").decode()
        yield (
            f"picture of {question.id}",
            " ".join(re.findall(r"<(?:text|title|desc)[^>]*>([^<]*)<", picture)),
        )
    page = VoicePages(VoiceParts(lambda: house, drawn), pages())._page(
        house, [seen(house, edition)], alone=True
    )
    main = page[page.index('<section class="panel">', page.index("What came of it")) :]
    main = main[main.index("What people said") :]
    yield "page", unescape(re.sub(r"<[^>]+>", " ", main))


def small(text: str) -> list[int]:
    """Numbers of people below ten in a text; percentages and nought beside a bar's corner are none."""
    return [int(n) for n in re.findall(r"(?<![\d.])(\d+)(?![\d.]*\s?%|\.\d)", text) if int(n) < FEWEST]


KINDS = (
    {"one": "amber", "after": "amber"},
    {"one": "amber", "after": "blue", "many": ["amber"]},
    {"one": "amber", "after": "coral"},
    {"one": "blue", "own": "more"},
    {"one": "blue", "many": ["amber", "blue"]},
    {"one": "coral", "many": ["amber", "coral"]},
    {"many": ["blue"]},
    {},
)
"""What different people answer; nobody answers what they are not asked."""
many_people = st.tuples(*(st.sampled_from([0, 1, 2, 8, 9, 10, 11, 20]) for _ in KINDS)).map(
    lambda counts: [dict(kind) for kind, count in zip(KINDS, counts, strict=True) for _ in range(count)]
)
"""Many people, so many of each kind as lie at the edge of what may be shown."""


@settings(max_examples=60, deadline=None)
@given(many_people)
def test_no_output_shows_a_number_below_ten(responses: Sequence[dict]) -> None:
    found = results(survey(), responses)
    assert {name: small(text) for name, text in outputs(found) if small(text)} == {}


@settings(max_examples=150, deadline=None)
@given(many_people)
def test_no_number_can_be_had_by_taking_away(responses: Sequence[dict]) -> None:
    found = results(survey(), responses)
    rows = list(csv.DictReader(io.StringIO(as_table(survey(), found))))
    counts = {(row["question"], row["answer"]): int(row["people"]) for row in rows if row["people"]}
    answered = {row["question"]: int(row["answered"]) for row in rows if row["answered"]}
    given_to = {name: [each[name] for each in responses if name in each] for name in ("one", "many", "after")}
    for name in ("one", "after"):
        mine = [count for (question, _), count in counts.items() if question == name]
        left = len(given_to[name]) - sum(mine)
        assert not mine or left >= FEWEST or (left == 0 and len(mine) == len(LABELS) and name in answered)
    for (question, _), count in counts.items():
        if question == "many":
            left = len(given_to["many"]) - count
            assert left == 0 or left >= FEWEST
    hidden = {label for label in LABELS if ("one", label) not in counts}
    if hidden:
        assert answered.keys() <= {"one", "many"}
    for number in answered.values():
        assert not found.exact or not 0 < (found.people or 0) - number < FEWEST


@settings(max_examples=60, deadline=None)
@given(many_people)
def test_what_is_shown_is_true(responses: Sequence[dict]) -> None:
    found = results(survey(), responses)
    true = Counter(each["one"] for each in responses if "one" in each)
    first = next((each for each in found.questions if each.question == "one"), None)
    for tally in first.tallies if first else ():
        assert tally.count in (None, true[tally.value])


def test_enough_answers_are_shown_everywhere() -> None:
    """The other tests would pass if nothing were ever shown."""
    told = [{"one": label, "many": [label]} for label in ("amber", "blue", "coral") for _ in range(12)]
    texts = dict(outputs(results(survey(), told)))
    assert {name for name, text in texts.items() if "12" in text} == {
        "chat", "terminal", "table", "evidence", "page", "picture of one", "picture of many",
    }  # fmt: skip
