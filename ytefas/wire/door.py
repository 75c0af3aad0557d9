"""Who comes in through Crossbar.io: its dynamic authenticator and authorizer, served by the nodes.

Programs of others enter the realm with a Ytefas API token for a ticket and get the same rules of
URIs as at the embedded router. Every node offers both procedures, Crossbar asks them in turn; so
nothing is remembered here. Who holds a session is asked where it lives; what the authenticator
found out about a user is kept by Crossbar in the session's `authextra`, which the program cannot
write, and comes back with every question.
"""

import logging
from collections.abc import Mapping
from typing import Any, Final, Protocol
from uuid import UUID

from ytefas.errors import NotAuthenticated, YtefasError
from ytefas.framework.talk.access import SERVER, base_in, may_touch
from ytefas.rules.access import Principal, Role
from ytefas.wire.errors import RemoteError
from ytefas.wire.membership import Incoming
from ytefas.wire.realm import Realm

_log = logging.getLogger(__name__)

AUTHENTICATE: Final = "ytefas.door.authenticate"  # both named in deploy/crossbar/config.json
AUTHORIZE: Final = "ytefas.door.authorize"
REFUSED: Final = "wamp.error.authentication_failed"
PROGRAM: Final = "program"  # the role of who comes in this way, there
NODE: Final = "node"  # the role of the nodes themselves
_DISCLOSED: Final = frozenset({"call", "publish"})
HOLDS: Final = f"{SERVER}.held_by"  # below a session: asked by nodes only
PATIENCE: Final = 3.0  # seconds for another node to answer
_RESERVED: Final = ("wamp.", "crossbar.", "ytefas.door.")


class Visitor:
    """What rules may ask about a session on the realm."""

    __slots__ = ("authid", "authrole", "id", "ip", "principal")

    def __init__(self, session: int, principal: Principal) -> None:
        self.id = session
        self.principal = principal
        self.authid = principal.id
        self.authrole = str(principal.role)
        self.ip = principal.ip


class TicketJudge(Protocol):
    """Judges tickets; raises NotAuthenticated."""

    async def authenticate(
        self, *, realm: str, authid: str | None, ticket: str, ip: str | None
    ) -> Principal: ...


class UriRules(Protocol):
    """Says which URIs a session may use."""

    def allows(self, peer: Any, action: Any, uri: str, match: str) -> bool: ...


class CrossbarDoor:
    """The two procedures; `open` offers them on the realm."""

    def __init__(self, judge: TicketJudge, rules: UriRules) -> None:
        self._judge = judge
        self._rules = rules
        self._realm: Realm | None = None

    async def open(self, realm: Realm) -> None:
        self._realm = realm
        await realm.register(AUTHENTICATE, self.authenticate, shared=True)
        await realm.register(AUTHORIZE, self.authorize, shared=True)

    async def authenticate(self, asked: Incoming) -> dict[str, Any]:
        realm, authid, details = asked.args
        ip = address(details)
        try:
            principal = await self._judge.authenticate(
                realm=realm, authid=authid, ticket=details["ticket"], ip=ip
            )
        except NotAuthenticated:
            raise RemoteError(REFUSED, ["the ticket is not valid"], {}) from None
        return {"role": PROGRAM, "authid": principal.id, "extra": pack(principal)}

    async def authorize(self, asked: Incoming) -> dict[str, bool]:
        details, uri, action, options = asked.args
        try:
            visitor = Visitor(details["session"], unpack(details["authextra"], address(details)))
            match = options.get("match", "exact")
            allowed = not uri.startswith(_RESERVED) and (
                self._rules.allows(visitor, action, uri, match)
                or await self._allowed_elsewhere(visitor, action, uri, match)
            )
        except Exception:  # noqa: BLE001 - whatever it is, the answer is no
            _log.exception("the rules failed: denied")
            allowed = False
        # Never cached: Crossbar's cache knows the role and the URI, not who asks.
        answer = {"allow": allowed, "cache": False}
        return {**answer, "disclose": True} if action in _DISCLOSED else answer

    async def _allowed_elsewhere(self, visitor: Visitor, action: Any, uri: str, match: str) -> bool:
        """Ask the node that has a session, which may be another, whether this visitor holds it."""
        base = base_in(uri)
        if base is None or self._realm is None or not may_touch(base, action, uri, match):
            return False
        try:
            held = await self._realm.call(f"{base}.{HOLDS}", [visitor.id], timeout=PATIENCE)
        except YtefasError:
            return False  # there is no such session, or its node is away
        return held is True


def pack(principal: Principal) -> dict[str, Any]:
    """Say what the realm keeps of a principal; nothing in it is a secret from its owner."""
    return {
        "user_id": str(principal.user_id),
        "role": str(principal.role),
        "locale": principal.locale,
        "login_id": None if principal.login_id is None else str(principal.login_id),
    }


def unpack(facts: Mapping[str, Any], ip: str | None = None) -> Principal:
    """Make the principal of what the realm kept."""
    login = facts["login_id"]
    return Principal(
        UUID(facts["user_id"]),
        Role(facts["role"]),
        facts["locale"],
        None if login is None else UUID(login),
        ip,
    )


def address(details: Mapping[str, Any]) -> str | None:
    """Read the IP address out of Crossbar's `tcp4:203.0.113.7:50123`."""
    kind, _, rest = str((details.get("transport") or {}).get("peer") or "").partition(":")
    return rest.rpartition(":")[0].strip("[]") or None if kind in ("tcp4", "tcp6") else None
