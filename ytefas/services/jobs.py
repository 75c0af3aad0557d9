"""The jobs of a user, as every desk of his offers them: what runs, what is ready, what he asks for.

The file of a job is fetched at `/files/<id>`. An export takes the query of a cursor that is open in
this session, with all that bounds it; it is done later, with the rights its owner has then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast
from uuid import UUID, uuid4

from typing_extensions import override

from ytefas.errors import Invalid, NotFound, TooLarge
from ytefas.framework.talk.access import OWN_SESSION
from ytefas.framework.talk.calls import call
from ytefas.framework.talk.serialize import encode
from ytefas.framework.tree.context import NodeContext
from ytefas.framework.tree.node import Node, Phase
from ytefas.framework.tree.path import PathLike
from ytefas.framework.tree.signal import Signal
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.desk import Desk
from ytefas.framework.work.gate import MAX_CHANGES, parse_keys
from ytefas.framework.work.many import intent_for
from ytefas.jobs.bulk import KIND as BULK_JOB
from ytefas.jobs.export import CONTENT_TYPES, KIND
from ytefas.jobs.job import Job, NewJob, moment
from ytefas.jobs.queue import Orders
from ytefas.jobs.sheet import KIND as SHEET
from ytefas.jobs.tray import Listener
from ytefas.rules.access import Principal
from ytefas.services.circle import writer_of
from ytefas.words import words

MOST_COLUMNS: Final = 200
MOST_KEYS: Final = MAX_CHANGES
WIDEST: Final = 10_000  # pixels
LONGEST: Final = 120  # letters of a name or a label
HOME: Final = "Europe/Rome"  # where times are told when the browser does not say
SHEETS: Final = {"it": "Scheda di metodo", "en": "Method sheet"}
LONGEST_CODE: Final = 40
TITLES: Final = {"it": "Esportazione di {name}", "en": "Export of {name}"}


class Watching(Protocol):
    """Who tells what happens to a user's jobs."""

    def watch(self, owner: UUID, listener: Listener) -> Any:
        """Call the listener at every change; calling what is returned ends it."""


@dataclass(frozen=True, slots=True)
class _Listening:
    """The subscription of a node, which ends with it."""

    end: Any

    def close(self) -> None:
        self.end()


class Jobs(Node):
    """The jobs of the user whose desk this is."""

    changed: Signal[...] = Signal()  # (job): it came, went on, or ended

    def __init__(self, orders: Orders, trays: Watching) -> None:
        self._orders = orders
        self._trays = trays

    @override
    async def node_bind(
        self, path: PathLike, context: NodeContext | None = None, parent: Node | None = None
    ) -> None:
        await super().node_bind(path, context, parent)
        self.node_keep(_Listening(self._trays.watch(self._principal.user_id, self._heard)))

    @call(access=OWN_SESSION)
    async def all(self) -> list[dict[str, Any]]:
        """List the user's jobs, the newest first."""
        return [self._wire(job) for job in await self._orders.of(self._principal.user_id)]

    @call(access=OWN_SESSION)
    async def cancel(self, id: str) -> dict[str, Any]:  # noqa: A002 - its name on the wire
        """Stop a job that has not ended."""
        return self._wire(await self._orders.cancel(writer_of(self).user_id, _key(id)))

    @call(access=OWN_SESSION)
    async def retry(self, id: str) -> dict[str, Any]:  # noqa: A002 - its name on the wire
        """Do a job again that failed or was cancelled."""
        return self._wire(await self._orders.retry(writer_of(self).user_id, _key(id)))

    @call(access=OWN_SESSION)
    async def dismiss(self, id: str) -> dict[str, Any]:  # noqa: A002 - its name on the wire
        """Take a job out of the list, its file with it."""
        return self._wire(await self._orders.dismiss(writer_of(self).user_id, _key(id)))

    @call(access=OWN_SESSION)
    async def export(
        self, request: dict[str, Any], idempotency_key: str | None = None
    ) -> dict[str, Any]:
        """Make a file of all the rows that a cursor of this session stands for."""
        principal = self._principal
        controller, cursor = self._cursor(request)
        order = self._order(request, controller, cursor)
        new = NewJob(
            principal.user_id, KIND,
            TITLES.get(principal.locale, TITLES["en"]).format(name=order["name"]),
            order, uuid4() if idempotency_key is None else _key(idempotency_key),
        )  # fmt: skip
        return self._wire(await self._orders.add(new))

    @call(access=OWN_SESSION)
    async def sheet(
        self, request: dict[str, Any], idempotency_key: str | None = None
    ) -> dict[str, Any]:
        """Draw the sheet of a stored calculation, or of a case that is only tried."""
        principal = self._principal
        order = _sheet(request) | {"locale": principal.locale}
        called = SHEETS.get(principal.locale, SHEETS["en"])
        new = NewJob(
            principal.user_id, SHEET, ": ".join(filter(None, (called, order["title"]))),
            order, uuid4() if idempotency_key is None else _key(idempotency_key),
        )  # fmt: skip
        return self._wire(await self._orders.add(new))

    # -- what is asked

    def _cursor(self, request: Mapping[str, Any]) -> tuple[Controller, Cursor]:
        context = str(request.get("context", ""))
        desk = cast("Desk", self._context.desk)
        name = context.removeprefix(f"{desk.node_path}.")
        controller = desk.contexts.get(name)
        cursor = None if controller is None else controller.cursors.get(str(request.get("cursor")))
        if controller is None or cursor is None:
            raise NotFound
        return controller, cursor

    def _order(
        self, request: Mapping[str, Any], controller: Controller, cursor: Cursor
    ) -> dict[str, Any]:
        unknown = request.keys() - {
            "context", "cursor", "columns", "format", "name", "selection", "left_out", "zone",
        }  # fmt: skip
        if unknown:
            raise Invalid("unknown_parameter", parameter=min(unknown)[:60])
        if request.get("format") not in CONTENT_TYPES:
            raise Invalid("malformed", parameter="format")
        columns = _columns(request.get("columns"))
        query = cursor.snapshot()["query"]
        cursor.rows.parse({"columns": [one["name"] for one in columns]})  # unknown: told now
        bounds = cursor.bounds
        described = controller.application.cursors.describe(cursor.source, controller)
        return {
            "source": cursor.source,
            "query": query,
            "within": [[name, encode(value)] for name, value in bounds.columns],
            "keys": None if bounds.keys is None else [encode(key) for key in bounds.keys],
            "archived": bounds.archived,
            "chosen": _chosen(request.get("selection")),
            "left_out": _chosen(request.get("left_out")) or [],
            "columns": columns,
            "format": request["format"],
            "name": _text(request, "name") or str(described.get("plural") or cursor.source),
            "zone": _text(request, "zone") or HOME,
            "locale": self._principal.locale,
        }

    # -- what is told

    def _heard(self, job: Job) -> None:
        if self.node_phase is Phase.BOUND:
            _ = spawn(self.changed.notify(self._wire(job)), owner=self, name="tell of a job")

    def _wire(self, job: Job) -> dict[str, Any]:
        locale = self._principal.locale
        error = None
        if job.error is not None:
            error = {"code": job.error, "message": words(job.error, locale, job.error_fields)}
        file = None
        if job.file is not None:
            file = {"name": job.file.name, "url": f"/files/{job.id}", "size": job.file.size}
        return {
            "id": str(job.id), "kind": job.kind, "label": job.label, "state": job.state.value,
            "done": job.done, "total": job.total, "note": job.note,
            "created_at": moment(job.created_at), "ended_at": moment(job.ended_at),
            "file": file, "error": error, "opens": _opens(job), "dismissed": job.dismissed,
        }  # fmt: skip

    @property
    def _context(self) -> NodeContext:
        if self.node_context is None:
            raise NotFound
        return self.node_context

    @property
    def _principal(self) -> Principal:
        return cast("Principal", self._context.principal)


def _opens(job: Job) -> dict[str, Any] | None:
    """Say which screen tells what came of a job record by record, if one does."""
    batch, source = job.request.get("batch"), job.request.get("source")
    if job.kind != BULK_JOB or batch is None or source is None:
        return None
    return intent_for(str(source), str(batch)).wire()


def _sheet(request: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a sheet is wanted of; whether it may be seen is asked when it is drawn."""
    known = {"calculation", "method", "version", "inputs", "after", "title", "zone"}
    if unknown := request.keys() - known:
        raise Invalid("unknown_parameter", parameter=min(unknown)[:60])
    about = {"title": _text(request, "title"), "zone": _text(request, "zone") or HOME}
    if request.get("calculation") is not None:
        return about | {"calculation": str(_key(str(request["calculation"])))}
    method, version = request.get("method"), request.get("version")
    if not isinstance(method, str) or not 0 < len(method) <= LONGEST_CODE:
        raise Invalid("malformed", parameter="method")
    if version is not None and (not isinstance(version, int) or isinstance(version, bool)):
        raise Invalid("malformed", parameter="version")
    cases = {name: request.get(name) for name in ("inputs", "after")}
    for name, case in cases.items():
        if not isinstance(case, Mapping) and (case is not None or name == "inputs"):
            raise Invalid("malformed", parameter=name)
    return about | {"method": method, "version": version} | cases


def _columns(raw: object) -> list[dict[str, Any]]:
    """Read the columns: names, or names with what the grid shows of them."""
    if not isinstance(raw, list | tuple) or not raw:
        raise Invalid("malformed", parameter="columns")
    if len(raw) > MOST_COLUMNS:
        raise TooLarge(limit=MOST_COLUMNS)
    found: dict[str, dict[str, Any]] = {}
    for one in raw:
        column = {"name": one} if isinstance(one, str) else one
        if not isinstance(column, Mapping) or not isinstance(column.get("name"), str):
            raise Invalid("malformed", parameter="columns")
        found[column["name"]] = {
            "name": column["name"],
            "label": _text(column, "label"),
            "width": _width(column.get("width")),
        }
    return list(found.values())


def _width(value: object) -> int | None:
    """Read a width in pixels; a strange one is as good as none."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < WIDEST
    return int(value) if good and isinstance(value, int | float) else None


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid("malformed", parameter=name)
    return value.replace("\0", "").strip()[:LONGEST]


def _chosen(raw: object) -> list[Any] | None:
    """Say which records were chosen, as they are kept."""
    if raw is None:
        return None
    if not isinstance(raw, list | tuple):
        raise Invalid("malformed", parameter="selection")
    if len(raw) > MOST_KEYS:
        raise TooLarge(reason="rows", limit=MOST_KEYS)
    return [encode(key) for key in dict.fromkeys(parse_keys(list(raw)))]


def _key(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        raise NotFound from None
