"""Every error that may cross a door: a stable code, data fields, and a key for its words.

Text is made at the edge, in the reader's language, from `code` and `fields`; nothing else of an
exception ever leaves the process. "Not found" and "not yours" are one class on purpose.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar


class YtefasError(Exception):
    """The root of what we say to users; `code` is the contract, `fields` fill its sentence."""

    code: ClassVar[str] = "internal"
    retry: ClassVar[bool] = False  # may the same request be sent again as it is?

    def __init__(self, **fields: Any) -> None:
        self.fields: dict[str, Any] = fields
        super().__init__(self.code, fields)


class NotFound(YtefasError):
    """It does not exist, or it is not yours: the answer is the same, byte for byte."""

    code = "not_found"


class Denied(YtefasError):
    """You may see it, and may not do this to it (or this call is not for your role)."""

    code = "denied"


class NotAuthenticated(YtefasError):
    """Wrong credentials, or a session, ticket or token that is unknown or has ended."""

    code = "not_authenticated"


class Reauthenticate(YtefasError):
    """It may be done, by somebody who has just proved who he is: prove it and ask again."""

    code = "reauthenticate"
    retry = True


class SecondFactor(YtefasError):
    """The password is right, and this account asks for a code as well."""

    code = "second_factor"


class Invalid(YtefasError):
    """The request cannot be understood or is outside its bounds; `reason` is machine-readable."""

    code = "invalid"

    def __init__(self, reason: str, **fields: Any) -> None:
        super().__init__(reason=reason, **fields)


class InvalidFields(YtefasError):
    """Values that cannot be stored: {field: reason code}, shown beside each field.

    `facts` fill the sentences of the reasons: {field: {name: value}}.
    """

    code = "invalid_fields"

    def __init__(
        self, errors: Mapping[str, str], facts: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        super().__init__(errors=dict(errors), **({"facts": dict(facts)} if facts else {}))


class Conflict(YtefasError):
    """Somebody saved first: per colliding field the value read, theirs and yours."""

    code = "conflict"


class Dirty(YtefasError):
    """There are unsaved changes; decide on them first."""

    code = "dirty"


class Stale(YtefasError):
    """The request was made against an older state; the answer carries the current one."""

    code = "stale"


class NoCandidate(YtefasError):
    """No controller matches the intent."""

    code = "no_candidate"


class Ambiguous(YtefasError):
    """Several controllers match equally and nobody is there to choose."""

    code = "ambiguous"


class RateLimited(YtefasError):
    """Too many requests; `retry_after` says how many seconds to wait."""

    code = "rate_limited"
    retry = True


class TooLarge(YtefasError):
    """A message or value over its limit."""

    code = "too_large"


class FileRefused(YtefasError):
    """A file that is not taken; `reason` says what it is and so what to do instead."""

    code = "file_refused"

    def __init__(self, reason: str = "file_unknown", **fields: Any) -> None:
        super().__init__(reason=reason, **fields)


class Busy(YtefasError):
    """The database is slow or down for now; nothing was done; try again."""

    code = "busy"
    retry = True


class TimedOut(YtefasError):
    """No answer in time."""

    code = "timeout"
    retry = True


class UnknownOutcome(YtefasError):
    """The connection broke at the commit: repeat with the same idempotency key to learn which."""

    code = "unknown_outcome"
    retry = True


class NoProcedure(YtefasError):
    """Nothing answers at this address."""

    code = "no_procedure"


class Closed(YtefasError):
    """The session, context or peer has gone."""

    code = "closed"


def sentences(
    fields: Mapping[str, Any], words: Callable[[str, str, Mapping[str, Any]], str], locale: str
) -> dict[str, str]:
    """Say what is wrong with each field, where that is what an error is about."""
    errors, facts = fields.get("errors"), fields.get("facts", {})
    if not isinstance(errors, Mapping):
        return {}
    return {
        name: text
        for name, reason in errors.items()
        if (text := words(f"field.{reason}", locale, facts.get(name, {})))
    }
