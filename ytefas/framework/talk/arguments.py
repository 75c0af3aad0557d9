"""Arguments are what the declaration says they are, or the call is refused by name.

Each annotation becomes a check, made once. A value of the declared type passes as it is; the wire
forms of what JSON cannot say (a UUID or a date as text, an enum as its value, a dataclass as a
mapping) are converted; nothing else is: "3" is no integer and 1 is no boolean.
"""

import dataclasses
import math
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Final, Literal, NoReturn, TypeVar
from uuid import UUID

import typing_extensions

from ytefas.errors import Invalid

Check = Callable[[Any, str], Any]
"""Given a value and where it stands, the value to use; Invalid otherwise."""

_MISSING: Final = dataclasses.MISSING


def refuse(where: str, expected: str, value: object) -> NoReturn:
    """Refuse a value without repeating it: it may be a secret."""
    raise Invalid("wrong_type", argument=where, expected=expected, found=type(value).__name__)


@cache
def check_for(annotation: Any) -> Check:
    """Make the check of an annotation; TypeError if it is one we cannot check."""
    simple = _SIMPLE.get(annotation) if isinstance(annotation, type) else None
    if simple is not None:
        return simple
    if annotation is Any or annotation is object or isinstance(annotation, TypeVar):
        return _anything
    origin = typing.get_origin(annotation)
    if origin is not None:
        return _check_generic(annotation, origin, typing.get_args(annotation))
    if annotation is None:
        return _SIMPLE[type(None)]
    if isinstance(annotation, type) or typing_extensions.is_typeddict(annotation):
        return _check_class(annotation)
    raise TypeError(f"{annotation!r} cannot be checked at a door")


def _anything(value: Any, _where: str) -> Any:
    return value


def _check_generic(annotation: Any, origin: Any, arguments: tuple[Any, ...]) -> Check:
    if origin is Literal:
        return _check_literal(arguments)
    if origin is typing.Union or origin is types.UnionType:
        return _check_union(arguments)
    if origin is typing.Annotated or origin in (typing_extensions.Required, typing_extensions.NotRequired):  # fmt: skip  # noqa: E501 - one condition
        return check_for(arguments[0])
    if origin is tuple:
        return _check_tuple(arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _check_mapping(*arguments)
    if origin in (set, frozenset):
        return _check_set(origin, arguments[0])
    if isinstance(origin, type) and issubclass(list, origin):
        return _check_list(arguments[0])
    raise TypeError(f"{annotation!r} cannot be checked at a door")


def _exactly(kind: type, name: str) -> Check:
    def check(value: Any, where: str) -> Any:
        if type(value) is kind:
            return value
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        refuse(where, name, value)

    return check


def _text(value: Any, where: str) -> str:
    """Take a text that a database and a browser can hold: no NUL, no half of a character."""
    if not isinstance(value, str):
        refuse(where, "str", value)
    if not is_text(value):
        refuse(where, "unicode text", value)
    return value


def is_text(value: str) -> bool:
    """Tell whether a database and a browser can hold it."""
    return "\x00" not in value and (value.isascii() or _is_unicode(value))


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _float(value: Any, where: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        with suppress(OverflowError):
            number = float(value)
            if math.isfinite(number):
                return number
    refuse(where, "finite float", value)


def _decimal(value: Any, where: str) -> Decimal:
    if isinstance(value, Decimal | str | int) and not isinstance(value, bool):
        with suppress(InvalidOperation):
            number = Decimal(value)
            if number.is_finite():
                return number
    refuse(where, "finite decimal", value)


def _from_text(kind: Any, name: str, parse: Callable[[str], Any]) -> Check:
    def check(value: Any, where: str) -> Any:
        if isinstance(value, kind) and not (kind is date and isinstance(value, datetime)):
            return value
        if isinstance(value, str):
            try:
                return parse(value)
            except ValueError:
                pass
        refuse(where, name, value)

    return check


_SIMPLE: Final[dict[type, Check]] = {
    int: _exactly(int, "int"),
    str: _text,
    bool: _exactly(bool, "bool"),
    bytes: _exactly(bytes, "bytes"),
    type(None): _exactly(type(None), "null"),
    float: _float,
    Decimal: _decimal,
    UUID: _from_text(UUID, "uuid", UUID),
    datetime: _from_text(datetime, "datetime", datetime.fromisoformat),
    date: _from_text(date, "date", date.fromisoformat),
    time: _from_text(time, "time", time.fromisoformat),
    list: _exactly(list, "list"),
    dict: _exactly(dict, "mapping"),
    tuple: lambda value, where: _items(value, where, "tuple", tuple),
}


def _items(value: Any, where: str, name: str, make: Callable[[Any], Any]) -> Any:
    if not isinstance(value, list | tuple):
        refuse(where, name, value)
    return make(value)


def _check_literal(allowed: tuple[Any, ...]) -> Check:
    names = "|".join(str(value) for value in allowed)

    def check(value: Any, where: str) -> Any:
        for candidate in allowed:
            if type(candidate) is type(value) and candidate == value:
                return candidate
        refuse(where, names, value)

    return check


def _check_union(members: tuple[Any, ...]) -> Check:
    checks = tuple(check_for(member) for member in members)
    exact = {member: check_for(member) for member in members if isinstance(member, type)}

    def check(value: Any, where: str) -> Any:
        chosen = exact.get(type(value))
        if chosen is not None:  # a text stays a text in `UUID | str`
            return chosen(value, where)
        failure: Invalid | None = None
        for candidate in checks:
            try:
                return candidate(value, where)
            except Invalid as error:
                failure = error
        raise failure or Invalid("wrong_type", argument=where)

    return check


def _check_tuple(members: tuple[Any, ...]) -> Check:
    if len(members) == 2 and members[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        one = check_for(members[0])
        return lambda value, where: tuple(_each(value, where, one))
    checks = tuple(check_for(member) for member in members)

    def check(value: Any, where: str) -> Any:
        items = _items(value, where, f"tuple of {len(checks)}", tuple)
        if len(items) != len(checks):
            refuse(where, f"tuple of {len(checks)}", value)
        return tuple(
            one(item, f"{where}[{at}]")
            for at, (one, item) in enumerate(zip(checks, items, strict=True))
        )

    return check


def _check_list(member: Any) -> Check:
    one = check_for(member)
    return lambda value, where: _each(value, where, one)


def _check_set(kind: Any, member: Any) -> Check:
    one = check_for(member)

    def check(value: Any, where: str) -> Any:
        items = list(value) if isinstance(value, set | frozenset) else value
        try:
            return kind(_each(items, where, one))
        except TypeError:  # a member that cannot be in a set
            refuse(where, "set", value)

    return check


def _each(value: Any, where: str, one: Check) -> list[Any]:
    # A range is a sequence too: three numbers that would become a list without end.
    if not isinstance(value, Sequence) or isinstance(value, str | bytes | range):
        refuse(where, "list", value)
    return [one(item, f"{where}[{at}]") for at, item in enumerate(value)]


def _check_mapping(key: Any = Any, member: Any = Any) -> Check:
    key_check, one = check_for(key), check_for(member)

    def check(value: Any, where: str) -> Any:
        if not isinstance(value, Mapping):
            refuse(where, "mapping", value)
        return {
            key_check(name, f"{where} key"): one(item, f"{where}.{name}")
            for name, item in value.items()
        }

    return check


def _check_class(kind: Any) -> Check:
    if typing_extensions.is_typeddict(kind):
        return _check_typed_dict(kind)
    if dataclasses.is_dataclass(kind):
        return _check_dataclass(kind)
    if issubclass(kind, Enum):
        return _check_enum(kind)
    if getattr(kind, "_is_protocol", False) and not getattr(kind, "_is_runtime_protocol", False):
        raise TypeError(f"{kind!r} cannot be checked at a door")

    def check(value: Any, where: str) -> Any:
        if not isinstance(value, kind):
            refuse(where, kind.__name__, value)
        return value

    return check


def _check_enum(kind: type[Enum]) -> Check:
    by_value: dict[tuple[type, Any], Enum] = {(type(m.value), m.value): m for m in kind}

    def check(value: Any, where: str) -> Any:
        if isinstance(value, kind):
            return value
        member = by_value.get((type(value), value)) if isinstance(value, str | int) else None
        if member is None:
            refuse(where, kind.__name__, value)
        return member

    return check


def _check_dataclass(kind: Any) -> Check:
    fields = {field.name: field for field in dataclasses.fields(kind) if field.init}
    required = {
        name
        for name, field in fields.items()
        if field.default is _MISSING and field.default_factory is _MISSING
    }
    checks = _fields_checked(kind)

    def check(value: Any, where: str) -> Any:
        if isinstance(value, kind):
            return value
        return kind(**_checked_fields(value, where, checks(), required, fields.keys()))

    return check


def _check_typed_dict(kind: Any) -> Check:
    required: frozenset[str] = kind.__required_keys__
    checks = _fields_checked(kind)

    def check(value: Any, where: str) -> Any:
        known = checks()
        return _checked_fields(value, where, known, required, known.keys())

    return check


def _fields_checked(kind: Any) -> Callable[[], dict[str, Check]]:
    """Make the checks of a class's fields at first use: it may mention itself."""

    @cache
    def checks() -> dict[str, Check]:
        hints = typing_extensions.get_type_hints(kind)
        return {name: check_for(hint) for name, hint in hints.items()}

    return checks


def _checked_fields(
    value: Any,
    where: str,
    checks: Mapping[str, Check],
    required: typing.AbstractSet[str],
    known: typing.AbstractSet[str],
) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        refuse(where, "mapping", value)
    for name in required:
        if name not in value:
            raise Invalid("missing_argument", argument=f"{where}.{name}")
    for name in value:
        if name not in known:
            raise Invalid("unknown_argument", argument=f"{where}.{name}")
    return {name: checks[name](item, f"{where}.{name}") for name, item in value.items()}
