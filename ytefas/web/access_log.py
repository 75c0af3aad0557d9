"""One line per request, in UTC by the log's formatter: who, what, how it ended, how long it took.

Never a query string, a cookie, a token or a body. The path is written as it travelled, so that a
line break in it cannot forge a second line.
"""

from aiohttp import abc, web
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
