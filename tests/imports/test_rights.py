"""Who may have a sheet imported: whoever may write, and by a way that may write."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import aiohttp
import pytest
from sqlalchemy import update

from schema.customer_grant import customer_grant
from tests.imports.desk import ImportDesk
from tests.imports.sheets import xlsx
from tests.support.client import Client
from tests.support.visitor import Browser, Visitor
from ytefas.errors import Denied
from ytefas.framework.talk.calls import calls_of
from ytefas.services.imports import Imports
from ytefas.store.imports.looking import PATIENCE
from ytefas.store.imports.targets import NAMES
from ytefas.store.isolation import SYSTEM

SITES = xlsx([["Codice", "Nome"], ["S1", "Biella"]])


@asynccontextmanager
async def by_token(desk: ImportDesk, scope: str) -> AsyncIterator[ImportDesk]:
    """Come in as a program of the same user's does."""
    asked = {"name": scope, "scope": scope, "days": "1"}
    token = str((await desk.visitor.browser.post("/auth/tokens", asked))["token"])
    http = aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(), headers={"Authorization": f"Bearer {token}"}
    )
    visitor = Visitor(Browser(http, desk.house.url), witness=desk.house.witness.fresh())
    try:
        await visitor.connect()
        visitor.client = await Client.enter(visitor.connection)
        yield ImportDesk(desk.house, visitor, desk.customer)
        await visitor.go()
    finally:
        await http.close()


async def test_a_token_that_reads_has_nothing_imported(desk: ImportDesk) -> None:
    """What a job does is done as its owner: it must not begin by a key that may write nothing."""
    upload, summary = await desk.checked("sites", SITES)
    assert summary["ready"]
    async with by_token(desk, "read") as reader:
        assert (await reader.call("look", upload))["id"] == upload
        with pytest.raises(Denied):
            await reader.call("apply", upload, str(uuid4()))
    assert await desk.count("site") == 0
    async with by_token(desk, "write") as writer:
        assert (await writer.apply(upload))["state"] == "done"
    assert await desk.count("site") == 1


async def test_a_token_that_reads_does_no_job_again(desk: ImportDesk) -> None:
    upload, _ = await desk.checked("sites", SITES)
    job = await desk.apply(upload)
    async with by_token(desk, "read") as reader:
        for verb in ("retry", "cancel", "dismiss"):
            with pytest.raises(Denied):
                await reader.call(verb, job["id"], service="jobs")


@pytest.mark.parametrize("target", NAMES)
async def test_who_sees_some_sites_only_imports_nothing_and_is_shown_nothing(
    desk: ImportDesk, target: str
) -> None:
    """A sheet speaks of the whole customer: neither what it would find nor what it would make."""
    near = await desk.house.site(desk.customer, code="S1", name="Biella")
    person, visitor = await desk.house.consultant(desk.customer)
    async with desk.house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.fetch(
            update(customer_grant)
            .where(customer_grant.c.user_id == person.id)
            .values(site_ids=[near], row_version=customer_grant.c.row_version + 1)
        )
    limited = ImportDesk(desk.house, visitor, desk.customer)
    before = await desk.everything()
    with pytest.raises(Denied):
        await limited.send(target, SITES)
    with pytest.raises(Denied):
        await limited.call("open", str(desk.customer), target)
    for query in ("", "?filled=1"):
        status, _ = await limited.fetch(f"/imports/{desk.customer}/{target}{query}")
        assert status == 403
    assert await desk.everything() == before


async def test_who_is_limited_in_the_middle_of_an_import_does_not_end_it(desk: ImportDesk) -> None:
    near = await desk.house.site(desk.customer, code="S9", name="Biella")
    person, visitor = await desk.house.consultant(desk.customer)
    other = ImportDesk(desk.house, visitor, desk.customer)
    upload, summary = await other.checked("sites", SITES)
    assert summary["ready"]
    async with desk.house.store.writing(SYSTEM, cause="test.write") as unit:
        await unit.fetch(
            update(customer_grant)
            .where(customer_grant.c.user_id == person.id)
            .values(site_ids=[near], row_version=customer_grant.c.row_version + 1)
        )
    before = await desk.everything()
    for ask in (other.call("rows", upload), other.call("check", upload), other.apply(upload)):
        with pytest.raises(Denied):
            await ask
    assert (await other.fetch(f"/imports/{upload}"))[0] == 403
    assert await desk.everything() == before


def test_looking_through_all_rows_may_take_as_long_as_its_transaction() -> None:
    patience = {name: spec.timeout for name, spec in calls_of(Imports).items()}
    allowed = max(int(value) for name, value in PATIENCE if name == "transaction_timeout") / 1000
    assert {patience[name] for name in ("check", "rows", "correct", "undo")} == {allowed}
