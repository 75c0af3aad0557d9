"""Connections of one process joined to each other, as a router would join processes.

Everything crosses as JSON text, so whatever works here has a wire form. A connection joined
without a `caller` is trusted like one's own nodes; with one, it is a stranger who must be granted
what it asks.
"""

import json
import logging
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ytefas import errors
from ytefas.errors import NoProcedure, YtefasError
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.invocation import Endpoint, Invocation, Kind, Progress

log = logging.getLogger(__name__)


class LoopbackBus:
    """A router reduced to two tables: who answers a prefix, who listens to a topic."""

    def __init__(self) -> None:
        self._answering: dict[str, tuple[LoopbackGateway, Endpoint]] = {}
        self._listening: dict[str, dict[LoopbackGateway, Endpoint]] = {}

    async def join(
        self, connection: Connection, *, caller: object | None = None
    ) -> "LoopbackGateway":
        """Join a connection; `caller` is who the others see asking, nobody means trusted."""
        gateway = LoopbackGateway(self, caller)
        await connection.attach(gateway)
        return gateway

    def claim(self, prefix: str, gateway: "LoopbackGateway", handler: Endpoint) -> None:
        if prefix in self._answering:
            raise ValueError(f"{prefix} is answered already")
        self._answering[prefix] = (gateway, handler)

    def release(self, prefix: str, gateway: "LoopbackGateway") -> None:
        if self._answering.get(prefix, (None, None))[0] is gateway:
            del self._answering[prefix]

    def listen(self, topic: str, gateway: "LoopbackGateway", handler: Endpoint) -> None:
        self._listening.setdefault(topic, {})[gateway] = handler

    def leave(self, topic: str, gateway: "LoopbackGateway") -> None:
        listening = self._listening.get(topic, {})
        listening.pop(gateway, None)
        if not listening:
            self._listening.pop(topic, None)

    def find(self, uri: str) -> Endpoint:
        """Find who answers: the longest prefix wins."""
        prefix = uri
        while prefix:
            if prefix in self._answering:
                return self._answering[prefix][1]
            prefix = prefix.rpartition(".")[0]
        raise NoProcedure(uri=uri)

    def listeners(self, topic: str, publisher: "LoopbackGateway") -> list[Endpoint]:
        found = self._listening.get(topic, {})
        return [handler for gateway, handler in found.items() if gateway is not publisher]


class LoopbackGateway:
    """One connection's end of the bus."""

    def __init__(self, bus: LoopbackBus, caller: object | None) -> None:
        self._bus = bus
        self._caller = caller

    async def call(
        self,
        uri: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        timeout: float | None,
        on_progress: Progress | None,
    ) -> Any:
        handler = self._bus.find(uri)
        progress = _crossing(on_progress) if on_progress else None
        made = self._made(uri, args, kwargs, Kind.CALL)
        invocation = replace(made, progress=progress, timeout=timeout)
        try:
            return _crossed(await handler(invocation))
        except Exception as error:  # noqa: BLE001 - whatever it was, only its code may cross
            raise _error_crossed(error) from None

    async def publish(self, uri: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        for handler in self._bus.listeners(uri, self):
            await handler(self._made(uri, args, kwargs, Kind.EVENT))

    async def register_prefix(self, prefix: str, handler: Endpoint) -> None:
        self._bus.claim(prefix, self, handler)

    async def unregister(self, prefix: str) -> None:
        self._bus.release(prefix, self)

    async def subscribe(self, uri: str, handler: Endpoint) -> None:
        self._bus.listen(uri, self, handler)

    async def unsubscribe(self, uri: str) -> None:
        self._bus.leave(uri, self)

    def _made(
        self, uri: str, args: tuple[Any, ...], kwargs: Mapping[str, Any], kind: Kind
    ) -> Invocation:
        return Invocation(
            uri,
            tuple(_crossed(list(args))),
            _crossed(dict(kwargs)),
            caller=self._caller,
            local=self._caller is None,
            kind=kind,
        )


def _crossed(value: Any) -> Any:
    return json.loads(json.dumps(value, allow_nan=False))


def _crossing(progress: Progress) -> Progress:
    async def tell(value: Any, /) -> None:
        await progress(_crossed(value))

    return tell


def _known_errors() -> dict[str, type[YtefasError]]:
    found = (e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, YtefasError))
    return {error.code: error for error in found}


def _error_crossed(error: Exception) -> YtefasError:
    """Rebuild an error from its code and fields, all that may leave a process."""
    if not isinstance(error, YtefasError):
        incident = uuid.uuid4().hex
        log.error("incident %s", incident, exc_info=error)
        return YtefasError(incident=incident)
    kind = _known_errors().get(error.code, YtefasError)
    crossed = kind.__new__(kind)
    YtefasError.__init__(crossed, **_crossed(error.fields))
    return crossed
