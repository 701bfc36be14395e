"""Headers, error pages and files of the public site."""

import re

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.hardening import harden


@pytest.mark.parametrize("path", ["/", "/chat", "/hub.css", "/static/chat.js", "/nowhere", "/chat/events"])
async def test_every_answer_carries_the_security_headers(browser, path):
    await browser.open("/chat")
    async with browser.client.get(path) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("geolocation=(self), camera=()")
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == (
        "'none'",
        "'self'",
        "'self'",
    )
    assert (policy["frame-ancestors"], policy["form-action"], policy["base-uri"]) == (
        "'none'",
        "'self'",
        "'none'",
    )
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/", "/chat", "/chat?start=survey-x", "/nowhere"])
async def test_no_page_has_anything_inline_or_from_elsewhere(browser, path):
    await browser.open(path)
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script>|<script(?! src=\"/static/)", browser.html) == []
    assert re.findall(r"(?:src|<link[^>]*href)=\"(?!/)[^\"]*\"", browser.html) == []


async def test_a_missing_page_says_so_kindly(browser):
    async with browser.client.get("/nowhere", headers={"Accept": "text/html"}) as answer:
        assert (answer.status, "There&#39;s nothing here" in await answer.text()) == (404, True)


async def test_a_page_that_fails_says_sorry_and_not_why(town, monkeypatch):
    house, server = await town.serve()
    browser = await town.browser(server)
    monkeypatch.setattr(type(house.store), "messages", broken)
    await browser.open()
    async with browser.client.get("/chat", headers={"Accept": "text/html"}) as answer:
        text = await answer.text()
    assert (answer.status, "It&#39;s not your fault" in text, "the reason" in text) == (500, True, False)


async def test_the_log_of_a_failed_page_holds_no_link_that_works_once(capsys):
    application = web.Application()
    harden(application, "", lambda _status: "sorry")
    application.router.add_get("/set-up/{token}", broken_page)
    async with TestClient(TestServer(application)) as client:
        await client.get("/set-up/secret-token", headers={"Accept": "text/html"})
    logged = "".join(capsys.readouterr())
    assert ("/set-up/{token}" in logged, "secret-token" in logged) == (True, False)


async def broken_page(_request):
    raise RuntimeError("the reason")


def broken(*_args):
    raise RuntimeError("the reason")


async def test_files_are_kept_by_browsers_until_they_change(browser):
    await browser.open()
    (versioned,) = re.findall(r"/static/chat\.js\?v=[0-9a-f]+", browser.html)
    async with browser.client.get(versioned) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    async with browser.client.get("/static/chat.js?v=other") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(("accepted", "sent"), [("gzip", "gzip"), ("identity", None)])
async def test_files_come_small_to_who_can_read_them(browser, accepted, sent):
    async with browser.client.get("/static/chat.js", headers={"Accept-Encoding": accepted}) as answer:
        assert (answer.headers.get("Content-Encoding"), answer.headers["Vary"]) == (sent, "Accept-Encoding")
        assert (await answer.text()).startswith("// Makes the chat page live")


@pytest.mark.parametrize("name", ["none.css", "..%2fpages.py", "../pages.py"])
async def test_nothing_but_the_files_meant_is_served(browser, name):
    async with browser.client.get(f"/static/{name}") as answer:
        assert answer.status == 404
