"""Reading a request's body: one JSON object of known texts, bounded in size and in time.

Unknown keys are refused, not ignored: a client that sends `role` to a form without it should hear
so. Only application/json is read, which no form of another site can send unasked.
"""

import asyncio
from typing import Any

import orjson
from aiohttp import web

from ytefas.errors import Invalid, TimedOut, TooLarge
from ytefas.web.settings import WebSettings

NAME_SHOWN = 64  # of a key we do not know, repeated in the error


async def read_form(
    request: web.Request,
    *,
    settings: WebSettings,
    optional: frozenset[str] = frozenset(),
    **longest: int,
) -> dict[str, str]:
    """Read the declared texts, each no longer than declared; an optional one is empty if absent."""
    content = await _read_object(request, settings)
    unknown = content.keys() - longest.keys()
    if unknown:
        raise Invalid("unknown_field", field=min(unknown)[:NAME_SHOWN])
    content = dict.fromkeys(optional, "") | content
    return {name: _text(content, name, most) for name, most in longest.items()}


async def read_nothing(request: web.Request, *, settings: WebSettings) -> None:
    """Accept a request that needs no words: no body, or an empty object."""
    if request.body_exists:
        _ = await read_form(request, settings=settings)


async def _read_object(request: web.Request, settings: WebSettings) -> dict[str, Any]:
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        raise Invalid("content_type", expected="application/json")
    if (request.content_length or 0) > settings.max_body:
        raise TooLarge(most=settings.max_body)  # before reading a byte of it
    try:
        async with asyncio.timeout(settings.body_timeout.total_seconds()):
            raw = await request.read()
    except TimeoutError:
        raise TimedOut from None
    except web.HTTPRequestEntityTooLarge:
        raise TooLarge(most=settings.max_body) from None
    try:
        content = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Invalid("not_json") from None
    if not isinstance(content, dict):
        raise Invalid("not_an_object")
    return content


def _text(content: dict[str, Any], name: str, most: int) -> str:
    if name not in content:
        raise Invalid("missing_field", field=name)
    value = content[name]
    if not isinstance(value, str):
        raise Invalid("wrong_type", field=name, expected="text")
    if len(value) > most:
        raise Invalid("too_long", field=name, most=most)
    if "\0" in value:  # the one character that PostgreSQL's text cannot hold
        raise Invalid("unprintable", field=name)
    return value
