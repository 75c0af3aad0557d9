"""What no browser sends: requests written byte by byte."""

import asyncio
from datetime import timedelta

import pytest

from tests.web.conftest import Doors
from ytefas.web.settings import WebSettings

BODY = b"0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def _send(address: str, sent: bytes) -> bytes:
    """Send the bytes, and read until the door closes the connection."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    async with asyncio.timeout(30):
        answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 6\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 6",
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Content-Length: +5",
        b"Content-Length: 5, 5",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding: chunked, identity",
        b"Transfer-Encoding : chunked",
        b"Transfer-Encoding:\r\n chunked",
        b"X: a\nTransfer-Encoding: chunked",
        b"X: \x00",
    ],
)
async def test_a_request_of_two_lengths_is_no_request(doors: Doors, head: bytes) -> None:
    """ASVS 4.2.1: a proxy and we cannot disagree on where it ends, so nothing hides in it."""
    address = await doors.open(None)
    start = b"POST /auth/logout HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    answer = await _send(address, start + head + b"\r\n\r\n" + BODY)
    assert answer.split(b" ")[1] == b"400"
    assert b'"live"' not in answer  # what was hidden in the body was not answered


async def test_a_head_without_end_or_measure_is_given_up(doors: Doors) -> None:
    """ASVS 15.2.2: slow heads, long lines and many headers hold nothing for long."""
    settings = WebSettings(keep_alive=timedelta(milliseconds=100))
    address = await doors.open(None, settings=settings)
    assert await _send(address, b"GET / HTTP/1.1\r\nHost: local") == b""
    assert await _send(address, b"") == b""
    long_line = b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert (await _send(address, long_line)).split(b" ")[1] == b"400"
    long_field = b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 9000 + b"\r\n\r\n"
    assert (await _send(address, long_field)).split(b" ")[1] == b"400"
    many = b"".join(b"X%d: 1\r\n" % number for number in range(100))
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\n" + many + b"\r\n"
    assert (await _send(address, head)).split(b" ")[1] == b"400"


async def test_a_request_without_a_host_is_refused(doors: Doors) -> None:
    address = await doors.open(None)
    answer = await _send(address, b"GET / HTTP/1.0\r\n\r\n")
    assert answer.split(b" ")[1] == b"400"
    assert b"unknown_host" in answer
