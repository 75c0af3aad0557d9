"""Who gets in and what every answer carries; no identity is asked for any of it."""

import asyncio
import logging

import pytest
from aiohttp import web

from tests.web.browser import Browser
from tests.web.conftest import LOCAL, PROXIED, Doors
from ytefas.errors import Conflict
from ytefas.web.settings import WebSettings
from ytefas.words import words

INSECURE = WebSettings(origins=("http://office.test:8080",), insecure_http=True)


class NoIdentity:
    """Nobody can log in here; asking for state is all the guards need."""

    async def has_admin(self) -> bool:
        return True


async def _browser(doors: Doors, settings: WebSettings = LOCAL, **parts: object) -> Browser:
    address = await doors.open(NoIdentity(), settings=settings, **parts)
    return doors.browser(address, settings=settings)


async def test_every_answer_carries_the_security_headers(doors: Doors) -> None:
    """ASVS 3.4.1 HSTS, 3.4.3 CSP, 3.4.4 nosniff, 3.4.5 referrer, 3.4.6 frame-ancestors, 14.3.2."""
    browser = await _browser(doors, PROXIED)
    for path in ("/", "/auth/state", "/nothing-here", "/health/live"):
        answer = await browser.get(path)
        policy = dict(
            part.strip().split(" ", 1)
            for part in answer.headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["connect-src"] == "'self' wss://ytefas.test"
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        hsts = answer.headers["Strict-Transport-Security"]
        assert int(hsts.split("=")[1].split(";")[0]) >= 31_536_000
        assert "includeSubDomains" in hsts
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Server"] == "ytefas"  # ASVS 13.4.6: no version


async def test_plain_http_promises_no_https(doors: Doors) -> None:
    answer = await (await _browser(doors)).get("/auth/state")
    assert "Strict-Transport-Security" not in answer.headers
    assert " ws://127.0.0.1:" in answer.headers["Content-Security-Policy"]


async def test_a_request_that_cannot_be_parsed_names_no_library(doors: Doors) -> None:
    """ASVS 13.4.6: the answer made before any of our gates leaks no version either."""
    browser = await _browser(doors)
    host, port = browser.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\nBad Header\r\n\r\n")
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.0 400")
    assert b"aiohttp" not in answer
    assert b"Python" not in answer


@pytest.mark.parametrize(
    ("settings", "origin"),
    [
        (PROXIED, "https://evil.test"),
        (PROXIED, "http://ytefas.test"),  # the same host, but anybody on the line speaks for it
        (PROXIED, "https://ytefas.test:8443"),
        (PROXIED, "https://ytefas.test.evil.test"),
        (PROXIED, "null"),  # sandboxed frames and files
        (PROXIED, ""),
        (LOCAL, "http://localhost:1"),
    ],
)
async def test_a_change_from_a_foreign_origin_is_refused_and_told(
    doors: Doors, settings: WebSettings, origin: str, caplog: pytest.LogCaptureFixture
) -> None:
    """ASVS 3.5.1, 3.5.3 (CSRF), 4.4.2 (null refused), 16.3.3 (attempts are logged)."""
    browser = await _browser(doors, settings)
    answer = await browser.post("/auth/logout", headers={"Origin": origin})
    assert (answer.status, answer.code) == (403, "denied")
    assert answer.json["fields"] == {"reason": "foreign_origin"}
    ip = "203.0.113.7" if settings.origins else "127.0.0.1"
    assert f"POST /auth/logout from {ip}" in caplog.text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_a_change_that_another_site_started_is_refused(doors: Doors, site: str) -> None:
    """ASVS 3.5.3."""
    browser = await _browser(doors, PROXIED)
    answer = await browser.post("/auth/logout", headers={"Sec-Fetch-Site": site})
    assert (answer.status, answer.json["fields"]) == (403, {"reason": "foreign_site"})


@pytest.mark.parametrize(
    ("settings", "origin"),
    [(PROXIED, "https://ytefas.test"), (PROXIED, "HTTPS://Ytefas.test:443"), (LOCAL, None)],
)
async def test_our_own_pages_may_change(
    doors: Doors, settings: WebSettings, origin: str | None
) -> None:
    browser = await _browser(doors, settings)
    origin = origin or browser.address
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    assert (await browser.post("/auth/logout", headers=headers)).status == 204


@pytest.mark.parametrize(
    "path", ["/auth/login", "/auth/logout", "/auth/ticket", "/auth/password", "/auth/locale"]
)
async def test_nothing_changes_on_get(doors: Doors, path: str) -> None:
    """ASVS 3.5.1."""
    assert (await (await _browser(doors)).get(path)).status in {404, 405}


async def test_a_wrong_method_says_which_are_right(doors: Doors) -> None:
    answer = await (await _browser(doors)).post("/health/live")
    assert (answer.status, answer.code) == (405, "invalid")
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("settings", "host", "status"),
    [
        (PROXIED, "ytefas.test", 200),
        (PROXIED, "YTEFAS.test:443", 200),
        (PROXIED, "evil.test", 400),  # DNS rebinding: another name pointed at us
        (PROXIED, "user@ytefas.test", 400),
        (PROXIED, "ytefas.test:99999", 400),
        (PROXIED, "192.0.2.1", 400),
        (PROXIED, "ytefas.test;script-src", 400),
        (LOCAL, "localhost:8080", 200),
        (LOCAL, "[::1]:8080", 200),
        (LOCAL, "rebound.test", 400),
        (INSECURE, "office.test:8080", 200),
        (INSECURE, "192.0.2.1:8080", 200),
        (INSECURE, "rebound.test", 400),
    ],
)
async def test_only_our_names_are_answered(
    doors: Doors, settings: WebSettings, host: str, status: int
) -> None:
    browser = await _browser(doors, settings)
    assert (await browser.get("/auth/state", headers={"Host": host})).status == status


async def test_a_host_cannot_write_into_the_policy(doors: Doors) -> None:
    """ASVS 3.4.3: also in the answer that refuses it."""
    browser = await _browser(doors, PROXIED)
    answer = await browser.get("/", headers={"Host": "x;script-src *"})
    assert answer.status == 400
    assert "*" not in answer.headers["Content-Security-Policy"]


async def test_probes_may_come_by_address(doors: Doors) -> None:
    browser = await _browser(doors, PROXIED)
    assert (await browser.get("/health/live", headers={"Host": "10.0.0.3:80"})).status == 200


async def test_forwarded_headers_of_a_stranger_do_not_exist(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    """ASVS 4.1.3."""
    browser = await _browser(doors)
    with caplog.at_level(logging.INFO, logger="aiohttp.access"):
        answer = await browser.get(
            "/auth/state",
            headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.9"},
        )
    assert "Strict-Transport-Security" not in answer.headers
    assert "198.51.100.9" not in caplog.text
    assert "127.0.0.1 GET /auth/state 200" in caplog.text


@pytest.mark.parametrize(
    ("forwarded", "ip"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7", "203.0.113.7"),  # what stands before the nearest is hearsay
        ("203.0.113.7, 127.0.0.1", "203.0.113.7"),  # through two of our proxies
        ("203.0.113.7, nonsense", "127.0.0.1"),
        ("", "127.0.0.1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
async def test_a_declared_proxy_is_believed_for_its_nearest_hop(
    doors: Doors, caplog: pytest.LogCaptureFixture, forwarded: str, ip: str
) -> None:
    """ASVS 4.1.3."""
    browser = await _browser(doors, PROXIED)
    with caplog.at_level(logging.INFO, logger="aiohttp.access"):
        _ = await browser.get("/auth/state", headers={"X-Forwarded-For": forwarded})
    assert f"{ip} GET /auth/state 200" in caplog.text


async def test_the_access_log_holds_no_secret_and_no_forged_line(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    """ASVS 16.2.5, 16.4.1, 14.2.1."""
    browser = await _browser(doors)
    browser.cookies["ytefas"] = "cookie-secret"
    with caplog.at_level(logging.INFO, logger="aiohttp.access"):
        _ = await browser.get(
            "/x%0A1.2.3.4%20GET?ticket=query-secret", headers={"Authorization": "Bearer b-secret"}
        )
    assert "secret" not in caplog.text
    assert len([record for record in caplog.records if record.name == "aiohttp.access"]) == 1
    assert "\n1.2.3.4" not in caplog.text


@pytest.mark.parametrize(
    "head",
    [
        b"GET /?ticket=query-secret" + b"x" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nCookie: ytefas=cookie-secret\x01\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nCookie-secret\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_one_line_of_the_log_and_tells_no_secret(
    doors: Doors, caplog: pytest.LogCaptureFixture, head: bytes
) -> None:
    browser = await _browser(doors)
    host, port = browser.address.removeprefix("http://").split(":")
    with caplog.at_level(logging.DEBUG, logger="aiohttp"):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(head)
        assert (await reader.read()).startswith(b"HTTP/1.0 400")
        writer.close()
        await writer.wait_closed()
    told = [record for record in caplog.records if record.name == "aiohttp.server"]
    assert [(one.levelname, one.exc_info) for one in told] == [("WARNING", None)]
    assert "secret" not in caplog.text


async def test_an_unknown_error_is_an_incident_number_and_nothing_else(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    """ASVS 16.5.1, 13.4.2."""

    async def broken() -> bool:
        raise RuntimeError("password=hunter2")

    identity = NoIdentity()
    identity.has_admin = broken  # type: ignore[method-assign]
    browser = doors.browser(await doors.open(identity))
    with caplog.at_level(logging.INFO):
        answer = await browser.get("/auth/state", headers={"Accept-Language": "en"})
    incident = answer.json["fields"]["incident"]
    assert (answer.status, answer.code) == (500, "internal")
    assert incident in answer.json["message"]
    assert b"hunter2" not in answer.body
    logged = [record.getMessage() for record in caplog.records]
    assert f"incident {incident}: GET /auth/state" in logged
    assert any(line.endswith(f"incident {incident}") for line in logged)


@pytest.mark.parametrize(
    ("wish", "locale"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("it-IT,it;q=0.9,en;q=0.5", "it"),
        ("de,fr;q=0.9", "it"),
        ("it;q=0.1,en;q=0.8", "en"),
        ("en;q=nan,;q=;;,en;q=9", "it"),
    ],
)
async def test_errors_speak_the_readers_language(doors: Doors, wish: str, locale: str) -> None:
    identity = NoIdentity()

    async def colliding() -> bool:
        raise Conflict(name=["a", "b"])

    identity.has_admin = colliding  # type: ignore[method-assign]
    browser = doors.browser(await doors.open(identity))
    answer = await browser.get("/auth/state", headers={"Accept-Language": wish})
    assert answer.status == 409
    assert answer.headers["Content-Language"] == locale
    assert answer.json == {
        "code": "conflict",
        "message": words("conflict", locale),
        "fields": {"name": ["a", "b"]},
    }


@pytest.mark.parametrize("upgrade_origin", ["https://evil.test", "null"])
async def test_a_foreign_upgrade_is_refused_and_an_unstated_one_is_not(
    doors: Doors, upgrade_origin: str
) -> None:
    """ASVS 4.4.2; the WAMP door checks again."""

    async def socket(request: web.Request) -> web.StreamResponse:
        assert (request.scheme, request.remote) == ("https", "203.0.113.7")  # ASVS 4.1.3
        answer = web.WebSocketResponse()
        await answer.prepare(request)
        await answer.close()
        return answer

    browser = await _browser(doors, PROXIED, socket=socket)
    headers = {
        "Connection": "keep-alive, Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-Fetch-Site": "same-origin",
    }
    refused = await browser.get("/ws", headers={**headers, "Origin": upgrade_origin})
    assert refused.status == 403
    url = browser.address + "/ws"
    sent = {**browser.headers, "X-Forwarded-Proto": "https"}
    async with doors.session.ws_connect(url, headers=sent) as accepted:
        assert (await accepted.receive()).data == 1000
