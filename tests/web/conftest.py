"""A door on a real socket for each test, in front of an identity that the test chooses."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest_asyncio
from aiohttp import web

from tests.support.identity import Office, office_on
from tests.web.browser import Browser
from ytefas.store.embedded.server import Database
from ytefas.web.application import build_application, open_door
from ytefas.web.settings import WebSettings

PROXIED = WebSettings(origins=("https://ytefas.test",), proxies=("127.0.0.1",))
LOCAL = WebSettings()


@dataclass
class Doors:
    """What a test has opened; closed behind it."""

    session: aiohttp.ClientSession
    runners: list[web.AppRunner] = field(default_factory=list)

    async def open(
        self, identity: Any, *, settings: WebSettings = LOCAL, prepare: Any = None, **parts: Any
    ) -> str:
        application = build_application(
            identity=identity, settings=settings, **{"checks": {}, **parts}
        )
        if prepare is not None:
            prepare(application)
        runner = open_door(application, settings=settings)
        await runner.setup()
        self.runners.append(runner)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        return f"http://{host}:{port}"

    def browser(self, address: str, *, settings: WebSettings = LOCAL) -> Browser:
        """Sit on this machine, or (with declared origins) one beyond the proxy."""
        if not settings.origins:
            return Browser(address, self.session)
        scheme, _, host = settings.origins[0].partition("://")
        headers = {"Host": host, "X-Forwarded-For": "203.0.113.7"}
        return Browser(address, self.session, scheme == "https", headers)

    async def visit(self, identity: Any, *, settings: WebSettings = PROXIED) -> Browser:
        """Open a door and a browser in front of it."""
        address = await self.open(identity, settings=settings)
        return self.browser(address, settings=settings)


@pytest_asyncio.fixture
async def doors() -> AsyncIterator[Doors]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        opened = Doors(session)
        yield opened
        for runner in opened.runners:
            await runner.cleanup()


@pytest_asyncio.fixture
async def office(module_database: Database) -> AsyncIterator[Office]:
    """Open a real identity on an empty database."""
    async with office_on(module_database) as opened:
        yield opened
