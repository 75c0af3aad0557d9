"""The messages a router says, as plain WAMP lists, and the URIs of what can go wrong.

Payloads are passed on as they came; empty ones are left out, as every client expects.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Message = list[Any]
Args = Sequence[Any] | None
Kwargs = Mapping[str, Any] | None

# Message codes that the router names in answers (WAMP v2, section "message codes").
PUBLISH: Final = 16
SUBSCRIBE: Final = 32
UNSUBSCRIBE: Final = 34
EVENT: Final = 36
CALL: Final = 48
RESULT: Final = 50
REGISTER: Final = 64
UNREGISTER: Final = 66
INVOCATION: Final = 68
INTERRUPT: Final = 69
ERROR: Final = 8

PROTOCOL_VIOLATION: Final = "wamp.error.protocol_violation"
NO_SUCH_REALM: Final = "wamp.error.no_such_realm"
NO_AUTH_METHOD: Final = "wamp.error.no_auth_method"
AUTHENTICATION_FAILED: Final = "wamp.error.authentication_failed"
NOT_AUTHORIZED: Final = "wamp.error.not_authorized"
INVALID_URI: Final = "wamp.error.invalid_uri"
INVALID_ARGUMENT: Final = "wamp.error.invalid_argument"
NO_SUCH_PROCEDURE: Final = "wamp.error.no_such_procedure"
PROCEDURE_EXISTS: Final = "wamp.error.procedure_already_exists"
NO_SUCH_REGISTRATION: Final = "wamp.error.no_such_registration"
NO_SUCH_SUBSCRIPTION: Final = "wamp.error.no_such_subscription"
NOT_OFFERED: Final = "wamp.error.option_not_allowed"
CANCELED: Final = "wamp.error.canceled"
TIMEOUT: Final = "wamp.error.timeout"
RATE_LIMITED: Final = "ytefas.error.rate_limited"

CLOSE_NORMAL: Final = "wamp.close.normal"
GOODBYE_AND_OUT: Final = "wamp.close.goodbye_and_out"
SYSTEM_SHUTDOWN: Final = "wamp.close.system_shutdown"


class Refused(Exception):
    """A request that gets one of WAMP's own errors for an answer; the session goes on."""

    def __init__(self, uri: str, text: str = "") -> None:
        super().__init__(uri, text)
        self.uri = uri
        self.told = [text] if text else []


def _carry(message: Message, args: Args, kwargs: Kwargs) -> Message:
    if kwargs:
        message += (args or [], kwargs)
    elif args:
        message.append(args)
    return message


def welcome(session: int, details: Mapping[str, Any]) -> Message:
    """Make `[WELCOME, Session, Details]`."""
    return [2, session, details]


def abort(reason: str, text: str = "") -> Message:
    """Make `[ABORT, Details, Reason]`."""
    return [3, {"message": text} if text else {}, reason]


def challenge(method: str) -> Message:
    """Make `[CHALLENGE, AuthMethod, Extra]`."""
    return [4, method, {}]


def goodbye(reason: str) -> Message:
    """Make `[GOODBYE, Details, Reason]`."""
    return [6, {}, reason]


def error(
    kind: int,
    request: int,
    uri: str,
    args: Args = None,
    kwargs: Kwargs = None,
) -> Message:
    """Make `[ERROR, REQUEST.Type, REQUEST.Request, Details, Error, Arguments, ArgumentsKw]`."""
    return _carry([ERROR, kind, request, {}, uri], args, kwargs)


def published(request: int, publication: int) -> Message:
    """Make `[PUBLISHED, PUBLISH.Request, Publication]`."""
    return [17, request, publication]


def subscribed(request: int, subscription: int) -> Message:
    """Make `[SUBSCRIBED, SUBSCRIBE.Request, Subscription]`."""
    return [33, request, subscription]


def unsubscribed(request: int) -> Message:
    """Make `[UNSUBSCRIBED, UNSUBSCRIBE.Request]`."""
    return [35, request]


def event(
    subscription: int,
    publication: int,
    details: Mapping[str, Any],
    args: Args,
    kwargs: Kwargs,
) -> Message:
    """Make `[EVENT, Subscription, Publication, Details, Arguments, ArgumentsKw]`."""
    return _carry([EVENT, subscription, publication, details], args, kwargs)


def result(
    request: int,
    args: Args,
    kwargs: Kwargs,
    *,
    progress: bool = False,
) -> Message:
    """Make `[RESULT, CALL.Request, Details, Arguments, ArgumentsKw]`."""
    return _carry([RESULT, request, {"progress": True} if progress else {}], args, kwargs)


def registered(request: int, registration: int) -> Message:
    """Make `[REGISTERED, REGISTER.Request, Registration]`."""
    return [65, request, registration]


def unregistered(request: int) -> Message:
    """Make `[UNREGISTERED, UNREGISTER.Request]`."""
    return [67, request]


def invocation(
    request: int,
    registration: int,
    details: Mapping[str, Any],
    args: Args,
    kwargs: Kwargs,
) -> Message:
    """Make `[INVOCATION, Request, Registration, Details, Arguments, ArgumentsKw]`."""
    return _carry([INVOCATION, request, registration, details], args, kwargs)


def interrupt(request: int, mode: str, reason: str) -> Message:
    """Make `[INTERRUPT, INVOCATION.Request, Options]`."""
    return [INTERRUPT, request, {"mode": mode, "reason": reason}]
