"""Typed messages on a node's own address: one class per message, checked when it arrives.

A message is a frozen dataclass declared with `@message("peer_ready", version=1)`. It is notified
on the `.` signal of its destination as `msg_type`, `msg_version` and `msg_body`, and reaches the
methods declared with `@on_message(PeerReady)` as an instance. A type we do not know is not ours
and passes by; a known one of another version, or with a body that does not fit, is Invalid.
"""

import dataclasses
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, Final, TypeVar, cast

from ytefas.errors import Invalid
from ytefas.framework.talk.arguments import Check, check_for
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.registry import Registry
from ytefas.framework.tree.remote import Remote
from ytefas.framework.tree.signal import handler, signals_of

M = TypeVar("M")
S = TypeVar("S", bound=Node)

_KIND: Final = "__message_kind__"
_kinds: Final[Registry[type]] = Registry("messages")


def message(name: str, *, version: int = 1) -> Callable[[type[M]], type[M]]:
    """Declare a frozen dataclass to be the message called `name`."""

    def declare(cls: type[M]) -> type[M]:
        if not dataclasses.is_dataclass(cls):
            raise TypeError(f"{cls.__name__} must be a dataclass, decorated before this")
        setattr(cls, _KIND, (name, version))
        _kinds.add(name, cls)
        return cls

    return declare


def kind_of(message_class: type) -> tuple[str, int]:
    """Tell the name and version a class was declared with."""
    kind: tuple[str, int] | None = getattr(message_class, _KIND, None)
    if kind is None:
        raise TypeError(f"{message_class.__name__} is no message: declare it with @message")
    return kind


async def send(destination: Node | Remote, content: Any) -> None:
    """Notify a message at a node's address, here or elsewhere."""
    name, version = kind_of(type(content))
    body = {f.name: getattr(content, f.name) for f in dataclasses.fields(content)}
    told = {"msg_type": name, "msg_version": version, "msg_body": body}
    if not isinstance(destination, Node):
        await destination.notify(**told)
        return
    primary = signals_of(type(destination)).get(".")
    if primary is None:
        raise TypeError(f"{destination!r} declares no '.' signal to receive messages on")
    await primary.deliver(destination, (), told)


def on_message(
    message_class: type[M], *, signal: str = "."
) -> Callable[[Callable[[S, M], Any]], Callable[..., Awaitable[Any]]]:
    """Receive messages of one class on `signal`, as instances."""
    name, version = kind_of(message_class)
    check: Check = check_for(cast("Any", message_class))

    def decorate(method: Callable[[S, M], Any]) -> Callable[..., Awaitable[Any]]:
        async def receive(
            self: S, *, msg_type: str = "", msg_version: int = 0, msg_body: Any = None
        ) -> Any:
            if msg_type != name:
                return None
            if msg_version != version:
                raise Invalid("message_version", expected=version, found=msg_version)
            result = method(self, check(msg_body, name))
            return await result if isawaitable(result) else result

        receive.__name__, receive.__doc__ = method.__name__, method.__doc__
        return handler(signal)(receive)

    return decorate
