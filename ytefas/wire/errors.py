"""Exceptions to wire errors and back: the only place where an exception becomes something sent.

Nothing of an unexpected exception leaves but an incident number; the rest is in the log. A client
matches `code`, shows `message`, and may repeat the request when `retry` says so.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ytefas.errors import (
    Closed,
    Denied,
    Invalid,
    NoProcedure,
    NotAuthenticated,
    TimedOut,
    TooLarge,
    YtefasError,
    sentences,
)

_log = logging.getLogger(__name__)

OURS: Final = "ytefas.error."

# Makes the sentence for the reader: (code, locale, fields) -> text. Words belong to the edge.
Words = Callable[[str, str, Mapping[str, Any]], str]

_TO_WAMP: Final[Mapping[type[YtefasError], str]] = {
    NoProcedure: "wamp.error.no_such_procedure",
    TimedOut: "wamp.error.timeout",
}
_FROM_WAMP: Final[Mapping[str, Callable[[], YtefasError]]] = {
    "wamp.error.no_such_procedure": NoProcedure,
    "wamp.error.timeout": TimedOut,
    "wamp.error.canceled": Closed,
    "wamp.error.not_authorized": Denied,
    "wamp.error.authentication_failed": NotAuthenticated,
    "wamp.error.invalid_argument": lambda: Invalid("argument"),
    "wamp.error.invalid_uri": lambda: Invalid("uri"),
    "wamp.error.payload_size_exceeded": TooLarge,
}


@dataclass(frozen=True, slots=True)
class WireError:
    """What an ERROR message carries."""

    uri: str
    args: Sequence[Any]
    kwargs: Mapping[str, Any]


class RemoteError(YtefasError):
    """An error of the other side that is none of ours; `uri`, `args` and `kwargs` as they came."""

    code = "remote"

    def __init__(self, uri: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        super().__init__(uri=uri, args=list(args), kwargs=dict(kwargs))


def speechless(code: str, _locale: str, _fields: Mapping[str, Any]) -> str:
    """Use the code itself where nobody translates (programs talking to programs)."""
    return code


def to_wire(error: BaseException, *, words: Words = speechless, locale: str = "it") -> WireError:
    """Turn any exception into what may be sent of it."""
    match error:
        case RemoteError():
            fields = error.fields
            return WireError(fields["uri"], fields["args"], fields["kwargs"])
        case YtefasError():
            uri = _TO_WAMP.get(type(error), OURS + error.code)
            return _said(uri, error.code, error.fields, words, locale, retry=error.retry)
        case asyncio.CancelledError():
            return WireError("wamp.error.canceled", (), {})
        case TimeoutError():
            return to_wire(TimedOut(), words=words, locale=locale)
        case _:
            fields = {"incident": secrets.token_hex(6)}
            _log.error("incident %s", fields["incident"], exc_info=error)
            return _said(OURS + "internal", "internal", fields, words, locale, retry=False)


def _said(
    uri: str, code: str, fields: Mapping[str, Any], words: Words, locale: str, *, retry: bool
) -> WireError:
    text = words(code, locale, fields)
    said = sentences(fields, words, locale)
    told = {**fields, "sentences": said} if said else fields
    return WireError(uri, (text,), {"code": code, "fields": told, "retry": retry, "message": text})


def _subclasses(kind: type[YtefasError]) -> Iterator[type[YtefasError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


def from_wire(
    uri: str, args: Sequence[Any] | None = None, kwargs: Mapping[str, Any] | None = None
) -> YtefasError:
    """Turn an ERROR back into the exception it was, or RemoteError for what was none of ours."""
    if uri in _FROM_WAMP:
        return _FROM_WAMP[uri]()
    code = uri.removeprefix(OURS)
    if code != uri:
        kinds: tuple[type[YtefasError], ...] = (YtefasError, *_subclasses(YtefasError))
        for kind in kinds:
            if kind.code == code and kind is not RemoteError:
                return _rebuild(kind, kwargs or {})
    return RemoteError(uri, args or (), kwargs or {})


def _rebuild(kind: type[YtefasError], kwargs: Mapping[str, Any]) -> YtefasError:
    """Make an error from its fields, whatever its own constructor asks for."""
    fields = kwargs.get("fields")
    error = kind.__new__(kind)
    YtefasError.__init__(error)
    if isinstance(fields, dict):  # not as arguments: the other side may call a field anything
        error.fields.update(fields)
        error.args = (error.code, error.fields)
    return error
