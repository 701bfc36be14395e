"""The headers every page goes out with, and what a visitor sees when a page fails; knows nothing of what pages say."""

import traceback
from collections.abc import Callable

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

log = structlog.get_logger(__name__)

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
}
_ONE_YEAR = "max-age=31536000; includeSubDomains"
ErrorPage = Callable[[int], str]


def harden(app: web.Application, public_url: str, error_page: ErrorPage) -> None:
    """Adds the security headers to every answer (streams too), and friendly pages in place of bare errors.

    A signal writes the headers because a middleware would come too late for a stream that has already started.
    """
    https = public_url.startswith("https://")

    async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", _ONE_YEAR)

    app.on_response_prepare.append(add_headers)
    app.middlewares.append(_friendly_errors(error_page))


def log_fault(request: web.Request, fault: Exception) -> None:
    """Where it happened, by the page's pattern: an address can hold a one-time link, a message what somebody typed."""
    resource = request.match_info.route.resource
    page = resource.canonical if resource else ""
    where = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(fault.__traceback__)]
    log.error(
        "page_failed",
        method=request.method,
        page=page,
        fault=type(fault).__name__,
        where=where,
    )


def _friendly_errors(error_page: ErrorPage) -> Middleware:
    @web.middleware
    async def friendly(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < 400 or not _wants_page(request):
                raise
            return _page(error_page, error.status)
        except Exception as fault:  # noqa: BLE001 - logged, and the visitor is told
            log_fault(request, fault)
            return _page(error_page, 500) if _wants_page(request) else web.Response(status=500)

    return friendly


def _page(error_page: ErrorPage, status: int) -> web.Response:
    return web.Response(text=error_page(status), status=status, content_type="text/html")


def _wants_page(request: web.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")
