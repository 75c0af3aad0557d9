"""Typed messages on a node's own address."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.framework.talk.support import bound, joined
from ytefas.errors import Invalid
from ytefas.framework.talk.message import kind_of, message, on_message, send
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.registry import RegistryError
from ytefas.framework.tree.signal import Signal


@message("test_ready", version=2)
@dataclass(frozen=True, slots=True)
class Ready:
    number: int
    role: str = "view"


@message("test_other")
@dataclass(frozen=True, slots=True)
class Other:
    pass


class Receiver(Node):
    on_told = Signal(name=".")

    def __init__(self) -> None:
        self.ready: list[Ready] = []
        self.others = 0

    @on_message(Ready)
    async def note_ready(self, told: Ready) -> None:
        self.ready.append(told)

    @on_message(Other)
    def note_other(self, _told: Other) -> None:
        self.others += 1


async def test_t40_a_message_arrives_as_an_instance_wherever_it_comes_from() -> None:
    async with joined(None, None) as connections:
        receiver, sender = Receiver(), Node()
        await bound(receiver, "a", connections[0])
        await bound(sender, "b", connections[1])
        await send(receiver, Ready(1))
        await send(sender.remote("@a"), Ready(2, role="x"))
        await send(receiver, Other())
        assert receiver.ready == [Ready(1), Ready(2, "x")]
        assert receiver.others == 1
        await receiver.node_unbind()
        await sender.node_unbind()


async def test_t41_another_version_or_a_wrong_body_is_invalid() -> None:
    receiver = Receiver()
    for told in (
        {"msg_type": "test_ready", "msg_version": 1, "msg_body": {"number": 1}},
        {"msg_type": "test_ready", "msg_version": 2, "msg_body": {"number": "1"}},
        {"msg_type": "test_ready", "msg_version": 2, "msg_body": None},
    ):
        with pytest.raises(ExceptionGroup) as caught:
            await receiver.on_told.notify(**told)
        assert isinstance(caught.value.exceptions[0], Invalid)
    await receiver.on_told.notify(msg_type="unknown", msg_version=1)
    assert receiver.ready == []


async def test_t42_what_is_no_message_is_a_mistake() -> None:
    class Plain:
        pass

    other: Any = Plain
    with pytest.raises(TypeError, match="dataclass"):
        message("test_plain")(other)
    with pytest.raises(TypeError, match="no message"):
        kind_of(other)
    with pytest.raises(TypeError, match="declares no"):
        await send(Node(), Other())
    with pytest.raises(RegistryError):
        message("test_ready")(dataclass(type("Again", (), {})))
