"""Open sockets end with their login, on whichever node that was ended; and sweeping."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from sqlalchemy import insert, select

from schema.base import tables
from tests.support.identity import ADA, ELSEWHERE, HERE, WRONG, Office, office_on
from ytefas.errors import Busy, NotAuthenticated, RateLimited
from ytefas.rules.access import STUDIO, Role
from ytefas.rules.login import Visitor
from ytefas.store.embedded.server import Database
from ytefas.store.identity.secret import digest
from ytefas.store.identity.service import Identity
from ytefas.store.isolation import SYSTEM


@pytest_asyncio.fixture
async def office(module_database: Database) -> AsyncIterator[Office]:
    """Open a real identity on an empty database."""
    async with office_on(module_database) as opened:
        yield opened


async def _fails(office: Office, times: int, visitor: Visitor = HERE) -> None:
    for _ in range(times):
        with pytest.raises(NotAuthenticated):
            await office.identity.log_in(ADA, password=WRONG, visitor=visitor)


class Sockets:
    """What the assembly does with what is revoked, and when it was told."""

    def __init__(self, identity: Identity) -> None:
        self.closed: set[UUID] = set()
        self.told = asyncio.Event()
        identity.revocation.on_revoked(self.close)

    async def close(self, logins: frozenset[UUID]) -> None:
        self.closed |= logins
        self.told.set()


@pytest.mark.parametrize(
    "how", ["log out", "disable", "password", "role", "form: active", "form: role", "token"]
)
async def test_an_end_on_another_node_closes_the_sockets_here(office: Office, how: str) -> None:
    """ASVS 7.4.1-7.4.3, 8.3.2: within five seconds, and nobody else's."""
    ada, bob = await office.hire(ADA), await office.hire("bob@studio.test")
    accounts, there = office.identity.accounts, office.another_node()
    sockets = Sockets(office.identity)
    watching = asyncio.get_running_loop().create_task(office.identity.revocation.run())
    opened = await office.enter(ADA)
    principal = opened.login.principal
    if how == "token":
        token = await accounts.create_api_token(ada.id, "erp", acting=SYSTEM)
        principal = await office.identity.recognise_api_token(token, ip=None)
    others = (await office.enter("bob@studio.test")).login.principal
    for watched in (principal, others):
        office.identity.revocation.watch(watched)
    user = tables()["app_user"]
    changes: dict[str, object] = {"active": False} if "active" in how else {"role": "admin"}
    match how:
        case "log out":
            await there.log_out(principal)
        case "disable":
            await there.accounts.disable(ada.id, acting=SYSTEM)
        case "password":
            await there.accounts.set_password(ada.id, "another pass phrase", acting=SYSTEM)
        case "role":
            await there.accounts.set_role(ada.id, Role.CUSTOMER_USER, acting=SYSTEM)
        case (
            "form: active" | "form: role"
        ):  # an administrator's screen writes the row and knows nothing of logins
            async with there.accounts._store.writing(SYSTEM, cause="users.save") as unit:
                version = await unit.fetch_value(
                    select(user.c.row_version).where(user.c.id == ada.id)
                )
                await unit.update(user, ada.id, version, changes)
        case _:
            assert principal.login_id
            await there.accounts.revoke_api_token(principal.login_id, acting=SYSTEM)
    async with asyncio.timeout(30):
        await sockets.told.wait()
    assert sockets.closed == {principal.login_id}
    assert bob.id == others.user_id
    watching.cancel()
    there.close()


async def test_a_socket_in_use_keeps_its_login_and_an_idle_one_does_not(office: Office) -> None:
    """ASVS 7.3.1: what counts is what the user does, not that the socket is open."""
    await office.hire(ADA)
    used, idle = await office.enter(ADA), await office.enter(ADA)
    sockets, revocation = Sockets(office.identity), office.identity.revocation
    for opened in (used, idle):
        revocation.watch(opened.login.principal)
    assert used.login.principal.login_id is not None
    for _ in range(4):
        office.clock.advance(minutes=10)
        revocation.seen(used.login.principal.login_id)
        await revocation.check_all()
    assert sockets.closed == {idle.login.principal.login_id}


async def test_a_closed_socket_is_watched_no_longer(office: Office) -> None:
    await office.hire(ADA)
    opened = await office.enter(ADA)
    sockets, revocation = Sockets(office.identity), office.identity.revocation
    first, second = (revocation.watch(opened.login.principal) for _ in range(2))
    first()
    office.clock.advance(hours=13)
    second()
    await revocation.check_all()
    assert sockets.closed == set()


async def test_a_listener_that_fails_once_does_not_leave_the_sockets_open(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ytefas.store.identity.revocation.TRY_AGAIN", 0.01)
    ada = await office.hire(ADA)
    opened = await office.enter(ADA)
    revocation, tries = office.identity.revocation, 0

    async def fail_once(_logins: object) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise RuntimeError

    revocation.on_revoked(fail_once)
    sockets = Sockets(office.identity)
    revocation.watch(opened.login.principal)
    watching = asyncio.get_running_loop().create_task(revocation.run())
    await asyncio.sleep(0)
    await office.identity.accounts.disable(ada.id, acting=SYSTEM)
    async with asyncio.timeout(30):
        await sockets.told.wait()
    assert sockets.closed == {opened.login.principal.login_id}
    watching.cancel()


async def test_while_the_database_is_away_nothing_is_forgotten(office: Office) -> None:
    """Fault 1: what could not be looked at is looked at again."""
    ada = await office.hire(ADA)
    opened = await office.enter(ADA)
    sockets, revocation = Sockets(office.identity), office.identity.revocation
    revocation.watch(opened.login.principal)
    await office.identity.accounts.disable(ada.id, acting=SYSTEM)

    async def away(_reading: object) -> Any:
        raise Busy

    revocation._now = away
    with pytest.raises(Busy):
        await revocation.check_all()
    revocation._now = office.clock
    await revocation.check()
    assert sockets.closed == {opened.login.principal.login_id}


async def test_the_sweep_forgets_what_nobody_asks_for_and_nothing_else(office: Office) -> None:
    await office.hire(ADA)
    await _fails(office, 5)
    office.clock.advance(minutes=1)
    opened = await office.enter(ADA)
    await office.identity.issue_ticket(opened.login.principal)
    assert await office.identity.purge() == 0
    office.clock.advance(hours=1)
    assert await office.identity.purge() == 1 + len(["origin", "account"])  # ticket and tallies
    assert len(await office.rows("login_session")) == 1
    office.clock.advance(days=91)
    assert await office.identity.purge() == 2  # the login and the device
    assert await office.rows("login_session") == []


async def test_a_sweep_of_many_goes_in_steps(office: Office) -> None:
    ada = await office.hire(ADA)
    long_ago = office.clock.now - timedelta(days=1)
    async with office.store.writing(SYSTEM, cause="test.set_up") as unit:
        for number in range(501):
            await unit.fetch(
                insert(tables()["ticket"]).values(
                    user_id=ada.id,
                    login_id=uuid4(),
                    token_hash=digest(str(number)),
                    expires_at=long_ago,
                    created_by=STUDIO,
                    updated_by=STUDIO,
                )
            )
    assert await office.identity.purge() == 501


async def test_a_known_place_is_forgotten_in_time(office: Office) -> None:
    await office.hire(ADA)
    await office.enter(ADA)
    office.clock.advance(days=89)
    await _fails(office, 5, ELSEWHERE)
    await office.enter(ADA)
    office.clock.advance(days=91)
    await _fails(office, 5, ELSEWHERE)
    with pytest.raises(RateLimited):
        await office.enter(ADA)
