"""A peer: python-telegram-bot's own `Application.process_update` behind aiohttp, with handlers that keep nothing."""

import sys

from aiohttp import web
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters


async def nothing(_update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Keeps nothing and says nothing."""


bot = Application.builder().token("1:x").updater(None).build()
bot.add_handler(CommandHandler("start", nothing))
bot.add_handler(MessageHandler(filters.TEXT, nothing))
bot._initialized = True  # without getMe: there is no Telegram to ask here


async def receive(request: web.Request) -> web.Response:
    await bot.process_update(Update.de_json(await request.json(), bot.bot))
    return web.Response()


app = web.Application()
app.router.add_post("/telegram/webhook", receive)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=lambda _: None)
