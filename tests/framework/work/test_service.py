"""Services of the application: nodes below every desk, beside its contexts."""

from dataclasses import replace

import pytest
from typing_extensions import override

from tests.support.house import EVE, House
from ytefas.errors import YtefasError
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.signal import Signal
from ytefas.framework.work.service import DeskService


class Clock(DeskService):
    """Tells its session the time."""

    struck: Signal[...] = Signal()
    away = 0

    @call(access=OWN_SESSION)
    async def whose(self) -> str:
        assert self.node_context is not None
        return str(self.node_context.principal.id)

    @override
    def client_away(self) -> None:
        self.away += 1


class Plain(Node):
    """A service that need not know whether anybody listens."""


async def test_x22_services_stand_below_every_desk_one_of_each(house: House) -> None:
    made: list[Clock] = []

    def clock() -> Clock:
        made.append(Clock())
        return made[-1]

    services = {"clock": clock, "plain": Plain}
    house.application = replace(house.application, services=services)
    ada, eve = await house.visit(), await house.visit(EVE)
    for visitor in (ada, eve):
        await visitor.shows("desktop")
    first, second = made
    assert str(first.node_path) == f"{ada.base}.server.clock"
    assert await ada.server.clock.whose() != await eve.server.clock.whose()
    heard: list[int] = []
    await ada.server.clock.struck.connect(heard.append)
    await first.struck.notify(12)
    await second.struck.notify(1)
    assert heard == [12]

    await house.drop(ada)
    assert (first.away, second.away) == (1, 0)
    await house.service.stop_session(house.directory.by_id[ada.session["id"]])
    assert first.node_phase is Phase.UNBOUND
    assert second.node_phase is Phase.BOUND


async def test_x22_a_service_answers_its_own_session_only(house: House) -> None:
    house.application = replace(house.application, services={"clock": Clock})
    ada, eve = await house.visit(), await house.visit(EVE)
    with pytest.raises(YtefasError):
        await eve.connection.dispatcher.call(f"{ada.base}.server.clock.whose")
