"""A node, from database to doors, closed in the reverse order of its opening."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count, takewhile
from pathlib import Path
from socket import gethostname
from typing import Any, Final

from aiohttp import web

from ytefas.assembly.application import application
from ytefas.assembly.files import filing
from ytefas.assembly.services import services
from ytefas.assembly.stored import Bounds, Stored, mail_settings, stored
from ytefas.errors import Busy
from ytefas.framework.talk.access import HEARTBEAT, SERVICE, Caller
from ytefas.framework.talk.connection import Connection
from ytefas.framework.talk.dispatch import Dispatcher
from ytefas.framework.talk.invocation import Endpoint, Gateway, Invocation
from ytefas.framework.talk.session import Directory, SessionService
from ytefas.framework.tree.tasks import is_wanted, spawn
from ytefas.mail.post import Post
from ytefas.settings import SettingError, Settings
from ytefas.store import migrate
from ytefas.store.library.releases import bring
from ytefas.store.live.desk import AdmittedDesk
from ytefas.store.live.hub import Hub
from ytefas.store.shelf import Shelf
from ytefas.store.source.source import Source, discover
from ytefas.web.application import build_application, open_door
from ytefas.wire.contract.calls import CONTRACT_HASH
from ytefas.wire.crossbar import CrossbarGateway
from ytefas.wire.door import CrossbarDoor
from ytefas.wire.gateway import BothWays, RouterGateway
from ytefas.wire.logins import Ousting
from ytefas.wire.membership import Address
from ytefas.wire.realm import Realm
from ytefas.wire.router.local import LocalPeer
from ytefas.wire.router.router import Router
from ytefas.wire.socket import Door
from ytefas.words import LOCALES, mail_words, words

log = logging.getLogger(__name__)

REALM: Final = "ytefas"
CLIENT: Final = Path(__file__).parents[1] / "client"  # `make client-build`; in the wheel
PURGE_EVERY: Final = 3600.0  # seconds between two sweeps of what nobody asks for any more
SWEEPS_A_DAY: Final = 24
HEARTBEAT_EVERY: Final = 10.0  # seconds; a client gives up after three of them


@dataclass(frozen=True, slots=True)
class Running:
    """A node that serves; `url` is where."""

    url: str
    stored: Stored
    router: Router
    sessions: SessionService
    hub: Hub
    dispatcher: Dispatcher


class NodeBuilder:
    """Builds one node; every step leaves its undoing on the stack."""

    def __init__(
        self,
        settings: Settings,
        parts: Stored,
        stack: AsyncExitStack,
        *,
        sources: Mapping[str, Source] | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        self.settings = settings
        self.bounds = bounds = bounds or Bounds.of(settings)
        self.sources = discover() if sources is None else sources
        self.store = parts.store
        self.identity = parts.identity
        self.parts = parts
        self.stack = stack
        self.directory = Directory(parts.identity.proof)
        self.router = Router(
            REALM,
            authenticator=parts.identity,
            authorizer=self.directory,
            limits=bounds.wire,
            words=words,
            uncounted=_is_coalesced,
            welcome=lambda _peer: {"contract": CONTRACT_HASH},
        )
        self.programs: CrossbarGateway | None = None

    async def build(self) -> tuple[Running, web.Application]:
        connection = await self._connection()
        hub = await self._hub()
        sessions = await self._sessions(connection, hub)
        logins = self.identity.revocation
        ousting = Ousting(logins, router=self.router, sessions=sessions, programs=self.programs)
        self.stack.callback(ousting.open())
        self._keep("open logins", logins.run)
        post = Post(
            self.identity.outbox, mail_settings(self.settings), mail_words,
            before=self.identity.invite_new,
        )  # fmt: skip
        self._keep("mail", post.run)
        self._keep("purge", self._purge)
        self._keep("heartbeat", self._beat)
        running = Running(
            f"http://{self.settings.host}:{self.settings.port}",
            self.parts, self.router, sessions, hub, connection.dispatcher,
        )  # fmt: skip
        return running, self._web()

    # -- talk

    async def _connection(self) -> Connection:
        peer = LocalPeer(self.router, words=words)
        self.stack.push_async_callback(peer.close)
        self.peer = peer
        gateway: Gateway = RouterGateway(peer)
        if self.settings.crossbar_url is not None:
            gateway = BothWays(gateway, await self._crossbar(self.settings.crossbar_url))
        dispatcher = Dispatcher(policy=self.directory.judge)
        dispatcher.use(self._note_activity)
        connection = Connection(dispatcher)
        await connection.attach(gateway)
        self.stack.push_async_callback(connection.close)
        return connection

    async def _note_activity(self, invocation: Invocation, proceed: Endpoint) -> Any:
        """Keep the login of whoever is doing something from ending as idle."""
        caller = invocation.caller
        if isinstance(caller, Caller) and not invocation.uri.endswith(".ping"):
            login = getattr(caller.principal, "login_id", None)
            if login is not None:
                self.identity.revocation.seen(login)
        return await proceed(invocation)

    async def _crossbar(self, url: str) -> CrossbarGateway:
        realm = Realm(Address(url, self.settings.crossbar_ticket or "", realm=REALM))
        await CrossbarDoor(self.identity.programs, self.directory).open(realm)
        await realm.start()
        self.stack.push_async_callback(realm.stop)
        limits, uncounted = self.bounds.wire, _is_coalesced
        gateway = CrossbarGateway(realm, shared={SERVICE}, limits=limits, uncounted=uncounted)
        self.programs = gateway
        return gateway

    # -- data and sessions

    async def _hub(self) -> Hub:
        hub = Hub(self.store, self.sources, outlet=self.peer)
        await hub.open()
        self.stack.callback(hub.close)
        return hub

    async def _sessions(self, connection: Connection, hub: Hub) -> SessionService:
        self.papers = filing(self.store, hub.sources, self.settings, self.bounds.files)
        self.offered = offered = services(
            self.store, hub, far=self.programs, papers=self.papers, jobs=self.bounds.jobs,
            sheets=self.bounds.imports,
        )  # fmt: skip
        known = application(hub, hub.sources, offered.nodes, offered.drafts, offered.many)
        sessions = SessionService(
            self.directory,
            lambda session: AdmittedDesk(session, known, hub),
            limits=replace(self.bounds.sessions, grace=self.settings.grace_seconds),
            shelf=Shelf(self.store),
            evict=lambda connection_id: self.router.close_sessions(
                lambda peer: peer.id == connection_id, "ytefas.close.resumed_elsewhere"
            ),
        )
        context = connection.new_context(
            log_out=self.identity.log_out,
            proof=self.identity.proof,
            accounts=self.identity.accounts,
        )
        await sessions.node_bind(SERVICE, context)
        self.stack.push_async_callback(sessions.node_unbind)
        self.stack.push_async_callback(sessions.drain)
        self.stack.callback(self.router.on_leave(lambda peer: sessions.connection_lost(peer.id)))
        if self.programs is not None:
            await self.programs.tell_of_departures(sessions.connection_lost)
        for name, work in offered.tasks.items():
            self._keep(name, work)
        return sessions

    async def _beat(self) -> None:
        """Let every client hear that we are alive, even when nothing happens."""
        while is_wanted():
            self.peer.publish(HEARTBEAT)
            await asyncio.sleep(HEARTBEAT_EVERY)

    async def _purge(self) -> None:
        """Forget what nobody comes back to; the store forgets old changes by itself."""
        shelf = Shelf(self.store)
        for sweep in takewhile(lambda _: is_wanted(), count()):
            await asyncio.sleep(PURGE_EVERY)
            try:
                await self.identity.purge()
                await self.identity.outbox.purge()
                await shelf.purge()
                for purge in self.offered.purges:
                    await purge()
                if sweep % SWEEPS_A_DAY == 0:  # what it finds is in the log, as an error
                    _ = [verdict async for verdict in self.store.verify_audit()]
            except Exception:
                log.exception("the hourly sweep failed; the next one does it")

    def _keep(self, name: str, work: Any) -> None:
        task = spawn(work(), name=name)
        self.stack.push_async_callback(_ended, task)

    # -- doors

    def _web(self) -> web.Application:
        settings = self.settings
        try:
            web_settings = replace(
                self.bounds.web,
                origins=() if settings.public_url is None else (settings.public_url,),
                proxies=tuple(filter(None, map(str.strip, settings.trusted_proxies.split(",")))),
                insecure_http=settings.insecure_http,
                locales=(settings.locale, *(one for one in LOCALES if one != settings.locale)),
            )
        except ValueError as unreadable:
            raise SettingError(f"public URL or trusted proxies: {unreadable}") from unreadable
        self.web_settings = web_settings
        self.door = door = Door(self.router)
        return build_application(
            identity=self.identity,
            checks={"database": self._database_works, "feed": self._feed_works,
                    "router": self._router_works},
            settings=web_settings,
            limits=self.bounds.login,
            socket=door.handle,
            files=self.offered.files,
            sheets=self.offered.imports,
            uploads=self.papers.uploads,
            archives=self.offered.archives,
            words=words,
            client=CLIENT if CLIENT.is_dir() else None,
        )  # fmt: skip

    async def _database_works(self) -> None:
        await self.identity.has_admin()

    async def _feed_works(self) -> None:
        if not self.store.feed.is_current():
            raise Busy(part="feed")

    async def _router_works(self) -> None:
        """Call ourselves through the router and back."""
        await self.peer.call(f"{SERVICE}.ping")


def _is_coalesced(uri: str) -> bool:
    return uri.endswith((".window", ".set_current"))  # the newest counts, so they are not rated


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def running(settings: Settings, place: migrate.Place) -> AsyncIterator[Running]:
    """Serve on a database until the block ends, with the catalogue that ships with the program."""
    async with stored(place, settings) as parts:
        await bring(parts.store)
        async with serving(settings, parts) as node:
            yield node


@asynccontextmanager
async def serving(
    settings: Settings,
    parts: Stored,
    *,
    sources: Mapping[str, Source] | None = None,
    bounds: Bounds | None = None,
) -> AsyncIterator[Running]:
    """Serve what is stored until the block ends; with port 0 the system chooses one."""
    async with AsyncExitStack() as stack:
        builder = NodeBuilder(settings, parts, stack, sources=sources, bounds=bounds)
        node, site = await builder.build()
        runner = open_door(site, settings=builder.web_settings)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        socket = web.TCPSite(runner, settings.host, settings.port)
        await socket.start()
        # In this order: nobody new, sessions kept and told, sockets closed; then nothing is left
        # that the runner would have to wait for.
        stack.push_async_callback(builder.door.close)
        stack.push_async_callback(node.sessions.drain)
        stack.push_async_callback(socket.stop)
        port = runner.addresses[0][1]
        parts.identity.links.base = settings.public_url or f"http://{settings.host}:{port}"
        parts.identity.links.node = settings.node_name or f"{gethostname()}:{port}"
        yield replace(node, url=f"http://{settings.host}:{port}")
