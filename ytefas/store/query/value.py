"""The kinds of values a source speaks, and the way each travels.

Values travel without a locale: text, JSON numbers, booleans; a decimal as text (or a JSON number
on the way in), dates as `2026-11-20`, instants as `2026-11-20T08:30:00Z`, times as `08:30`, keys as
lower-case UUID text, sets as arrays. PostgreSQL itself makes the way out (`wire_form`), so a row
needs no work in Python between database and socket, and equal rows are equal plain values. The way
in (`read_value`) accepts exactly these forms, or the Python value itself when our own code asks.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Text, cast, func, literal_column
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, JSON, TSVECTOR
from sqlalchemy.types import (
    ARRAY as CORE_ARRAY,
    JSON as CORE_JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    String,
    Time,
    TypeEngine,
    Uuid,
)


class Kind(StrEnum):
    """What a column holds, in the words of the contract with the client."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    KEY = "key"
    TEXTS = "texts"  # an array of text
    KEYS = "keys"  # an array of keys
    JSON = "json"
    OPAQUE = "opaque"  # bytes, vectors: never leaves through a source


_T = TypeVar("_T")


class BadValueError(ValueError):
    """A value that is not of its kind; `code` is the reason shown to the user."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


_KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (Uuid, Kind.KEY),
    (Boolean, Kind.BOOLEAN),
    (Integer, Kind.INTEGER),
    (Numeric, Kind.DECIMAL),
    (DateTime, Kind.DATETIME),
    (Date, Kind.DATE),
    (Time, Kind.TIME),
    (CORE_JSON, Kind.JSON),
    (JSON, Kind.JSON),
    (BYTEA, Kind.OPAQUE),
    (LargeBinary, Kind.OPAQUE),
    (TSVECTOR, Kind.OPAQUE),
    (String, Kind.TEXT),
)


def kind_of(type_: TypeEngine[Any]) -> Kind:
    """Tell what a column of this type holds; what we cannot show or read is opaque."""
    if isinstance(type_, (ARRAY, CORE_ARRAY)):
        inner = kind_of(type_.item_type)
        return {Kind.TEXT: Kind.TEXTS, Kind.KEY: Kind.KEYS}.get(inner, Kind.OPAQUE)
    return next((kind for base, kind in _KINDS if isinstance(type_, base)), Kind.OPAQUE)


_INSTANT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'


def wire_form(column: ColumnElement[Any], kind: Kind) -> ColumnElement[Any]:
    """Make PostgreSQL send a column in its travelling form."""
    match kind:
        case Kind.KEY | Kind.DECIMAL | Kind.DATE | Kind.TIME:
            return cast(column, Text)
        case Kind.KEYS:
            return cast(column, ARRAY(Text))
        case Kind.DATETIME:
            utc = func.timezone(literal_column("'UTC'"), column)
            return func.to_char(utc, literal_column(f"'{_INSTANT}'"), type_=Text)
        case _:
            return column


_INTEGER_BITS: tuple[tuple[type[TypeEngine[Any]], int], ...] = (
    (SmallInteger, 15),
    (BigInteger, 63),
    (Integer, 31),
)
_DIGITS = 40  # before or after the point: more than any column of ours, less than an attack
_DECIMAL = re.compile(rf"[+-]?\d{{1,{_DIGITS}}}(\.\d{{1,{_DIGITS}}})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)


def read_value(kind: Kind, value: object, *, type_: TypeEngine[Any], longest: int) -> Any:
    """Read one travelling value, or raise BadValueError; None is the caller's matter."""
    reader = _READERS.get(kind)
    if reader is None:
        raise BadValueError("wrong_type")
    result = reader(value)
    if isinstance(result, str) and len(result) > longest:
        raise BadValueError("too_long")
    if kind is Kind.INTEGER:
        bits = next(bits for base, bits in _INTEGER_BITS if isinstance(type_, base))
        if not -(2**bits) <= result < 2**bits:
            raise BadValueError("out_of_range")
    return result


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError("not_text")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadValueError("not_text")  # PostgreSQL stores neither NUL nor half a surrogate pair
    return str(value)


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadValueError("not_a_number")
    return value


def _decimal(value: object) -> Decimal:
    if isinstance(value, float):
        value = f"{Decimal(repr(value)):f}"  # a JSON number may come as 1e-07; a text may not
    elif isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return _bounded(Decimal(value))
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise BadValueError("not_a_number")
    return Decimal(value)


def _bounded(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
        raise BadValueError("out_of_range")
    return number


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("not_a_boolean")
    return value


def _date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise BadValueError("not_a_date")
    return _parsed(date.fromisoformat, value, "not_a_date")


def _datetime(value: object) -> datetime:
    moment = value
    if isinstance(value, str) and len(value) <= 40:  # noqa: PLR2004 - the longest ISO form fits
        moment = _parsed(datetime.fromisoformat, value, "not_a_datetime")
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise BadValueError("not_a_datetime")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise BadValueError("not_a_datetime") from None


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise BadValueError("not_a_time")
    return _parsed(time.fromisoformat, value, "not_a_time")


def _key(value: object) -> UUID:
    if isinstance(value, UUID):
        return UUID(int=value.int)
    if not isinstance(value, str) or len(value) != 36:  # noqa: PLR2004 - the canonical form only
        raise BadValueError("not_a_key")
    return _parsed(UUID, value, "not_a_key")


def _parsed(parse: Callable[[str], _T], value: str, code: str) -> _T:
    try:
        return parse(value)
    except ValueError:
        raise BadValueError(code) from None


def _each(reader: Callable[[object], _T]) -> Callable[[object], tuple[_T, ...]]:
    def read(value: object) -> tuple[_T, ...]:
        if not isinstance(value, (list, tuple)):
            raise BadValueError("not_a_list")
        return tuple(reader(item) for item in value)

    return read


def _json(value: object) -> Any:
    """Any plain JSON value as it is; its size is bounded by the message that carried it."""
    try:
        orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError:  # a reference, a date, a number beyond 64 bits: it came under a tag
        raise BadValueError("bad_value") from None
    return value


_READERS: Mapping[Kind, Callable[[object], Any]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.TIME: _time,
    Kind.KEY: _key,
    Kind.TEXTS: _each(_text),
    Kind.KEYS: _each(_key),
    Kind.JSON: _json,
}


def say_value(value: Any) -> Any:
    """Give a Python value its travelling form, as `wire_form` does inside PostgreSQL."""
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case list() | tuple():
            return [say_value(item) for item in value]
        case _:
            return value


def fold(text: str) -> str:
    """Lower case letter by letter, exactly as PostgreSQL's built-in collations do it.

    `str.lower` minds the position of a sigma and makes two letters of a dotted capital I.
    """
    return "".join("i" if letter == "\u0130" else letter.lower() for letter in text)
