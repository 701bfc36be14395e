"""The public page of what young people said: results, decisions with their reasons, and how long one has waited."""

import re
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import voice_pictures
from bot.store import influence
from bot.store.influence import Decided
from youth_voice import POLL, SURVEY, VOTES, Voice, public_pages, voice


@pytest.fixture
def said() -> Iterator[Voice]:
    with voice() as made:
        made.ask(POLL, VOTES)
        yield made


@pytest.fixture
async def client(said: Voice) -> AsyncIterator[TestClient]:
    async with TestClient(TestServer(public_pages(said))) as made:
        yield made


async def text(client: TestClient, path: str) -> str:
    async with client.get(path) as answer:
        assert answer.status == 200, path
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", await answer.text())))


async def test_an_edition_shows_its_question_who_asked_and_what_people_said(client):
    page = await text(client, "/voice")
    assert "What should the next workshop be?" in page
    assert "Who asked: The Example Youth Music Council" in page
    assert "41 people answered." in page
    assert "DJing 24 59%" in page
    assert "Songwriting not shown" in page
    assert "Samba not shown" in page


async def test_waiting_for_a_decision_is_said_with_since_when(said, client):
    assert "Nobody has decided yet. It has waited since 22 November 2026." in await text(client, "/voice")
    said.find(Decided("You want DJing.", "hub board"))
    page = await text(client, "/voice")
    assert "hub board has not decided yet. It has waited since 22 November 2026." in page


async def test_a_decision_stands_with_its_reason_action_and_day(said, client):
    said.find(
        Decided(
            "You want DJing.", "hub board", "partly", "One teacher only.", "A day of it", date(2027, 3, 1)
        )
    )
    page = await text(client, f"/voice/{POLL}")
    for words in ("Partly", "Who decided hub board", "Why One teacher only.", "What happens A day of it"):
        assert words in page
    assert "By when 1 March 2027" in page


async def test_how_many_were_told_is_shown_from_ten(said, client):
    key = said.find()
    for people, line in ((9, "those who answered, on"), (10, "10 of those who answered, on")):
        said.store.write(lambda c, told=people: influence.mark_told(c, [key], told, date(2026, 11, 22)))
        said.read()
        assert f"Who was told {line} 22 November 2026" in await text(client, "/voice")


async def test_an_open_edition_is_offered_and_keeps_its_results_until_it_is_over(said, client):
    said.ask(SURVEY, [{"doing": "no"}] * 30, close=False)
    async with client.get("/voice") as answer:
        page = await answer.text()
    assert f'href="/chat?start={SURVEY}"' in page
    assert "Open until 31 January 2027" in page
    assert "30" not in re.sub(r"<[^>]+>", " ", page)


async def test_results_that_its_authors_keep_are_not_on_the_page(said, client):
    own = replace(said.house.surveys[SURVEY], slug="own", title="Ours alone", results="no")
    said.ask("own", [{"doing": "no"}] * 33, own)
    page = await text(client, "/voice/own")
    assert ("The results of this one are not shown." in page, "33" in page) == (True, False)
    async with client.get("/voice/own/doing.svg") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("people", [0, 9])
async def test_below_ten_answers_nothing_is_shown_but_that(said, client, people):
    said.ask(SURVEY, [{"doing": "no"}] * people)
    page = await text(client, f"/voice/{SURVEY}")
    assert "Too few people answered to show results." in page
    async with client.get(f"/voice/{SURVEY}/doing.svg") as answer:
        assert answer.status == 404


async def test_a_result_is_a_picture_with_its_words(client):
    async with client.get(f"/voice/{POLL}/workshop.svg") as answer:
        picture = await answer.text()
        assert answer.content_type == "image/svg+xml"
    assert '<title id="t">Which would you come to?</title>' in picture
    assert "DJing: 24 (59%); Songwriting: not shown; Samba: not shown" in picture
    async with client.get(f"/voice/{POLL}/workshop.png") as answer:
        assert (answer.content_type, (await answer.read())[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(
    "path", ["/voice/nothing", f"/voice/{POLL}/nothing.svg", f"/voice/{POLL}/workshop.gif"]
)
async def test_what_is_not_there_is_a_friendly_404(client, path):
    async with client.get(path) as answer:
        assert answer.status == 404


async def test_the_front_page_leads_there_and_nothing_asked_is_said(client):
    for path in ("/", "/chat"):
        async with client.get(path) as answer:
            assert 'href="/voice"' in await answer.text()
    with voice() as nothing:
        async with TestClient(TestServer(public_pages(nothing))) as empty:
            assert "Nothing has been asked yet." in await text(empty, "/voice")


async def test_what_staff_write_is_never_markup(said, client):
    said.find(
        Decided(
            "You <b>want</b> it", "hub board", "no", "<script>alert(1)</script>", "See https://hub.example/x"
        )
    )
    async with client.get("/voice") as answer:
        page = await answer.text()
    assert ("<b>want" in page, "<script>alert" in page) == (False, False)
    assert 'href="https://hub.example/x"' in page


async def test_an_unchanged_page_is_not_sent_twice(client):
    async with client.get("/voice") as answer:
        mark = answer.headers["ETag"]
    async with client.get("/voice", headers={"If-None-Match": mark}) as answer:
        assert answer.status == 304


async def test_where_no_pixels_can_be_drawn_the_picture_is_the_svg(client, monkeypatch):
    voice_pictures._pixels.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    async with client.get(f"/voice/{POLL}/workshop.png") as answer:
        assert (answer.status, answer.url.path) == (200, f"/voice/{POLL}/workshop.svg")
        assert answer.content_type == "image/svg+xml"
