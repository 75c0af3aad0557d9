"""What somebody asks for: an operation on a content. There is no routing, only intents.

An intent that came over the wire is a wish, never a right: its source must be registered, its
operation known, its reserved categories absent, and whose records it names is asked later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self

from typing_extensions import override

from ytefas.errors import Invalid
from ytefas.framework.talk.arguments import is_text
from ytefas.framework.work.content import Content
from ytefas.framework.work.plain import is_plain, size_of

SESSION_START: Final = "session.start"  # only the server may ask for the first context of a session
RESERVED: Final = frozenset({SESSION_START})
MAX_CATEGORIES: Final = 20
MAX_OPTIONS: Final = 50
MAX_OPTIONS_SIZE: Final = 4096  # characters of JSON


class Operation(str):
    """A word for what is to be done; the vocabulary grows by registration, typos do not join it."""

    __slots__ = ()
    known: ClassVar[dict[str, Operation]] = {}

    VIEW: ClassVar[Operation]
    CREATE: ClassVar[Operation]
    EDIT: ClassVar[Operation]
    PICK: ClassVar[Operation]
    DELETE: ClassVar[Operation]
    REPORT: ClassVar[Operation]

    def __new__(cls, name: str) -> Self:
        found = cls.known.get(name)
        if found is None:
            raise Invalid("unknown_operation", operation=name)
        return found  # type: ignore[return-value]  # the one instance of this word

    @classmethod
    def register(cls, name: str) -> Operation:
        """Add a word; the same word twice is the same operation."""
        if not name.isidentifier() or name != name.lower():
            raise ValueError(f"an operation is one lower-case word, not {name!r}")
        return cls.known.setdefault(name, str.__new__(cls, name))

    @override
    def __repr__(self) -> str:
        return f"Operation.{self.upper()}"


for _name in ("view", "create", "edit", "pick", "delete", "report"):
    setattr(Operation, _name.upper(), Operation.register(_name))


def _frozen(values: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    return MappingProxyType(dict(values or {}))


@dataclass(frozen=True, slots=True)
class Intent:
    """An operation on a content; `controller` asks for one by name, `origin` is the asking context.

    `origin` is set by the server from the context the call came to, it never comes from the wire.
    """

    operation: Operation
    content: Content | None = None
    controller: str | None = None
    categories: frozenset[str] = frozenset()
    options: Mapping[str, Any] = field(default_factory=_frozen, hash=False)
    origin: str | None = None

    def wire(self) -> dict[str, Any]:
        """Plain data for the address of a view, and for the shelf a session is kept on."""
        return {
            "operation": str(self.operation),
            "content": None if self.content is None else self.content.wire(),
            "controller": self.controller,
            "categories": sorted(self.categories - RESERVED),
            "options": dict(self.options),
        }

    @classmethod
    def parse(cls, raw: object, *, sources: Collection[str], origin: str | None = None) -> Intent:
        """Read what a client sent."""
        if not isinstance(raw, Mapping) or not raw.keys() <= {
            "operation", "content", "controller", "categories", "options",
        }:  # fmt: skip
            raise Invalid("intent")
        operation, content, controller = (
            raw.get(name) for name in ("operation", "content", "controller")
        )
        if not isinstance(operation, str):
            raise Invalid("unknown_operation")
        if controller is not None and not isinstance(controller, str):
            raise Invalid("intent_controller")
        return cls(
            operation=Operation(operation),
            content=None if content is None else Content.parse(content, sources=sources),
            controller=controller,
            categories=_categories(raw.get("categories", ())),
            options=_options(raw.get("options", {})),
            origin=origin,
        )


def _categories(raw: object) -> frozenset[str]:
    if not isinstance(raw, list | tuple) or len(raw) > MAX_CATEGORIES:
        raise Invalid("intent_categories")
    if not all(isinstance(name, str) and name not in RESERVED and is_text(name) for name in raw):
        raise Invalid("intent_categories")
    return frozenset(raw)


def _options(raw: object) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping) or len(raw) > MAX_OPTIONS:
        raise Invalid("intent_options")
    if not is_plain(raw) or size_of(raw) > MAX_OPTIONS_SIZE:
        raise Invalid("intent_options")
    return _frozen(raw)
