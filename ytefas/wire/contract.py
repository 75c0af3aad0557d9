"""The contract between server and client, described once, in Python types.

From here come the JSON Schema and the client's TypeScript types (`make contract`), and the hash
that WELCOME carries: a client built for another one tells its user that there is a new version.
Tests hold it to the truth: every call open to clients is here with its very parameters, and what
really crosses the wire fits the schema.

History (a new line whenever the hash changes on purpose):
1 sessions, pairings, contexts, cursors, actions.
"""

import hashlib
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, NotRequired, TypedDict, get_type_hints

from ytefas.framework.talk.invocation import Invocation, Progress
from ytefas.framework.talk.member import SessionMember
from ytefas.framework.talk.session import SessionService
from ytefas.framework.work.action import Action
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.desk import Desk
from ytefas.wire.schema import describe, typescript

VERSION: Final = 1

Key = str | int
Value = Any
Row = list[Value]
Exactness = Literal["exact", "estimated", "at_least"]
Plain = dict[str, Any]

# -- sessions


class Resume(TypedDict):
    """What a client kept of its session."""

    id: str
    token: str


class SessionStarted(TypedDict):
    """The answer to start_session: where the session lives."""

    id: str
    base: str
    location: Literal["client"]
    token: str
    status: Literal["started", "active"]
    resumed: bool
    user: Plain


class SessionInfo(TypedDict):
    """The session began, is active, or has ended (event at the server's half)."""

    id: str
    status: Literal["started", "active", "stopped"]
    base: str


class PairingRequest(TypedDict):
    """The client asks for the server's side of one of its nodes."""

    role: str
    context: NotRequired[dict[str, str]]


class PeerAddress(TypedDict):
    """Where one side of a pairing lives, and its name there."""

    uri: str
    role: str


class PeerStart(TypedDict):
    """Both sides are there (call to the client's half)."""

    id: int
    locations: dict[str, PeerAddress]


class PeerStop(TypedDict):
    """One side has gone (call to the client's half)."""

    id: int


# -- what the server describes


class ContentWire(TypedDict):
    """Records of a source, or values for a new one."""

    source: str
    ids: NotRequired[list[Key]]
    values: NotRequired[Plain]


class IntentWire(TypedDict):
    """What is asked: also what stands in the address of a view."""

    operation: str
    content: NotRequired[ContentWire | None]
    controller: NotRequired[str | None]
    categories: NotRequired[list[str]]
    options: NotRequired[Plain]


class Choice(TypedDict):
    """One of several controllers that answer equally well."""

    id: str
    label: str
    icon: str


class ContextOpened(TypedDict):
    """The context an intent opened, or those to choose from."""

    context: NotRequired[str]
    id: NotRequired[str]
    choose: NotRequired[list[Choice]]


class ViewDescription(TypedDict):
    """A screen: its type and its parts; unknown kinds are shown read-only, never refused."""

    type: str
    title: str
    parts: list[Plain]
    options: Plain


class FieldDescription(TypedDict):
    """A column of a source, as this reader sees it."""

    name: str
    type: str
    label: str
    hint: str | None
    widget: str
    unit: str | None
    order: int
    length: int | None
    decimals: int | None
    nullable: bool
    required: bool
    readonly: bool
    default: Value
    choices: list[tuple[str, str]] | None
    reference: str | None
    filters: bool
    sorts: bool
    words: bool
    operators: list[str]
    personal: str
    hidden: bool


class Rights(TypedDict):
    """What this reader may do on at least one customer; the server asks again at every write."""

    create: bool
    write: bool
    delete: bool


class SourceDescription(TypedDict):
    """A source, as this reader sees it."""

    name: str
    key: str
    label: str
    plural: str
    names_by: str
    sort: list[tuple[str, Literal["asc", "desc"]]]
    words: bool
    can: Rights
    columns: list[str]
    fields: list[FieldDescription]


class CursorDescription(TypedDict):
    """A cursor of a context."""

    uri: str
    tracks: str | None
    readonly: bool
    source: SourceDescription


class ActionDescription(TypedDict):
    """Something to do, and whether it can be done now; what is empty is left out."""

    id: str
    uri: str
    enabled: bool
    visible: bool
    label: str
    categories: NotRequired[list[str]]
    hint: NotRequired[str]
    icon: NotRequired[str]
    keys: NotRequired[str]
    confirm: NotRequired[str]


class PeerOffer(TypedDict):
    """The server's half of a context, for which the client makes a view (call to the client)."""

    id: int
    role: str
    controller: str
    uri: str
    label: str
    icon: str
    modal: bool
    intent: IntentWire
    view: ViewDescription
    cursors: dict[str, CursorDescription]
    actions: list[ActionDescription]
    context: dict[str, str]
    drafts: Plain


class ActionFlags(TypedDict):
    """Whether an action is enabled and visible."""

    enabled: bool
    visible: bool


class ActionAnswer(TypedDict):
    """What became of an action."""

    ok: bool
    result: NotRequired[Value]
    error: NotRequired[Plain]


class CloseAnswer(TypedDict):
    """Whether a context closed, or somebody is asked about unsaved changes first."""

    closed: bool
    pending: NotRequired[bool]


# -- cursors


class QueryRequest(TypedDict):
    """What rows to show; `filter` is {"and": […]}, {"or": […]}, {"not": …}, [column, op, value]."""

    filter: NotRequired[Value]
    words: NotRequired[str]
    sort: NotRequired[list[tuple[str, Literal["asc", "desc"]]]]
    group: NotRequired[list[str]]
    columns: NotRequired[list[str]]


class WindowRequest(TypedDict):
    """Which part of them."""

    first: NotRequired[int]
    size: NotRequired[int]


class CursorState(TypedDict, total=False):
    """What a cursor tells beside its rows; a patch names only what changed."""

    current_id: Key | None
    dirty: bool
    loading: bool
    error: Plain | None
    errors: Plain | None
    edit: Literal["read", "edit", "new"]
    stale: list[Key]
    blank: Plain | None
    params: Plain


class CursorReset(TypedDict):
    """A whole window (event); a row is an array in the order of `columns`, its key first."""

    version: int
    first: int
    columns: list[str]
    rows: list[Row]
    total: int
    exactness: Exactness
    state: CursorState


SetOp = tuple[Literal["set"], Key, dict[str, Value]]
InsertOp = tuple[Literal["insert"], int, Key, Row]
RemoveOp = tuple[Literal["remove"], Key]
MoveOp = tuple[Literal["move"], Key, int]
TotalOp = tuple[Literal["total"], int, Exactness]
StateOp = tuple[Literal["state"], CursorState]


class CursorPatch(TypedDict):
    """What changed since the event before (event); a gap in `version` means: ask for the window."""

    version: int
    ops: list[SetOp | InsertOp | RemoveOp | MoveOp | TotalOp | StateOp]


class Standing(TypedDict):
    """Where a cursor stands after `set_current`."""

    current_id: Key | None
    version: int
    moved: bool
    pending: NotRequired[bool]


class RecordChanges(TypedDict):
    """Changes to a record, made looking at one version of it."""

    key: Key
    row_version: int
    changes: dict[str, Value]


class Saved(TypedDict):
    """The version a record has now."""

    row_version: int | None


class Created(TypedDict):
    """A record that was made."""

    key: Key
    row_version: int | None


class Deleted(TypedDict):
    """Records that are gone."""

    deleted: list[Key]


class PendingAnswer(TypedDict):
    """A person's decision about unsaved changes; `changes` by cursor, for `save`."""

    choice: Literal["save", "discard", "stay"]
    changes: NotRequired[dict[str, Plain]]
    idempotency_key: NotRequired[str]


class WireErrorBody(TypedDict):
    """The keyword arguments of every ERROR of ours (`ytefas.error.<code>`)."""

    code: str
    fields: Plain
    retry: bool
    message: str


# -- the calls


@dataclass(frozen=True, slots=True)
class Call:
    """A call open to clients: its function, what `dict` parameters really hold, its answer."""

    function: Callable[..., Any]
    answer: Any = None
    holds: Mapping[str, Any] = field(default_factory=dict)

    def parameters(self) -> dict[str, Any]:
        """Return the parameters a client fills, by name."""
        hints = get_type_hints(self.function)
        return {
            name: self.holds.get(name, hints.get(name, Any))
            for name in inspect.signature(self.function).parameters
            if name != "self" and hints.get(name) not in (Invocation, Progress)
        }


CALLS: Final[Mapping[str, Call]] = {
    "SessionStart": Call(SessionService.start_session, SessionStarted, {"resume": Resume | None}),
    "ServicePing": Call(SessionService.ping, str),
    "PairingRequest": Call(SessionMember.pairing_request, int, {"info": PairingRequest}),
    "PeerReady": Call(SessionMember.peer_ready),
    "PeerStopped": Call(SessionMember.peer_stop),
    "SessionStop": Call(SessionMember.session_stop),
    "DeskIntent": Call(Desk.begin_intent, ContextOpened, {"intent": IntentWire}),
    "ContextIntent": Call(Controller.begin_intent, ContextOpened, {"intent": IntentWire}),
    "ContextConfirm": Call(Controller.confirm),
    "ContextClose": Call(Controller.close, CloseAnswer),
    "ContextDraft": Call(Controller.keep_draft),
    "ContextMenu": Call(Controller.menu, list[ActionDescription]),
    "ActionRun": Call(Action.run, ActionAnswer),
    "CursorQuery": Call(Cursor.query, None, {"request": QueryRequest}),
    "CursorWindow": Call(Cursor.window, None, {"request": WindowRequest}),
    "CursorCurrent": Call(Cursor.set_current, Standing),
    "CursorDirty": Call(Cursor.set_dirty),
    "CursorSave": Call(Cursor.save, Saved, {"record": RecordChanges}),
    "CursorCreate": Call(Cursor.create, Created),
    "CursorDelete": Call(Cursor.delete, Deleted),
    "CursorDiscard": Call(Cursor.discard),
}

# What the server sends: events, and calls to the client's half.
SENT: Final[Mapping[str, Any]] = {
    "SessionInfo": SessionInfo,
    "PeerOffer": PeerOffer,
    "PeerStart": PeerStart,
    "PeerStop": PeerStop,
    "CursorReset": CursorReset,
    "CursorPatch": CursorPatch,
    "ActionFlags": ActionFlags,
    "PendingAnswer": PendingAnswer,
    "WireErrorBody": WireErrorBody,
}


def document() -> dict[str, Any]:
    """Return the whole contract as one JSON Schema document."""
    roots: dict[str, Any] = dict(SENT)
    for name, one in CALLS.items():
        roots[f"{name}Arguments"] = _typed(f"{name}Arguments", one)
        roots[f"{name}Answer"] = one.answer
    return {**describe(roots), "version": VERSION}


def _typed(name: str, one: Call) -> Any:
    """Make a TypedDict of a call's parameters; those with a default may be left out."""
    signature = inspect.signature(one.function).parameters
    members = {
        parameter: kind
        if signature[parameter].default is inspect.Parameter.empty
        else NotRequired[kind]
        for parameter, kind in one.parameters().items()
    }
    made: Any = TypedDict(name, members)  # type: ignore[misc]
    made.__doc__ = f"The arguments of {one.function.__name__}, by name or in this order."
    return made


def hashed(contract: Mapping[str, Any]) -> str:
    """Return the hash of a contract, words about it left out."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if key != "description"}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    plain = json.dumps(bare(contract), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


CONTRACT_HASH: Final = hashed(document())

GENERATED: Final = Path(__file__).resolve().parents[2] / "client" / "src" / "core"


def files() -> dict[Path, str]:
    """Return the generated files and what they hold now."""
    contract = document()
    head = "// Generated from ytefas/wire/contract.py by `make contract`. Do not edit.\n\n"
    hash_line = f'export const CONTRACT_HASH = "{hashed(contract)}";\n\n'
    return {
        GENERATED / "contract.schema.json": json.dumps(contract, indent=2) + "\n",
        GENERATED / "contract.gen.ts": head + hash_line + typescript(contract),
    }


def main() -> None:
    """Write the generated files."""
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
