"""Statements of SQLAlchemy Core as PostgreSQL text and positional values, for raw asyncpg.

Compiled once per shape: the same statement object is found at once, an equal one by its cache key.
Values keep their Python types (asyncpg encodes them), so SQLAlchemy's bind processors are not run;
defaults of columns are. `IN` with a list changes the shape with every length: use `= ANY (array)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnDefault
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert, Update
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.util import LRUCache

_DIALECT: Final = asyncpg_dialect()  # type: ignore[no-untyped-call]
_SHAPES: Final[LRUCache[Any, Any]] = LRUCache(2000)
_NOTHING: Final[Mapping[str, Any]] = {}


class MissingValue(LookupError):
    """A statement was run without a value it asks for: a programmer's error."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """One `$n`: where its value comes from."""

    key: str
    name: str
    required: bool
    value: Any  # what the statement itself carries
    default: ColumnDefault | None  # fills it when nothing is given

    def fill(self, params: Mapping[str, Any]) -> Any:
        if self.key in params:
            return params[self.key]
        if self.name in params:
            return params[self.name]
        if self.default is not None:
            return _default_of(self.default)
        if self.required:
            raise MissingValue(f"a value is required for {self.key!r}, got {sorted(params)}")
        return self.value


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as PostgreSQL takes it."""

    sql: str
    slots: tuple[_Slot, ...]

    @classmethod
    def of(cls, sql: str, *names: str) -> "Prepared":
        """Take SQL as it is written; `names` are its parameters in order."""
        return cls(sql, tuple(_Slot(name, name, True, None, None) for name in names))

    def values(self, params: Mapping[str, Any] = _NOTHING) -> list[Any]:
        return [slot.fill(params) for slot in self.slots]


# Which columns an insert names is up to the client, so the shapes of one statement are bounded too.
_SEEN: Final[WeakKeyDictionary[ClauseElement, LRUCache[tuple[str, ...], Prepared]]] = (
    WeakKeyDictionary()
)
_SHAPES_OF_ONE: Final = 100


def prepare(statement: ClauseElement, params: Mapping[str, Any] = _NOTHING) -> Prepared:
    """Compile a statement; for an insert or update without values, the names of `params` are it."""
    names = tuple(sorted(params)) if isinstance(statement, Insert | Update) else ()
    shapes = _SEEN.get(statement)
    if shapes is None:
        shapes = _SEEN[statement] = LRUCache(_SHAPES_OF_ONE)
    found = shapes.get(names)
    if found is None:
        found = shapes[names] = _prepare(statement, names)
    return found


def _prepare(statement: ClauseElement, names: tuple[str, ...]) -> Prepared:
    compiled, carried, collected, _hit = statement._compile_w_cache(  # noqa: SLF001 - as an Engine
        _DIALECT, compiled_cache=_SHAPES, column_keys=list(names)
    )
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(f"only statements on rows are compiled here, not {type(statement)}")
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise TypeError("IN with a list has a shape per length: use column = ANY (array)")
    values = compiled.construct_params(
        extracted_parameters=carried, _check=False, _collected_params=collected
    )
    defaults = _defaults(compiled)
    slots = tuple(
        _Slot(
            key=compiled.binds[name].key,
            name=name,
            required=compiled.binds[name].required and name not in (collected or {}),
            value=values[name],
            default=defaults.get(name),
        )
        for name in compiled.positiontup or ()
    )
    return Prepared(compiled.string, slots)


def _defaults(compiled: SQLCompiler) -> dict[str, ColumnDefault]:
    found = {column.key: column.default for column in compiled.insert_prefetch}
    found |= {column.key: column.onupdate for column in compiled.update_prefetch}
    return {key: default for key, default in found.items() if isinstance(default, ColumnDefault)}


def _default_of(default: ColumnDefault) -> Any:
    return default.arg(None) if default.is_callable else default.arg
