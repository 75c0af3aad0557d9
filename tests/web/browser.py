"""A browser as far as cookies go: it keeps what it is given, by the rules, and sends it back.

aiohttp's own jar drops Secure cookies on the plain sockets of a test; this one is told the scheme
that the (declared) proxy in front of the door would have spoken.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from http.cookies import Morsel, SimpleCookie
from typing import Any

import aiohttp
import orjson


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: Mapping[str, Morsel[str]]

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["code"])


@dataclass
class Browser:
    """`secure`: what the proxy in front says; `headers` go with every request."""

    address: str
    session: aiohttp.ClientSession
    secure: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    async def ask(
        self,
        method: str,
        path: str,
        content: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | AsyncIterator[bytes] | None = None,
    ) -> Answer:
        sent = dict(self.headers)
        if self.secure:
            sent["X-Forwarded-Proto"] = "https"
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if content is not None:
            sent["Content-Type"] = "application/json"
            body = orjson.dumps(content)
        sent.update(headers or {})
        async with self.session.request(
            method,
            self.address + path,
            data=body,
            headers=sent,
            skip_auto_headers=["Content-Type"],
            allow_redirects=False,
            auto_decompress=False,
        ) as response:
            answer = Answer(
                response.status,
                response.headers,
                await response.read(),
                _cookies(response.headers.getall("Set-Cookie", [])),
            )
        self._keep(answer)
        return answer

    async def get(self, path: str, **more: Any) -> Answer:
        return await self.ask("GET", path, **more)

    async def post(self, path: str, content: Any = None, **more: Any) -> Answer:
        return await self.ask("POST", path, content, **more)

    async def log_in(self, email: str, password: str) -> Answer:
        return await self.post("/auth/login", {"email": email, "password": password})

    async def is_in(self) -> bool:
        return (await self.get("/auth/me")).status == 200

    def another(self, ip: str = "203.0.113.7") -> "Browser":
        """Open a browser without any cookies, at the same address or elsewhere."""
        headers = {**self.headers, "X-Forwarded-For": ip}
        return Browser(self.address, self.session, self.secure, headers)

    def _keep(self, answer: Answer) -> None:
        for name, morsel in answer.cookies.items():
            if name.startswith("__Host-"):
                assert self.secure
                assert morsel["secure"]
                assert morsel["path"] == "/"
                assert not morsel["domain"]
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


def _cookies(lines: list[str]) -> dict[str, Morsel[str]]:
    found: dict[str, Morsel[str]] = {}
    for line in lines:
        jar = SimpleCookie(line)
        found.update(jar.items())
    return found
