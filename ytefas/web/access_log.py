"""One line per request, in UTC by the log's formatter: who, what, how it ended, how long it took.

Never a query string, a cookie, a token or a body. The path is written as it travelled, so that a
line break in it cannot forge a second line. What is no request gets a line as well: aiohttp would
write a page for each, with the very bytes that broke it.
"""

import logging

from aiohttp import abc, http_exceptions, web
from typing_extensions import override

from ytefas.web.arrival import ARRIVAL
from ytefas.web.faults import INCIDENT

PATH_SHOWN = 300


class AccessLog(abc.AbstractAccessLogger):
    """What aiohttp calls after each answer."""

    @override
    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        arrival = request.get(ARRIVAL)
        self.logger.info(
            "%s %s %s %d %dB %.1fms%s",
            (arrival.ip if arrival else None) or "-",
            request.method,
            request.rel_url.raw_path[:PATH_SHOWN],
            response.status,
            response.body_length,
            time * 1000,
            f" incident {response[INCIDENT]}" if INCIDENT in response else "",
        )


class _NoRequest(logging.Filter):
    """Says of bytes that are no request only from where they came and what they were not."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, http_exceptions.HttpProcessingError):
            record.msg = f"{record.msg}: %s"
            record.args = (*(record.args if isinstance(record.args, tuple) else ()),
                           type(error).__name__)  # fmt: skip
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


NO_REQUEST = _NoRequest()  # one for all doors of a process
