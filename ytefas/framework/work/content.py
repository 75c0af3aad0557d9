"""What an intent is about: records of a source.

A Content is plain data: keys are in their wire form (text or integer), values are scalars. Its
class attributes build conditions: `(Content.source == "auth.users") & (Content.len == 1)`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Generic, NoReturn, TypeVar, overload
from uuid import UUID

from typing_extensions import override

from ytefas.errors import Invalid
from ytefas.framework.work.condition import Term
from ytefas.framework.work.plain import is_plain, is_scalar

Key = str | int  # the key of a row as it travels; the store turns it into its own type
Scalar = str | int | float | bool | None
T = TypeVar("T")

MAX_IDS: Final = 1000  # a content names records; more than this is a query
MAX_VALUES: Final = 100


class Attribute(Generic[T]):
    """On the class a term to build conditions with, on an instance the value."""

    def __init__(self, name: str) -> None:
        self._term = Term(name)
        self._read = attrgetter(f"_{name}")

    @overload
    def __get__(self, instance: None, owner: type[Content]) -> Term: ...
    @overload
    def __get__(self, instance: Content, owner: type[Content]) -> T: ...
    def __get__(self, instance: Content | None, owner: type[Content]) -> Term | T:
        if instance is None:
            return self._term
        found: T = self._read(instance)
        return found


class Content:
    """Records of a source: which (`ids`), with what to begin (`values`), showing what (`fields`).

    No ids means the list of the source, or a record to be made; one is a detail; more are a list.
    """

    __slots__ = ("_fields", "_ids", "_len", "_source", "_values")
    _source: str
    _ids: tuple[Key, ...]
    _len: int
    _values: Mapping[str, Scalar]
    _fields: tuple[str, ...]

    source = Attribute[str]("source")
    ids = Attribute[tuple[Key, ...]]("ids")
    values = Attribute[Mapping[str, Scalar]]("values")
    fields = Attribute[tuple[str, ...]]("fields")
    len = Attribute[int]("len")

    def __init__(
        self,
        source: str,
        ids: Iterable[Key | UUID] = (),
        values: Mapping[str, Scalar] | None = None,
        fields: Iterable[str] = (),
    ) -> None:
        write = object.__setattr__
        write(self, "_source", source)
        write(self, "_ids", tuple(str(i) if isinstance(i, UUID) else i for i in ids))
        write(self, "_len", len(self._ids))
        write(self, "_values", MappingProxyType(dict(values or {})))
        write(self, "_fields", tuple(fields))

    @override
    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Content is frozen; make a new one to change {name}")

    @property
    def facts(self) -> tuple[object, ...]:
        return (self._source, self._ids, frozenset(self._values.items()), self._fields)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Content) and self.facts == other.facts

    @override
    def __hash__(self) -> int:
        return hash(self.facts)

    @override
    def __repr__(self) -> str:
        return f"Content({self._source!r}, ids={self._ids!r}, values={dict(self._values)!r})"

    def wire(self) -> dict[str, Any]:
        return {"source": self._source, "ids": list(self._ids), "values": dict(self._values)}

    @classmethod
    def parse(cls, raw: object, *, sources: Collection[str]) -> Content:
        """Read what a client sent: shape and bounds only, whose records they are is asked later."""
        if not isinstance(raw, Mapping) or not raw.keys() <= {"source", "ids", "values"}:
            raise Invalid("content")
        source, ids, values = raw.get("source"), raw.get("ids", ()), raw.get("values", {})
        if not isinstance(source, str) or source not in sources:
            raise Invalid("unknown_source")
        if not isinstance(ids, list | tuple) or len(ids) > MAX_IDS or not all(map(_is_key, ids)):
            raise Invalid("content_ids")
        if not isinstance(values, Mapping) or len(values) > MAX_VALUES:
            raise Invalid("content_values")
        if not all(is_plain({name: None}) and is_scalar(value) for name, value in values.items()):
            raise Invalid("content_values")
        return cls(source, ids, values)


def _is_key(value: object) -> bool:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return is_scalar(value)
    return isinstance(value, UUID)
