"""What crosses the wire: rows, keys and values as JSON, all else with a name and its fields."""

from typing import Any, Literal, NotRequired, TypedDict

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
    rebuilt: bool
    user: Plain


class SessionInfo(TypedDict):
    """The session is active, or has ended (event at the server's half).

    `opened`: all it begins with has been shown, and what was open before with it. `kept`: it has
    ended here because the node goes, and may be resumed elsewhere. `error`: there is nothing for it
    to begin with.
    """

    id: str
    status: Literal["started", "active", "stopped"]
    base: str
    opened: NotRequired[bool]
    kept: NotRequired[bool]
    error: NotRequired[dict[str, Any]]


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


class LawReference(TypedDict):
    """Where a duty stands, and what it says in a sentence."""

    ref: str
    text: str


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
    within: NotRequired[dict[str, str] | None]  # picked among rows with {their column: our field}
    creates: NotRequired[bool]  # this reader may make one of those it refers to
    section: NotRequired[str | None]
    width: NotRequired[int]
    help: NotRequired[str | None]
    law: NotRequired[LawReference | None]
    show_if: NotRequired[Value]
    lock_reason: NotRequired[str | None]
    prints_in: NotRequired[str | None]


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
    icon: NotRequired[str]
    archivable: NotRequired[bool]
    papers: NotRequired[bool]
    tree: NotRequired[str | None]
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
    style: NotRequired[Literal["primary", "danger"]]
    order: NotRequired[int]
    group: NotRequired[str]  # the heading it stands under
    cursor: NotRequired[str]  # whose rows it is about


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
    drafts_kept_at: str | None  # when they were, if they are of an earlier time


class ActionFlags(TypedDict):
    """Whether an action is enabled and visible."""

    enabled: bool
    visible: bool


class ViewNotice(TypedDict):
    """What came of an action: something went wrong, or what it did (call to the view)."""

    level: Literal["error", "info"]
    action: str
    code: str
    fields: NotRequired[Plain]
    incident: NotRequired[str]
    message: NotRequired[str]


class ViewResult(TypedDict):
    """What came out of a context that this view started; null: cancelled (call to the view)."""

    context: str
    content: ContentWire | None


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


# Which groups, or rows of a tree, show what is below them: all but those, or only those.
OpenRequest = TypedDict("OpenRequest", {"all": bool, "except": NotRequired[list[Key]]})


class QueryRequest(TypedDict):
    """What rows to show; `filter` is {"and": […]}, {"or": […]}, {"not": …}, [column, op, value].

    `group` with `open`, and `tree`, add a last column `_node`: [level, open, count, column].
    """

    filter: NotRequired[Value]
    words: NotRequired[str]
    sort: NotRequired[list[tuple[str, Literal["asc", "desc"]]]]
    group: NotRequired[list[str]]
    open: NotRequired[OpenRequest]
    tree: NotRequired[bool]
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
