"""Sends a page or a feed with a mark of its content, so that a browser that has it already need not fetch it again."""

import hashlib

from aiohttp import ETag, web

FRESH_WHEN_ASKED = "no-cache"
"""Kept by browsers, and looked up before each use: an edit of the content shows at once."""

LONG = 32 * 1024
"""Bytes from which compressing is done beside the event loop."""


def answered(
    request: web.Request,
    body: str,
    content_type: str = "text/html",
    status: int = 200,
    kept: str = FRESH_WHEN_ASKED,
) -> web.Response:
    """The answer with `body`, or 304 without it when the browser's copy is the same."""
    mark = ETag(hashlib.sha256(body.encode()).hexdigest()[:24], is_weak=True)
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    known = request.if_none_match or ()
    if status == 200 and any(each.value in (mark.value, "*") for each in known):
        response = web.Response(status=304, headers=headers)
    else:
        response = web.Response(
            text=body,
            status=status,
            content_type=content_type,
            charset="utf-8",
            headers=headers,
            zlib_executor_size=LONG,
        )
        response.enable_compression()
    if status == 200:
        response.etag = mark
    return response
