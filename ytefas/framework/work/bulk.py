"""The screen of an action on many records: how many, what comes of each, taken back as one.

Fields and values chosen once for all, or all archived, restored, deleted. What comes of each record
is told as it is: done, so already, refused and why. What others have changed since stays as they
left it, and is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID

from typing_extensions import override

from ytefas.errors import Invalid, NotFound
from ytefas.framework.work.action import Action, actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller
from ytefas.framework.work.cursor import Cursor
from ytefas.framework.work.gate import said
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.many import BULK, Chosen, Facts, Many, parse_asked
from ytefas.framework.work.rows import Within
from ytefas.framework.work.view import View, Words, say, words

RECORD: Final = "record"
PAGE: Final = 200  # records of one answer
FURTHEST: Final = 1_000_000
STATES: Final = frozenset({"", "done", "same", "refused", "waiting", "back", "stays"})
TITLE: Final = words(it="Modifica in blocco", en="Bulk edit")
TITLES: Final[Mapping[str, Words]] = {
    "edit": TITLE,
    "archive": words(it="Archivia", en="Archive"),
    "restore": words(it="Ripristina", en="Restore"),
    "delete": words(it="Elimina", en="Delete"),
}


class Bulk(Controller):
    """Says what becomes of many records; to be edited, it shows the fields of their source once."""

    ID = "bulk"
    LABEL = TITLE
    ICON = "list-checks"
    OPERATION = Operation.EDIT
    CONTENT = frozenset({Content.len >= 0})
    REQUIRED_CATEGORIES = frozenset({BULK})
    MODAL = True
    VIEW = View("Bulk", title=TITLE)

    facts: Facts

    @property
    def cursor(self) -> Cursor:
        return self.cursors[RECORD]

    @property
    def many(self) -> Many:
        found = self.application.many
        if found is None:
            raise NotFound
        return found

    @property
    def acting(self) -> Any:
        return self.context.principal

    @override
    def within(self, name: str) -> Within:
        """Show no record: what is filled in here was never one of its own."""
        return Within(keys=())

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        """Know what it is about: what a list has settled, or the records of its address."""
        content, batch = self.intent.content, self.intent.options.get("batch")
        assert content is not None  # noqa: S101 - elected for a content
        if batch is None:
            chosen = Chosen(content.ids)
            key = await self.many.choose(self.acting, content.source, "edit", chosen)
        else:
            key = _uuid(batch)
        self.facts = await self.many.find(self.acting, key)
        if self.facts.source != content.source:
            raise NotFound
        await super().prepare(kept)

    @override
    def drawn(self) -> View:
        facts = self.facts
        described = self.application.cursors.describe(facts.source, self)
        title = f"{say(TITLES[facts.act], self.language)}: {described['plural']}"
        return View("Bulk", title=title, options={
            "act": facts.act, "state": facts.state, "total": facts.total,
            "can_go_back": facts.can_go_back,
        })  # fmt: skip

    @override
    async def _begin_drafting(self, kept: Mapping[str, Any]) -> None:
        """Keep no draft: what was chosen here is about these records, now."""

    @override
    async def start(self) -> None:
        """Begin with what all of them share: links are picked among the rows of one customer."""
        if self.facts.act == "edit" and self.facts.state == "open":
            await self.cursor.begin_new(dict(self.facts.shared))

    async def told(self, *, only: str, offset: int, limit: int) -> dict[str, Any]:
        """Say what came of the records, in the words of who asks."""
        found = await self.many.result(
            self.acting, self.facts.id, only=only, offset=offset, limit=limit
        )
        for row in found["rows"]:
            problem = row.pop("problem")
            told = {} if problem is None else said(problem, self.context)
            row |= {"code": told.get("code", ""), "reason": _reason(told) if told else ""}
        return found


def _uuid(raw: object) -> UUID:
    try:
        return UUID(str(raw))
    except ValueError:
        raise NotFound from None


def _reason(problem: Mapping[str, Any]) -> str:
    """Say why, the nearest first: what is wrong with a field, else with the record."""
    beside = problem.get("sentences")
    if isinstance(beside, Mapping) and beside:
        return " · ".join(dict.fromkeys(str(one) for one in beside.values()))
    return str(problem.get("message") or problem["code"])


class _OnBulk(Action):
    """Does something with what its controller was opened for."""

    @property
    def bulk(self) -> Bulk:
        return cast("Bulk", self.provider)

    def asked(self, options: Mapping[str, Any]) -> list[Any]:
        """Read the changes of fields; what only goes or comes has none."""
        return parse_asked(options.get("changes")) if self.bulk.facts.act == "edit" else []

    async def answer(self, job: str | None) -> dict[str, Any]:
        """Say what came of it, or what job is about to do it."""
        told = await self.bulk.told(only="", offset=0, limit=0)
        return {**told, "job": job}


class LookAtBulk(_OnBulk):
    """Say how many records would change."""

    ID = "look"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        bulk = self.bulk
        return await bulk.many.look(bulk.acting, bulk.facts.id, self.asked(options))


class ApplyBulk(_OnBulk):
    """Do it; asked again, it goes on where it was."""

    ID = "apply"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        bulk = self.bulk
        return await self.answer(
            await bulk.many.apply(bulk.acting, bulk.facts.id, self.asked(options))
        )


class TakeBulkBack(_OnBulk):
    """Put back what was there."""

    ID = "take_back"

    @override
    def visible(self) -> bool:
        return self.bulk.facts.can_go_back

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        bulk = self.bulk
        return await self.answer(await bulk.many.take_back(bulk.acting, bulk.facts.id))


class ResultOfBulk(_OnBulk):
    """Show what came of the records, all or those that ended in one way: {only, offset, limit}."""

    ID = "result"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        only, offset, limit = (options.get(name) for name in ("only", "offset", "limit"))
        if not isinstance(only, str) or only not in STATES:
            raise Invalid("malformed", parameter="only")
        if not _is_whole(offset, 0, FURTHEST) or not _is_whole(limit, 0, PAGE):
            raise Invalid("out_of_range", parameter="limit")
        return await self.bulk.told(only=only, offset=cast("int", offset),
                                    limit=cast("int", limit))  # fmt: skip


class ReportOfBulk(_OnBulk):
    """Make a file of what came of every record; it is found in the tray."""

    ID = "report"

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        return {"job": await self.bulk.many.report(self.bulk.acting, self.bulk.facts.id)}


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


Bulk.ACTIONS = actions(LookAtBulk, ApplyBulk, TakeBulkBack, ResultOfBulk, ReportOfBulk)
