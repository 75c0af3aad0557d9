"""An office that sends mail, a server that takes it, and the door in front."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.support.identity import Office, office_on
from tests.support.mailbox import Mailbox, free_port
from tests.web.conftest import Doors
from ytefas.framework.tree.tasks import spawn
from ytefas.mail.post import MailSettings, Post
from ytefas.store.embedded.server import Database
from ytefas.words import mail_words

SENDER = "Studio Verdi <posta@studio.test>"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    opened = Mailbox(free_port())
    yield opened
    opened.close()


@pytest_asyncio.fixture
async def office(module_database: Database) -> AsyncIterator[Office]:
    """Open an office on an empty database, whose links lead somewhere."""
    async with office_on(module_database) as opened:
        opened.identity.links.base = "https://ytefas.test"
        opened.identity.links.mails = True
        yield opened


@pytest_asyncio.fixture
async def doors() -> AsyncIterator[Doors]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        opened = Doors(session)
        yield opened
        for runner in opened.runners:
            await runner.cleanup()


@asynccontextmanager
async def posting(
    office: Office,
    mailbox: Mailbox,
    *,
    before: Callable[[], Awaitable[Any]] | None = None,
    **how: Any,
) -> AsyncIterator[Post]:
    """Send what is queued, until the block ends."""
    settings = MailSettings(
        **{"host": "127.0.0.1", "port": mailbox.port, "security": "none", "sender": SENDER, **how}
    )
    identity = office.identity
    post = Post(identity.outbox, settings, mail_words, before=before or identity.invite_new)
    task = spawn(post.run(every=0.05), name="mail")
    try:
        yield post
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
