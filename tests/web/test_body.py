"""What a body may be; refused before any identity is asked, so none is there."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.web.browser import Browser
from tests.web.conftest import PROXIED, Doors
from ytefas.web.settings import WebSettings


async def _open(doors: Doors, settings: WebSettings = PROXIED) -> Browser:
    return doors.browser(await doors.open(None, settings=settings), settings=settings)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"email": "\\ud800", "password": "x"}', "not_json"),
        (b"[" * 5000, "not_json"),
        (b"[]", "not_an_object"),
        (b'"text"', "not_an_object"),
        (b"{}", "missing_field"),
        (b'{"email": "a@b.c"}', "missing_field"),
        (b'{"email": "a@b.c", "password": null}', "wrong_type"),
        (b'{"email": "a@b.c", "password": 123456789012}', "wrong_type"),
        (b'{"email": ["a@b.c"], "password": "x"}', "wrong_type"),
        (b'{"email": {"ne": ""}, "password": "x"}', "wrong_type"),
        (b'{"email": "a@b.c", "password": "x", "role": "admin"}', "unknown_field"),
        (b'{"email": "a\\u0000@b.c", "password": "x"}', "unprintable"),
        (b'{"email": "a@b.c", "password": "' + b"x" * 1025 + b'"}', "too_long"),
        (b'{"email": "' + b"x" * 255 + b'", "password": "x"}', "too_long"),
    ],
)
async def test_what_is_not_the_form_is_refused(doors: Doors, body: bytes, reason: str) -> None:
    """ASVS 2.2.1-2.2.2, 15.3.3 (no field more than declared)."""
    browser = await _open(doors)
    headers = {"Content-Type": "application/json"}
    answer = await browser.post("/auth/login", body=body, headers=headers)
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.json["fields"]["reason"] == reason


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", ""])
async def test_only_json_is_read(doors: Doors, kind: str) -> None:
    """ASVS 3.5.2: no other site's form can send it unasked."""
    browser = await _open(doors)
    body = b'{"email": "a@b.c", "password": "x"}'
    answer = await browser.post("/auth/login", body=body, headers={"Content-Type": kind})
    assert (answer.status, answer.json["fields"]["reason"]) == (400, "content_type")
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = await browser.post("/auth/login", body=body, headers=packed)
    assert (answer.status, answer.json["fields"]["reason"]) == (400, "content_type")


async def test_a_body_is_bounded_whether_or_not_it_says_its_length(doors: Doors) -> None:
    """ASVS 4.1.4, 15.2.2."""
    browser = await _open(doors)
    headers = {"Content-Type": "application/json"}
    big = b"x" * (PROXIED.max_body + 1)
    answer = await browser.post("/auth/login", body=big, headers=headers)
    assert (answer.status, answer.code) == (413, "too_large")

    async def unsaid() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield big

    answer = await browser.post("/auth/login", body=unsaid(), headers=headers)
    assert (answer.status, answer.code) == (413, "too_large")


async def test_a_body_that_never_ends_is_given_up(doors: Doors) -> None:
    """ASVS 15.2.2: a slow sender holds nothing for long."""
    impatient = WebSettings(body_timeout=timedelta(milliseconds=30))
    browser = await _open(doors, impatient)
    host, port = browser.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        b"POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b'Content-Length: 100\r\n\r\n{"email":'
    )
    head = await reader.readuntil(b"\r\n")
    writer.close()
    await writer.wait_closed()
    assert head.startswith(b"HTTP/1.1 504")
