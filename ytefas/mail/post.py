"""The postman: takes letters from the outbox and hands them to a mail server, again and again.

A server that is down, full or slow is tried later, longer each time, until the letter is of no more
use; an address that does not exist is given up at once. Nothing a letter says is ever logged.
"""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol
from uuid import UUID

import aiosmtplib

from ytefas.framework.tree.tasks import is_wanted
from ytefas.mail.letters import Letter, Say, composed

__all__ = ["Letter", "Letters", "MailSettings", "Post"]

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 5.0  # seconds: another node may have queued it, or it is due again
PATIENCE: Final = 20.0  # seconds for a server to answer
_PERMANENT: Final = range(500, 600)

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server, as the installation names it; without a host nothing is sent."""

    host: str = ""
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""
    ca: str | None = None  # a file of certificates beside those of the system

    @property
    def configured(self) -> bool:
        return bool(self.host and self.sender)


class Letters(Protocol):
    """The outbox, as the postman sees it."""

    async def take(self) -> Letter | None: ...
    async def sent(self, key: UUID) -> None: ...
    async def put_back(self, key: UUID, attempts: int, error: str) -> None: ...
    async def give_up(self, key: UUID, error: str) -> None: ...


class Post:
    """Sends what is queued for as long as the node lives; `poke` when there is something new."""

    def __init__(
        self,
        letters: Letters,
        settings: MailSettings,
        say: Say,
        *,
        before: Callable[[], Awaitable[Any]] | None = None,
    ) -> None:
        self._letters = letters
        self._settings = settings
        self._say = say
        self._before = before
        self._new = asyncio.Event()

    def poke(self) -> None:
        self._new.set()

    async def run(self, *, every: float = LOOK_EVERY) -> None:
        if not self._settings.configured:
            return
        while is_wanted():
            self._new.clear()
            try:
                if self._before is not None:
                    await self._before()
                while is_wanted() and (letter := await self._letters.take()):
                    await self._send(letter)
            except Exception:
                log.exception("mail could not be sent now; trying again")
            try:
                async with asyncio.timeout(every):
                    await self._new.wait()
            except TimeoutError:
                continue

    async def _send(self, letter: Letter) -> None:
        settings = self._settings
        message = composed(letter, self._say, sender=settings.sender)
        try:
            await aiosmtplib.send(
                message,
                hostname=settings.host,
                port=settings.port,
                username=settings.user or None,
                password=settings.password or None,
                use_tls=settings.security == "tls",
                start_tls=settings.security == "starttls",
                tls_context=None if settings.security == "none" else self._context(),
                timeout=PATIENCE,
            )
        except aiosmtplib.SMTPRecipientsRefused as refused:
            codes = [one.code for one in refused.recipients]
            if all(code in _PERMANENT for code in codes):
                await self._give_up(letter, "refused")
            else:
                await self._put_back(letter, "deferred")
        except aiosmtplib.SMTPAuthenticationError:
            await self._put_back(letter, "login")  # the operator can mend it meanwhile
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as error:
            answered = isinstance(error, aiosmtplib.SMTPResponseException)
            await self._put_back(letter, "server" if answered else "unreachable")
        else:
            await self._letters.sent(letter.id)
            log.info("letter %s (%s) was sent", letter.id, letter.kind)

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._settings.ca is not None:
            context.load_verify_locations(self._settings.ca)
        return context

    async def _put_back(self, letter: Letter, why: str) -> None:
        log.warning("letter %s (%s) was not taken: %s", letter.id, letter.kind, why)
        await self._letters.put_back(letter.id, letter.attempts, why)

    async def _give_up(self, letter: Letter, why: str) -> None:
        log.error("letter %s (%s) was given up: %s", letter.id, letter.kind, why)
        await self._letters.give_up(letter.id, why)
