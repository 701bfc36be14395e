"""Whatever somebody writes into a poll, a statement or a decision is text wherever it is shown, and never runs."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.reporting.result_picture import Caption, Colours, picture
from bot.reporting.results_table import as_table
from bot.scenes.voice_results import outcome
from bot.store.influence import Decided
from bot.store.tallied import tallied
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from bot.surveys.shown import shown
from youth_voice import Voice, public_pages, voice

SLUG = "poll-hostile"
EVIL = """</title></script><script>alert(1)</script><img src=x onerror='alert(2)'> javascript:alert(3) {{ 7 * 7 }}"""
FORMULA = "=HYPERLINK(1)"


def hostile() -> Survey:
    made = survey_from(
        {
            "slug": SLUG,
            "title": EVIL,
            "why": EVIL,
            "who_asks": EVIL,
            "what_happens": EVIL,
            "results": "live",
            "questions": [{"id": "q1", "ask": EVIL, "type": "one", "choices": [EVIL, FORMULA, "@sum"]}],
        }
    )
    assert isinstance(made, Survey), made
    return made


@pytest.fixture
def said() -> Iterator[Voice]:
    with voice() as built:
        survey = hostile()
        names = [choice.value for choice in survey.questions[0].choices]
        built.ask(SLUG, [{"q1": name} for name in names * 12], survey)
        built.find(Decided(EVIL, EVIL, "yes", EVIL, EVIL), SLUG)
        yield built


@pytest.mark.parametrize("path", ["/voice", f"/voice/{SLUG}", f"/voice/{SLUG}/q1.svg"])
async def test_nothing_hostile_runs_on_a_public_page(said: Voice, path: str) -> None:
    async with TestClient(TestServer(public_pages(said))) as client, client.get(path) as answer:
        html = await answer.text()
    assert answer.status == 200
    assert ("&lt;script&gt;alert(1)" in html, "<script>alert" in html, "<img src=x" in html) == (
        True,
        False,
        False,
    )
    assert ('href="javascript' in html, "{{ 7 * 7 }}" in html) == (False, True)


def test_a_picture_of_hostile_words_is_a_picture_of_words(said: Voice) -> None:
    [question] = shown(hostile(), said.house.voice.results[SLUG])
    colours = Colours(*["#000"] * 6)
    drawn = ET.fromstring(picture(question, Caption(EVIL, EVIL, EVIL, EVIL), colours).encode())
    assert {each.tag.partition("}")[2] for each in drawn.iter()} <= {"svg", "title", "desc", "rect", "text"}


def test_no_cell_of_the_table_is_a_formula(said: Voice) -> None:
    found = said.store.read(lambda c: tallied(c, SLUG, hostile()))
    cells = [cell for row in csv.reader(io.StringIO(as_table(hostile(), found))) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "@", "+", "\t"))] == []
    assert f"'{FORMULA}" in cells


@pytest.mark.parametrize(
    "path",
    [
        f"/voice/{SLUG}/..%2f..%2fetc%2fpasswd.png",
        f"/voice/{SLUG}/../../etc/passwd.png",
        f"/voice/{SLUG}/q2.png",
        "/voice/..%2f..%2fsecret",
        "/voice/UPPER",
        f"/voice/{SLUG}/q1.exe",
        "/voice/" + "a" * 4000,
    ],
)
async def test_an_address_that_is_none_of_ours_leads_nowhere(said: Voice, path: str) -> None:
    async with TestClient(TestServer(public_pages(said))) as client, client.get(path) as answer:
        assert answer.status == 404


def test_what_those_who_answered_are_told_is_plain_text(said: Voice) -> None:
    edition = said.house.voice.editions[SLUG]
    say = outcome(said.house, edition, said.house.voice.decisions[SLUG], False)
    assert EVIL in say.text
