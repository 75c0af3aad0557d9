"""What a controller declares about itself, and what follows from that without a session.

What it answers (OPERATION, CONTENT, CATEGORIES), what it shows (CURSORS, VIEW), what can be done
(ACTIONS), and where people find it (NAVIGATION). SPEC-work.md [X].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from ytefas.framework.work.condition import ANY, Condition, any_of
from ytefas.framework.work.dirty import Graph
from ytefas.framework.work.election import Candidate
from ytefas.framework.work.intent import Intent, Operation
from ytefas.framework.work.rows import Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import View, Words, say

if TYPE_CHECKING:
    from ytefas.framework.work.action import Action

__all__ = ["ANY", "Declared", "Navigation", "cursors", "navigation"]

LISTING = frozenset({Operation.VIEW, Operation.PICK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """A way into a screen from the desktop: declaring it is all there is to add one."""

    source: str  # whose list it opens
    order: int  # from the top
    hint: Words = ""
    group: Words = ""
    wishes: frozenset[str] = frozenset()  # categories, where several screens show one source
    requires: frozenset[str] = frozenset()  # of whom it is of use to, beyond what the screen asks


def navigation(
    *, source: str, order: int, hint: Words = "", group: Words = "",
    wishes: frozenset[str] = frozenset(), requires: frozenset[str] = frozenset(),
) -> Navigation | None:  # fmt: skip
    """Declare a place in the navigation: the value of NAVIGATION."""
    return Navigation(
        source=source, order=order, hint=hint, group=group, wishes=wishes, requires=requires
    )


def cursors(**declared: str | CursorSpec) -> Mapping[str, str | CursorSpec]:
    """Declare cursors by name: the value of CURSORS."""
    return MappingProxyType(declared)


class Declared:
    """The declarations of a controller; instances know the intent they answer."""

    intent: Intent

    ID: ClassVar[str]
    LABEL: ClassVar[Words] = ""
    ICON: ClassVar[str] = ""
    OPERATION: ClassVar[Operation] = Operation.VIEW
    OPERATIONS: ClassVar[frozenset[Operation]] = frozenset()  # when it does several
    CONTENT: ClassVar[frozenset[Condition]] = frozenset()
    CURSORS: ClassVar[Mapping[str, str | CursorSpec]] = cursors()
    VIEW: ClassVar[View] = View("Form")
    ACTIONS: ClassVar[tuple[type[Action], ...]] = ()
    PRIORITY: ClassVar[int] = 0
    CATEGORIES: ClassVar[frozenset[str]] = frozenset()
    REQUIRED_CATEGORIES: ClassVar[frozenset[str]] = frozenset()
    REQUIRES: ClassVar[frozenset[str]] = frozenset()
    SINGLETON: ClassVar[bool] = False
    MODAL: ClassVar[bool] = False
    NAVIGATION: ClassVar[Navigation | None] = None  # a place in the navigation of the desktop

    @classmethod
    def candidate(cls) -> Candidate:
        """Give what an election compares."""
        return Candidate(
            id=cls.ID,
            operations=cls.OPERATIONS or frozenset({cls.OPERATION}),
            content=any_of(cls.CONTENT).alternatives(),
            priority=cls.PRIORITY,
            categories=frozenset(cls.CATEGORIES),
            required=frozenset(cls.REQUIRED_CATEGORIES),
            requires=frozenset(cls.REQUIRES),
            label=say(cls.LABEL, "") or cls.ID,
            icon=cls.ICON,
        )

    @classmethod
    @cache
    def plan(cls) -> tuple[Mapping[str, CursorSpec], Graph]:
        """Give the cursors in full, masters before those that track them; once for a class."""
        given = cls.CURSORS.items()
        full = {k: one if isinstance(one, CursorSpec) else CursorSpec(one) for k, one in given}
        specs = {name: full[name] for name in cls.graph(full).group(None)}
        return specs, cls.graph(specs)

    @staticmethod
    def graph(specs: Mapping[str, CursorSpec]) -> Graph:
        return Graph(
            {name: spec.tracks for name, spec in specs.items()},
            frozenset(name for name, spec in specs.items() if spec.autosave),
        )

    def within(self, name: str) -> Within:
        """Say what restricts a cursor.

        By default the ids of the intent, or its values when it asks for a list, restrict the
        primary cursor.
        """
        content = self.intent.content
        archived = self.plan()[0][name].archived
        if content is None or name != self.primary:
            return Within(archived=archived)
        if self.intent.operation == Operation.CREATE:
            return Within(keys=())
        listed = self.intent.operation in LISTING and not content.len
        columns = tuple(content.values.items()) if listed else ()
        return Within(columns, content.ids or None, archived)

    @property
    def primary(self) -> str | None:
        """The cursor that shows what the intent is about."""
        content = self.intent.content
        for name, spec in self.plan()[0].items():
            if content is not None and spec.source == content.source and spec.tracks is None:
                return name
        return None
