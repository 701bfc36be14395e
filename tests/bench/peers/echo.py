"""The limit: an aiohttp route that reads the body and answers at once."""

import sys

from aiohttp import web


async def receive(request: web.Request) -> web.Response:
    await request.read()
    return web.Response()


app = web.Application()
app.router.add_post("/telegram/webhook", receive)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=lambda _: None)
