"""Usable by everybody: on a small phone, by keyboard, with a screen reader, by night."""

import pytest
from axe_playwright_python.async_playwright import Axe

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMALL = {"width": 360, "height": 640}
LEAST_TARGET = 44
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TOO_SMALL = """(least) => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")]
  .filter((e) => e.checkVisibility() && !e.closest(".skip, .bubble, .card-lines, p:not(.hero-way)"))
  .map((e) => [e.textContent.trim() || e.id, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < least || box.width < least)
  .map(([name, box]) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`)"""

REACHED = """(e) => {
  const box = e.getBoundingClientRect();
  const inside = box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
  return inside && e.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""


async def full_chat(street, **options):
    """A chat with cards, own words, a question with boxes, and everything that has been answered."""
    page = await street.chat(**options)
    await page.fill("#text", "drums")
    await page.press("#text", "Enter")
    await page.locator(".card").first.wait_for()
    await page.fill("#text", "survey")
    await page.press("#text", "Enter")
    await page.locator(".option.tick").first.wait_for()
    return page


async def test_the_chat_is_usable_at_360_pixels(street, tmp_path):
    page = await full_chat(street, **SMALL)
    await page.screenshot(path=tmp_path / "chat-360.png")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await page.locator(".option.tick").first.click()
    for name in ("Done", "Send"):
        button = page.get_by_role("button", name=name)
        await button.scroll_into_view_if_needed()
        assert (name, await button.evaluate(REACHED)) == (name, True)
    field = await page.locator("#text").bounding_box()
    assert field["width"] >= 150
    assert await page.evaluate("parseFloat(getComputedStyle(document.getElementById('text')).fontSize)") >= 16


@pytest.mark.parametrize("path", ["/", "/chat", "/nowhere"])
async def test_no_page_scrolls_sideways_on_a_small_phone(street, path):
    page = await street.window(width=320, height=568)
    await page.goto(street.address(path))
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
    street.complaints[:] = [c for c in street.complaints if "404" not in c]


@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_everything_to_press_is_large_enough_for_a_thumb(street, path):
    page = await (full_chat(street, **SMALL) if path == "/chat" else street.window(**SMALL))
    if path == "/":
        await page.goto(street.address(path))
    assert await page.evaluate(TOO_SMALL, LEAST_TARGET) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_axe_finds_nothing_to_mend(street, path, scheme):
    page = await (
        full_chat(street, color_scheme=scheme) if path == "/chat" else street.window(color_scheme=scheme)
    )
    if path == "/":
        await page.goto(street.address(path))
    found = await Axe().run(page, options=RULES)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []


async def test_a_screen_reader_hears_new_messages_and_who_spoke(street):
    page = await street.chat()
    log = page.get_by_role("log", name="Your chat")
    assert await log.get_attribute("aria-live") == "polite"
    await page.fill("#text", "hello you")
    await page.press("#text", "Enter")
    await page.locator(".msg .bubble").nth(3).wait_for()
    spoken = [" ".join((await m.text_content()).split()) for m in await log.locator(".msg").all()]
    assert spoken[2:] == ["You said: hello you", "Earshot said: You said hello you"]


async def test_the_whole_chat_works_by_keyboard(street):
    page = await street.chat()
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    for _ in range(3):
        await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent.trim()") == "Have your say"
    await page.keyboard.press("Enter")
    await page.locator(".option.tick").first.wait_for()
    assert await page.evaluate("document.activeElement.closest('.log') !== null")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent.trim()") == "Guitar"


async def test_the_box_keeps_the_focus_while_typing_one_message_after_another(street):
    page = await street.chat()
    await page.click("#text")
    for number in range(3):
        await page.keyboard.type(f"message {number}")
        await page.keyboard.press("Enter")
    await page.locator(".msg .bubble").nth(7).wait_for()
    assert await page.evaluate("document.activeElement.id") == "text"
    mine = await page.locator(".msg.me .bubble").all_inner_texts()
    assert mine == ["message 0", "message 1", "message 2"]
