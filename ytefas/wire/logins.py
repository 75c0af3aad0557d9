"""Nobody stays by a login that does not stand any more, whichever door it came in by.

Sockets and sessions are watched, each for as long as it is there: a session outlives its socket for
a while, and some come in through another router. What the identities find fallen is put out here:
its sessions end, its sockets close, and the other router is asked to do the same.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable
from typing import Any, Final, Protocol
from uuid import UUID

from ytefas.framework.talk.open_session import Session, Status
from ytefas.framework.talk.session import SessionService
from ytefas.framework.tree.signal import Subscription
from ytefas.rules.access import Principal
from ytefas.wire.router.peer import Peer
from ytefas.wire.router.router import Router

LOGGED_OUT: Final = "ytefas.close.logged_out"

Stop = Callable[[], None]


class Logins(Protocol):
    """Tells which logins have fallen, of those it is asked to watch."""

    def watch(self, principal: Principal) -> Stop: ...
    def doubt(self, login_id: UUID) -> None: ...
    def on_revoked(self, listener: Callable[[frozenset[UUID]], Awaitable[None]]) -> None: ...


class Programs(Protocol):
    """Who came in through the other router."""

    async def expel(self, logins: Collection[UUID]) -> None: ...


class Ousting:
    """Watches what is open on this node, and closes what has to be."""

    def __init__(
        self,
        logins: Logins,
        *,
        router: Router,
        sessions: SessionService,
        programs: Programs | None = None,
    ) -> None:
        self._logins = logins
        self._router = router
        self._sessions = sessions
        self._programs = programs
        self._watched: dict[Hashable, Stop] = {}

    def open(self) -> Stop:
        """Begin; returns what ends it."""
        self._logins.on_revoked(self.oust)
        ends: list[Stop] = [
            self._router.on_join(lambda peer: self._watch(peer.id, peer.principal)),
            self._router.on_leave(lambda peer: self._forget(peer.id)),
        ]
        heard: Subscription = self._sessions.session_info.connect(self._session)

        def close() -> None:
            heard.close()
            for end in ends:
                end()

        return close

    async def oust(self, logins: frozenset[UUID]) -> None:
        """Put out whatever is open by these logins.

        What they had open is kept: whose login ended for idleness finds it again, unsaved changes
        too, by the same tab and a new login. Who logs out on purpose has ended the session before.
        """
        fallen = [
            session
            for session in self._sessions.directory.by_id.values()
            if session.principal.login_id in logins
        ]
        ends = (self._sessions.stop_session(session, keep=True) for session in fallen)
        await asyncio.gather(*ends, return_exceptions=True)
        self._router.close_sessions(lambda peer: _login_of(peer) in logins, LOGGED_OUT)
        if self._programs is not None:
            await self._programs.expel(logins)

    def _session(self, session: Session, status: Status) -> None:
        if status is Status.STARTED:
            self._watch(session.id, session.principal)
            if session.principal.login_id is not None:  # it may be long since it was judged
                self._logins.doubt(session.principal.login_id)
        elif status is Status.STOPPED:
            self._forget(session.id)

    def _watch(self, name: Hashable, principal: Any) -> None:
        if isinstance(principal, Principal) and principal.login_id is not None:
            self._watched[name] = self._logins.watch(principal)

    def _forget(self, name: Hashable) -> None:
        if (stop := self._watched.pop(name, None)) is not None:
            stop()


def _login_of(peer: Peer) -> UUID | None:
    login: UUID | None = getattr(peer.principal, "login_id", None)
    return login
