"""Watches what crosses the wire and holds every message of ours against the contract."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from tests.support import visitor as wamp
from tests.support.schema import Judge
from ytefas.wire.contract.calls import CALLS, document

_DOCUMENT = document()
_SESSION = r"ytefas\.s\.[0-9a-f]{32}"
_CALLS = [
    (r"ytefas\.session\.start_session", "SessionStart"),
    (r"ytefas\.session\.ping", "ServicePing"),
    (_SESSION + r"\.server\.pairing_request", "PairingRequest"),
    (_SESSION + r"\.server\.peer_ready", "PeerReady"),
    (_SESSION + r"\.server\.peer_stop", "PeerStopped"),
    (_SESSION + r"\.server\.session_stop", "SessionStop"),
    (_SESSION + r"\.server\.begin_intent", "DeskIntent"),
    (_SESSION + r"\.server\.\d+\.begin_intent", "ContextIntent"),
    (_SESSION + r"\.server\.\d+\.confirm", "ContextConfirm"),
    (_SESSION + r"\.server\.\d+\.close", "ContextClose"),
    (_SESSION + r"\.server\.\d+\.keep_draft", "ContextDraft"),
    (_SESSION + r"\.server\.\d+\.menu", "ContextMenu"),
    (_SESSION + r"\.server\.\d+\.actions\.\w+\.run", "ActionRun"),
    (_SESSION + r"\.server\.\d+\.\w+\.query", "CursorQuery"),
    (_SESSION + r"\.server\.\d+\.\w+\.window", "CursorWindow"),
    (_SESSION + r"\.server\.\d+\.\w+\.set_current", "CursorCurrent"),
    (_SESSION + r"\.server\.\d+\.\w+\.set_dirty", "CursorDirty"),
    (_SESSION + r"\.server\.\d+\.\w+\.save", "CursorSave"),
    (_SESSION + r"\.server\.\d+\.\w+\.create", "CursorCreate"),
    (_SESSION + r"\.server\.\d+\.\w+\.delete", "CursorDelete"),
    (_SESSION + r"\.server\.\d+\.\w+\.discard", "CursorDiscard"),
    (_SESSION + r"\.server\.\d+\.save", "ContextSave"),
    (_SESSION + r"\.server\.prefs\.all", "PrefsAll"),
    (_SESSION + r"\.server\.prefs\.put", "PrefsPut"),
    (_SESSION + r"\.server\.views\.list", "ViewsList"),
    (_SESSION + r"\.server\.views\.keep", "ViewsKeep"),
    (_SESSION + r"\.server\.views\.remove", "ViewsRemove"),
    (_SESSION + r"\.server\.search\.find", "SearchFind"),
    (_SESSION + r"\.server\.search\.titles", "SearchTitles"),
    (_SESSION + r"\.server\.presence\.here", "PresenceHere"),
    (_SESSION + r"\.server\.jobs\.all", "JobsAll"),
    (_SESSION + r"\.server\.jobs\.cancel", "JobsCancel"),
    (_SESSION + r"\.server\.jobs\.retry", "JobsRetry"),
    (_SESSION + r"\.server\.jobs\.dismiss", "JobsDismiss"),
    (_SESSION + r"\.server\.jobs\.export", "JobsExport"),
]
_EVENTS = [
    (_SESSION + r"\.server\.session_info", "SessionInfo"),
    (_SESSION + r"\.server\.\d+\.\w+\.reset", "CursorReset"),
    (_SESSION + r"\.server\.\d+\.\w+\.patch", "CursorPatch"),
    (_SESSION + r"\.server\.\d+\.actions\.flags", "ActionsFlags"),
    (_SESSION + r"\.server\.prefs\.changed", "PrefsChanged"),
    (_SESSION + r"\.server\.views\.changed", "ViewsChanged"),
    (_SESSION + r"\.server\.methods\.changed", "MethodsChanged"),
    (_SESSION + r"\.server\.presence\.changed", "PresenceChanged"),
    (_SESSION + r"\.server\.jobs\.changed", "JobChanged"),
    (_SESSION + r"\.server\.papers\.changed", "PapersChanged"),
]
_ASKED = [
    (_SESSION + r"\.client\.create_peer", "PeerOffer"),
    (_SESSION + r"\.client\.peer_start", "PeerStart"),
    (_SESSION + r"\.client\.peer_stop", "PeerStop"),
    (_SESSION + r"\.client\.\d+\.notice", "ViewNotice"),
    (_SESSION + r"\.client\.\d+\.result", "ViewResult"),
    (_SESSION + r"\.client\.\d+\.choose", "ViewChoose"),
]
_SILENT = re.compile(_SESSION + r"\.client\.\d+\.(ask_pending|focus|logout)|ytefas\.heartbeat")


class Witness:
    """One for each connection (`fresh`); the faults and the counts are shared."""

    judge = Judge(_DOCUMENT)

    def __init__(self, faults: list[str] | None = None, seen: Counter[str] | None = None) -> None:
        self.faults: list[str] = [] if faults is None else faults
        self.seen: Counter[str] = Counter() if seen is None else seen
        self._called: dict[int, str] = {}
        self._topics: dict[int, str] = {}
        self._subscribing: dict[int, str] = {}

    def fresh(self) -> Witness:
        return Witness(self.faults, self.seen)

    def __call__(self, way: str, message: list[Any]) -> None:
        if message[0] == wamp.WELCOME:  # a new session numbers anew
            self._called, self._topics, self._subscribing = {}, {}, {}
        handle = {
            ("sent", wamp.CALL): self._call,
            ("came", wamp.RESULT): self._result,
            ("came", wamp.ERROR): self._error,
            ("sent", wamp.SUBSCRIBE): self._subscribe,
            ("came", wamp.SUBSCRIBED): self._subscribed,
            ("came", wamp.EVENT): self._event,
            ("came", wamp.INVOCATION): self._invocation,
        }.get((way, message[0]))
        if handle is not None:
            handle(message)

    def check(self, name: str, value: Any) -> None:
        self.seen[name] += 1
        self.faults.extend(self.judge.faults(name, value))

    def _call(self, message: list[Any]) -> None:
        name = _named(_CALLS, message[3])
        if name is None:
            return  # a test that asks for something strange on purpose
        self._called[message[1]] = name
        args = message[4] if len(message) > 4 else []
        kwargs = message[5] if len(message) > 5 else {}
        # What a client asks may be wrong on purpose; only what is answered is judged with it.
        self.seen[f"{name}Arguments"] += not self.judge.faults(
            f"{name}Arguments",
            {**dict(zip(CALLS[name].parameters(), args, strict=False)), **kwargs},
        )

    def _result(self, message: list[Any]) -> None:
        name = self._called.pop(message[1], None)
        if name is not None and not message[2].get("progress"):
            self.check(f"{name}Answer", message[3][0] if len(message) > 3 and message[3] else None)

    def _error(self, message: list[Any]) -> None:
        self._called.pop(message[2], None)
        if message[4].startswith("ytefas.error."):
            self.check("WireErrorBody", message[6] if len(message) > 6 else {})

    def _subscribe(self, message: list[Any]) -> None:
        self._subscribing[message[1]] = message[3]

    def _subscribed(self, message: list[Any]) -> None:
        self._topics[message[2]] = self._subscribing.pop(message[1], "")

    def _event(self, message: list[Any]) -> None:
        topic = message[3].get("topic") or self._topics.get(message[1], "")
        self._told(_EVENTS, topic, message, 4)

    def _invocation(self, message: list[Any]) -> None:
        self._told(_ASKED, message[3].get("procedure", ""), message, 4)

    def _told(self, names: list[tuple[str, str]], uri: str, message: list[Any], at: int) -> None:
        name = _named(names, uri)
        if name is not None:
            self.check(name, message[at][0])
        elif not _SILENT.fullmatch(uri):
            self.faults.append(f"{uri} is not in the contract")


def _named(names: list[tuple[str, str]], uri: str) -> str | None:
    return next((name for pattern, name in names if re.fullmatch(pattern, uri)), None)
