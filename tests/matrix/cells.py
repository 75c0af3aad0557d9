"""The rows of the matrix: how each call open to clients is asked about a record.

A new call is one line in one of the four tables below; `test_every_call_has_its_row` asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Column, Table

from schema.base import field_of
from tests.jobs.tray import Tray, comes, listing
from tests.matrix.world import CANARY, World, plain
from tests.support.client import ClientView, CursorProxy
from tests.support.everything import TOGETHER, plain_value, texts
from tests.support.visitor import Visitor, Wire
from ytefas.errors import Denied, NoCandidate, YtefasError


class Screen:
    """What one person has open on one source."""

    def __init__(self, world: World, visitor: Visitor, source: str) -> None:
        self.world, self.visitor, self.source = world, visitor, source
        self.view: ClientView
        self.pick: ClientView
        self.rows: CursorProxy

    async def open(self) -> Screen:
        self.view = await self.visitor.open("view", self.source, **self.exactly("list"))
        self.rows = self.view.cursors["rows"]
        self.pick = await self.visitor.open("pick", self.source, **self.exactly("pick"))
        await self.pick.cursors["rows"].until(lambda it: it.version)
        await self.rows.until(lambda it: it.version)
        return self

    async def close(self) -> None:
        for view in (self.view, self.pick):
            await view.controller.close()

    @property
    def table(self) -> Table:
        return self.world.house.running.hub.sources[self.source].table

    @property
    def change(self) -> dict[str, Any]:
        """Say something else in one of its texts."""
        return {next(texts(self.table), "name"): "Z"}

    def exactly(self, screen: str) -> dict[str, str]:
        """Name a screen that every source has."""
        return {"controller": f"{self.source.replace('.', '_')}_{screen}"}

    async def shown(self, opened: dict[str, Any]) -> Any:
        """Wait for a context and say what its primary cursor shows; then close it."""
        view = await self.visitor.view_of(opened["id"])
        cursor = next(iter(view.cursors.values()))
        await cursor.until(lambda it: it.version and _settled(it))
        said = [view.offer["controller"], list(cursor.rows), dict(cursor.state), cursor.total]
        await view.controller.close()
        return said

    def intent(self, key: str) -> dict[str, Any]:
        exact = f"{self.source.replace('.', '_')}_view"
        content = {"source": self.source, "ids": [key]}
        return {"operation": "view", "content": content, "controller": exact}


Ask = Callable[[Screen, str], Awaitable[Any]]


async def _start(screen: Screen, key: str) -> Any:
    browser = screen.visitor.browser
    wire = await Wire.join(browser.http, browser.url, await browser.ticket())
    try:
        resume = {"id": key, "token": "guessed"}
        return await wire.call("ytefas.session.start_session", (), {"resume": resume})
    finally:
        wire.cut()


async def _pair(screen: Screen, key: str) -> Any:
    context = {"other": f"ytefas.s.{key}.server.1"}
    asked = {"role": "anything", "context": context}
    return type(await screen.visitor.call(f"{screen.visitor.client.base}.server.pairing_request",
                                          asked)).__name__  # fmt: skip


def _resets(cursor: CursorProxy) -> int:
    return sum(kind == "reset" for kind, _ in cursor.events)


def _settled(cursor: CursorProxy) -> bool:
    """Tell whether all is told: a slow load says so first, and the exact total comes last."""
    return not cursor.state.get("loading") and cursor.total[1] == "exact"


async def _query(screen: Screen, key: str) -> Any:
    before = _resets(screen.rows)
    await screen.rows.remote.query({"filter": ["id", "eq", key]})
    await screen.rows.until(lambda it: _resets(it) > before and _settled(it))
    return [screen.rows.rows, screen.rows.total]


async def _create(screen: Screen, key: str) -> Any:
    """Make a record that refers to the key wherever it can refer to anything."""
    values = {
        str(column.name): key if "link" in column.info else plain_value(column, "Z")
        for column in screen.table.columns
        if column.name == "customer_id" or _is_given(column)
    }
    together = TOGETHER.get(screen.table.name, {})
    values |= {name: value for name, value in together.items() if name in values}
    wire = orjson.loads(orjson.dumps(values, default=str))
    made = await screen.rows.remote.create(wire, str(uuid4()))
    await screen.rows.remote.delete([made["key"]], str(uuid4()))
    return "created"


def _is_given(column: Column[Any]) -> bool:
    return field_of(column).required and not field_of(column).readonly and column.name != "id"


async def _current(screen: Screen, key: str) -> Any:
    standing = await screen.rows.remote.set_current(key, screen.rows.version)
    return {**standing, "version": None, "current_id": None}


async def _save(screen: Screen, key: str) -> Any:
    record = {"key": key, "row_version": 999, "changes": screen.change}
    return await screen.rows.remote.save(record, str(uuid4()))


def _at(name: str, *more: Any) -> Ask:
    async def ask(screen: Screen, key: str) -> Any:
        base = screen.visitor.client.base
        given = [value(key) if callable(value) else value for value in more]
        return await screen.visitor.call(f"{base}.server.{name}", *given)

    return ask


def _session_uri(half: str) -> Callable[[str], str]:
    return lambda key: f"ytefas.s.{key}.{half}"


def _itself(key: str) -> str:
    return key


async def _desk_intent(screen: Screen, key: str) -> Any:
    return await screen.shown(await screen.visitor.client.server.begin_intent(screen.intent(key)))


async def _context_intent(screen: Screen, key: str) -> Any:
    return await screen.shown(await screen.view.controller.begin_intent(screen.intent(key)))


async def _confirm(screen: Screen, key: str) -> Any:
    try:
        return await screen.pick.controller.confirm([key])
    finally:
        if screen.pick.offer and await _is_closed(screen.pick):
            screen.pick = await screen.visitor.open("pick", screen.source, **screen.exactly("pick"))


async def _is_closed(view: ClientView) -> bool:
    return view not in view.client.views.values()


async def _draft(screen: Screen, key: str) -> Any:
    return await screen.view.controller.keep_draft("rows", {"saves": [{"key": key}]})


async def _rest(screen: Screen, key: str) -> Any:
    """Wake a screen up: what it tells then is what it told before, and nothing of a foreign key."""
    _ = key
    return await screen.view.controller.rest(resting=False)


async def _save_all(screen: Screen, key: str) -> Any:
    record = {"key": key, "row_version": 999, "changes": screen.change}
    return await screen.view.controller.save({"rows": {"saves": [record]}}, str(uuid4()))


async def _choices(screen: Screen, key: str) -> Any:
    """Ask for choices among those of a foreign owner: there are none to choose from."""
    within = {"id": key}
    return await screen.visitor.client.server.search.choices(screen.source, "", 12, within)


async def _titles(screen: Screen, key: str) -> Any:
    return await screen.visitor.client.server.search.titles([{"source": screen.source, "key": key}])


async def _here(screen: Screen, key: str) -> Any:
    place = {"view": "1", "source": screen.source, "key": key}
    return await screen.visitor.client.server.presence.here([place])


async def _keep_view(screen: Screen, key: str) -> Any:
    view = {"id": key, "source": screen.source, "name": "Z", "row_version": 1}
    return await screen.visitor.client.server.views.keep(view)


async def _put(screen: Screen, _key: str) -> Any:
    return await screen.visitor.client.server.prefs.put("matrix", 1)


async def _close(screen: Screen, key: str) -> Any:
    opened = await screen.visitor.client.server.begin_intent(screen.intent(key))
    return await screen.shown(opened)


async def _run(screen: Screen, key: str) -> Any:
    answer = await screen.view.run("new", key=key, ids=[key])
    if not answer["ok"]:
        return answer
    return await screen.shown({"id": answer["result"]})


async def _stop(screen: Screen, key: str) -> Any:
    """Stop a session by its address; one's own is left alone."""
    if key == screen.visitor.client.session["id"]:
        return "own"
    return await screen.visitor.call(f"ytefas.s.{key}.server.session_stop")


def _papers(name: str, *more: Any) -> Ask:
    """Ask what hangs on a record, or hang something there."""

    async def ask(screen: Screen, key: str) -> Any:
        return await _at(f"papers.{name}", screen.source, _itself, *more)(screen, key)

    return ask


def _making(name: str, *more: Any) -> Ask:
    """Ask to copy a record of a foreign source, for one's own customer and for the record's."""

    async def ask(screen: Screen, key: str) -> Any:
        own = screen.world.key("org.customers", "own")
        into = key if screen.source == "org.customers" else str(own)
        asked = {"source": screen.source, "record": key, "customer": into}
        return await _at(f"making.{name}", asked, *more)(screen, key)

    return ask


async def _export(screen: Screen, key: str) -> Any:
    """Ask for a file of one record; what comes to be in such files is asked in `test_jobs`."""
    number = screen.view.offer["uri"].rsplit(".", 1)[1]
    asked = {"context": number, "cursor": "rows", "columns": ["id"], "format": "csv",
             "name": "x", "selection": [key]}  # fmt: skip
    job = await _at("jobs.export", asked)(screen, key)
    await _at("jobs.dismiss", job["id"])(screen, key)
    return {**job, "id": "", "created_at": ""}


async def _sheet(screen: Screen, key: str) -> Any:
    """Ask for the sheet of a calculation; what comes to be in one is asked in `tests/jobs`."""
    job = await _at("jobs.sheet", {"calculation": key})(screen, key)
    await _at("jobs.dismiss", job["id"])(screen, key)
    return {**job, "id": "", "created_at": "", "state": ""}


ASKED_OF_SESSIONS: dict[str, Ask] = {
    "SessionStart": _start,
    "PairingRequest": _pair,
    "PeerReady": _at("peer_ready", 7, _session_uri("client.1"), "view"),
    "SessionStop": _stop,
}


def _privately(verb: str) -> Ask:
    """Ask what erasing a record would do, and for it, as what its source holds."""
    subjects = {"org.customers": "customer", "auth.users": "user"}

    async def ask(screen: Screen, key: str) -> Any:
        desk = screen.visitor.client.server.privacy
        return await getattr(desk, verb)(subjects.get(screen.source, "person"), key)

    return ask


ASKED_OF_RECORDS: dict[str, Ask] = {
    "DeskIntent": _desk_intent,
    "ContextIntent": _context_intent,
    "ContextConfirm": _confirm,
    "ContextClose": _close,
    "ContextDraft": _draft,
    "ContextRest": _rest,
    "ContextSave": _save_all,
    "ContextMenu": lambda screen, key: screen.view.controller.menu([key]),
    "ActionRun": _run,
    "CursorQuery": _query,
    "CursorCurrent": _current,
    "CursorDirty": lambda screen, key: screen.rows.remote.set_dirty([key]),
    "CursorSave": _save,
    "CursorCreate": _create,
    "CursorDelete": lambda screen, key: screen.rows.remote.delete([key], str(uuid4())),
    "CursorDiscard": lambda screen, key: screen.rows.remote.discard([key]),
    "PresenceHere": _here,
    "SearchChoices": _choices,
    "SearchTitles": _titles,
    "ViewsKeep": _keep_view,
    "ViewsRemove": _at("views.remove", lambda key: key, 1),
    "JobsExport": _export,
    "JobsSheet": _sheet,
    "PrivacyPreview": _privately("preview"),
    "PrivacyErase": _privately("erase"),
    "PrivacyLook": _at("privacy.look", _itself),
    "PrivacyBring": _at("privacy.bring", _itself),
    "PrivacyForget": _at("privacy.forget", _itself),
    "ImportsOpen": _at("imports.open", _itself, "persons"),
    "ImportsLook": _at("imports.look", _itself),
    "ImportsArrange": _at("imports.arrange", _itself, {}),
    "ImportsCheck": _at("imports.check", _itself),
    "ImportsRows": _at("imports.rows", _itself),
    "ImportsCorrect": _at("imports.correct", _itself, 1, 1, "Z"),
    "ImportsForget": _at("imports.forget", _itself),
    "ImportsApply": _at("imports.apply", _itself),
    "ImportsUndo": _at("imports.undo", _itself, lambda _: str(uuid4())),
    "MakingPresets": _at("making.presets", _itself),
    "MakingLay": _making("lay"),
    "MakingCarryOut": _making("carry_out", {}, "0" * 32, lambda _: str(uuid4())),
    "PapersOf": _papers("of"),
    "PapersLeave": _papers("leave"),
    "PapersAttach": _papers("attach", lambda key: key),
    "PapersDetach": _at("papers.detach", _itself),
    "PapersDescribe": _at("papers.describe", _itself, {"caption": "Z"}),
    "PapersArrange": _papers("arrange", lambda key: [key]),
    "PapersSay": _papers("say", "Z"),
    "PapersReword": _at("papers.reword", _itself, "Z"),
    "PapersResolve": _at("papers.resolve", _itself, True),
    "PapersTag": _papers("tag", lambda _: []),
}
ASKED_OF_JOBS: dict[str, Ask] = {
    "JobsCancel": _at("jobs.cancel", _itself),
    "JobsRetry": _at("jobs.retry", _itself),
    "JobsDismiss": _at("jobs.dismiss", _itself),
}
# Those that take no record: asked once, to see that nothing leaks.
ASKED_OF_NOTHING: dict[str, Ask] = {
    "ServicePing": lambda screen, _: screen.visitor.call("ytefas.session.ping"),
    "PeerStopped": _at("peer_stop", 4711),
    "PrefsAll": _at("prefs.all"),
    "PrefsPut": _put,
    "SearchFind": _at("search.find", CANARY),
    "ViewsList": lambda screen, _: screen.visitor.client.server.views.list(screen.source),
    "JobsAll": _at("jobs.all"),
    "PapersTags": _at("papers.tags"),
    "MethodsList": _at("methods.list"),
    "MethodsDescribe": _at("methods.describe", "pxd_4x4"),
    "MethodsEvaluate": _at("methods.evaluate", "pxd_4x4", None, [{"p": 3, "d": 4}]),
    "MethodsRows": _at("methods.rows", "pxd_4x4", None, [{"p": 3, "d": 4}]),
    "MethodsCheck": _at("methods.check", {}),
    "MethodsTemplates": _at("methods.templates"),
    "MethodsSensitivity": _at("methods.sensitivity", "pxd_4x4", None, {"p": 3, "d": 4}),
    "CursorWindow": lambda screen, _: screen.rows.remote.window({"first": 0, "size": 1000}),
}


async def outcome(ask: Ask, screen: Screen, key: str) -> str:
    """Ask, and say the answer or the error in a form that can be compared."""
    try:
        answer = await ask(screen, key)
    except YtefasError as error:
        answer = {"error": error.code, "fields": error.fields}
    text = plain(answer, key)
    return re.sub(r"server\.\d+", "server.N", re.sub(r'"id":"\d+"', '"id":"N"', text))


def is_broken(said: str) -> bool:
    """Tell an answer by which the program owns up to a defect."""
    return re.search(r'"(code|error)":"internal"', said) is not None


def without_a_row(calls: Iterable[str]) -> set[str]:
    """Name the calls that the matrix does not know how to ask."""
    rows = (ASKED_OF_RECORDS, ASKED_OF_SESSIONS, ASKED_OF_JOBS, ASKED_OF_NOTHING)
    return set(calls) - {name for one in rows for name in one}


async def complaints(world: World, who: str, source: str, hidden: str = "foreign") -> list[str]:
    """Ask everything about a hidden record and about none: the answers must be equal."""
    visitor = world.visitors[who]
    try:
        screen = await Screen(world, visitor, source).open()
    except (NoCandidate, Denied):
        return []  # not for his role, whatever the record
    found = []
    malformed = ("malformed",) if world.layers == "both" else ()  # no layer decides that
    for name, ask in ASKED_OF_RECORDS.items():
        said = {
            kind: await outcome(ask, screen, world.key(source, kind))
            for kind in (hidden, "absent", *malformed)
        }
        if said[hidden] != said["absent"]:
            found.append(f"{name} {source} {who}: {said[hidden]} / {said['absent']}")
        found += [f"{name} {source} {who}: {one}" for one in said.values() if is_broken(one)]
    await screen.rows.remote.query({})
    await screen.close()
    return found


async def job_of_dario(world: World) -> str:
    """Have somebody of beta's export what he sees, once; give the key of the job that is done."""
    known = world.keys.setdefault("jobs", {})
    if "foreign" not in known:
        tray = Tray(world.visitors["dario"])
        view = await listing(tray.visitor, "org.sites")
        made = await tray.export(view, ["name"])

        async def done() -> bool:
            return bool((await tray.jobs())[0]["state"] == "done")

        await comes(done)
        await view.controller.close()
        known["foreign"] = str(made["id"])
    return known["foreign"]
