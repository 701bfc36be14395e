"""A question from the chat to the staff site and its answer back, in real browsers."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.async_playwright import Axe

from bot.admin.setup import setup_link
from bot.dialogue.effects import Report, Say
from bot.store import staff, threads
from staff_site import ask, turn
from web_talk import words

pytestmark = pytest.mark.asyncio(loop_scope="session")

PASSWORD = "purple accordion under rain"


async def officer(street, **options):
    """A window of a member of staff, with the page of questions open."""
    page = await street.window(**options)
    await page.goto(setup_link(street.house.store, street.address("")))
    await page.get_by_label("Work email").fill("office@hub.example")
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_label("The same password again").fill(PASSWORD)
    await page.get_by_role("button", name="Set up and sign in").click()
    await page.get_by_role("link", name="Read and answer").click()
    return page


async def looked_at(page):
    """What axe finds to mend, and how wide the page is."""
    found = await Axe().run(page)
    violations = [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]]
    return violations, await page.evaluate("document.documentElement.scrollWidth")


def whose(street) -> str:
    """The address of the one chat page that is open."""
    ((_channel, address),) = street.house.waker._waiting
    return str(address)


async def test_an_answer_appears_on_the_open_page_and_ends_no_buttons(street):
    chat = await street.chat()
    await chat.get_by_role("button", name="Have your say").click()
    await chat.get_by_role("button", name="Drums").wait_for()
    ask(street.house.store, "can I bring a friend", "drum-club", who=whose(street))
    desk = await officer(street)
    await desk.get_by_label("Your answer").fill("Yes.\nBring them.")
    await desk.get_by_role("button", name="Send the answer").click()
    said = await desk.get_by_role("status").inner_text()
    assert said == "Your answer is in their chat, there when they open it."

    answer = chat.locator(".bubble", has_text="Somebody at Example Music Hub answered")
    await answer.wait_for()
    assert (await answer.inner_text()).endswith("You asked: “can I bring a friend”\n\nYes.\nBring them.")
    await chat.get_by_role("button", name="Drums").click()
    await chat.locator('button[aria-pressed="true"]', has_text="Drums").wait_for()
    await chat.reload()
    assert await answer.count() == 1
    assert await chat.get_by_role("button", name="Guitar").is_visible()


async def test_who_comes_back_days_later_reads_the_answer_first(street):
    chat = await street.chat(width=360, height=640)
    store = street.house.store
    ask(store, "can I bring a friend", who=whose(street))
    (asked,) = store.read(lambda c: threads.open_threads(c, store.sealer, 9))
    store.write(lambda c: staff.invite(c, "link", "staff", None, store.clock()))
    by = staff.new_member("office@hub.example", "hub officer", "hash")
    store.write(lambda c: staff.set_up(c, "link", by, store.clock()))
    say = Say("Somebody answered your question:\n\nYes.")
    store.write(lambda c: threads.answer(c, store.sealer, asked.id, by.id, "Yes.", say, store.clock()))
    store.prune(store.clock() + timedelta(days=5))
    await chat.reload()
    assert await chat.locator(".msg.bot .bubble").all_inner_texts() == [say.text]
    await chat.get_by_role("button", name=words("web.start")).click()
    await chat.get_by_role("button", name="Find drums").wait_for()
    assert await chat.locator(".bubble", has_text="Somebody answered").count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1100, "light")])
async def test_the_page_of_questions_can_be_used_by_everybody(street, width, scheme):
    store = street.house.store
    ask(store, "is it still on", "old-club", who="77", channel="telegram")
    store.block("telegram", "77", "blocked")
    ask(store, "do you do lessons", who="78", channel="telegram")
    turn(store, Report("drum-club", "it has moved to the village hall"), who="a2")
    ask(store, "can I borrow a cello", who="a3")
    page = await officer(street, width=width, height=740, color_scheme=scheme)
    assert await looked_at(page) == ([], width)

    lessons = page.locator("article", has_text="do you do lessons")
    await lessons.get_by_label("Your answer").fill("x" * 2001)
    await lessons.get_by_role("button", name="Send the answer").click()
    field = page.locator('textarea[aria-invalid="true"]')
    assert re.fullmatch("x{2001}", await field.input_value())
    assert await looked_at(page) == ([], width)

    await field.fill("Yes.")
    await lessons.get_by_role("button", name="Send the answer").click()
    assert await page.get_by_role("status").inner_text() == "Your answer is on its way to their chat."
    store.block("telegram", "78", "blocked")
    await page.reload()
    assert await page.get_by_text("1 answer was not delivered.").count() == 1
    assert await looked_at(page) == ([], width)
    await page.locator("article", has_text="village hall").get_by_role("button", name="Done").click()
    assert await page.get_by_role("status").inner_text() == "Closed without a reply."
    street.complaints[:] = [c for c in street.complaints if "422" not in c]
