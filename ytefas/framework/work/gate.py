"""The gate between a row and the next: runs the machine of `dirty` for one controller.

The machine decides, the gate does: it asks the view, has the answer saved in one transaction, and
tells each requester yes or no. A view that does not answer, or goes, stays where it is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol, assert_never
from uuid import uuid4

from ytefas.errors import Invalid, YtefasError, sentences
from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.signal import Keeper
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.content import Key
from ytefas.framework.work.dirty import (
    Answered,
    Ask,
    Choice,
    Declared,
    Effect,
    Event,
    Failed,
    Grant,
    Graph,
    PeerGone,
    Pending,
    Reason,
    Refuse,
    Report,
    Requested,
    Restore,
    Save,
    Saved,
    ServerMoved,
    dirty_members,
    step,
)
from ytefas.framework.work.rows import Batch, Creating, Saving, Within, Writer

log = logging.getLogger(__name__)

ASK_FOR: Final = 600.0  # seconds a person may think before the answer is "stay"
MAX_CHANGES: Final = 1000

Decision = asyncio.Future[Reason | None]  # None: go on


class Held(Protocol):
    """A cursor, as far as its gate is concerned."""

    writer: Writer

    @property
    def source(self) -> str: ...
    @property
    def bounds(self) -> Within: ...
    def restore(self) -> None: ...
    def told_dirty(self, keys: frozenset[Key]) -> None: ...
    def told_errors(self, errors: Mapping[str, Any] | None) -> None: ...


class Asking(Protocol):
    """The view's side of a question: `{"choice": …, "changes": {cursor: {saves, …}}}`."""

    async def __call__(self, names: Sequence[str], *, silent: bool) -> Mapping[str, Any]: ...


class Gate:
    """Holds the machine of one controller; `cursors` by name."""

    def __init__(
        self,
        graph: Graph,
        cursors: Mapping[str, Held],
        *,
        ask: Asking,
        owner: Keeper,
        settled: Callable[[Sequence[str]], object] = lambda _names: None,
    ) -> None:
        self.graph = graph
        self.pending = Pending()
        self._cursors = cursors
        self._ask = ask
        self._owner = owner
        self._settled = settled  # told of cursors whose changes were saved or discarded here
        self._requests = 0
        self._waiting: dict[int, Decision] = {}
        self._answer: Mapping[str, Any] = {}
        owner.node_keep(self)

    def close(self) -> None:
        """End with the controller: whoever waits for a decision stays where it is."""
        for request in list(self._waiting):
            self._decide(request, Reason.STAY)

    # -- what may happen

    def leave(self, cursor: str | None, version: int | None = None) -> Decision:
        """Ask to leave a cursor's row, or everything; the decision may be there at once."""
        self._requests += 1
        decision: Decision = asyncio.get_running_loop().create_future()
        self._waiting[self._requests] = decision
        self._feed(Requested(self._requests, cursor, version))
        return decision

    def declare(self, cursor: str, keys: frozenset[Key]) -> None:
        """Hear which rows of a cursor hold unsaved changes."""
        self._feed(Declared(cursor, keys))
        self._cursors[cursor].told_dirty(keys)

    def dirty(self, cursor: str) -> frozenset[Key]:
        return self.pending.dirty.get(cursor, frozenset())

    def holds(self, cursor: str | None) -> bool:
        """Tell whether a cursor or one that tracks it has unsaved changes."""
        return bool(dirty_members(self.graph, self.pending, cursor))

    def server_moved(self, cursor: str, version: int) -> None:
        self._feed(ServerMoved(cursor, version))

    def peer_gone(self) -> None:
        self._feed(PeerGone())

    # -- what is to be done

    def _feed(self, event: Event) -> None:
        self.pending, effects = step(self.graph, self.pending, event)
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Grant(request):
                self._decide(request, None)
            case Refuse(request, reason):
                self._decide(request, reason)
            case Ask():
                _ = spawn(self._put(effect), owner=self._owner, name="ask about changes")
            case Save(names):
                _ = spawn(self._save(names), owner=self._owner, name="save a group")
            case Restore(names):
                for name in names:
                    self._cursors[name].told_dirty(frozenset())
                    self._cursors[name].restore()
                self._settled(names)
            case Report(errors):
                for name, found in errors.items():
                    self._cursors[name].told_errors(found)
            case _ as never:
                assert_never(never)

    def _decide(self, request: int, reason: Reason | None) -> None:
        decision = self._waiting.pop(request)
        if not decision.done():
            decision.set_result(reason)

    async def _put(self, question: Ask) -> None:
        choice = Choice.STAY
        try:
            async with asyncio.timeout(ASK_FOR):
                answer = await self._ask(question.names, silent=question.silent)
            choice = Choice(answer.get("choice", Choice.STAY))
            self._answer = answer
        except (TimeoutError, YtefasError, ValueError) as error:
            log.info("no decision about %s: %r", question.names, error)
        except Exception:
            log.exception("asking about %s failed", question.names)
        self._feed(Answered(question.ask, choice))

    async def _save(self, names: tuple[str, ...]) -> None:
        writer = self._cursors[names[0]].writer  # one for all: they belong to one user
        try:
            batches = self._batches(names, self._answer.get("changes", {}))
            if any(batch.saves or batch.creates or batch.deletes for batch in batches):
                await writer.write(batches, idempotency_key=self._key())
        except YtefasError as error:
            self._feed(Failed({name: told(error) for name in names}))
            return
        except Exception:
            self._feed(Failed({name: {"code": "internal"} for name in names}))
            raise
        for name in names:
            self._cursors[name].told_errors(None)
        self._feed(Saved())
        self._settled([name for name in names if not self.dirty(name)])
        for name in names:
            self._cursors[name].told_dirty(self.dirty(name))

    def _key(self) -> str:
        given = self._answer.get("idempotency_key")
        return given if isinstance(given, str) else str(uuid4())

    def _batches(self, names: tuple[str, ...], raw: object) -> list[Batch]:
        if not isinstance(raw, Mapping):
            raise Invalid("changes")
        batches = []
        for name in names:
            cursor = self._cursors[name]
            batches.append(parse_batch(raw.get(name, {}), name, cursor.source, cursor.bounds))
        return batches


def told(error: YtefasError) -> dict[str, Any]:
    """Say an error as plain data for a view."""
    return {"code": error.code, **error.fields}


def said(problem: Mapping[str, Any], context: NodeContext | None) -> dict[str, Any]:
    """Add the sentences of an error, of its fields too, in the words of the application."""
    if context is None or "application" not in context:
        return dict(problem)
    words, locale = context.application.words, str(context.principal.locale)
    text, beside = words(problem["code"], locale, problem), sentences(problem, words, locale)
    more = {"message": text, "sentences": beside}
    return {**problem, **{name: value for name, value in more.items() if value}}


def parse_batch(raw: object, name: str, source: str, within: Within) -> Batch:
    """Read the changes of one cursor as a view sends them; what is in bounds is asked later."""
    match raw:
        case {**parts} if parts.keys() <= {"saves", "creates", "deletes"}:
            saves, creates, deletes = (
                _listed(parts.get(part, ())) for part in ("saves", "creates", "deletes")
            )
            return Batch(
                source,
                within,
                saves=tuple(parse_saving(one) for one in saves),
                creates=tuple(creating(_values(one), within) for one in creates),
                deletes=parse_keys(deletes),
                name=name,
            )
        case _:
            raise Invalid("changes", cursor=name)


def creating(values: Mapping[str, Any], within: Within) -> Creating:
    """Make a record where its cursor stands: what that is bound to wins over what the view says."""
    return Creating({**values, **dict(within.columns)})


def parse_saving(raw: object) -> Saving:
    """Read {key, row_version, changes}."""
    match raw:
        case {"key": str() | int() as key, "row_version": int() as version, "changes": changes}:
            return Saving(key, version, _values(changes))
        case _:
            raise Invalid("changes")


def parse_keys(raw: object) -> tuple[Key, ...]:
    """Read a bounded list of keys."""
    if not all(isinstance(key, str | int) and not isinstance(key, bool) for key in _listed(raw)):
        raise Invalid("keys")
    return tuple(_listed(raw))


def _listed(raw: object) -> Sequence[Any]:
    if not isinstance(raw, list | tuple) or len(raw) > MAX_CHANGES:
        raise Invalid("changes")
    return raw


def _values(raw: object) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping) or not all(isinstance(name, str) for name in raw):
        raise Invalid("changes")
    return raw
