"""Reads what a browser posted and refuses what must not get further, politely; stores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

MOST_BYTES = 64 * 1024
MOST_CHARACTERS = 4096
MOST_FIELDS = 20
MOST_KEY = 200


class Unwelcome(Exception):
    """The post goes no further: `says` is the wording key of the reason, `status` the HTTP status."""

    def __init__(self, says: str, status: int, wait: int = 0) -> None:
        super().__init__(says)
        self.says, self.status, self.wait = says, status, wait


@dataclass(frozen=True, slots=True)
class Post:
    """The fields of one form, and the key that makes sending it twice harmless."""

    fields: Mapping[str, str]
    key: str

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


async def read_post(request: web.Request) -> Post:
    """Raises Unwelcome when the body is too big or is no form."""
    body = await _read_body(request)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Unwelcome("web.unreadable", 400) from None
    fields = dict(pairs)
    key = request.headers.get("Idempotency-Key") or fields.get("key", "")
    if not key or len(key) > MOST_KEY:
        raise Unwelcome("web.unreadable", 400)
    return Post(fields, key)


def message_in(post: Post) -> str:
    """The typed message. Raises Unwelcome when there is none or it is too long."""
    text = post["text"].replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise Unwelcome("web.empty", 422)
    if len(text) > MOST_CHARACTERS:
        raise Unwelcome("web.too_long", 422)
    return text


def position_in(post: Post) -> tuple[float, float]:
    """Latitude and longitude in degrees. The caller reduces them to a place at once; nobody keeps or logs them."""
    try:
        lat, lon = float(post["lat"]), float(post["lon"])
    except ValueError:
        raise Unwelcome("web.no_place", 422) from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Unwelcome("web.no_place", 422)
    return lat, lon


async def _read_body(request: web.Request) -> bytes:
    body = b""
    async for chunk in request.content.iter_chunked(MOST_BYTES):
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unwelcome("web.too_long", 413)
    return body
