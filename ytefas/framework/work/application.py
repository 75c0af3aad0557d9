"""What the desks of all sessions share: the controllers, the sources, and who may do what.

Built once by the assembly and found by every node as `#application` in its context.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from ytefas.framework.talk.access import Principal
from ytefas.framework.tree.node import Node
from ytefas.framework.work.content import Content, Key
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.draft import DraftBook
from ytefas.framework.work.election import Candidate, Election, check, elect, explain
from ytefas.framework.work.intent import SESSION_START, Intent, Operation
from ytefas.framework.work.rows import Within
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Plain

if TYPE_CHECKING:
    from ytefas.framework.work.controller import Controller
    from ytefas.framework.work.many import Many


log = logging.getLogger(__name__)


class CursorFactory(Protocol):
    """Makes cursors over the data, for the principal of the controller's context."""

    def make(
        self, spec: CursorSpec, controller: Controller, *, master: Cursor | None, within: Within
    ) -> Cursor:
        """Make an unbound cursor; the controller adds it."""

    def describe(self, source: str, controller: Controller) -> Plain:
        """Tell the view about a source: its fields, as this principal sees them."""


class Permits(Protocol):
    """Says whether a principal holds some permissions and may do an operation on a source.

    On a row of `owner` where that is known, else anywhere.
    """

    def __call__(
        self,
        principal: Any,
        requires: frozenset[str],
        operation: Operation | None,
        source: str | None,
        owner: Key | None = None,
    ) -> bool: ...


def first_intent(principal: Principal) -> Intent:
    """Ask for what a session begins with: the view of its user, by a category nobody else has."""
    content = Content("auth.users", (principal.user_id,))
    return Intent(Operation.VIEW, content, categories=frozenset({SESSION_START}))


@dataclass(frozen=True, slots=True)
class Application:
    """Everything a desk needs to answer an intent. Refuses controllers nobody can tell apart."""

    controllers: Collection[type[Controller]]
    sources: Collection[str]
    cursors: CursorFactory
    permits: Permits
    first: Callable[[Any], Intent] = first_intent
    words: Callable[[str, str, Mapping[str, Any]], str] = lambda *_: ""  # of an error's code
    services: Mapping[str, Callable[[], Node]] = field(default_factory=dict)  # at every desk
    drafts: DraftBook | None = None  # None: drafts last as long as their session
    many: Many | None = None  # who carries actions on many records out
    candidates: tuple[Candidate, ...] = field(init=False)
    by_id: dict[str, type[Controller]] = field(init=False)

    def __post_init__(self) -> None:
        candidates = tuple(controller.candidate() for controller in self.controllers)
        check(candidates)
        object.__setattr__(self, "candidates", candidates)
        object.__setattr__(self, "by_id", {one.ID: one for one in self.controllers})

    def elect(self, intent: Intent, principal: Any) -> Election:
        election = hold(self.candidates, intent, principal, self.permits)
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s", explain(election))
        return election


def hold(
    candidates: Iterable[Candidate], intent: Intent, principal: Any, permits: Permits
) -> Election:
    """Hold the election of an intent among these candidates, for this user."""
    source = None if intent.content is None else intent.content.source

    def permitted(candidate: Candidate, asked: Intent) -> bool:
        return permits(principal, candidate.requires, asked.operation, source)

    return elect(candidates, intent, permitted)


def discover(package: ModuleType, base: type[Controller]) -> list[type[Controller]]:
    """Collect the controllers declared in the modules of a package: declaring is registering."""
    found = [one for module in _modules(package) for one in _declared(module, base)]
    return sorted(found, key=lambda one: one.ID)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for one in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        yield importlib.import_module(f"{package.__name__}.{one.name}")


def _declared(module: ModuleType, base: type[Controller]) -> Iterable[type[Controller]]:
    for member in vars(module).values():
        own = isinstance(member, type) and member.__module__ == module.__name__
        if own and issubclass(member, base) and "ID" in vars(member):
            yield member
