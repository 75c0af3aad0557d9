"""The calls open to clients, what the server sends, and the hash of it all.

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
from typing import Any, Final, NotRequired, TypedDict, get_type_hints

from ytefas.framework.talk.invocation import Invocation, Progress
from ytefas.framework.talk.member import SessionMember
from ytefas.framework.talk.session import SessionService
from ytefas.framework.work.action import Action
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.desk import Desk
from ytefas.services.imports import Imports
from ytefas.services.jobs import Jobs
from ytefas.services.making import Makings
from ytefas.services.methods import Methods
from ytefas.services.papers import Papers
from ytefas.services.prefs import Prefs
from ytefas.services.presence import PresenceNode
from ytefas.services.privacy import Privacy
from ytefas.services.search import Search
from ytefas.services.views import Views
from ytefas.wire.contract.desk import (
    BatchChanges,
    BatchSaved,
    PersonHere,
    Place,
    SavedView,
    SearchAnswer,
    SearchHit,
    TitleWanted,
    ViewToKeep,
)
from ytefas.wire.contract.imports import (
    ImportChoices,
    ImportRows,
    ImportStart,
    ImportSummary,
    ImportUndone,
    ImportUpload,
)
from ytefas.wire.contract.jobs import ExportRequest, Job, SheetRequest
from ytefas.wire.contract.making import (
    MakingChoices,
    MakingDone,
    MakingPlan,
    MakingRequest,
    PresetsFor,
)
from ytefas.wire.contract.methods import (
    MatrixChecked,
    MatrixTemplates,
    MethodDescribed,
    MethodHints,
    MethodList,
    MethodResults,
)
from ytefas.wire.contract.papers import AttachedChanges, RecordPapers, Tag
from ytefas.wire.contract.privacy import ArchiveSummary, ErasureDone, ErasurePreview
from ytefas.wire.contract.schema import describe
from ytefas.wire.contract.types import (
    ActionAnswer,
    ActionDescription,
    ActionFlags,
    Choice,
    CloseAnswer,
    ContextOpened,
    Created,
    CursorPatch,
    CursorReset,
    Deleted,
    IntentWire,
    PairingRequest,
    PeerOffer,
    PeerStart,
    PeerStop,
    PendingAnswer,
    QueryRequest,
    RecordChanges,
    Resume,
    Saved,
    SessionInfo,
    SessionStarted,
    Standing,
    ViewNotice,
    ViewResult,
    WindowRequest,
    WireErrorBody,
)

VERSION: Final = 1

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
    "ContextRest": Call(Controller.rest),
    "ContextDraft": Call(Controller.keep_draft),
    "ContextSave": Call(
        Controller.save, dict[str, BatchSaved], {"changes": dict[str, BatchChanges]}
    ),
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
    "PrefsAll": Call(Prefs.all, dict[str, Any]),
    "PrefsPut": Call(Prefs.put),
    "ViewsList": Call(Views.list, list[SavedView]),
    "ViewsKeep": Call(Views.keep, SavedView, {"view": ViewToKeep}),
    "ViewsRemove": Call(Views.remove),
    "SearchFind": Call(Search.find, SearchAnswer),
    "SearchChoices": Call(Search.choices, list[SearchHit]),
    "SearchTitles": Call(Search.titles, list[SearchHit | None], {"records": list[TitleWanted]}),
    "JobsAll": Call(Jobs.all, list[Job]),
    "JobsCancel": Call(Jobs.cancel, Job),
    "JobsRetry": Call(Jobs.retry, Job),
    "JobsDismiss": Call(Jobs.dismiss, Job),
    "JobsExport": Call(Jobs.export, Job, {"request": ExportRequest}),
    "JobsSheet": Call(Jobs.sheet, Job, {"request": SheetRequest}),
    "PapersOf": Call(Papers.of, RecordPapers),
    "PapersLeave": Call(Papers.leave),
    "PapersAttach": Call(Papers.attach, RecordPapers),
    "PapersDetach": Call(Papers.detach, RecordPapers),
    "PapersDescribe": Call(Papers.describe, RecordPapers, {"changes": AttachedChanges}),
    "PapersArrange": Call(Papers.arrange, RecordPapers),
    "PapersSay": Call(Papers.say, RecordPapers),
    "PapersReword": Call(Papers.reword, RecordPapers),
    "PapersResolve": Call(Papers.resolve, RecordPapers),
    "PapersTags": Call(Papers.tags, list[Tag]),
    "PapersTag": Call(Papers.tag, RecordPapers),
    "ImportsOpen": Call(Imports.open, ImportStart),
    "ImportsLook": Call(Imports.look, ImportUpload),
    "ImportsArrange": Call(Imports.arrange, ImportUpload, {"choices": ImportChoices}),
    "ImportsCheck": Call(Imports.check, ImportSummary),
    "ImportsRows": Call(Imports.rows, ImportRows),
    "ImportsCorrect": Call(Imports.correct, ImportSummary),
    "ImportsForget": Call(Imports.forget),
    "ImportsApply": Call(Imports.apply, str),
    "ImportsUndo": Call(Imports.undo, ImportUndone),
    "MakingPresets": Call(Makings.presets, PresetsFor),
    "MakingLay": Call(Makings.lay, MakingPlan, {"request": MakingRequest}),
    "MakingCarryOut": Call(
        Makings.carry_out, MakingDone, {"request": MakingRequest, "choices": MakingChoices}
    ),
    "MethodsList": Call(Methods.list, MethodList),
    "MethodsDescribe": Call(Methods.describe, MethodDescribed),
    "MethodsEvaluate": Call(Methods.evaluate, MethodResults),
    "MethodsRows": Call(Methods.rows, MethodResults),
    "MethodsSensitivity": Call(Methods.sensitivity, MethodHints),
    "MethodsCheck": Call(Methods.check, MatrixChecked),
    "MethodsTemplates": Call(Methods.templates, MatrixTemplates),
    "PrivacyPreview": Call(Privacy.preview, ErasurePreview),
    "PrivacyErase": Call(Privacy.erase, ErasureDone),
    "PrivacyLook": Call(Privacy.look, ArchiveSummary),
    "PrivacyBring": Call(Privacy.bring, str),
    "PrivacyForget": Call(Privacy.forget),
    "PresenceHere": Call(PresenceNode.here, None, {"places": list[Place]}),
}

# What the server sends: events, and calls to the client's half.
SENT: Final[Mapping[str, Any]] = {
    "SessionInfo": SessionInfo,
    "PeerOffer": PeerOffer,
    "PeerStart": PeerStart,
    "PeerStop": PeerStop,
    "CursorReset": CursorReset,
    "CursorPatch": CursorPatch,
    "PrefsChanged": str,
    "ViewsChanged": str,
    "MethodsChanged": str,
    "PapersChanged": str,
    "PresenceChanged": list[PersonHere],
    "JobChanged": Job,
    "ActionsFlags": dict[str, ActionFlags],
    "ViewNotice": ViewNotice,
    "ViewResult": ViewResult,
    "ViewChoose": list[Choice],
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
