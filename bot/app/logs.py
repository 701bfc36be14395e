"""How things are logged: one line each on standard error, never with anything a person wrote."""

import logging
import sys

import structlog


def set_up_logs(level: str) -> None:
    """`level` is debug, info, warning or error."""
    least = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(
        level=max(least, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("aiohttp").setLevel(
        logging.CRITICAL
    )  # it would log a request line, which holds what was typed
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
