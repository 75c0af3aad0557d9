"""The client's half of a session, in Python: small, complete, and as strict as the browser's.

It speaks through any Connection: a LoopbackBus in this process, or a gateway over real WAMP. Views
are built from what the server describes; cursor proxies apply events strictly by version and ask
for the window again when one is missing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import uuid4

from ytefas.framework.talk.calls import call
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import anyone
from ytefas.framework.talk.member import Pairable
from ytefas.framework.talk.proxy import Proxy
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import Subscription
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work import change
from ytefas.framework.work.change import Row
from ytefas.framework.work.content import Key

START = "ytefas.session.start_session"
PATIENCE = 20.0  # seconds: a machine may be busy; what never comes is told as late as that


class Pulse:
    """Wakes whoever waits for something to have happened."""

    def __init__(self) -> None:
        self._beat = asyncio.Event()

    def beat(self) -> None:
        self._beat.set()
        self._beat = asyncio.Event()

    async def until(self, true: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
        async with asyncio.timeout(seconds):
            while not (found := true()):
                await self._beat.wait()
        return found


async def until_true(true: Callable[[], Any], *, seconds: float = PATIENCE) -> None:
    """Look again and again, for what nobody tells."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110  # there is nobody to set an event
            await asyncio.sleep(0.002)


class CursorProxy:
    """A cursor as its view has it: rows, state, version; never ahead, never with a hole."""

    def __init__(self, view: ClientView, name: str, uri: str) -> None:
        self.view = view
        self.name = name
        self.remote = cast("Proxy", view.remote(Path(uri)))
        self.version = 0
        self.columns: list[str] = []
        self.rows: list[Row] = []
        self.first = 0
        self.total: tuple[int, str] = (0, "exact")
        self.state: dict[str, Any] = {}
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.gaps = 0
        self.lose = 0  # events to drop, as a network that fails would
        self._waiting = False
        self._subscriptions: list[Subscription] = []

    async def listen(self) -> None:
        for kind, heard in (("reset", self._on_reset), ("patch", self._on_patch)):
            signal = cast("Proxy", getattr(self.remote, kind))
            self._subscriptions.append(await signal.connect(heard))

    def stop(self) -> None:
        for subscription in self._subscriptions:
            subscription.close()

    @property
    def keys(self) -> list[Key]:
        return [row[0] for row in self.rows]

    @property
    def current(self) -> Key | None:
        found: Key | None = self.state.get("current_id")
        return found

    def _on_reset(self, event: dict[str, Any]) -> None:
        if self.lose:
            self.lose -= 1
            return
        self.events.append(("reset", event))
        self.version, self.first = event["version"], event["first"]
        self.columns, self.rows = event["columns"], [tuple(row) for row in event["rows"]]
        self.total = (event["total"], event["exactness"])
        self.state = event["state"]
        self._waiting = False
        self.view.pulse.beat()

    def _on_patch(self, event: dict[str, Any]) -> None:
        if self.lose:
            self.lose -= 1
            return
        self.events.append(("patch", event))
        if event["version"] != self.version + 1:
            if event["version"] > self.version and not self._waiting:
                self.gaps += 1
                self._waiting = True
                _ = spawn(self._again(), owner=self.view)
            return
        self.version = event["version"]
        ops = [change.parse(op) for op in event["ops"]]
        self.rows = change.apply(self.rows, ops, self.columns)
        for op in ops:
            if isinstance(op, change.Total):
                self.total = (op.n, op.exactness)
            elif isinstance(op, change.State):
                self.state.update(op.values)
        self.view.pulse.beat()

    async def _again(self) -> None:
        await self.remote.window({"first": self.first})

    # -- what a user does

    async def choose(self, key: Key | None) -> dict[str, Any]:
        return dict(await self.remote.set_current(key, self.version))

    async def save(self, key: Key, row_version: int, **changes: Any) -> dict[str, Any]:
        record = {"key": key, "row_version": row_version, "changes": changes}
        return dict(await self.remote.save(record, str(uuid4())))

    async def until(self, true: Callable[[CursorProxy], Any]) -> Any:
        return await self.view.pulse.until(lambda: true(self))


class ClientView(Pairable):
    """A view: whatever the server described, its cursors, and a person who answers."""

    role = "view"

    def __init__(self, client: Client, offer: Mapping[str, Any]) -> None:
        self.client = client
        self.offer = offer
        self.pulse = client.pulse
        self.cursors: dict[str, CursorProxy] = {}
        self.flags: dict[str, dict[str, bool]] = {}
        self.notices: list[dict[str, Any]] = []
        self.results: list[dict[str, Any]] = []
        self.asked: list[list[str]] = []
        self.focused = 0
        self.answer: Callable[[list[str]], Any] = lambda _: {"choice": "stay"}
        self.chosen: Callable[[list[dict[str, str]]], Any] = lambda options: options[0]["id"]

    @property
    def controller(self) -> Proxy:
        return cast("Proxy", self.remote(Path(self.offer["uri"])))

    async def show(self) -> None:
        """Listen to everything before reporting ready: no event may be missed."""
        for action in self.offer.get("actions", ()):
            self.flags[action["id"]] = {name: action[name] for name in ("enabled", "visible")}
        for name, described in self.offer.get("cursors", {}).items():
            self.cursors[name] = CursorProxy(self, name, described["uri"])
            await self.cursors[name].listen()
        if self.offer.get("actions"):
            await self.controller.actions.flags.connect(self._on_flags)

    def _on_flags(self, changed: dict[str, dict[str, bool]]) -> None:
        self.flags.update(changed)
        self.pulse.beat()

    async def run(self, action: str, **options: Any) -> dict[str, Any]:
        return dict(await getattr(self.controller.actions, action).run(options))

    async def press(self, action: str, **options: Any) -> dict[str, Any]:
        """Run an action as a person does: as soon as its button is there to be pressed."""
        await self.pulse.until(lambda: all(self.flags[action].values()))
        return await self.run(action, **options)

    @call(access=anyone)
    async def ask_pending(self, names: list[str], *, silent: bool = False) -> Any:
        self.asked.append(names)
        self.pulse.beat()
        answer = self.answer(names)
        return await answer if asyncio.iscoroutine(answer) else answer

    @call(access=anyone)
    async def choose(self, options: list[dict[str, str]]) -> Any:
        return self.chosen(options)

    @call(access=anyone)
    async def notice(self, notice: dict[str, Any]) -> None:
        self.notices.append(notice)
        self.pulse.beat()

    @call(access=anyone)
    async def result(self, result: dict[str, Any]) -> None:
        self.results.append(result)
        self.pulse.beat()

    @call(access=anyone)
    async def focus(self) -> None:
        self.focused += 1

    @call(access=anyone)
    async def logout(self) -> None:
        _ = spawn(self.client.leave(), name="logout")


class Client(Node):
    """The session's member at `<base>.client`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.pulse = Pulse()
        self.views: dict[int, ClientView] = {}
        self.started: list[dict[str, Any]] = []
        self.log: list[str] = []
        self.problems: list[dict[str, Any]] = []
        self.session: dict[str, Any] = {}
        self.refuse = ""  # a view type this client does not show
        self.silent = False  # a client that never becomes ready
        self.number = 0  # of its connection, where the test keeps it
        self.view_class: type[ClientView] = ClientView

    @property
    def server(self) -> Proxy:
        return cast("Proxy", self.remote("@server"))

    @property
    def base(self) -> str:
        return str(self.session["base"])

    @classmethod
    async def enter(
        cls, connection: Connection, *, resume: Mapping[str, str] | None = None, **ways: Any
    ) -> Client:
        """Start (or resume) a session on a connection that has its gateway."""
        client = cls(connection)
        for name, value in ways.items():
            setattr(client, name, value)
        await client.take_up(resume)
        return client

    async def take_up(self, resume: Mapping[str, str] | None = None) -> None:
        asked = None if resume is None else dict(resume)
        await self.taken_up(await self.connection.dispatcher.call(START, resume=asked))

    async def taken_up(self, session: dict[str, Any]) -> None:
        """Live in a session that the server has given, or given back."""
        self.session = session
        if self.session["rebuilt"]:
            for view in list(self.views.values()):
                if view.node_phase is Phase.BOUND:
                    await view.node_unbind()
            self.views.clear()
        if self.node_phase is Phase.UNBOUND:
            context = self.connection.new_context(location="client", client=self)
            await self.node_bind(Path("client", base=self.base), context)
        await self.server.session_info.connect(self._on_info)
        await self.server.peer_ready(0, str(self.node_path), "client", known=list(self.views))

    async def leave(self) -> None:
        await self.server.session_stop()

    @property
    def resume(self) -> dict[str, str]:
        return {"id": self.session["id"], "token": self.session["token"]}

    def view(self, controller: str) -> ClientView | None:
        found = [v for v in self.views.values() if v.offer.get("controller") == controller]
        return found[-1] if found else None

    async def shows(self, controller: str) -> ClientView:
        """Wait for the (latest) view of a controller to have started."""
        return cast(
            "ClientView",
            await self.pulse.until(
                lambda: (view := self.view(controller)) and view.pairing_active and view
            ),
        )

    # -- what the server says

    async def _on_info(self, info: dict[str, Any]) -> None:
        if "error" in info:
            self.problems.append(info["error"])
            self.pulse.beat()
            return
        self.log.append("session opened" if info.get("opened") else f"session {info['status']}")
        self.session.update({name: info[name] for name in ("status", "kept") if name in info})
        if info["status"] == "stopped" and self.node_phase is Phase.BOUND:
            await self.node_unbind()
        self.pulse.beat()

    @call(access=anyone)
    async def create_peer(self, offer: dict[str, Any]) -> None:
        if self.silent:
            return
        if self.refuse and offer.get("view", {}).get("type") == self.refuse:
            raise ValueError("no such view")
        view = self.view_class(self, offer)
        await self.node_add(str(offer["id"]), view)
        self.views[offer["id"]] = view
        await view.show()
        _ = spawn(self._ready(view, offer["id"]), owner=self)

    async def _ready(self, view: ClientView, number: int) -> None:
        await self.server.peer_ready(number, str(view.node_path), view.role)

    @call(access=anyone)
    async def peer_start(self, info: dict[str, Any]) -> None:
        self.log.append(f"start {info['id']}")
        self.started.append(info)
        view = self.views.get(info["id"])
        if view is not None and view.node_context is not None:
            other = info["locations"]["server"]
            view.node_context[other["role"]] = view.remote(Path(other["uri"]))
            view.pairing_active = True
            await view.peer_start(info)
        self.pulse.beat()

    @call(access=anyone)
    async def peer_stop(self, info: dict[str, Any]) -> None:
        self.log.append(f"stop {info['id']}")
        view = self.views.pop(info["id"], None)
        if view is not None and view.node_phase is Phase.BOUND:
            await view.peer_stop()
            await view.node_unbind()
        self.pulse.beat()
