"""No address but one's own: to hear, to answer, to speak and to call, for everybody.

The addresses are those that live in somebody else's session at the moment: its nodes, their calls
and their signals, so a new signal or call is asked about without a word here. People take turns.
"""

import asyncio
from collections.abc import Iterator

import pytest

import ytefas.assembly.node
from tests.matrix.cells import Screen
from tests.matrix.world import PEOPLE, World
from tests.support.visitor import PUBLISH, REGISTER, SUBSCRIBE, Wire
from ytefas.errors import YtefasError
from ytefas.framework.talk.calls import calls_of
from ytefas.framework.talk.dispatch import Dispatcher
from ytefas.framework.tree.node import Node
from ytefas.framework.tree.signal import signals_of

assert ytefas.assembly.node.__name__  # with it every room that declares signals is known

OTHERS = ("wamp.session.list", "wamp.session.kill", "wamp.registration.list", "ytefas.session",
          "ytefas.node", "ytefas", "")  # fmt: skip


def told_by(kind: type[Node]) -> Iterator[str]:
    """Name what nodes of a class tell those who listen."""
    return (name for name, signal in signals_of(kind).items() if not signal.local)


def kinds(kind: type[Node] = Node) -> Iterator[type[Node]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("ytefas."):
            yield one
        yield from kinds(one)


def addresses(dispatcher: Dispatcher, session: str) -> Iterator[str]:
    """Name everything that lives in a session, below it."""
    base = f"ytefas.s.{session}."
    for uri, node in dispatcher._nodes.items():
        if uri.startswith(base):
            below = uri.removeprefix(base)
            yield below
            yield from (f"{below}.{name}" for name in calls_of(type(node)) if name != ".")
            for name in told_by(type(node)):
                yield from (f"{below}.{name}", f"{below}.{name}.notify")


async def all_of(world: World) -> list[str]:
    """Name what lives in Dario's session while he looks at a list."""
    dario = world.visitors["dario"]
    screen = await Screen(world, dario, "org.sites").open()
    session = world.key("session", "foreign")
    theirs = (world.house.running.dispatcher, dario.connection.dispatcher)
    found = {one for dispatcher in theirs for one in addresses(dispatcher, session)}
    await screen.close()
    return sorted(found)


async def test_every_signal_is_asked_about(whole: World) -> None:
    asked = await all_of(whole)
    declared = {(one, name) for one in kinds() for name in told_by(one)}
    assert declared, "there are signals"
    missing = {
        f"{one.__name__}.{name}"
        for one, name in declared
        if not any(address.endswith(f".{name}") for address in asked)
    }
    assert missing == set()


@pytest.mark.parametrize("who", PEOPLE)
async def test_no_address_but_ones_own(whole: World, who: str) -> None:
    wire, turn = whole.visitors[who].wire, list(PEOPLE).index(who)
    asked = await all_of(whole)
    for address in asked[turn :: len(PEOPLE)]:
        said = []
        for kind in ("foreign", "absent"):
            uri = f"ytefas.s.{whole.key('session', kind)}.{address}"
            said.append([
                await refusal(wire, uri), await refusal(wire, uri + ".", "prefix"),
                await called(wire, uri),
            ])  # fmt: skip
        assert said[0] == said[1], address
    for uri in OTHERS:
        for match in ("exact", "prefix", "wildcard"):
            assert all(code for code in await refusal(wire, uri, match)), (uri, match)


async def called(wire: Wire, uri: str) -> str:
    try:
        await wire.call(uri, (), {}, timeout=5)
    except YtefasError as error:
        return error.code
    raise AssertionError(uri)


async def refusal(wire: Wire, uri: str, match: str = "exact") -> list[str]:
    """Try to hear, to answer and to speak at an address: how each of the three is refused."""
    codes = []
    options = {"match": match}
    for asked in ((SUBSCRIBE, options, uri), (REGISTER, options, uri),
                  (PUBLISH, {"acknowledge": True}, uri, ["x"])):  # fmt: skip
        try:
            async with asyncio.timeout(30):
                await wire.ask(*asked)
        except YtefasError as error:
            codes.append(error.code)
        else:
            codes.append("")
    assert all(codes), uri
    return codes
