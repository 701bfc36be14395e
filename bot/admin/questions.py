"""The page of questions and reports from people, and answering them; knows nothing of how an answer is delivered."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.admin.door import Door
from bot.admin.entrance import fields_of
from bot.admin.pages import Pages
from bot.dialogue.bot import Words
from bot.dialogue.effects import Say
from bot.store import threads
from bot.store.plain import plain
from bot.store.staff import SignedIn
from bot.store.threads import Answered, Ending, Thread

MOST_REPLY = 2000
MOST_QUOTED = 160
MOST_OPEN = 100
MOST_CLOSED = 50
NOT_DELIVERED = frozenset({"gone", "late", "refused"})
_ALL = "/admin/questions"

EMPTY = "There is no answer yet. Write one, or choose “Done without a reply”."
LONG = "The answer has {length} characters; shorten it to {most} at most."
UNREACHABLE = (
    "Nothing was sent. Nothing can reach this chat any more: it was blocked or closed. "
    "If the person writes again, you can answer then."
)
CLOSED = "Nothing was sent, because this question is closed already. See what was done with it below."
FORGOTTEN = (
    "Nothing was sent, because this question is gone: the person deleted their data, "
    f"or it was closed more than {threads.DAYS_KEPT} days ago."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that was not sent, what is wrong, and the question it is for."""

    key: str = ""
    text: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question or a report as the page shows it: with what its entry is called, and since how many days it waits."""

    thread: Thread
    title: str
    days: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the page shows."""

    waiting: int
    open: Sequence[Entry]
    closed: Sequence[Entry]

    @property
    def lost(self) -> list[Entry]:
        """Those whose answer did not arrive."""
        return [entry for entry in self.closed if entry.thread.delivery in NOT_DELIVERED]


@dataclass(frozen=True, slots=True)
class Questions:
    door: Door
    pages: Pages

    async def page(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        return await self._page(who, just=request.query.get("just", ""))

    async def answer(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Sends a reply once, however often the form is posted."""
        key, text = request.match_info["key"], _tidy((await fields_of(request)).get("reply", ""))
        if fault := fault_in(text):
            return await self._page(who, Draft(key, text, fault), 422)
        answered = await asyncio.to_thread(self._answer, who, key, text)
        match answered.ending:
            case Ending.SENT:
                self.door.parts.touched([(answered.channel, answered.address)])
            case Ending.UNREACHABLE:
                return await self._page(who, Draft(key, text, UNREACHABLE), 409)
            case Ending.FORGOTTEN:
                return await self._page(who, Draft(key, text, FORGOTTEN), 410)
            case Ending.CLOSED if not await asyncio.to_thread(self._said, key, text):
                return await self._page(who, Draft(key, text, CLOSED), 409)
        raise web.HTTPSeeOther(f"{_ALL}?just={key}")

    async def done(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        store, key = self.door.parts.store, request.match_info["key"]
        await asyncio.to_thread(store.write, lambda c: threads.close(c, key, who.member.id, store.clock()))
        raise web.HTTPSeeOther(f"{_ALL}?just={key}")

    def _answer(self, who: SignedIn, key: str, text: str) -> Answered:
        parts, store = self.door.parts, self.door.parts.store
        thread = store.read(lambda c: threads.find(c, store.sealer, key))
        if thread is None:
            return Answered(Ending.FORGOTTEN)
        say = passed_on(parts.words(), parts.hub().name, parts.title(thread.about), thread.asked or "", text)
        by = who.member.id
        return store.write(lambda c: threads.answer(c, store.sealer, key, by, text, say, store.clock()))

    def _said(self, key: str, text: str) -> bool:
        """Whether this very answer was sent before: then the form was only posted twice."""
        store = self.door.parts.store
        thread = store.read(lambda c: threads.find(c, store.sealer, key))
        return thread is not None and thread.answer == text

    async def _page(
        self, who: SignedIn, draft: Draft | None = None, status: int = 200, just: str = ""
    ) -> web.Response:
        shelf = await asyncio.to_thread(self._shelf)
        return self.pages.page(
            "questions.html",
            status,
            member=who.member,
            csrf=who.csrf,
            shelf=shelf,
            draft=draft or Draft(),
            most=MOST_REPLY,
            kept_days=threads.DAYS_KEPT,
            just=next((e for e in shelf.closed if e.thread.id == just), None),
        )

    def _shelf(self) -> Shelf:
        store = self.door.parts.store
        now = store.clock()

        def entries(found: Sequence[Thread]) -> list[Entry]:
            return [Entry(each, self.door.parts.title(each.about), _days(each, now)) for each in found]

        return store.read(
            lambda c: Shelf(
                threads.count_open(c),
                entries(threads.open_threads(c, store.sealer, MOST_OPEN)),
                entries(threads.closed_threads(c, store.sealer, MOST_CLOSED)),
            )
        )


def fault_in(text: str) -> str:
    """What is wrong with a reply and how to mend it, "" when nothing is."""
    if not text:
        return EMPTY
    if len(text) > MOST_REPLY:
        return LONG.format(length=f"{len(text):,}", most=f"{MOST_REPLY:,}")
    return ""


def passed_on(words: Words, hub: str, title: str, asked: str, reply: str) -> Say:
    """The message that brings a reply: who it is from, what was asked (it may be days ago), and the reply itself."""
    lead = words("person.answer_about", hub=hub, title=title) if title else words("person.answer", hub=hub)
    quoted = words("person.you_asked", question=_short(asked)) if asked else ""
    return Say("\n\n".join(part for part in (lead, quoted, reply) if part))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_QUOTED else line[: MOST_QUOTED - 1].rstrip() + "…"


def _tidy(text: str) -> str:
    """As it was typed and will be stored; browsers send two characters for the end of a line."""
    return plain(text.replace("\r\n", "\n")).strip()


def _days(thread: Thread, now: datetime) -> int:
    return max(0, (now.date() - thread.opened_at.date()).days)
