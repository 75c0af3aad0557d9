"""Is this node alive, and is it ready? Asked by proxies every second, and by floods.

Alive means that the event loop turns. Ready means that every part answered its check in time; the
answer is kept for a moment and asked once for all who wait, so however many ask, the parts are
checked once a second.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus

from aiohttp import web

from ytefas.errors import YtefasError
from ytefas.web.contract import Check
from ytefas.web.faults import json_answer
from ytefas.web.settings import WebSettings

log = logging.getLogger(__name__)

LIVE = "/health/live"
READY = "/health/ready"


class Health:
    """The checks of the parts, and what they last said."""

    def __init__(
        self,
        checks: Mapping[str, Check],
        *,
        settings: WebSettings,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._checks = dict(checks)
        self._timeout = settings.check_timeout.total_seconds()
        self._kept = settings.check_kept.total_seconds()
        self._clock = clock
        self._asking = asyncio.Lock()
        self._asked_at: float | None = None
        self._results: dict[str, dict[str, object]] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.get(LIVE, self.live), web.get(READY, self.ready)]

    async def live(self, _request: web.Request) -> web.Response:
        return json_answer({"live": True})

    async def ready(self, _request: web.Request) -> web.Response:
        results = await self.results()
        well = all(result["ok"] for result in results.values())
        status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
        return json_answer({"ready": well, "checks": results}, status=status)

    async def results(self) -> dict[str, dict[str, object]]:
        async with self._asking:
            now = self._clock()
            if self._asked_at is None or now - self._asked_at >= self._kept:
                answers = await asyncio.gather(*map(self._ask, self._checks))
                self._results = dict(zip(self._checks, answers, strict=True))
                self._asked_at = self._clock()
            return self._results

    async def _ask(self, name: str) -> dict[str, object]:
        """Why it failed goes to the log: addresses and versions are nobody else's business."""
        started = self._clock()
        error = None
        try:
            async with asyncio.timeout(self._timeout):
                _ = await self._checks[name]()
        except TimeoutError:
            error = "timeout"
        except YtefasError as refused:
            log.warning("not ready: %s is %s", name, refused.code)
            error = "failed"
        except Exception:
            log.warning("not ready: %s", name, exc_info=True)
            error = "failed"
        milliseconds = round((self._clock() - started) * 1000, 1)
        answer: dict[str, object] = {"ok": error is None, "ms": milliseconds}
        return answer if error is None else {**answer, "error": error}
