"""A node without a wire: sessions and an application over memory, and ways to visit them.

Visitors come through a LoopbackBus as strangers with a Caller, so everything they do is judged as
it would be on the wire.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from tests.support.client import Client
from tests.support.memory import Memory, MemoryWriter
from ytefas.framework.talk.access import SERVICE, Caller
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import Dispatcher
from ytefas.framework.talk.loopback import LoopbackBus
from ytefas.framework.talk.session import Directory, SessionLimits, SessionService
from ytefas.framework.work.application import Application
from ytefas.framework.work.content import Key
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.desk import Desk
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.rows import Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import FieldFacts, SourceFacts
from ytefas.rules.access import Principal, Role

ADA = Principal(UUID(int=1), Role.CONSULTANT)
EVE = Principal(UUID(int=2), Role.CUSTOMER_USER)

_connections = count(1)


@dataclass
class Factory:
    """Cursors over a memory."""

    memory: Memory

    def make(
        self, spec: CursorSpec, controller: Controller, *, master: Cursor | None, within: Within
    ) -> Cursor:
        rows, writer = self.memory.rows(spec.source), MemoryWriter(self.memory)
        return Cursor(spec, rows, writer, master=master, within=within)

    def describe(self, source: str, controller: Controller) -> dict[str, Any]:
        return facts(self.memory, source).describe(controller.language)


def facts(memory: Memory, source: str) -> SourceFacts:
    columns = memory.tables[source].columns
    return SourceFacts(name=source, fields=tuple(FieldFacts(name=name) for name in columns))


class Shelf:
    """A shelf that two houses may share."""

    def __init__(self) -> None:
        self.kept: dict[str, Mapping[str, Any]] = {}

    async def save(self, session_id: str, data: Mapping[str, Any]) -> None:
        self.kept[session_id] = json.loads(json.dumps(data, allow_nan=False))  # as a database would

    async def load(self, session_id: str) -> Mapping[str, Any] | None:
        return self.kept.get(session_id)

    async def delete(self, session_id: str) -> None:
        self.kept.pop(session_id, None)


@dataclass
class House:
    """One node; `open` it, `visit` it, `close` it."""

    controllers: Collection[type[Controller]]
    memory: Memory
    shelf: Shelf | None = None
    limits: SessionLimits = field(default_factory=SessionLimits)
    permits: Callable[..., bool] = lambda *_: True
    directory: Directory = field(default_factory=Directory)
    bus: LoopbackBus = field(default_factory=LoopbackBus)
    evicted: list[Hashable] = field(default_factory=list)
    guests: list[Client] = field(default_factory=list)

    async def open(self) -> House:
        self.connection = Connection(Dispatcher(policy=self.directory.judge))
        await self.bus.join(self.connection)
        self.application = Application(
            self.controllers, self.memory.tables.keys(), Factory(self.memory), self._permits
        )
        self.service = SessionService(
            self.directory,
            lambda session: Desk(session, self.application),
            limits=self.limits,
            shelf=self.shelf,
            evict=self.evicted.append,
        )
        await self.service.node_bind(SERVICE, self.connection.new_context())
        return self

    def _permits(
        self,
        principal: Principal,
        requires: frozenset[str],
        operation: Operation | None,
        source: str | None,
        owner: Key | None = None,
    ) -> bool:
        return self.permits(principal, requires, operation, source)

    async def connect(self, principal: Principal = ADA) -> tuple[Connection, int]:
        """Make a connection of a principal, without a session yet."""
        number = next(_connections)
        connection = Connection()
        await self.bus.join(connection, caller=Caller(principal, number))
        return connection, number

    async def visit(self, principal: Principal = ADA, **ways: Any) -> Client:
        connection, number = await self.connect(principal)
        client = await Client.enter(connection, **ways)
        client.number = number
        self.guests.append(client)
        return client

    async def drop(self, client: Client) -> None:
        """Cut a client's connection as a network would."""
        await client.connection.close()
        self.service.connection_lost(client.number)

    async def back(self, client: Client, principal: Principal = ADA) -> None:
        """Let a client that kept its views come back by a new connection."""
        client.number = next(_connections)
        await self.bus.join(client.connection, caller=Caller(principal, client.number))
        await client.take_up(client.resume)

    def desk(self, client: Client) -> Desk:
        member = self.directory.by_id[client.session["id"]].member
        assert isinstance(member, Desk)
        return member

    async def close(self) -> None:
        for session in list(self.directory.by_id.values()):
            await self.service.stop_session(session)
        if self.service.node_path is not None:
            await self.service.node_unbind()


def key() -> str:
    return str(uuid4())
