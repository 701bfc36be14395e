"""The staff site in a real browser, from the set-up link to the handled case."""

import pytest
from axe_playwright_python.async_playwright import Axe

from bot.admin.setup import setup_link
from staff_site import worry

pytestmark = pytest.mark.asyncio(loop_scope="session")

PASSWORD = "purple accordion under rain"


async def set_up(page, link, email):
    await page.goto(link)
    await page.get_by_label("Work email").fill(email)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_label("The same password again").fill(PASSWORD)
    await page.get_by_role("button", name="Set up and sign in").click()
    await page.locator(".counts").wait_for()


async def looked_at(page):
    """What axe finds to mend, and how wide the page is."""
    found = await Axe().run(page)
    violations = [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]]
    return violations, await page.evaluate("document.documentElement.scrollWidth")


async def test_from_the_set_up_link_to_the_handled_case(street):
    worry(street.house.store, "my uncle hits me")
    officer = await street.window(width=1000)
    await set_up(officer, setup_link(street.house.store, street.address("")), "office@hub.example")
    assert await officer.get_by_role("heading", name="1 open safeguarding case").count() == 1
    assert await looked_at(officer) == ([], 1000)
    await officer.get_by_role("button", name="Make a link").click()
    link = await officer.get_by_label("The link").input_value()

    lead = await street.window(width=360, height=640, color_scheme="dark")
    await lead.goto(link)
    assert await looked_at(lead) == ([], 360)
    await set_up(lead, link, "safe@hub.example")
    assert await looked_at(lead) == ([], 360)
    await lead.get_by_role("link", name="Read and handle").click()
    assert await lead.locator("blockquote").inner_text() == "my uncle hits me"
    assert await looked_at(lead) == ([], 360)
    await lead.get_by_role("button", name="Mark as handled").click()
    assert await lead.get_by_text("There is no open case.").count() == 1


async def test_signing_in_can_be_used_by_everybody(street):
    page = await street.window(width=360, height=640)
    await page.goto(street.address("/admin"))
    assert await looked_at(page) == ([], 360)
    await page.get_by_label("Email").fill("nobody@hub.example")
    await page.get_by_label("Password").fill("wrong")
    await page.get_by_role("button", name="Sign in").click()
    said = await page.get_by_role("alert").inner_text()
    assert said == "That email and password don't go together. Check both and try again."
    assert await looked_at(page) == ([], 360)
    street.complaints[:] = [c for c in street.complaints if "401" not in c]
