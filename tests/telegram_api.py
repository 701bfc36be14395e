"""The methods of the Bot API that a chat bot needs, and the chats they change; knows no HTTP and no faults."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from telegram_refusals import Refusal, checked_keyboard, checked_text

USERNAME = "EarshotTestBot"


@dataclass(slots=True)
class Message:
    """What stands in a chat now."""

    id: int
    chat: int
    text: str
    keyboard: list[list[dict[str, Any]]]
    edits: int = 0

    @property
    def labels(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self.keyboard]

    def token(self, label: str) -> str:
        return next(b["callback_data"] for row in self.keyboard for b in row if b["text"] == label)


@dataclass
class BotApi:
    """What Telegram knows. Only the chats in `private` have met the bot; `presses` says which were answered."""

    private: set[int] = field(default_factory=lambda: set(range(1, 1000)))
    messages: dict[int, Message] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    presses: dict[str, bool] = field(default_factory=dict)
    webhook: dict[str, Any] | None = None
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, method: str, parameters: dict[str, Any]) -> tuple[int, Any, dict[str, Any]]:
        handler: Callable[[dict[str, Any]], Any] | None = getattr(self, f"_{method}", None)
        if handler is None:
            return 404, "Not Found", {}
        try:
            return 200, handler(parameters), {}
        except Refusal as refusal:
            return refusal.status, refusal.description, refusal.parameters

    def _getMe(self, _: dict[str, Any]) -> Any:
        return {"id": 123456, "is_bot": True, "first_name": "Earshot", "username": USERNAME}

    def _setWebhook(self, given: dict[str, Any]) -> Any:
        if not str(given.get("url", "")).startswith(("https://", "http://")):
            raise Refusal("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", given.get("secret_token", "x")):
            raise Refusal("Bad Request: secret token contains unallowed characters")
        self.webhook = given
        return True

    def _deleteWebhook(self, _: dict[str, Any]) -> Any:
        self.webhook = None
        return True

    def _getUpdates(self, given: dict[str, Any]) -> Any:
        if self.webhook is not None:
            raise Refusal("Conflict: can't use getUpdates method while webhook is active", 409)
        return self.waiting[: int(given.get("limit", 100))]

    def _setMyCommands(self, given: dict[str, Any]) -> Any:
        for command in given["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refusal("Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refusal("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.settings["commands"] = given["commands"]
        return True

    def _setMyDescription(self, given: dict[str, Any]) -> Any:
        if len(given["description"]) > 512:
            raise Refusal("Bad Request: description is too long")
        self.settings["description"] = given["description"]
        return True

    def _setMyShortDescription(self, given: dict[str, Any]) -> Any:
        if len(given["short_description"]) > 120:
            raise Refusal("Bad Request: short description is too long")
        self.settings["short_description"] = given["short_description"]
        return True

    def _sendMessage(self, given: dict[str, Any]) -> Any:
        chat = self._chat(given)
        text, keyboard = checked_text(given), checked_keyboard(given)
        message = Message(next(self.ids), chat, text, keyboard)
        self.messages[message.id] = message
        return _shown(message)

    def _editMessageText(self, given: dict[str, Any]) -> Any:
        message = self._message(given)
        self._edit(message, checked_text(given), checked_keyboard(given))
        return _shown(message)

    def _editMessageReplyMarkup(self, given: dict[str, Any]) -> Any:
        message = self._message(given)
        self._edit(message, message.text, checked_keyboard(given))
        return _shown(message)

    def _edit(self, message: Message, text: str, keyboard: list[list[dict[str, Any]]]) -> None:
        if (text, keyboard) == (message.text, message.keyboard):
            raise Refusal(
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message"
            )
        message.text, message.keyboard, message.edits = text, keyboard, message.edits + 1

    def _answerCallbackQuery(self, given: dict[str, Any]) -> Any:
        query = str(given.get("callback_query_id", ""))
        if self.presses.get(query) is not False:
            raise Refusal("Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.presses[query] = True
        return True

    def _chat(self, given: dict[str, Any]) -> int:
        if "chat_id" not in given:
            raise Refusal("Bad Request: chat_id is empty")
        try:
            chat = int(given["chat_id"])
        except ValueError:
            raise Refusal("Bad Request: chat not found") from None
        if chat > 0 and chat not in self.private:
            raise Refusal("Bad Request: chat not found")
        return chat

    def _message(self, given: dict[str, Any]) -> Message:
        chat = self._chat(given)
        message = self.messages.get(int(given.get("message_id", 0)))
        if message is None or message.chat != chat:
            raise Refusal("Bad Request: message to edit not found")
        return message


def _shown(message: Message) -> dict[str, Any]:
    chat = {"id": message.chat, "type": "private"}
    return {"message_id": message.id, "date": 1, "chat": chat, "text": message.text}
