"""One's own API tokens: shown once, revoked at once, and no more able than they were made."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from tests.support.client import Client, until_true
from tests.support.node import House, shown
from tests.support.visitor import Browser, Visitor
from ytefas.errors import Denied, Invalid, InvalidFields, YtefasError


async def made(visitor: Visitor, scope: str, **more: str) -> str:
    asked = {"name": f"gestionale {scope}", "scope": scope, "days": "30", **more}
    return str((await visitor.browser.post("/auth/tokens", asked))["token"])


async def listed(visitor: Visitor) -> list[dict[str, Any]]:
    async with visitor.browser.http.get(f"{visitor.browser.url}/auth/tokens") as answer:
        return list((await answer.json())["tokens"])


@asynccontextmanager
async def program(house: House, token: str) -> AsyncIterator[Visitor]:
    """Come in as a program does: a token buys a ticket, and nothing else."""
    http = aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(), headers={"Authorization": f"Bearer {token}"}
    )
    visitor = Visitor(Browser(http, house.url), witness=house.witness.fresh())
    try:
        await visitor.connect()
        visitor.client = await Client.enter(visitor.connection)
        yield visitor
        await visitor.go()
    finally:
        await http.close()


async def test_a_token_that_reads_reads(house: House) -> None:
    customer = await house.customer()
    await house.site(customer, name="Fonderia")
    _, anna = await house.consultant(customer, level="manage")
    async with program(house, await made(anna, "read")) as reader:
        view = await reader.open("view", "org.sites", controller="org_sites_list")
        rows = view.cursors["rows"]
        await rows.until(lambda it: shown(it, "name") == ["Fonderia"])
        with pytest.raises(Denied):
            await rows.save(rows.keys[0], 1, name="Altro")
        with pytest.raises(YtefasError):
            await rows.remote.delete([rows.keys[0]], str(uuid4()))
    async with program(house, await made(anna, "write")) as writer:
        view = await writer.open("view", "org.sites", controller="org_sites_list")
        rows = view.cursors["rows"]
        await rows.until(lambda it: it.keys)
        assert await rows.save(rows.keys[0], 1, name="Officina")
    used = {one["name"]: one for one in await listed(anna)}
    assert [used[name]["reads_only"] for name in ("gestionale read", "gestionale write")] == [
        True, False,
    ]  # fmt: skip
    assert all(one["last_used_at"] and one["expires_at"] for one in used.values())


async def test_a_token_is_shown_once_and_ends_when_it_is_revoked(house: House) -> None:
    _, anna = await house.consultant()
    _, bruno = await house.consultant()
    token = await made(anna, "write")
    (one,) = await listed(anna)
    assert token not in str(one)
    assert await listed(bruno) == []
    async with program(house, token) as guest:
        for who, status in ((bruno, 404), (anna, 204), (anna, 404)):
            url = f"{house.url}/auth/tokens/{one['id']}"
            headers = {"Origin": house.url}
            async with who.browser.http.delete(url, headers=headers) as answer:
                assert answer.status == status
        await until_true(guest.wire.closed.is_set)
    assert await listed(anna) == []


@pytest.mark.parametrize("wrong", [{"name": " "}, {"days": "0"}, {"days": "9999"},
                                   {"scope": "all"}])  # fmt: skip
async def test_what_is_no_token_is_refused(house: House, wrong: dict[str, str]) -> None:
    _, anna = await house.consultant()
    with pytest.raises((Invalid, InvalidFields)):
        await made(anna, **{"scope": "read", **wrong})
    assert await listed(anna) == []


async def test_a_token_makes_no_other(house: House) -> None:
    """It proves nothing and is no cookie."""
    _, anna = await house.consultant()
    token = await made(anna, "write")
    headers = {"Authorization": f"Bearer {token}", "Origin": house.url}
    asked = {"name": "x", "scope": "write", "days": "1"}
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), headers=headers) as http,
        http.post(f"{house.url}/auth/tokens", json=asked) as answer,
    ):
        assert answer.status == 401
