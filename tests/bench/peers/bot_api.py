"""Stands in for Telegram's Bot API: takes every message at once and says so, in a process of its own."""

import sys

from aiohttp import web


async def send_message(request: web.Request) -> web.Response:
    asked = await request.json()
    chat = {"id": int(asked["chat_id"]), "type": "private", "first_name": "-"}
    return web.json_response(
        {"ok": True, "result": {"message_id": 1, "date": 1795000000, "chat": chat, "text": "-"}}
    )


def main() -> None:
    app = web.Application()
    app.router.add_post("/bot{token}/sendMessage", send_message)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
