"""What came of it in a real browser: fits a small phone, satisfies axe by day and by night, works without scripts."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe

from bot.admin.setup import setup_link
from bot.store.influence import Decided
from youth_voice import POLL, SURVEY, VOTES, public_pages, voice

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PUBLIC = ["/voice", f"/voice/{POLL}", f"/voice/{SURVEY}", "/"]
STAFF = ["/admin", "/admin/decisions", f"/admin/decisions/{POLL}"]
PASSWORD = "purple accordion under rain"
pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def site() -> AsyncIterator[tuple[TestServer, str]]:
    """The pages over a poll with every kind of decision and an open survey, and the link of the first account."""
    with voice() as said:
        said.ask(POLL, VOTES)
        said.ask(SURVEY, [{"doing": "no"}] * 12, close=False)
        said.find(
            Decided("You want DJing.", "hub board", "partly", "One teacher.", "A day of it", date(2026, 3, 1))
        )
        said.find(Decided("You want samba.", "hub board", "no", "Nobody can teach it."))
        said.find(Decided("You want more of it.", "head of music service"))
        async with TestServer(public_pages(said)) as server:
            yield server, setup_link(said.store, str(server.make_url("")).rstrip("/")) or ""


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def signed_in(site, chromium) -> dict:
    """What a browser keeps that is signed in as the first account."""
    _, link = site
    context = await chromium.new_context()
    page = await context.new_page()
    await page.goto(link)
    for name, value in (("email", "office@hub.example"), ("title", "hub officer"), ("password", PASSWORD)):
        await page.fill(f"input[name={name}]", value)
    await page.fill("input[name=again]", PASSWORD)
    await page.click("main button")
    await page.wait_for_url("**/admin")
    kept = await context.storage_state()
    await context.close()
    return kept


@pytest_asyncio.fixture(loop_scope="session")
async def window(chromium, site):
    """Opens a page; a script error, or anything that the browser refuses, fails the test."""
    complaints, contexts = [], []

    async def opened(path: str, width: int = 360, **options):
        context = await chromium.new_context(
            viewport={"width": width, "height": 740}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        await page.goto(str(site[0].make_url(path)))
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert complaints == []


async def faults_in(page) -> list:
    """What axe finds once no colour is on its way from one to another."""
    await page.evaluate(
        "document.getAnimations().filter(each => each instanceof CSSTransition).forEach(each => each.finish())"
    )
    found = await Axe().run(page, options=RULES)
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]]


@pytest.mark.parametrize("path", PUBLIC)
async def test_no_public_page_scrolls_sideways_on_a_small_phone(window, path):
    page = await window(path, width=320)
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PUBLIC)
async def test_axe_finds_nothing_to_mend_in_public(window, path, scheme):
    assert await faults_in(await window(path, color_scheme=scheme)) == []


@pytest.mark.parametrize("path", STAFF)
async def test_axe_finds_nothing_to_mend_for_staff_and_nothing_scrolls_sideways(window, signed_in, path):
    page = await window(path, storage_state=signed_in)
    await page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert await faults_in(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def test_the_way_from_the_front_page_to_a_decision_needs_no_scripts(window):
    page = await window("/", java_script_enabled=False)
    await page.get_by_role("link", name="What young people said, and what came of it").click()
    await page.get_by_role("link", name="What should the next workshop be?").first.click()
    await page.wait_for_url(f"**/voice/{POLL}")
    seen = await page.locator(".verdict").all_inner_texts()
    assert sorted(seen) == ["No", "Not decided yet", "Partly"]  # recorded in one moment, so in any order


async def test_bars_are_as_long_as_their_share_and_what_is_kept_back_has_none(window):
    page = await window(f"/voice/{POLL}", width=1280)
    widths = await page.locator("svg.bar").evaluate_all(
        "bars => bars.map(bar => bar.querySelector('rect')?.getAttribute('width') ?? '')"
    )
    assert widths == ["58.5", "", ""]


async def test_paper_has_no_buttons_and_keeps_the_bars(window):
    page = await window("/voice")
    await page.emulate_media(media="print")
    assert not await page.locator(".unprinted").first.is_visible()
    assert await page.locator("svg.bar").first.is_visible()
