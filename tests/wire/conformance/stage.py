"""Where a scenario plays: peers that join by ticket, and a transcript of all they say and hear."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Self
from uuid import UUID

import aiohttp

from tests.wire.conformance.peer import PATIENCE, Message, Peer, Silence, Wording
from tests.wire.conformance.transcript import CODES, FIELDS, Transcript
from ytefas.errors import NotAuthenticated
from ytefas.rules.access import Principal, Role

REALM: Final = "ytefas"
USERS: Final = {
    name: Principal(UUID(int=number), Role.CONSULTANT, "it", UUID(int=number << 8))
    for number, name in enumerate(("anna", "bruno", "carla"), 1)
}
NAMES: Final = {principal.id: name for name, principal in USERS.items()}
ROLES: Final[dict[str, Any]] = {
    "caller": {"features": {"call_canceling": True, "progressive_call_results": True}},
    "callee": {
        "features": {
            "call_canceling": True,
            "caller_identification": True,
            "pattern_based_registration": True,
            "progressive_call_results": True,
        }
    },
    "publisher": {"features": {"subscriber_blackwhite_listing": True, "publisher_exclusion": True}},
    "subscriber": {
        "features": {"pattern_based_subscription": True, "publisher_identification": True}
    },
}


def ticket_of(name: str) -> str:
    return f"ticket-of-{name}"


class Identities:
    """The users of the script: whoever brings the right ticket is let in."""

    async def authenticate(
        self, *, realm: str, authid: str | None, ticket: str, ip: str | None
    ) -> Principal:
        for name, principal in USERS.items():
            if realm == REALM and ticket == ticket_of(name):
                return principal
        raise NotAuthenticated


class Rules:
    """Everything under `open.` is allowed, nothing else."""

    def allows(self, peer: object, action: str, uri: str, match: str) -> bool:
        return uri.startswith("open.") or (uri == "open" and match == "exact")


class Actor:
    """One peer on the stage: every message it sends or reads goes into the transcript."""

    def __init__(self, peer: Peer, transcript: Transcript, *, refusal: float) -> None:
        self.peer = peer
        self._refusal = refusal
        self._transcript = transcript
        self.session = 0
        self.refusals: list[tuple[str, ...]] = []

    async def say(self, name: str, *fields: Any) -> None:
        message = [CODES[name], *fields]
        self._transcript.sent(self.peer.name, message)
        await self.peer.send(message)

    async def ask(self, name: str, *fields: Any) -> int:
        """Send a request under the next request id."""
        request = self.peer.next_request()
        await self.say(name, request, *fields)
        return request

    async def hear(self, name: str) -> Message:
        """Read one message, which must be a `name`."""
        message = await self._read()
        if message is None or message[0] != CODES[name]:
            raise Silence(f"{self.peer.name} waits for {name}, hears {message}")
        return message

    async def hear_all(self, *names: str) -> None:
        """Read as many messages, whose order is the router's to choose."""
        heard = []
        for _ in names:
            message = await self.peer.receive()
            if message is None:
                raise Silence(f"{self.peer.name} waits for {names}, and the socket is closed")
            heard.append(message)
        heard.sort(key=lambda message: names.index(FIELDS[message[0]].split()[0]))
        for message in heard:
            self._transcript.heard(self.peer.name, message)

    async def refused(self, *, ticket: str | None = None) -> None:
        """Prove that what was just sent got nothing but a refusal, in whatever form.

        The form is kept: the specification's is ABORT and a closed socket. With a `ticket`, a
        router that asks for it first is given it.
        """
        form = []
        try:
            while (message := await self.peer.receive(self._refusal)) is not None:
                name = FIELDS[message[0]].split()[0]
                if name == "CHALLENGE" and ticket is not None:
                    await self.peer.send([CODES["AUTHENTICATE"], ticket, {}])
                    continue
                assert name in ("ABORT", "ERROR"), message
                form.append(f"{name} {message[2 if name == 'ABORT' else 4]}")
                if name == "ERROR":
                    break
            else:
                form.append("closed")
        except Silence:
            form.append("silence")
        self.refusals.append(tuple(form))
        self._transcript.note(self.peer.name, ". is refused")

    async def quiet(self) -> None:
        """Prove that nothing is on its way: the answer to a question asked now comes first."""
        request = self.peer.next_request()
        await self.peer.send([CODES["CALL"], request, {}, "open.nothing"])
        while (message := await self.peer.receive()) is not None:
            if message[:3] == [CODES["ERROR"], CODES["CALL"], request]:
                self._transcript.note(self.peer.name, ". hears nothing more")
                return
            self._transcript.heard(self.peer.name, message)
        raise Silence(f"{self.peer.name}: the socket is closed")

    async def drop(self) -> None:
        self._transcript.note(self.peer.name, "drops its socket")
        await self.peer.drop()

    async def _read(self) -> Message | None:
        message = await self.peer.receive()
        if message is None:
            self._transcript.note(self.peer.name, "finds its socket closed")
        else:
            self._transcript.heard(self.peer.name, message)
        return message

    # Requests whose answer the scenario needs

    async def register(self, uri: str, **options: Any) -> int:
        await self.ask("REGISTER", options, uri)
        return int((await self.hear("REGISTERED"))[2])

    async def subscribe(self, uri: str, **options: Any) -> int:
        await self.ask("SUBSCRIBE", options, uri)
        return int((await self.hear("SUBSCRIBED"))[2])

    async def invoked(self) -> int:
        return int((await self.hear("INVOCATION"))[1])


@dataclass(slots=True)
class Stage:
    """A router's address, the serializations to take in turn, and who came on stage so far."""

    url: str
    wordings: Sequence[Wording]
    http: aiohttp.ClientSession
    transcript: Transcript
    refusal: float  # seconds until no refusal is called silence
    actors: list[Actor] = field(default_factory=list)
    refusals: list[tuple[str, ...]] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, wordings: Sequence[Wording], *, refusal: float = PATIENCE
    ) -> AsyncIterator[Self]:
        async with aiohttp.ClientSession() as http:
            yield cls(url, wordings, http, Transcript(NAMES), refusal)

    async def enter(self, name: str) -> Actor:
        """Connect, and say nothing yet."""
        wording = self.wordings[len(self.actors) % len(self.wordings)]
        peer = await Peer.connect(name, self.url, wording, self.http)
        self.actors.append(actor := Actor(peer, self.transcript, refusal=self.refusal))
        return actor

    async def join(self, name: str) -> Actor:
        """Connect and log in, off the record (the scenarios on logging in do it on the record)."""
        actor = await self.enter(name)
        await actor.peer.send([CODES["HELLO"], REALM, hello(name)])
        await actor.peer.receive()
        await actor.peer.send([CODES["AUTHENTICATE"], ticket_of(name), {}])
        answer = await actor.peer.receive()
        assert answer is not None
        assert answer[0] == CODES["WELCOME"], answer
        actor.session = answer[1]
        return actor

    async def clear(self) -> None:
        for actor in self.actors:
            await actor.peer.drop()
            self.refusals += actor.refusals
        self.actors.clear()


def hello(name: str) -> dict[str, Any]:
    return {"roles": ROLES, "authmethods": ["ticket"], "authid": USERS[name].id}
