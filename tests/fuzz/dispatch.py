"""Ask a dispatcher what no client should: `python -m tests.fuzz.dispatch --runs 1000000 --seed 1`.

A world is one node over memory with two sessions, desks, controllers and cursors. Ada works and
holds still; everything is sent as Eve, from inside her own session and from outside, or as nobody
at all. Each run is one invocation: a call that exists with plausible, odd or damaged arguments, an
address that nearly exists, Ada's address, or noise. The answer is a value that JSON can carry or an
error of ours, nothing is logged as an error, Ada's session and data stay as they were and nothing
of them is in any answer; when the house closes, no node, task, subscription or watcher is left.
The same seed asks the same questions.
"""

import argparse
import asyncio
import copy
import gc
import json
import logging
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from typing_extensions import override

from tests.framework.work import screens
from tests.fuzz.wire import NoErrors
from tests.support.client import Client, ClientView
from tests.support.house import ADA, EVE, Factory, House
from tests.support.memory import Memory
from ytefas.errors import YtefasError
from ytefas.framework.talk.access import SERVICE, Caller
from ytefas.framework.talk.calls import call, calls_of
from ytefas.framework.talk.dispatch import anyone
from ytefas.framework.talk.invocation import NOTIFY, Invocation
from ytefas.framework.talk.session import SessionLimits
from ytefas.framework.work.action import actions
from ytefas.framework.work.application import Application
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.rows import Within
from ytefas.framework.work.showing import CursorSpec

INPUTS_PER_WORLD: Final = 1500
AT_ONCE: Final = 8
SLOW: Final = 1.0  # seconds of our time for one batch of inputs: a hang
CANARY: Final = "canary of Ada"

NUMBERS: Final[tuple[Any, ...]] = (0, 1, -1, 2, 3, 100, 2**31, 2**53, 2**63, 10**30, 1.5, -0.0)
TEXTS: Final = (
    "", " ", "c0", "c1", "s00", "r000", "name", "city", "id", "customer", "eq", "contains", "asc",
    "stay", "0", "null", "\0", "\ud7ff", "🜛", "a..b", "." * 40, "@server", "#view", "..",
    "x" * 5000, "org.customers", "org.sites", "risk.items", "auth.users", "board", "0000-0000",
)  # fmt: skip
KINDS: Final = (
    "node", "path", "date", "datetime", "time", "decimal", "uuid", "bytes", "range", "int", "float",
    "map", "set", "tuple", "", "x",
)  # fmt: skip
# Long enough to be wrong, short enough not to be slow: whole numbers of a million digits and such.
TAGGED: Final = (
    "1",
    "1" * 4000,
    "1e999999",
    "nan",
    "-1",
    "2026-11-20",
    "ff",
    "0" * 36,
    [0, 10**30, 1],
)


class Board(screens.Board):
    """Everything but the actions that break on purpose."""

    ACTIONS = actions(screens.OpenCustomer, screens.Rename)


CONTROLLERS: Final = tuple(
    Board if controller is screens.Board else controller for controller in screens.CONTROLLERS
)


class Staying(ClientView):
    """A view whose person never leaves: whether a session ends is for the inputs to say."""

    @call(access=anyone)
    @override
    async def logout(self) -> None:
        pass


class Tenants(Factory):
    """Ada's rows for Ada, and others for whoever else there is."""

    def __init__(self, ada: Memory, others: Memory) -> None:
        super().__init__(others)
        self.ada = Factory(ada)

    @override
    def make(
        self, spec: CursorSpec, controller: Controller, *, master: Cursor | None, within: Within
    ) -> Cursor:
        if controller.context.principal is ADA:
            return self.ada.make(spec, controller, master=master, within=within)
        return super().make(spec, controller, master=master, within=within)


@dataclass
class World:
    """One house, two sessions in it, and what Ada's was when the asking began."""

    house: House
    ada: Client
    eve: Client
    memory: Memory
    before: Any = None
    callers: tuple[Any, ...] = ()
    uris: dict[str, list[str]] = field(default_factory=dict)
    others: frozenset[asyncio.Task[Any]] = frozenset()  # tasks that are not of this world

    @classmethod
    async def make(cls) -> "World":
        others = frozenset(asyncio.all_tasks())
        memory, foreign = screens.make_memory(), screens.make_memory()
        for table in foreign.tables.values():
            for key in table.rows:
                table.put(key, name=CANARY)
        limits = SessionLimits(per_user=3, grace=3600)
        house = await House(CONTROLLERS, memory, limits=limits).open()
        house.application = Application(
            CONTROLLERS, memory.tables.keys(), Tenants(foreign, memory), lambda *_: True
        )
        ada, eve = await house.visit(ADA), await house.visit(EVE, view_class=Staying)
        for client in (ada, eve):
            await client.shows("desktop")
            await client.server.begin_intent({"operation": "view", "content": screens.content()})
            await client.shows("board")
        world = cls(house, ada, eve, foreign, others=others)
        await settled()
        world.before = world.of_ada()
        inside = Caller(EVE, eve.number)
        outside = (Caller(EVE, -1), Caller(ADA, -2), None, "eve", {"authid": 1})
        world.callers = (inside,) * 20 + outside
        return world

    def of_ada(self) -> Any:
        """Tell everything that is Ada's: her session, her screens, her rows."""
        session = self.house.directory.by_id.get(self.ada.session["id"])
        assert session is not None, "Ada's session has ended"
        cursors = [
            (name, cursor.current_id, cursor.version, dict(cursor.state.items()))
            for context in self.house.desk(self.ada).contexts.values()
            for name, cursor in context.cursors.items()
        ]
        rows = {name: table.rows for name, table in self.memory.tables.items()}
        return copy.deepcopy((
            session.connection, session.status, session.token_hash,
            self.house.desk(self.ada).snapshot(), repr(cursors), rows, self.memory.writes,
        ))  # fmt: skip

    def look_round(self) -> None:
        """List what there is to call now: Eve's calls, and Ada's."""
        self.uris = {"eve": [], "ada": []}
        for uri, node in self.house.connection.dispatcher._nodes.items():
            whose = "ada" if uri.startswith(self.ada.base) else "eve"
            self.uris[whose] += [f"{uri}.{name}" for name in calls_of(type(node))]

    @property
    def worn(self) -> bool:
        """Eve has closed or lost so much that little can happen here any more."""
        known = self.house.directory.by_id.get(self.eve.session["id"])
        return known is None or len(self.uris["eve"]) < 30

    async def close(self) -> None:
        assert self.of_ada() == self.before, "something of Ada's has changed"
        await self.house.close()
        for guest in self.house.guests:
            await guest.connection.close()
        await self.house.connection.close()
        await settled()
        dispatcher = self.house.connection.dispatcher
        assert not dispatcher._nodes, f"nodes are left: {list(dispatcher._nodes)}"
        assert not list(dispatcher._topics), "subscriptions are left"
        assert not self.memory.watchers, "watchers are left"
        assert not self.house.memory.watchers, "watchers are left"
        left = asyncio.all_tasks() - self.others - {asyncio.current_task()}
        assert not left, f"tasks are left: {left}"


async def settled() -> None:
    """Let everything that was begun come to its end or to waiting for somebody."""
    for _ in range(20):
        await asyncio.sleep(0)


class Inputs:
    """Makes invocations from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable on purpose

    def invocation(self, world: World) -> Invocation:
        pick = self.random
        uri = self._uri(world)
        name = uri.rpartition(".")[2]
        if name in PLAUSIBLE and pick.random() < 0.8:
            args, kwargs = self._plausible(name, world)
        else:
            args = [self._value(world) for _ in range(pick.choice((0, 0, 1, 1, 2, 3)))]
            kwargs = {self._name(): self._value(world) for _ in range(pick.choice((0, 0, 0, 1, 2)))}
        if pick.random() < 0.1 and args:
            args[pick.randrange(len(args))] = self._value(world)
        if pick.random() < 0.05:
            kwargs[self._name()] = self._value(world)
        return Invocation(uri, tuple(args), kwargs, caller=pick.choice(world.callers), timeout=0.5)

    def _uri(self, world: World) -> str:
        pick = self.random
        choice = pick.random()
        if choice < 0.8:
            uri = pick.choice(world.uris["eve"])
            # farewells end the fun too soon
            ends = uri.endswith((".session_stop", ".peer_stop", ".close", ".start_session"))
            return uri if not ends or pick.random() < 0.05 else self._uri(world)
        if choice < 0.86:
            return pick.choice(world.uris["ada"])
        if choice < 0.97:
            return self._nearly(pick.choice((*world.uris["eve"], *world.uris["ada"])), world)
        return pick.choice((*TEXTS, SERVICE, f"{SERVICE}.{NOTIFY}", NOTIFY, world.ada.base))

    def _nearly(self, uri: str, world: World) -> str:
        pick = self.random
        at = pick.randrange(len(uri))
        match pick.randrange(7):
            case 0:
                return uri[:at] + uri[at + 1 :]
            case 1:
                return uri[:at] + pick.choice("..x0@#$ \0") + uri[at:]
            case 2:
                return f"{uri}.{pick.choice(TEXTS)}"
            case 3:
                return f"{uri}.{NOTIFY}"
            case 4:
                return uri.replace(world.eve.base, world.ada.base)
            case 5:
                return f"{uri.rpartition('.')[0]}.{pick.choice(INNER)}"
            case _:
                return uri.upper() if pick.random() < 0.5 else uri.rpartition(".")[0]

    def _plausible(self, name: str, world: World) -> tuple[list[Any], dict[str, Any]]:
        pick = self.random
        chosen = copy.deepcopy(pick.choice(PLAUSIBLE[name]))
        return [self._damaged(value, world) for value in chosen], {}

    def _damaged(self, value: Any, world: World) -> Any:
        """Change something inside, now and then."""
        pick = self.random
        if pick.random() < 0.06:
            return self._value(world)
        if isinstance(value, dict):
            made = {key: self._damaged(one, world) for key, one in value.items()}
            if pick.random() < 0.06:
                made[self._name()] = self._value(world)
            if made and pick.random() < 0.04:
                del made[pick.choice(list(made))]
            return made
        if isinstance(value, list):
            return [self._damaged(one, world) for one in value]
        if value == "KEY":  # an idempotency key: now and then one that was used before
            return str(UUID(int=pick.randrange(500), version=4))
        if value == "c":
            return pick.choice(("c0", "c1", "c2", "c9", "new3"))
        return value

    def _value(self, world: World, depth: int = 0) -> Any:
        pick = self.random
        choice = pick.random()
        if choice < 0.25:
            return pick.choice(TEXTS)
        if choice < 0.4:
            return pick.choice(NUMBERS)
        if choice < 0.5:
            return pick.choice((None, True, False, [], {}))
        if choice < 0.62:
            return pick.choice((*world.uris["eve"], *world.uris["ada"]))
        if choice < 0.74:
            return self._tagged(world, depth)
        if choice < 0.77:
            return self._deep()
        if depth > 3:
            return "x"
        size = pick.randrange(4)
        if choice < 0.88:
            return [self._value(world, depth + 1) for _ in range(size)]
        return {self._name(): self._value(world, depth + 1) for _ in range(size)}

    def _tagged(self, world: World, depth: int) -> Any:
        """Make a value under the reserved tag, a reference to somebody's node above all."""
        pick = self.random
        choice = pick.random()
        if choice < 0.5:
            inner: Any = pick.choice((*world.uris["eve"], *world.uris["ada"]))
        elif choice < 0.75:
            inner = pick.choice(TAGGED)
        else:
            inner = self._value(world, depth + 1) if depth < 3 else "x"
        more = {"x": 1} if pick.random() < 0.1 else {}
        return {"$": pick.choice(KINDS), "v": inner, **more}

    def _deep(self) -> Any:
        made: Any = 1
        for _ in range(self.random.choice((10, 60, 150))):  # the wire lets 64 through at most
            made = [made] if self.random.random() < 0.5 else {"and": made}
        return made

    def _name(self) -> str:
        return self.random.choice((*TEXTS, *NAMES))


NAMES: Final = (
    "filter", "words", "sort", "group", "columns", "first", "size", "key", "row_version", "changes",
    "operation", "content", "source", "ids", "values", "options", "controller", "origin", "role",
    "context", "self", "invocation", "progress", "local_x", "resume", "token", "confirmed",
    "pairing",
)  # fmt: skip
INNER: Final = (
    "open", "ask", "forget", "pair", "node_unbind", "node_add", "state", "__class__", "__init__",
    "prepare", "resolve", "reset", "patch", "gate", "rows", "writer", "teller", "desk", "session",
)  # fmt: skip
VIEW: Final[dict[str, Any]] = {
    "operation": "view", "content": {"source": "org.customers", "ids": ["c"], "values": {}},
}  # fmt: skip
# What a client would send, a list of positional arguments each; `c` and `KEY` are filled in.
PLAUSIBLE: Final[Mapping[str, list[list[Any]]]] = {
    "query": [
        [{"filter": ["name", "contains", "1"], "sort": [["name", "desc"]]}],
        [{"words": "x", "columns": ["id", "name"]}],
        [{"group": ["name"]}],
        [{}],
    ],
    "window": [[{"first": 0, "size": 10}], [{"first": 2}], [{"size": 1}], [{}]],
    "set_current": [["c", 1], ["c", 3], [None, 2], ["s00", 2], ["r000", 1]],
    "set_dirty": [[["c"]], [["c", "c"]], [[]], [["s00"]]],
    "discard": [[["c"]], [[]], [["s00"]]],
    "save": [
        [{"key": "c", "row_version": 1, "changes": {"name": "n"}}, "KEY"],
        [{"key": "c", "row_version": 7, "changes": {"name": "forbidden"}}, "KEY"],
        [{"key": "s00", "row_version": 1, "changes": {}}, "KEY"],
        [{"sites": {"saves": [{"key": "s00", "row_version": 1, "changes": {"name": "n"}}],
                    "creates": [{"name": "n"}], "deletes": ["s01"]}}, "KEY"],
        [{"customers": {"deletes": ["c"]}, "nothing": {}}, "KEY"],
    ],
    "create": [[{"name": "n"}, "KEY"], [{"name": "n", "customer": "c"}, "KEY"]],
    "delete": [[["c"], "KEY"], [["r000"], "KEY"], [[], "KEY"]],
    "begin_intent": [
        [VIEW],
        [{**VIEW, "operation": "edit"}],
        [{"operation": "create", "content": {"source": "org.customers", "ids": [], "values": {}}}],
        [{"operation": "pick", "content": {"source": "org.customers", "ids": [], "values": {}},
          "options": {"multiple": True}}],
        [{"operation": "view", "content": {"source": "risk.items", "ids": ["r000"], "values": {}}}],
        [{**VIEW, "controller": "customer_card"}],
        [{**VIEW, "categories": ["card"]}],
    ],
    "confirm": [[["c"]], [["c", "c"]], [[]]],
    "keep_draft": [["customers", {"c": {"name": "draft"}}], ["customers", {}]],
    "menu": [[], [["record"]], [None]],
    "run": [[], [{}], [{"x": 1}]],
    "pairing_request": [[{"role": "view"}], [{"role": "x", "context": {"a": "b"}}]],
    "peer_ready": [[1, "x", "view"], [0, "x", "client"]],
    "peer_stop": [[1], [2], [99]],
}  # fmt: skip


async def ask(world: World, invocation: Invocation) -> None:
    """Send one and judge the answer."""
    try:
        answer = await world.house.connection.dispatcher.invoke(invocation)
    except YtefasError as error:
        answer = error.fields
    except Exception as error:
        raise AssertionError(f"{invocation!r} raised") from error
    said = json.dumps(answer, allow_nan=False)
    assert CANARY not in said, f"{invocation!r} was told of Ada"


async def run(runs: int, seed: int) -> float:
    """Send `runs` invocations and return the seconds of the slowest batch."""
    inputs, watch, slowest, sent = Inputs(seed), NoErrors(), 0.0, 0
    log = logging.getLogger("ytefas")
    log.addHandler(watch)
    quiet, log.propagate = log.propagate, False
    gc.collect()
    gc.freeze()  # what stood before is nothing of ours to look through
    try:
        while sent < runs:
            world = await World.make()
            until = min(runs, sent + INPUTS_PER_WORLD)
            while sent < until:
                world.look_round()
                if world.worn:
                    break
                size = min(until - sent, inputs.random.choice((1, 1, AT_ONCE)))
                batch = [inputs.invocation(world) for _ in range(size)]
                began = time.thread_time()  # not what other threads of this process do
                await asyncio.gather(*(ask(world, one) for one in batch))
                slowest = max(slowest, time.thread_time() - began)
                sent += size
                if watch.seen:
                    raise AssertionError(f"among {batch!r}:\n{watch.seen[0]}")
            await world.close()
            gc.collect(0)
            if watch.seen:
                raise AssertionError(watch.seen[0])
    finally:
        gc.unfreeze()
        log.removeHandler(watch)
        log.propagate = quiet
    assert slowest < SLOW, f"a batch took {slowest:.1f} s"
    return slowest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    slowest = asyncio.run(run(options.runs, options.seed))
    took = time.monotonic() - began
    print(f"{options.runs} inputs in {took:.0f} s, slowest {slowest * 1000:.1f} ms: nothing broke")


if __name__ == "__main__":
    main()
