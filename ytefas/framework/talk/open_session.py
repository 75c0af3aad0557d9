"""One session: its state, its tree, its connection if it has one, its place on the shelf."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from ytefas.errors import Closed, YtefasError
from ytefas.framework.talk.member import SessionMember
from ytefas.framework.talk.shelving import Shelver
from ytefas.framework.tree.node import Node, NodeError, Phase
from ytefas.framework.tree.tasks import spawn

log = logging.getLogger(__name__)


class Status(StrEnum):
    """The life of a session, in this order and never back."""

    STARTED = "started"
    ACTIVE = "active"
    STOPPED = "stopped"


class Service(Protocol):
    """What a session asks of the service that holds it."""

    shelver: Shelver | None

    @property
    def shelve_after(self) -> float: ...

    def reap(self, session: Session) -> None:
        """End a session nobody came back to."""

    async def stop_session(self, session: Session) -> None:
        """End a session for good."""


class User(Node):
    """Who the session belongs to, as its nodes see it: `#user`."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.state.update(facts)


@dataclass(slots=True, eq=False)
class Session:
    """One session of one principal: its state, its tree, its connection if there is one."""

    id: str
    base: str
    principal: Any  # an access.Principal, and all that the application knows it to be
    token_hash: str
    service: Service
    status: Status = Status.STARTED
    member: SessionMember | None = None
    connection: Hashable = None
    kept: Mapping[str, Any] | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # at its place on the shelf
    _reaper: asyncio.TimerHandle | None = None
    _shelving: asyncio.TimerHandle | None = None

    @property
    def attached(self) -> bool:
        return self.connection is not None

    @property
    def abandoned(self) -> bool:
        """Whether it lost its connection and waits for another one."""
        return self._reaper is not None

    async def activated(self) -> None:
        """Go on from started to active; the first time, open what is to be open."""
        if self.status is not Status.STARTED or self.member is None:
            return
        self.status = Status.ACTIVE
        await self._tell()
        _ = spawn(self._open(self.member), owner=self.member, name="open a session")

    async def _open(self, member: SessionMember) -> None:
        kept, self.kept = self.kept, None
        try:
            await member.session_active(kept)
            await self._tell(opened=True)
        except YtefasError as error:
            log.warning("session %s has nothing to begin with: %s", self.id, error.code)
            await self._tell(error={"code": error.code, **error.fields})
        except Exception as error:
            if isinstance(error, NodeError) and self.status is Status.STOPPED:
                return  # it ended while it began
            incident = secrets.token_hex(6)
            log.exception("session %s could not begin, incident %s", self.id, incident)
            await self._tell(error={"code": "internal", "incident": incident})

    async def set_user(self, facts: Mapping[str, Any]) -> None:
        """Let every node of this session find `#user`."""
        if self.member is None or self.member.node_context is None:
            raise Closed
        if "user" in self.member.node_children:
            await self.member.node_remove("user")
        user = await self.member.node_add("user", User(facts))
        self.member.node_context["user"] = user

    async def stop(self) -> None:
        """End it for good."""
        await self.service.stop_session(self)

    async def _tell(self, **more: Any) -> None:
        """Let the client hear how the session stands."""
        if self.member is not None:
            standing = {"id": self.id, "status": str(self.status), "base": self.base}
            await self.member.session_info.notify({**standing, **more})

    # -- its connection

    def acts_for(self, principal: Any) -> None:
        """Go on for its user's newer login: who logs out now ends that one."""
        self.principal = principal
        if self.member is not None and self.member.node_context is not None:
            self.member.node_context["principal"] = principal

    def attach(self, connection: Hashable) -> None:
        if self._reaper is not None:
            self._reaper.cancel()
            self._reaper = None
        self.connection = connection

    def detach(self, grace: float) -> None:
        """Lose the connection; without another one within the grace period it ends here."""
        self.connection = None
        if self.member is not None:
            self.member.client_lost()
        if self._reaper is None:
            loop = asyncio.get_running_loop()
            self._reaper = loop.call_later(grace, self.service.reap, self)

    # -- its place on the shelf

    def changed(self) -> None:
        """Have it kept, soon."""
        service = self.service
        if service.shelver is not None and self._shelving is None and self.status is Status.ACTIVE:
            loop = asyncio.get_running_loop()
            self._shelving = loop.call_later(service.shelve_after, self._shelve_soon)

    def _shelve_soon(self) -> None:
        self._shelving = None
        if self.service.shelver is not None:
            self.service.shelver.soon(self)

    def to_keep(self) -> dict[str, Any] | None:
        """Give what another node needs to go on; nothing before there is something."""
        if self.member is None or self.status is not Status.ACTIVE:
            return None
        open_now = self.member.snapshot()
        return {"user_id": self.principal.id, "token": self.token_hash, "desk": open_now}

    async def shelve(self) -> None:
        """Keep it now."""
        async with self._turn:
            last = self.to_keep()
            if last is not None and self.service.shelver is not None:
                await self.service.shelver.save(self.id, last)

    async def in_turn(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do the last work at its place: what is being kept comes before it, and nothing after."""
        async with self._turn:
            await work()

    async def end(self, *, kept: bool = False) -> None:
        """Tear down: the client is told (`kept`: it may go on elsewhere), then nothing is left."""
        for timer in (self._reaper, self._shelving):
            if timer is not None:
                timer.cancel()
        self._reaper = self._shelving = None
        self.status = Status.STOPPED
        await self._tell(kept=kept)
        member, self.member = self.member, None
        if member is not None and member.node_phase is Phase.BOUND:
            await member.node_unbind()
