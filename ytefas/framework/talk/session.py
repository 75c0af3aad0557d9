"""Sessions: what a user has open, where it lives, and who may touch it.

A session lives at `<prefix>.<128 random bits>`, with `client` and `server` below it, bound to the
principal the wire vouches for. It survives its connection (a grace period, a resume token) and,
through a shelf, its node. A client touches its own session and nothing else. SPEC-work.md [H].
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from ytefas.errors import Closed, Denied, Invalid, NotAuthenticated
from ytefas.framework.talk.access import (
    CLIENT,
    SERVER,
    SESSIONS,
    SIGNED_IN,
    Access,
    Action,
    Caller,
    Principal,
    may_touch,
)
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.invocation import Invocation
from ytefas.framework.talk.member import SessionMember
from ytefas.framework.talk.open_session import Session, Status
from ytefas.framework.talk.shelving import SessionShelf, Shelver
from ytefas.framework.tree.handlers import handler
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.path import Path
from ytefas.framework.tree.signal import Signal
from ytefas.framework.tree.tasks import spawn

log = logging.getLogger(__name__)

AT_ONCE: Final = 8  # sessions that are handed over side by side


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How many and for how long; seconds."""

    per_user: int = 5
    grace: float = 300.0  # a session without a connection lives this long
    shelve_after: float = 1.0  # changes within this time are kept in one go
    farewell: float = 5.0  # what a session leaves has this long to reach the shelf, or to leave it
    drain: float = 15.0  # and all sessions of a node that goes, together


Proof = Callable[[Any], Awaitable[None]]  # raises Reauthenticate for who has to prove himself


async def unproven(_principal: Any) -> None:
    """Take everybody at his word: where nobody can be asked."""


class Directory:
    """Which connection has which session: judges what comes from outside, by URI and by call."""

    def __init__(self, proof: Proof = unproven) -> None:
        self._proof = proof
        self.by_id: dict[str, Session] = {}
        self.by_connection: dict[Hashable, Session] = {}

    def allows(self, peer: Any, action: Action, uri: str, match: str) -> bool:
        """Authorize a peer of the router (its `id` is the connection) to use a URI."""
        session = self.by_connection.get(peer.id)
        return may_touch(None if session is None else session.base, action, uri, match)

    def judge(self, invocation: Invocation, access: object) -> bool | Awaitable[bool]:
        """Grant a call from outside what its declared access takes: the dispatcher's policy."""
        caller = invocation.caller
        if not isinstance(caller, Caller) or not isinstance(access, Access):
            return False
        session = self.by_connection.get(caller.connection)
        inside = session is not None and invocation.uri.startswith(f"{session.base}.{SERVER}.")
        granted = access.passes(caller.principal, inside=inside)
        return self._proved(caller.principal) if granted and access.fresh else granted

    async def _proved(self, principal: Principal) -> bool:
        await self._proof(principal)
        return True

    def of_user(self, user_id: UUID) -> list[Session]:
        return [one for one in self.by_id.values() if one.principal.user_id == user_id]


MemberFactory = Callable[[Session], SessionMember]


class SessionService(Node):
    """Starts, resumes and ends the sessions of this node."""

    session_info: Signal[...] = Signal(local=True)  # (session, status): for this process

    def __init__(
        self,
        directory: Directory,
        member: MemberFactory,
        *,
        limits: SessionLimits = SessionLimits(),  # frozen
        shelf: SessionShelf | None = None,
        describe: Callable[[Any], Mapping[str, Any]] | None = None,
        evict: Callable[[Hashable], object] | None = None,
    ) -> None:
        self.directory = directory
        self.limits = limits
        self.shelver = None if shelf is None else Shelver(shelf, self)
        self._member = member
        self._describe = describe or _plain_user
        self._evict = evict
        self._starting: dict[Hashable, bool] = {}  # connection: is it still there?

    @call(access=SIGNED_IN)
    async def start_session(
        self, invocation: Invocation, resume: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """Start a session for whoever the wire says is calling, or resume {id, token} of his."""
        caller = invocation.caller
        if not isinstance(caller, Caller):
            raise NotAuthenticated
        connection = caller.connection
        if connection in self.directory.by_connection or connection in self._starting:
            raise Invalid("session_open")
        token = resume.get("token", "") if resume else secrets.token_urlsafe(32)
        self._starting[connection] = True
        try:
            if resume:
                session = await self._resumed(caller.principal, resume.get("id", ""), token)
            else:
                number = secrets.token_hex(16)
                session = await self._started(caller.principal, number, _hashed(token))
            self._attach(session, connection)
        finally:
            still_there = self._starting.pop(connection)
        if not still_there:
            self.connection_lost(connection)
        return {
            "id": session.id,
            "base": session.base,
            "location": CLIENT,
            "token": token,
            "status": str(session.status),
            "resumed": bool(resume),
            "rebuilt": session.kept is not None,  # then whatever views the client kept are void
            "user": dict(self._describe(session.principal)),
        }

    @call(access=SIGNED_IN)
    async def ping(self) -> str:
        """Answer whoever wonders whether we are still there."""
        return "pong"

    async def _started(
        self,
        principal: Principal,
        number: str,
        token_hash: str,
        kept: Mapping[str, Any] | None = None,
    ) -> Session:
        await self._make_room(principal)
        session = Session(number, f"{SESSIONS}.{number}", principal, token_hash, self, kept=kept)
        if self.node_context is None:
            raise Closed
        context = self.node_context.new(
            session=session, session_id=number, principal=principal, location=SERVER
        )
        session.member = self._member(session)
        if number in self.directory.by_id:  # it was resumed while we were looking
            raise Invalid("session_open")
        self.directory.by_id[number] = session
        try:
            await session.member.node_bind(Path(SERVER, base=session.base), context)
            await session.set_user(self._describe(principal))
        except BaseException:
            await asyncio.shield(spawn(self.stop_session(session, keep=kept is not None)))
            raise
        await self.session_info.notify(session, Status.STARTED)
        return session

    async def _make_room(self, principal: Principal) -> None:
        """Let the oldest session without a connection go; refuse when all are in use."""
        own = self.directory.of_user(principal.user_id)
        if len(own) < self.limits.per_user:
            return
        idle = next((session for session in own if session.abandoned), None)
        if idle is None:
            raise Denied(reason="too_many_sessions", limit=self.limits.per_user)
        await self.stop_session(idle)

    async def _resumed(self, principal: Principal, number: str, token: str) -> Session:
        session = self.directory.by_id.get(number)
        if session is None:
            return await self._rebuilt(principal, number, token)
        if session.principal.user_id != principal.user_id or not _same(session.token_hash, token):
            raise NotAuthenticated
        session.acts_for(principal)
        return session

    async def _rebuilt(self, principal: Principal, number: str, token: str) -> Session:
        shelver = self.shelver
        kept = None if shelver is None or not _is_id(number) else await shelver.load(number)
        if kept is None or kept.get("user_id") != principal.id:
            raise NotAuthenticated
        if not _same(str(kept.get("token", "")), token):
            raise NotAuthenticated
        return await self._started(principal, number, _hashed(token), kept.get("desk"))

    def _attach(self, session: Session, connection: Hashable) -> None:
        if session.status is Status.STOPPED:
            raise NotAuthenticated
        if session.attached:  # by one that is dead and nobody has noticed yet, or was quicker
            old = session.connection
            self.connection_lost(old)
            if self._evict is not None:
                self._evict(old)
        session.attach(connection)
        self.directory.by_connection[connection] = session

    def connection_lost(self, connection: Hashable) -> None:
        """Hear from the wire that a connection has gone."""
        if connection in self._starting:
            self._starting[connection] = False
            return
        session = self.directory.by_connection.pop(connection, None)
        if session is not None and session.connection == connection:
            session.detach(self.limits.grace)
            session.changed()

    # -- ending

    async def stop_session(
        self, session: Session, *, keep: bool = False, by: float | None = None
    ) -> None:
        """End a session; `keep` leaves it on the shelf, for another node or a later day.

        The shelf has until `by` (of the loop's clock) to take it; its usual time when None.
        """
        if session.status is Status.STOPPED:
            return
        last = session.to_keep() if keep else None
        session.status = Status.STOPPED
        self.directory.by_id.pop(session.id, None)
        if last is not None:
            await self._finish(session, lambda shelver: shelver.save(session.id, last), by)
        try:
            await session.end(kept=keep)
        finally:
            # only now: the farewell has to find its way
            self.directory.by_connection.pop(session.connection, None)
            session.connection = None
            if not keep:
                await self._finish(session, lambda shelver: shelver.delete(session.id), by)
            await self.session_info.notify(session, Status.STOPPED)

    async def _finish(
        self, session: Session, work: Callable[[Shelver], Awaitable[None]], by: float | None
    ) -> None:
        """Do the last work at the shelf; a session ends without it, too."""
        if self.shelver is not None:
            if by is None:
                by = asyncio.get_running_loop().time() + self.limits.farewell
            last = partial(session.in_turn, partial(work, self.shelver))
            await self.shelver.finish(session, last, by)

    @property
    def shelve_after(self) -> float:
        return self.limits.shelve_after

    def reap(self, session: Session) -> None:
        """End a session nobody came back to; what it had open stays on the shelf."""
        if not session.attached and self.node_phase is Phase.BOUND:
            _ = spawn(self.stop_session(session, keep=True), owner=self, name="reap a session")

    async def stop_user(self, user_id: UUID, *, login_id: UUID | None = None) -> None:
        """End all sessions of a user, or only those of one login: logout, disabling, new role."""
        for session in self.directory.of_user(user_id):
            if login_id is None or session.principal.login_id == login_id:
                await self.stop_session(session)

    @handler("on_node_unbind")
    async def drain(self) -> None:
        """Hand over: keep every session on the shelf and end it here; their clients come back."""
        leaving = list(self.directory.by_id.values())
        by = asyncio.get_running_loop().time() + self.limits.drain
        for start in range(0, len(leaving), AT_ONCE):
            batch = leaving[start : start + AT_ONCE]
            ends = (self.stop_session(session, keep=True, by=by) for session in batch)
            for session, error in zip(
                batch, await asyncio.gather(*ends, return_exceptions=True), strict=True
            ):
                if error is not None:
                    log.error("session %s did not end well", session.id, exc_info=error)


def _plain_user(principal: Principal) -> dict[str, Any]:
    return {"user_id": principal.id, "role": str(principal.role), "locale": principal.locale}


def _hashed(token: str) -> str:
    """Hash a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _same(token_hash: str, token: str) -> bool:
    return hmac.compare_digest(token_hash, _hashed(token))


def _is_id(text: str) -> bool:
    return len(text) == 32 and set(text) <= set("0123456789abcdef")  # noqa: PLR2004  # 128 bits
