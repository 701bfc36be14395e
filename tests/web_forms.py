"""A browser without a screen and without scripts: it keeps cookies and reads the forms of the page it is on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from aiohttp.test_utils import TestClient


class Seen(HTMLParser):
    """What is on a page: the hidden fields of each form by its address, its messages and its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.messages: list[tuple[str, str]] = []
        self.buttons: list[tuple[str, str]] = []
        self.notice = ""
        self._into: Callable[[str], None] | None = None
        self._form = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        have = {name: value or "" for name, value in attrs}
        classes = have.get("class", "").split()
        if tag == "form":
            self._form = have["action"]
            self.forms[self._form] = {}
        if tag == "input" and have.get("type") == "hidden":
            self.forms[self._form][have["name"]] = have["value"]
        if "msg" in classes:
            self.messages.append(("me" if "me" in classes else "bot", ""))
            self._into = None
        if "bubble" in classes:
            self._into = self._more_message
        if tag == "button" and have.get("name") == "token":
            self.buttons.append(("", have["value"]))
            self._into = self._more_button
        if have.get("id") == "notice":
            self._into = self._more_notice

    def handle_endtag(self, tag):
        if tag in ("div", "button", "p"):
            self._into = None

    def handle_data(self, data):
        if self._into:
            self._into(data)

    def _more_message(self, data):
        who, text = self.messages[-1]
        self.messages[-1] = (who, text + data)

    def _more_button(self, data):
        label, token = self.buttons[-1]
        self.buttons[-1] = (label + data, token)

    def _more_notice(self, data):
        self.notice += data


@dataclass
class Browser:
    client: TestClient
    page: Seen = field(default_factory=lambda: Seen(""))
    status: int = 0
    url: str = ""
    html: str = ""

    async def open(self, address: str = "/chat") -> Seen:
        return await self._read(await self.client.get(address))

    async def submit(self, action: str, **fields: str) -> Seen:
        """Sends the form of the page we are on, as a browser without JavaScript does."""
        data = {**self.page.forms.get(action, {}), **fields}
        return await self._read(await self.client.post(action, data=data, headers={"Accept": "text/html"}))

    async def script(self, action: str, key: str, **fields: str):
        """Posts as the page's script does; gives status and JSON."""
        data = {"csrf": self.page.forms["/chat/say"]["csrf"], "after": "0", **fields}
        headers = {"Accept": "application/json", "Idempotency-Key": key}
        async with self.client.post(action, data=data, headers=headers) as answer:
            return answer.status, await answer.json()

    def token(self, label: str) -> str:
        return dict(self.page.buttons)[label]

    async def _read(self, answer) -> Seen:
        async with answer:
            self.html = await answer.text()
            self.status, self.url = answer.status, answer.url.path
        self.page = Seen(self.html)
        return self.page
