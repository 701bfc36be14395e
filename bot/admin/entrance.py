"""Setting up an account, signing in and signing out; everything behind the door is elsewhere."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.admin.door import Door
from bot.admin.pages import Pages
from bot.admin.passwords import Passwords, fault_in
from bot.admin.roles import Act, may
from bot.store import staff
from bot.store.staff import EmailTaken, LinkSpent

Fields = Mapping[str, str]
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
MOST_EMAIL = 254
MOST_TITLE = 80

WRONG = "That email and password don't go together. Check both and try again."
WAIT = "Too many tries. Wait a quarter of an hour, then try again."
OLD_FORM = "That form was too old. Please try once more."
TAKEN = "There is an account with this email already. Sign in with it, or use another email."


async def fields_of(request: web.Request) -> Fields:
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


@dataclass(frozen=True, slots=True)
class Entrance:
    door: Door
    pages: Pages
    passwords: Passwords

    async def sign_in_page(self, request: web.Request) -> web.StreamResponse:
        if await self.door.member(request):
            raise web.HTTPSeeOther("/admin")
        return self._form(request, "sign_in.html", email="")

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Says the same, in the same time, of an unknown address and a wrong password."""
        fields = await fields_of(request)
        email, who = _email(fields), self.door.who(request, _email(fields))
        if not self.door.own_form(request, fields.get("csrf", "")):
            return self._form(request, "sign_in.html", 403, OLD_FORM, email=email)
        if await asyncio.to_thread(self.door.must_wait, who):
            return self._form(request, "sign_in.html", 429, WAIT, email=email)
        store = self.door.parts.store
        member = await asyncio.to_thread(store.read, lambda connection: staff.by_email(connection, email))
        hashed = member.password_hash if member and may(member.role, Act.SIGN_IN) else None
        if member is None or not await self.passwords.fits(fields.get("password", ""), hashed):
            await asyncio.to_thread(self.door.failed, who)
            return self._form(request, "sign_in.html", 401, WRONG, email=email)
        return await self._let_in(member)

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        signed_in, fields = await self.door.member(request), await fields_of(request)
        response = web.HTTPSeeOther("/admin/sign-in")
        if signed_in and fields.get("csrf", "") == signed_in.csrf:
            store, token = self.door.parts.store, self.door.token(request)
            await asyncio.to_thread(
                store.write, lambda c: staff.sign_out(c, token, signed_in.member, store.clock())
            )
            self.door.let_out(response)
        raise response

    async def set_up_page(self, request: web.Request) -> web.StreamResponse:
        role = await asyncio.to_thread(self._role, request)
        if role is None:
            return self.pages.page("spent.html", 410, member=None)
        return self._form(request, "set_up.html", role=role, email="", title="")

    async def set_up(self, request: web.Request) -> web.StreamResponse:
        role, fields = await asyncio.to_thread(self._role, request), await fields_of(request)
        if role is None:
            return self.pages.page("spent.html", 410, member=None)
        if fault := self._fault_in(request, fields):
            return self._set_up_again(request, fields, role, fault)
        title = fields.get("title", "").strip() or role
        new = staff.new_member(_email(fields), title, await self.passwords.hash(fields["password"]))
        store, token = self.door.parts.store, request.match_info["token"]
        try:
            await asyncio.to_thread(store.write, lambda c: staff.set_up(c, token, new, store.clock()))
        except LinkSpent:
            return self.pages.page("spent.html", 410, member=None)
        except EmailTaken:
            return self._set_up_again(request, fields, role, TAKEN)
        return await self._let_in(new)

    def _fault_in(self, request: web.Request, fields: Fields) -> str:
        email = _email(fields)
        if not self.door.own_form(request, fields.get("csrf", "")):
            return OLD_FORM
        if len(email) > MOST_EMAIL or not _EMAIL.fullmatch(email):
            return "That is not a whole email address; write it like office@hub.example."
        if len(fields.get("title", "")) > MOST_TITLE:
            return f"The role is longer than {MOST_TITLE} characters; shorten it."
        return fault_in(fields.get("password", ""), fields.get("again", ""), email)

    def _set_up_again(self, request: web.Request, fields: Fields, role: str, fault: str) -> web.Response:
        title = fields.get("title", "")
        return self._form(request, "set_up.html", 422, fault, role=role, email=_email(fields), title=title)

    def _role(self, request: web.Request) -> str | None:
        store, token = self.door.parts.store, request.match_info["token"]
        return store.read(lambda connection: staff.link_role(connection, token, store.clock()))

    async def _let_in(self, member: staff.Member) -> web.Response:
        store = self.door.parts.store
        token = await asyncio.to_thread(store.write, lambda c: staff.sign_in(c, member, store.clock()))
        response = web.Response(status=303, headers={"Location": "/admin"})
        self.door.let_in(response, token)
        return response

    def _form(
        self, request: web.Request, name: str, status: int = 200, fault: str = "", **values: str
    ) -> web.Response:
        visitor = self.door.visitor(request)
        response = self.pages.page(
            name, status, member=None, csrf=self.door.form_token(visitor), fault=fault, **values
        )
        self.door.know(response, visitor)
        return response


def _email(fields: Fields) -> str:
    return fields.get("email", "").strip().lower()
