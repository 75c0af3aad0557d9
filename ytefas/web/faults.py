"""The one place where an exception becomes an HTTP answer.

Ours carry their code, the sentence in the reader's language, and their fields. What is not ours is
"internal" with an incident number that the log repeats beside the trace, and nothing else of it
leaves the process.
"""

import logging
import math
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from aiohttp import web
from aiohttp.typedefs import Middleware

from ytefas.errors import Busy, Denied, Invalid, NotFound, RateLimited, TooLarge, YtefasError
from ytefas.web.contract import Words
from ytefas.web.guard import Handler
from ytefas.web.language import locale_of

log = logging.getLogger(__name__)

STATUS = {
    "invalid": 400,
    "not_authenticated": 401,
    "denied": 403,
    "reauthenticate": 403,
    "second_factor": 403,
    "not_found": 404,
    "no_procedure": 404,
    "conflict": 409,
    "dirty": 409,
    "stale": 409,
    "closed": 410,
    "too_large": 413,
    "invalid_fields": 422,
    "file_refused": 422,
    "rate_limited": 429,
    "busy": 503,
    "unknown_outcome": 503,
    "timeout": 504,
}

# The path of every request is in the access log; these say which request an incident was.
INCIDENT = web.ResponseKey("incident", str)


def faulting(words: Words, *, locales: tuple[str, ...]) -> Middleware:
    """Answer every exception of what lies inside, in JSON."""

    @web.middleware
    async def answer_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except YtefasError as error:
            if isinstance(error, Denied | RateLimited):
                _tell(request, error)
            return _answer(request, error, words, locales)
        except web.HTTPException as refusal:
            if refusal.status < 400:  # noqa: PLR2004 - a redirect or a 304 is an answer, not a fault
                raise
            return _answer(request, _as_ours(refusal), words, locales, status=refusal.status)
        except Exception:
            incident = secrets.token_hex(6)
            log.exception("incident %s: %s %s", incident, request.method, request.rel_url.raw_path)
            return _incident(request, incident, words, locales)

    return answer_faults


def _tell(request: web.Request, error: YtefasError) -> None:
    """Write down who was turned away, and why: what an attack looks like from here."""
    log.warning(
        "turned away (%s %s): %s %s from %s",
        error.code,
        error.fields,
        request.method,
        request.rel_url.raw_path,
        request.remote,
    )


def _as_ours(refusal: web.HTTPException) -> YtefasError:
    if isinstance(refusal, web.HTTPNotFound):
        return NotFound()
    if isinstance(refusal, web.HTTPRequestEntityTooLarge):
        return TooLarge()
    if isinstance(refusal, web.HTTPMethodNotAllowed):
        return Invalid("method", allowed=sorted(refusal.allowed_methods))
    return Invalid("request") if refusal.status < 500 else Busy()  # noqa: PLR2004 - the server's side


def _answer(
    request: web.Request,
    error: YtefasError,
    words: Words,
    locales: tuple[str, ...],
    *,
    status: int | None = None,
) -> web.Response:
    locale = locale_of(request, locales)
    response = json_answer(
        {
            "code": error.code,
            "message": words(error.code, locale, error.fields),
            "fields": error.fields,
        },
        status=status or STATUS.get(error.code, 500),
    )
    response.headers["Content-Language"] = locale
    if error.code == "not_authenticated":
        response.headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 wants one; cookies have none
    if error.code == "invalid" and "allowed" in error.fields:
        response.headers["Allow"] = ", ".join(error.fields["allowed"])
    retry_after = error.fields.get("retry_after")
    if retry_after is not None:
        response.headers["Retry-After"] = str(math.ceil(retry_after))
    return response


def _incident(
    request: web.Request, incident: str, words: Words, locales: tuple[str, ...]
) -> web.Response:
    fields = {"incident": incident}
    locale = locale_of(request, locales)
    message = words("internal", locale, fields)
    response = json_answer({"code": "internal", "message": message, "fields": fields}, status=500)
    response[INCIDENT] = incident
    return response


def json_answer(content: Mapping[str, Any], *, status: int = 200) -> web.Response:
    """Write JSON; UUIDs, dates and dataclasses travel as orjson writes them."""
    return web.Response(
        body=orjson.dumps(content, default=_also),
        status=status,
        content_type="application/json",
        charset="utf-8",
    )


def _also(value: object) -> str:
    """Write the database driver's own kind of UUID, which orjson does not know."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value))
