"""The list and the page of an entry in a real browser: what it lets through, what fits, and what a thumb can press."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe

from web_list import list_site

PAGES = ["/browse", "/browse?what=drums&near=Weymouth&day=sat", "/browse?what=cello&day=mon", "/o/drum-club"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def site() -> AsyncIterator[TestServer]:
    with list_site(public_url="") as app:
        async with TestServer(app) as server:
            yield server


@pytest_asyncio.fixture(loop_scope="session")
async def window(chromium):
    """Opens a page; a script error, or anything that the browser refuses, fails the test."""
    complaints: list[str] = []
    contexts = []

    async def opened(address: str, width: int = 360, **options):
        context = await chromium.new_context(
            viewport={"width": width, "height": 740}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(address)
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert complaints == []


pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("path", PAGES)
async def test_no_list_scrolls_sideways_on_a_small_phone(site, window, path):
    page = await window(str(site.make_url(path)), width=320)
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
async def test_axe_finds_nothing_to_mend_in_a_list(site, window, path, scheme):
    page = await window(str(site.make_url(path)), color_scheme=scheme)
    found = await Axe().run(page, options=RULES)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []


async def test_the_list_is_searched_without_scripts(site, window):
    page = await window(str(site.make_url("/browse")), java_script_enabled=False)
    await page.fill("#q", "drums near weymoth")
    await page.press("#q", "Enter")
    await page.wait_for_url("**/browse?what=drums&near=Weymouth*")
    assert await page.locator(".entries h3").all_inner_texts() == ["Saturday Drum Club"]
    await page.get_by_role("link", name="Take away drums").click()
    await page.wait_for_url("**/browse?near=Weymouth")


async def test_the_browser_accepts_the_data_and_the_code_of_an_entry(site, window):
    page = await window(str(site.make_url("/o/drum-club")))
    data = await page.locator('script[type="application/ld+json"]').text_content()
    assert data.startswith('{"@context": "https://schema.org"')
    assert await page.locator(".code img").evaluate("image => image.complete && image.naturalWidth > 0")


async def test_paper_shows_the_address_and_leaves_out_the_buttons(site, window):
    page = await window(str(site.make_url("/o/drum-club")), width=720)
    await page.emulate_media(media="print")
    assert await page.get_by_role("link", name="Ask about this in the chat").is_visible() is False
    assert await page.get_by_text(str(site.make_url("/o/drum-club"))).is_visible() is True
    assert await page.evaluate("document.documentElement.scrollHeight") < 1100
